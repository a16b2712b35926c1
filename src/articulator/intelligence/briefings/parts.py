"""What a section of a briefing is asked, and what it gives."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from articulator.intelligence.briefings.models import THOUGHT
from articulator.kernel.links import ref
from articulator.kernel.models import Unit

FEW, MORE = 2, 6  # findings of one kind: in a fortnight, and in what is told to a conference
A_SEASON = timedelta(days=90)
SENTENCE_ENDS = re.compile(r"[.!?](?= |$)")


@dataclass(frozen=True, slots=True)
class Span:
    """What a briefing is about: a unit and all in it, from a day to a day."""

    unit: Unit
    since: date
    until: date

    @property
    def moments(self) -> tuple[datetime, datetime]:
        after = self.until + timedelta(days=1)
        first, last = (datetime.combine(day, time()) for day in (self.since, after))
        return timezone.make_aware(first), timezone.make_aware(last)

    @property
    def few(self) -> int:
        """How many findings of one kind are enough to read."""
        return FEW if self.until - self.since < A_SEASON else MORE

    def inside(self, path: str) -> Q:
        """What belongs to the unit or to one in it."""
        return Q(**{f"{path}__path__startswith": self.unit.path})

    def within(self, moment: str) -> Q:
        return Q(**{f"{moment}__range": self.moments})


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as a section gives it. `key` says what it was made from, once in a briefing."""

    key: str
    title: str
    changed: str
    sure: str
    unknown: str
    truth: str
    suggests: str = ""
    figure: str = ""
    bounds: str = ""
    evidence: Sequence[Mapping[str, str]] = ()


type Section = Callable[[Span], Iterator[Found]]


def rests_on(thing: Any, words: str = "") -> Mapping[str, str]:
    assert isinstance(thing, models.Model)
    url = thing.get_absolute_url()  # type: ignore[attr-defined] # only what has a page is named
    return {"words": words or str(thing), "url": url, "ref": ref(thing)}


def cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]}…"


def thought(text: str) -> str:
    """The first sentences that a room can vote on."""
    whole = " ".join(text.split())
    fits = [one.end() for one in SENTENCE_ENDS.finditer(whole) if one.end() <= THOUGHT]
    return whole[: fits[-1]] if fits else cut(whole, THOUGHT)
