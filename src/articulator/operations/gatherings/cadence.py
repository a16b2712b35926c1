"""How often a unit holds what is open to everyone, who asks for it, and what helps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Min, Q, QuerySet

from articulator.identity.bodies.models import Term
from articulator.identity.constitution.queries import law
from articulator.identity.units.queries import officers
from articulator.kernel import clock
from articulator.kernel.models import Unit
from articulator.methods.constitution import Duration
from articulator.operations.gatherings.models import Gathering
from articulator.operations.training.models import Session

QUARTER = "P3M"  # where nobody asks for more: a wish, not a rule
SHOWN = timedelta(days=365)  # how far back a unit's calendar and its rhythm look


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often a unit of a level holds an open assembly, and who says so."""

    every: Duration
    clause: str
    asked: bool

    @property
    def words(self) -> str:
        return self.every.every()


def cadence(unit: Unit) -> Cadence:
    """What the constitution in force asks of this level.

    It says so of the open assembly, or of the channel by which that one listens. Where it asks for
    nothing, one in a quarter is a good wish.
    """
    said = law()
    for body in said.get("bodies", []):
        if _is_open_assembly(body) and body.get("per", "party") == unit.level:
            if meets := body.get("meets", {}).get("every"):
                return Cadence(Duration.parse(meets), body.get("ref", ""), asked=True)
            if found := _listening(said, body["id"]):
                return found
    return Cadence(Duration.parse(QUARTER), "", asked=False)


def _is_open_assembly(body: Mapping[str, Any]) -> bool:
    """An assembly to which others than members come."""
    return body.get("kind") == "assembly" and len(body.get("open_to", [])) > 1


def _listening(said: Mapping[str, Any], body: str) -> Cadence | None:
    for channel in said.get("channels", []):
        if (channel.get("kind"), channel.get("to")) == ("environment", body) and "every" in channel:
            every = Duration.parse(channel["every"])
            return Cadence(every, channel.get("ref", ""), asked=True)
    return None


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Where a unit stands: what was last, what is next, and until when the next one is due."""

    unit: Unit
    cadence: Cadence
    last: datetime | None
    next: datetime | None

    @property
    def due(self) -> datetime | None:
        return self.cadence.every.after(self.last) if self.last else None

    @property
    def state(self) -> str:
        """`planned`, `due` or `missed`; `none` where nothing has been held yet."""
        if self.next:
            return "planned"
        if self.due is None:
            return "none"
        return "missed" if self.due < clock.now() else "due"

    @property
    def words(self) -> str:
        return {
            "planned": "the next one is planned", "none": "none yet",
            "due": "the next one can be planned", "missed": "help is welcome",
        }[self.state]  # fmt: skip


def rhythm(unit: Unit) -> Rhythm:
    return next(iter(rhythms(Unit.objects.filter(pk=unit.pk))))


def rhythms(units: QuerySet[Unit]) -> list[Rhythm]:
    """The rhythm of each of these units, in one query."""
    now = clock.now()
    open_to_all = Q(gatherings__kind__in=Gathering.COMMUNITY, gatherings__called_off_at=None)
    begun = Q(gatherings__starts_at__lte=now)
    told = units.annotate(
        last=Max("gatherings__starts_at", filter=open_to_all & begun),
        next=Min("gatherings__starts_at", filter=open_to_all & ~begun),
    )
    levels = {unit.level: unit for unit in told}
    asked = {level: cadence(unit) for level, unit in levels.items()}
    return [Rhythm(unit, asked[unit.level], unit.last, unit.next) for unit in told]


def with_cadence() -> QuerySet[Unit]:
    """The open units of whom the constitution asks for gatherings."""
    asked = {
        body.get("per", "party") for body in law().get("bodies", []) if _is_open_assembly(body)
    }
    found = Unit.objects.filter(closed_at=None)
    return found.filter(level__in=asked).order_by("path")


@dataclass(frozen=True, slots=True)
class Share:
    """How much of what a unit held in a year was open to the neighbourhood (R-131)."""

    open: int
    all: int
    asked: str
    clause: str


def share(unit: Unit) -> Share:
    said: Mapping[str, Any] = law().get("local_practice", {}).get("community_assembly", {})
    now = clock.now()
    year = Q(starts_at__lte=now, starts_at__gt=now - SHOWN, called_off_at=None)
    held = Gathering.objects.filter(year, unit=unit)
    opened = held.filter(kind__in=Gathering.COMMUNITY).count()
    trainings = Session.objects.filter(year, unit=unit).count()
    return Share(
        opened, held.count() + trainings, said.get("main_activity_share", ""), said.get("ref", "")
    )


@dataclass(frozen=True, slots=True)
class Help:
    """What a unit that has missed one is offered: examples, and people to ask."""

    examples: list[Gathering]
    people: list[Term]


def help_for(unit: Unit) -> Help:
    """What others did lately, and who sits in the bodies around this unit: public, like seats."""
    lately = Gathering.objects.filter(
        kind__in=Gathering.COMMUNITY, called_off_at=None, ends_at__lte=clock.now(),
        ends_at__gt=clock.now() - SHOWN,
    )  # fmt: skip
    examples = lately.exclude(unit=unit).select_related("unit").order_by("-starts_at")[:3]
    around = list(officers(unit.parent)[:4]) if unit.parent else []
    return Help(list(examples), around)
