"""What a body looks like beside its members, without telling what any single person is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count

from articulator.identity.bodies.models import Body, Term
from articulator.identity.membership.models import Attribute
from articulator.identity.membership.queries import members
from articulator.identity.representation.models import OpenTrait
from articulator.kernel.models import Person, Unit
from articulator.methods.people import ATTRIBUTES
from articulator.methods.representation import (
    Fit,
    Range,
    bounds,
    deniable,
    fair_range,
    fit,
)
from articulator.methods.suppression import SMALL

OTHER = "another answer"  # kinds with fewer than eight members, together


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of people: its share of the members, what a fair lot gives, what is known."""

    label: str
    percent: int
    fair: Range
    openly: int  # holders of this kind who let it be counted
    seats: int

    @property
    def words(self) -> str:
        low, high = self.fair.low, self.fair.high
        return f"{low} to {high}" if high > low else f"{low}"

    @property
    def left(self) -> str:
        """Where the range begins, of 100 (for the picture)."""
        return f"{100 * self.fair.low / self.seats:.1f}"

    @property
    def width(self) -> str:
        return f"{max(100 * (self.fair.high - self.fair.low) / self.seats, 1):.1f}"

    @property
    def at(self) -> str:
        return f"{100 * self.openly / self.seats:.1f}"


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that people tell of themselves, in a body and among its members."""

    name: str
    parts: tuple[Part, ...]
    members_told: int  # of every 100
    seats: int
    holders_told: int
    exact: bool  # all who told let it be counted openly
    fit: Fit | None  # only with `exact`
    within: tuple[float, float] | None  # with `exact`: whatever the others are
    far: bool | None  # None: cannot be said without telling on somebody

    @property
    def silent(self) -> int:
        return self.seats - self.holders_told

    @property
    def within_percent(self) -> list[int]:
        return [round(100 * one) for one in self.within or ()]

    @property
    def words(self) -> str:
        return self.name.replace("_", " ")


def mirror(body: Body, seated: Sequence[Term]) -> list[Feature]:
    """Each thing that members have told of themselves, and how the body compares."""
    people = {term.person_id for term in seated}
    if not people:
        return []
    profiles, holding = _profiles(body.unit), _holding(people)
    openly = _opened(people)
    total = members(body.unit).count()
    return [
        _feature(name, profiles[name], total, len(people), holding[name], openly[name])
        for name in ATTRIBUTES
        if len(profiles[name]) > 1 and sum(profiles[name].values()) >= max(len(people), SMALL)
    ]


def _profiles(unit: Unit) -> dict[str, dict[str, int]]:
    """How many members told what. Kinds of fewer than 8 people are put together."""
    said = Attribute.objects.by_rule("the members' profile, in numbers")
    rows = said.filter(person__in=members(unit)).values_list("name", "value")
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for name, value, number in rows.annotate(n=Count("pk")).order_by("name", "value"):
        found[name][value] = number
    return defaultdict(dict, {name: _merged(kinds) for name, kinds in found.items()})


def _merged(kinds: Mapping[str, int]) -> dict[str, int]:
    """Small kinds together under one name; if they are still few, the next larger with them."""
    ordered = sorted(kinds.items(), key=lambda one: one[1])
    small = 0
    while ordered and (ordered[0][1] < SMALL or 0 < small < SMALL):
        small += ordered.pop(0)[1]
    kept = {value: number for value, number in kinds.items() if (value, number) in ordered}
    return {**kept, OTHER: small} if small else kept


def _holding(people: Iterable[UUID]) -> dict[str, dict[UUID, str]]:
    said = Attribute.objects.by_rule("a body's likeness, in words").filter(person__in=people)
    found: dict[str, dict[UUID, str]] = defaultdict(dict)
    for name, person, value in said.values_list("name", "person", "value"):
        found[name][person] = value
    return found


def _opened(people: Iterable[UUID]) -> dict[str, set[UUID]]:
    switches = OpenTrait.objects.by_rule("counted openly by choice").filter(person__in=people)
    found: dict[str, set[UUID]] = defaultdict(set)
    for name, person in switches.values_list("name", "person"):
        found[name].add(person)
    return found


def _feature(
    name: str, profile: Mapping[str, int], total: int, seats: int,
    holding: Mapping[UUID, str], openly: set[UUID],
) -> Feature:  # fmt: skip
    kinds, sizes = list(profile), list(profile.values())
    shown, all_told = _count(holding, openly, kinds), _count(holding, holding.keys(), kinds)
    numbers, hidden, said = list(shown.values()), len(holding.keys() - openly), sum(sizes)
    exact = bool(holding) and not hidden
    found = fit(list(all_told.values()), sizes) if holding else None
    said_of = exact or (found and deniable(numbers, hidden, sizes, found.limit))
    parts = (
        Part(kind, round(100 * size / said), fair_range(seats, size, said), shown[kind], seats)
        for kind, size in profile.items()
    )
    return Feature(
        name, tuple(parts), round(100 * said / max(total, said)), seats, len(holding), exact,
        found if exact else None,
        bounds(numbers, sizes, seats - len(holding)) if exact else None,
        found.far if found and said_of else None,
    )  # fmt: skip


def _count(
    holding: Mapping[UUID, str], whom: Iterable[UUID], kinds: Sequence[str]
) -> dict[str, int]:
    """How many of them are of each kind; what no kind names is among the others."""
    rest = OTHER if OTHER in kinds else None
    values = (holding[one] for one in whom if one in holding)
    counts = Counter(value if value in kinds else rest for value in values)
    return {kind: counts[kind] for kind in kinds}


def switches(person: Person) -> list[dict[str, Any]]:
    """What somebody told of themselves, and whether it may be counted openly."""
    said = Attribute.objects.seen_by(person).order_by("name")
    opened = set(OpenTrait.objects.seen_by(person).values_list("name", flat=True))
    return [
        {"name": one.name, "words": f"{one.name.replace('_', ' ')}: {one.value}",
         "on": one.name in opened}
        for one in said
    ]  # fmt: skip
