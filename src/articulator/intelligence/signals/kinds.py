"""What is counted week by week. Any feature can name a kind, and how the house counts it itself.

    kinds.name(Kind("evictions", "evictions", "were reported", threat=True))
    kinds.name(Kind("stories", "stories", "were printed", silence=False, by=stories_in))

A kind is about places, organisations and events, never about one person.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

type Counting = Callable[[date], Mapping[Any, int]]  # a Monday; keys of units, with their numbers


@dataclass(frozen=True, slots=True)
class Kind:
    """A thing that is counted, in words that make a sentence: 14 *evictions* *were reported*."""

    key: str
    words: str
    verb: str = "were counted"
    threat: bool = False  # comes from outside, against people here
    of_people: bool = False  # a number below eight is not told
    silence: bool = True  # that nothing is reported any more is news, too
    by: Counting | None = field(default=None, compare=False)  # how the house counts it; else people

    @property
    def title(self) -> str:
        words = f"{self.words} who {self.verb}" if self.of_people else self.words
        return words[:1].upper() + words[1:]


KINDS: dict[str, Kind] = {}


def name(kind: Kind) -> Kind:
    """Name a kind, once: the same words again change nothing, other words are a mistake."""
    if KINDS.setdefault(kind.key, kind) != kind:
        raise ValueError(f"Something else is counted as {kind.key} already.")
    return kind


def kind_of(key: str) -> Kind:
    """The kind of this key; a plain one where the feature that named it is no longer there."""
    return KINDS.get(key) or Kind(key, key.replace("-", " "))


# What people count by hand before any other feature counts for them.
for _kind in (
    Kind("evictions", "evictions", "were reported", threat=True),
    Kind("attacks", "attacks and threats", "were reported", threat=True),
    Kind("far-right", "gatherings of the far right", "were seen", threat=True),
    Kind("stops", "raids and police stops", "were reported", threat=True),
    Kind("calls", "calls for help", "came in"),
    Kind("newcomers", "people", "came for the first time", of_people=True),
):
    name(_kind)
