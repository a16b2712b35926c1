"""How full the pools are, as far as it may be told; where a lot falls back; who can be invited."""

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import batched

from django.db.models import Count, Q, QuerySet

from articulator.identity.bodies.models import SeatGroup
from articulator.identity.constitution.queries import law
from articulator.identity.contacts.models import Consent
from articulator.identity.contacts.queries import agreed, writable
from articulator.identity.membership.models import Attribute, Membership, Standing
from articulator.identity.membership.queries import (
    in_pool,
    members,
    memberships,
    pool,
    voting_kinds,
)
from articulator.identity.pools.models import REMIND, REST, Invited, Round, Snapshot
from articulator.kernel import clock
from articulator.kernel.links import Knot
from articulator.kernel.models import Person, Unit
from articulator.methods.constitution import parse_fraction
from articulator.methods.exposure import beyond_chance, exposure, measured, times
from articulator.methods.suppression import SMALL, Cell, Release, in_eights, release, release_tree

NOT_TOLD = "not told"
PURPOSE = Consent.Purpose.INVITATIONS
BATCH = 5000  # people whose consents are asked for at once


# What the constitution asks of a pool


@dataclass(frozen=True, slots=True)
class Kept:
    """A pool of the constitution in force."""

    key: str
    name: str
    clause: str
    least: Fraction | None = None  # of the members, as long as it is to be asked for


def pools() -> list[Kept]:
    return [
        Kept(
            said["id"], said.get("name", said["id"]), said.get("ref", ""),
            parse_fraction(said["min_coverage"]) if "min_coverage" in said else None,
        )
        for said in law().get("qualification_pools", [])
    ]  # fmt: skip


def kept_as(name: str) -> Kept | None:
    """The pool of that name; None for a body's or all members, which nobody has to enter."""
    return next((kept for kept in pools() if kept.key == name), None)


@dataclass(frozen=True, slots=True)
class Minimum:
    """How much of the membership a pool holds, and how much the constitution asks for."""

    cell: Cell
    least: Fraction | None
    told: bool = True  # whether the figure may be told

    @property
    def met(self) -> bool:
        return self.least is None or self.cell.inside >= self.least * self.cell.members

    @property
    def words(self) -> str:
        asked = f"the constitution asks for {_whole(self.least)}" if self.least else ""
        return f"{self._held}; {asked or 'the constitution sets no minimum'}."

    @property
    def _held(self) -> str:
        """`The pool holds 27 % of members`, in words where a figure would tell of a few people."""
        if self.cell.inside < SMALL:
            return f"The pool holds fewer than {SMALL} members"
        if self.cell.outside < SMALL:
            return "The pool holds all or nearly all members"
        if not self.told:
            return f"The pool holds {'enough' if self.met else 'too few'} of the members here"
        return f"The pool holds {percent(self.cell)} of members"


def percent(cell: Cell) -> str:
    """Whole percents, rounded down: who misses a minimum never seems to reach it."""
    return _whole(Fraction(cell.inside, cell.members)) if cell.members else "0 %"


def _whole(share: Fraction) -> str:
    return f"{int(100 * share)} %"


def minimum(kept: Kept, unit: Unit, at: datetime | None = None) -> Minimum:
    """Everyone is counted; what is told of a unit inside the whole is what its page tells."""
    inside = Standing.objects.current(at).filter(kind=kept.key).values("person")
    lines = memberships(unit, at).filter(kind__in=voting_kinds(), person__is_active=True)
    counted = lines.aggregate(n=Count("pk"), p=Count("pk", filter=Q(person__in=inside)))
    told = unit.parent_id is None or unit.path in unit_release(kept.key)
    return Minimum(Cell(unit.path, counted["n"], counted["p"]), kept.least, told)


@dataclass(frozen=True, slots=True)
class Source:
    """Whom a selection takes from, and why these."""

    name: str
    unit: Unit
    at: datetime | None
    reason: str
    fallen_back: bool = False

    @property
    def people(self) -> QuerySet[Person]:
        return pool(self.name, self.unit, self.at)


def source(group: SeatGroup, at: datetime | None = None) -> Source:
    """The pool named by the constitution, or its fall-back where too few members are in it."""
    unit, kept = group.body.unit, kept_as(group.candidates)
    if kept:
        return _source(group, minimum(kept, unit, at), at)
    said = (group.candidates or "membership").replace("_", " ")
    return Source(group.candidates, unit, at, f"Taken from: {said}.")


def _source(group: SeatGroup, counted: Minimum, at: datetime | None = None) -> Source:
    unit, wider = group.body.unit, group.fallback_candidates
    if counted.met or not wider:
        stays = "" if counted.met else " It names nobody else, so the pool stays as it is."
        return Source(group.candidates, unit, at, counted.words + stays)
    everyone = wider.replace("_", " ")
    by_vote = group.method == SeatGroup.Method.STV
    then = f"{everyone} can stand" if by_vote else f"the lot draws from {everyone}"
    return Source(wider, unit, at, f"{counted.words} Until then {then}.", fallen_back=True)


