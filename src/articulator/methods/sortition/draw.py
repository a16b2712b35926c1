"""The draw itself, in the standard library alone, so that an outsider can write it again.

docs/methods/sortition.md specifies every byte. Nothing here solves or rounds: a published book
of tickets and a seed decide everything.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TICKETS = 1_000_000
SIDE = 1_000  # TICKETS = SIDE * SIDE
ROUNDS = 8
LABEL = "articulator sortition 1"


class SeedError(ValueError):
    """A seed that is not at least 16 bytes in hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The ticket, the composition it names, and all members of the pool in the order of the lot.

    `selected` and `reserves` are both in that order.
    """

    ticket: int
    composition: int
    selected: tuple[str, ...]
    reserves: tuple[str, ...]


def canonical(data: Any) -> bytes:
    """JSON in exactly one way: sorted keys, no spaces, UTF-8."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def sha256(data: Any) -> str:
    return hashlib.sha256(canonical(data)).hexdigest()


def _mac(key: bytes, message: str) -> bytes:
    return hmac.digest(key, message.encode(), "sha256")


def draw_key(seed: str, book_hash: str) -> bytes:
    """One key per draw: the same seed decides differently about another book."""
    try:
        secret = bytes.fromhex(seed.strip())
    except ValueError as error:
        raise SeedError("The seed must consist of hexadecimal digits (0-9, a-f).") from error
    if len(secret) < 16:
        raise SeedError("The seed is too short: give at least 32 hexadecimal digits.")
    return _mac(secret, f"{LABEL} {book_hash}")


def drawn_ticket(key: bytes) -> int:
    """A number below TICKETS, each with exactly the same chance (256-bit rejection sampling)."""
    limit = 2**256 // TICKETS * TICKETS
    attempt = 0
    while (number := int.from_bytes(_mac(key, f"ticket {attempt}"))) >= limit:
        attempt += 1
    return number % TICKETS


def _step(book_hash: str, turn: int, half: int) -> int:
    return int.from_bytes(_mac(bytes.fromhex(book_hash), f"shuffle {turn} {half}")) % SIDE


def place_of(ticket: int, book_hash: str) -> int:
    """The place in the book of the ticket with this number (a Feistel network on 1000 by 1000)."""
    left, right = divmod(ticket, SIDE)
    for turn in range(ROUNDS):
        left, right = right, (left + _step(book_hash, turn, right)) % SIDE
    return left * SIDE + right


def ticket_at(place: int, book_hash: str) -> int:
    """The number of the ticket at this place: the inverse of `place_of`."""
    left, right = divmod(place, SIDE)
    for turn in reversed(range(ROUNDS)):
        left, right = (right - _step(book_hash, turn, left)) % SIDE, left
    return left * SIDE + right


def composition_at(place: int, tickets: Sequence[int]) -> int:
    """Which composition holds this place: they follow each other in the order of the book."""
    for number, count in enumerate(tickets):
        if place < count:
            return number
        place -= count
    raise ValueError("The tickets of the book do not add up to a million.")


def rank(key: bytes, person: str) -> tuple[bytes, str]:
    """Where a person stands in the lot: lowest first."""
    return _mac(key, f"rank {person}"), person


def draw_from_book(book: Mapping[str, Any], type_of: Mapping[str, int], seed: str) -> Drawn:
    """Draw: `book` as published, `type_of` the type of every member of the frozen pool."""
    return draw_by_hash(book, sha256(book), type_of, seed)


def draw_by_hash(
    book: Mapping[str, Any], book_hash: str, type_of: Mapping[str, int], seed: str
) -> Drawn:
    """As `draw_from_book`, for many draws of one book: its hash is given."""
    key = draw_key(seed, book_hash)
    ticket = drawn_ticket(key)
    number = composition_at(place_of(ticket, book_hash), book["tickets"])
    wanted = dict(book["compositions"][number])
    return Drawn(ticket, number, *_split(_lot(key, type_of), type_of, wanted))


def _lot(key: bytes, people: Iterable[str]) -> list[str]:
    return [person for _, person in sorted(rank(key, person) for person in people)]


def _split(
    lot: Sequence[str], type_of: Mapping[str, int], wanted: dict[int, int]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    selected: list[str] = []
    reserves: list[str] = []
    for person in lot:
        kind = type_of[person]
        chosen = wanted.get(kind, 0) > 0
        (selected if chosen else reserves).append(person)
        wanted[kind] = wanted.get(kind, 0) - chosen
    return tuple(selected), tuple(reserves)
