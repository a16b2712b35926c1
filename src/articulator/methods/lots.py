"""Choosing people by a public seed, the same share from every unit, so that all can check it."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence


def seed_from(words: str) -> str:
    """The seed in hexadecimal: as given where it is that already, else the SHA-256 of the words.

    So a beacon's number serves as it is, and dice or a newspaper's headline serve as they are read.
    """
    said = words.strip().lower()
    if len(said) >= 32 and len(said) % 2 == 0 and set(said) <= set("0123456789abcdef"):
        return said
    return hashlib.sha256(words.strip().encode()).hexdigest()


def choose(units: Mapping[str, str], number: int, seed: str) -> tuple[str, ...]:
    """So many of the tokens, by lot. `units` says for each token where it belongs.

    Systematic sampling: the tokens stand unit by unit, in each unit in the order of a keyed hash,
    and every (N/n)th is taken from a start that the seed fixes. Everyone has exactly the same
    chance, n of N, and each unit gets its share of the n, rounded up or down. Who is asked for
    more than there are gets all.
    """
    key = bytes.fromhex(seed)
    row = sorted(units, key=lambda token: (units[token], _mac(key, f"rank {token}"), token))
    if number >= len(row):
        return tuple(row)
    return evenly(row, number, _below(len(row), key))


def evenly(row: Sequence[str], number: int, start: int) -> tuple[str, ...]:
    """So many of a row, evenly far apart; over all starts below its length each one equally often.

    Everyone stands for `number` points of a circle of N x number, and every Nth point is taken.
    """
    return tuple(row[(turn * len(row) + start) // number] for turn in range(number))


def _below(limit: int, key: bytes) -> int:
    """A number below the limit, each with exactly the same chance (rejection sampling)."""
    bound = 2**256 // limit * limit
    attempt = 0
    while (number := int.from_bytes(_mac(key, f"start {attempt}"))) >= bound:
        attempt += 1
    return number % limit


def _mac(key: bytes, words: str) -> bytes:
    return hmac.digest(key, words.encode(), "sha256")
