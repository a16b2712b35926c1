"""How old each arrow of the loop is: days that it took lately, and what waits there now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from django.db.models import Min, Q
from django.urls import reverse

from articulator.identity.programme.models import Demand, Item
from articulator.identity.programme.queries import ANSWERS, RAISED_FROM
from articulator.intelligence.listening.models import Question, Survey
from articulator.intelligence.loop.queries import ACTS, REPORTS, Way, heard, ways
from articulator.kernel import clock
from articulator.kernel.links import days_between, plural, ref
from articulator.kernel.models import Link

MOST = 200  # things that an arrow looks back on
LATELY = 20  # of those that came through, the last


@dataclass(frozen=True, slots=True)
class Stuck:
    """One thing that waits at an arrow."""

    words: str
    url: str
    since: datetime | None
    turn: str

    @property
    def days(self) -> int | None:
        return days_between(self.since, clock.now())


@dataclass(frozen=True, slots=True)
class Arrow:
    """One arrow of the loop: `key` names it in addresses."""

    key: str
    begins: str
    what: str  # what waits there, in words
    took: Sequence[int]
    stuck: Sequence[Stuck]

    @property
    def usual(self) -> str:
        if not self.took:
            return "days not recorded"
        return f"lately {plural(round(median(self.took)))}"

    @property
    def waits(self) -> str:
        if not self.stuck:
            return "nothing waits"
        known = [one.days for one in self.stuck if one.days is not None]
        oldest = f", the oldest for {plural(max(known))}" if known else ""
        return f"{len(self.stuck)} wait{'s' if len(self.stuck) == 1 else ''}{oldest}"


def arrows() -> list[Arrow]:
    """From listening to making sense, to deciding, to acting, to reporting back."""
    found = ways(heard())
    return [_sense(), _decide(found), _act(), _report(found)]


def _sorted(stuck: Sequence[Stuck]) -> list[Stuck]:
    now = clock.now()
    return sorted(stuck, key=lambda one: one.since or now)


def _between(pairs: Sequence[tuple[datetime | None, datetime | None]]) -> list[int]:
    """Days of those that came through last; what nobody noted is left out."""
    done = sorted((then, first) for first, then in pairs if first and then)
    return [days for then, first in done[-LATELY:]
            if (days := days_between(first, then)) is not None]  # fmt: skip


def _sense() -> Arrow:
    """Surveys that asked in words, until something of them was published."""
    worded = Question.objects.filter(Q(kind=Question.Kind.OPEN) | Q(own=True)).values("survey")
    told = Min("questions__codebook__reports__published_at")
    asked = Survey.objects.filter(pk__in=worded).exclude(opens_at=None).select_related("unit")
    rows: list[Any] = list(asked.annotate(told_at=told).order_by("-opens_at")[:MOST])
    stuck = [
        Stuck(one.title, one.get_absolute_url(), one.opens_at, f"those who read for {one.unit}")
        for one in rows if one.told_at is None
    ]  # fmt: skip
    took = _between([(one.opens_at, one.told_at) for one in rows])
    return Arrow("make-sense", "listen", "surveys whose answers nobody has published", took,
                 _sorted(stuck))  # fmt: skip


def _decide(found: Sequence[Way]) -> Arrow:
    """Themes and demands, until a programme answers. A theme counts from its publication."""
    demands = list(Demand.objects.select_related("asked_of").order_by("-raised_at")[:MOST])
    keys = {ref(one): one for one in demands}
    begun = {key: one.heard.at for one in found for key in one.heard.refs}
    from_themes = Link.objects.filter(kind=RAISED_FROM, source__in=list(keys))
    since = {link.source: begun[link.target] for link in from_themes if link.target in begun}
    took = _between([
        (since.get(key, one.raised_at), one.answered_at) for key, one in keys.items()
        if one.state != Demand.State.WITHDRAWN
    ])  # fmt: skip
    stuck = [
        Stuck(one.words, one.get_absolute_url(), since.get(key, one.raised_at),
              f"those who decide the programme of {one.asked_of}")
        for key, one in keys.items() if one.waits
    ]  # fmt: skip
    # A theme whose demand waits is told by its demand.
    without = [one for one in found if one.waiting and one.waiting.step == "decide"
               and one.waiting.url == one.heard.unit.get_absolute_url()]  # fmt: skip
    stuck += [_stuck(one) for one in without]
    what = "themes without a demand, and demands without an answer, since they were heard"
    return Arrow("decide", "make sense", what, took, _sorted(stuck))


def _stuck(way: Way) -> Stuck:
    assert way.waiting, "only what waits is stuck"
    theme = way.heard.theme
    page = reverse("loop:theme", args=[theme.pk])
    return Stuck(way.heard.name, page, way.waiting.since, way.waiting.turn)


def _act() -> Arrow:
    """Items of programmes, until a campaign serves them or somebody with a mandate acts."""
    items = Item.objects.exclude(adopted_at=None).filter(struck_at=None).select_related("unit")
    rows = {ref(one): one for one in items.order_by("-adopted_at")[:MOST]}
    first: dict[str, datetime | None] = {}
    answered: dict[str, datetime | None] = {}
    for link in Link.objects.filter(target__in=list(rows), kind__in=ACTS).order_by("made_at"):
        first.setdefault(link.target, link.made_at)
    for link in Link.objects.filter(source__in=list(rows), kind=ANSWERS).order_by("made_at"):
        answered.setdefault(link.source, link.made_at)
    since = {key: answered.get(key) or one.adopted_at for key, one in rows.items()}
    stuck = [
        Stuck(one.heading, one.get_absolute_url(), since[key],
              f"campaigns, and those with a mandate for {one.unit}")
        for key, one in rows.items() if key not in first
    ]  # fmt: skip
    took = _between([(since[key], then) for key, then in first.items()])
    return Arrow("act", "decide", "items on which nobody has acted", took, _sorted(stuck))


def _report(found: Sequence[Way]) -> Arrow:
    """Themes on which somebody acted, until those who spoke heard of it."""
    themes = {key: one for one in found for key in one.heard.refs}
    told: dict[str, datetime | None] = {}
    for link in Link.objects.filter(target__in=list(themes), kind=REPORTS).order_by("made_at"):
        told.setdefault(link.target, link.made_at)
    took = _between([(themes[key].acted_at, then) for key, then in told.items()])
    stuck = [_stuck(one) for one in found if one.waiting and one.waiting.step == "report"]
    return Arrow("report-back", "act", "themes on which nobody has reported back", took,
                 _sorted(stuck))  # fmt: skip