def can_be_chosen(person: Person, group: SeatGroup) -> bool:
    """Whether somebody is in the pool of a group of seats, or in what it falls back to."""
    if in_pool(person, group.candidates, group.body.unit):
        return True
    wider = group.fallback_candidates
    return bool(wider) and source(group).people.filter(pk=person.pk).exists()


# What may be told of it


def unit_release(name: str) -> Mapping[str, Release]:
    """For each unit, by its path, what may be told of it and the units inside it."""
    root = Unit.objects.filter(parent=None).first()
    if root is None:
        return {}
    lines = Membership.objects.current().by_rule("how full the pool is, unit by unit")
    lines = lines.filter(kind__in=voting_kinds(), person__is_active=True)
    rows = _counted(lines.order_by().values_list("unit__path"), name)
    return release_tree(root.path, {path: Cell(path, n, p) for path, n, p in rows})


def _counted(rows: QuerySet, name: str) -> QuerySet:  # type: ignore[type-arg] # any row with a person
    inside = Standing.objects.current().filter(kind=name).values("person")
    counts = {"n": Count("pk"), "p": Count("pk", filter=Q(person__in=inside))}
    found: QuerySet = rows.annotate(**counts)  # type: ignore[type-arg] # as above
    return found


def attribute_release(name: str, root: Unit, total: Cell) -> list[Release]:
    """For each feature that people told for fair representation, what may be told of it.

    For the whole organisation alone: a feature unit by unit would divide people twice. Whoever
    takes the consent back has nothing told any more (`contacts.withdraw` deletes it).
    """
    told = Attribute.objects.by_rule("how full the pool is, feature by feature")
    rows = told.filter(person__in=members(root)).order_by().values_list("name", "value")
    cells: dict[str, list[Cell]] = defaultdict(list)
    for feature, value, n, p in _counted(rows, name):
        cells[feature].append(Cell(value, n, p))
    whole = [(feature, [*said, _not_told(total, said)]) for feature, said in cells.items()]
    made = [release(feature, said) for feature, said in sorted(whole)]
    return [one for one in made if one and one.shown]


def _not_told(total: Cell, told: Iterable[Cell]) -> Cell:
    known = sum(told, Cell("", 0, 0))
    return Cell(NOT_TOLD, total.members - known.members, total.inside - known.inside)


@dataclass(frozen=True, slots=True)
class Measured:
    """A group that people told of themselves, and how readily it has entered the pool."""

    label: str
    share: float
    ratio: float

    @property
    def words(self) -> str:
        part = exposure(self.share, self.ratio)
        return (
            f"{self.label}: {100 * self.share:.0f} % of members, {100 * part:.0f} % of the pool. "
            f"They are {times(self.ratio)} as the others to be in it."
        )


def most_ready(released: Iterable[Release]) -> Measured | None:
    """Of all groups that may be told, the one that enters the pool most readily.

    None if none does so more than chance explains: a few people more are no finding.
    """
    found = [
        Measured(_label(one.total.key, cell.key), cell.members / one.total.members, float(ratio))
        for one in released
        for cell in one.shown
        if cell.key != NOT_TOLD and (ratio := _ratio(one.total, cell)) is not None
    ]
    return max(found, key=lambda one: (one.ratio, one.label), default=None)


def _ratio(total: Cell, cell: Cell) -> Fraction | None:
    counts = (total.members, total.inside, cell.members, cell.inside)
    return measured(*counts) if beyond_chance(*counts) else None


def _label(feature: str, value: str) -> str:
    return f"{feature.replace('_', ' ').capitalize()} “{value}”"


@dataclass(frozen=True, slots=True)
class Panel:
    """What stands beside every selection that is planned."""

    pool: Kept
    reason: str
    met: bool
    compared: bool  # whether there are groups that may be told
    ready: Measured | None


def exposure_panel(group: SeatGroup) -> Panel | None:
    """The pool of a group of seats as it is now; None where no pool is asked for.

    Groups are compared for the whole organisation alone.
    """
    kept, unit = kept_as(group.candidates), group.body.unit
    if kept is None:
        return None
    counted = minimum(kept, unit)
    whole = unit.parent_id is None
    told = attribute_release(kept.key, unit, counted.cell) if whole else []
    reason = _source(group, counted).reason
    return Panel(kept, reason, counted.met, bool(told), most_ready(told))


# Week by week


def monday(at: datetime | None = None) -> date:
    day = (at or clock.now()).date()
    return day - timedelta(days=day.weekday())


def uncounted() -> list[str]:
    """The pools of which there is no snapshot this week."""
    there = Snapshot.objects.filter(week=monday()).values_list("pool", flat=True)
    return [kept.key for kept in pools() if kept.key not in set(there)]


