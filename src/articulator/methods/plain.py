"""How long a text is to read and to tell, and whether it was passed on in five minutes."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

A_MINUTE = 130  # words that somebody tells aloud, with pauses
LONG = 25  # words: a sentence longer than that is not remembered
FIVE_MINUTES = 300  # seconds
MAY_MISS = 2  # of what is not the heart of the matter


@dataclass(frozen=True, slots=True)
class Measure:
    """A text in figures."""

    words: int
    longest_sentence: int

    @property
    def seconds(self) -> int:
        """How long it takes to tell."""
        return round(self.words * 60 / A_MINUTE)

    @property
    def has_long_sentence(self) -> bool:
        return self.longest_sentence > LONG


def folded(text: str) -> str:
    """Without capitals and accents, so that a search finds the same in every database."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def words(text: str) -> int:
    return len(re.findall(r"\S*\w\S*", text))


def measure(text: str) -> Measure:
    sentences = re.split(r"[.!?:;]+(?:\s|$)|\n+", text)
    return Measure(words(text), max(map(words, sentences), default=0))


def passed_on(seconds: int, missed: Collection[str], heart: Collection[str]) -> bool:
    """Whether somebody told it from the page alone: in five minutes, without missing much.

    Nothing of its heart is missed, and of the rest two things at most.
    """
    return seconds <= FIVE_MINUTES and not set(missed) & set(heart) and len(set(missed)) <= MAY_MISS
