"""Texts as a method takes them: the same words said by many are one statement."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")


@dataclass(frozen=True, slots=True)
class Said:
    """One text under its caller's key, and how many people said it."""

    key: str
    words: str
    supporters: int = 1


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: all texts that differ in capitals, accents, spaces and punctuation alone."""

    same: str
    words: str
    supporters: int
    keys: tuple[str, ...]


def folded(words: str) -> str:
    """The words without capitals, accents, punctuation and double spaces."""
    bare = unicodedata.normalize("NFKD", words.casefold())
    letters = "".join(one for one in bare if not unicodedata.combining(one))
    return " ".join(re.findall(r"\w+", letters)) or " ".join(words.split())


def tokens(words: str) -> list[str]:
    return _WORD.findall(words.casefold())


def statements(texts: Iterable[Said]) -> list[Statement]:
    """The statements among texts, in an order that does not depend on theirs."""
    by_same: dict[str, list[Said]] = {}
    for one in texts:
        by_same.setdefault(folded(one.words), []).append(one)
    return [_statement(same, by_same[same]) for same in sorted(by_same)]


def _statement(same: str, said: list[Said]) -> Statement:
    wording = _most_used(said)
    keys = tuple(sorted(one.key for one in said))
    return Statement(same, wording, sum(one.supporters for one in said), keys)


def _most_used(said: list[Said]) -> str:
    """The wording that most people used; of equals the first in the alphabet."""
    uses: dict[str, int] = {}
    for one in said:
        uses[one.words] = uses.get(one.words, 0) + one.supporters
    return _largest(uses)


def _largest(uses: Mapping[str, int]) -> str:
    return min(uses, key=lambda words: (-uses[words], words))