@dataclass(frozen=True, slots=True)
class Week:
    """One week of the trend: its figures are rounded to eights, so that they tell of nobody."""

    week: date
    cell: Cell


def trend(name: str, most: int = 26) -> list[Week]:
    """The last weeks that may be told, the oldest first."""
    rows = Snapshot.objects.filter(pool=name).order_by("-week")[:most]
    weeks = [
        Week(row.week, Cell("", in_eights(row.members), in_eights(row.inside)))
        for row in rows
        if row.inside >= SMALL and row.members - row.inside >= SMALL
    ]
    return weeks[::-1]


# Rounds of invitations


def can_be_invited(unit: Unit, name: str) -> list[Person]:
    """Members outside of the pool who agreed to be invited by lot and were not invited lately.

    Only those who can be written to; in no order that matters.
    """
    lately = Invited.objects.filter(round__drawn_at__gt=clock.now() - REST)
    inside = Standing.objects.current().filter(kind=name)
    asked = (
        members(unit)
        .filter(pk__in=agreed(PURPOSE).values("person"))
        .exclude(pk__in=inside.values("person"))
        .exclude(pk__in=lately.values("person"))
    )
    groups = batched(asked.order_by("pk").iterator(), BATCH)
    return [one for group in groups for one in writable(group, PURPOSE)]


def homes(people: Iterable[Person], unit: Unit) -> dict[Person, str]:
    """For each of them the slug of the unit they belong to."""
    lines = Membership.objects.current().by_rule("a lot takes from every unit its share")
    lines = lines.filter(unit__in=Unit.objects.filter(path__startswith=unit.path).values("pk"))
    slug = dict(lines.values_list("person", "unit__slug"))
    return {one: slug[one.pk] for one in people}


def token(key: str, person: Person) -> str:
    """A name for the person in one round alone; without the key it leads to nobody."""
    return hmac.new(bytes.fromhex(key), person.pk.bytes, hashlib.sha256).hexdigest()


def units_of(announced: Round) -> dict[str, str]:
    """For each token of the frame the unit it belongs to, as the lot takes it."""
    return {token: unit for unit, tokens in announced.frame.items() for token in tokens}


@dataclass(frozen=True, slots=True)
class Progress:
    """How a round went, as far as it may be told: None where a figure would tell of a few."""

    invited: int | None
    begun: int | None
    finished: int | None


def progress(drawn: Round) -> Progress:
    """Invited, begun, finished: told with eight people in it, and eight before it but not in it."""
    rows = Invited.objects.by_rule("how a round went, in numbers").filter(round=drawn)
    earned = Standing.objects.current().filter(kind=drawn.pool).values("person")
    finished = Q(person__in=earned)
    counted = rows.aggregate(
        invited=Count("pk"),
        begun=Count("pk", filter=Q(begun_at__isnull=False) | finished),
        finished=Count("pk", filter=finished),
    )
    return progress_told(counted["invited"], counted["begun"], counted["finished"])


def progress_told(invited: int, begun: int, finished: int) -> Progress:
    told: list[int | None] = []
    above = None
    for number in (invited, begun, finished):
        fits = number >= SMALL and (above is None or above - number >= SMALL)
        told.append(number if fits else None)
        above = number if fits else above
    return Progress(*told)


def due_rounds() -> QuerySet[Round]:
    """Rounds whose reminder is due."""
    drawn = Round.objects.filter(reminded_at=None, drawn_at__lte=clock.now() - REMIND)
    return drawn.order_by("drawn_at")


def unmoved(drawn: Round) -> list[Person]:
    """Those invited who have said nothing yet and may still be written to."""
    rows = Invited.objects.by_rule("whom to remind").filter(
        round=drawn, begun_at=None, declined_at=None
    )
    inside = Standing.objects.current().filter(kind=drawn.pool).values("person")
    people = Person.objects.filter(pk__in=rows.exclude(person__in=inside).values("person"))
    return writable(people.filter(is_active=True).order_by("pk"), PURPOSE)


def waiting(person: Person) -> QuerySet[Invited]:
    """The invitations that somebody has not answered, for their first page."""
    inside = Standing.objects.current().filter(person=person).values("kind")
    rows = Invited.objects.seen_by(person).filter(begun_at=None, declined_at=None)
    rows = rows.filter(round__drawn_at__gt=clock.now() - REST)
    return rows.exclude(round__pool__in=inside).select_related("round__unit")


def alive(unit: Unit) -> list[Knot]:
    """Invitation rounds of the unit that are announced or under way, for its page."""
    since = clock.now() - REST
    found = Round.objects.filter(unit=unit).filter(Q(drawn_at=None) | Q(drawn_at__gt=since))
    return [Knot("invitations", str(one), one.get_absolute_url()) for one in found]
