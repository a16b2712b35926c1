"""Who belongs where, who may vote for what, and whom a pool holds. One answer for everybody."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from articulator.identity.bodies.models import Body, Term
from articulator.identity.constitution.queries import law, sight
from articulator.identity.membership.models import (
    VOTING,
    Attribute,
    ImportRow,
    Membership,
    MembershipQuerySet,
    Standing,
)
from articulator.kernel import clock
from articulator.kernel.acts import Actor
from articulator.kernel.models import Person, Unit
from articulator.methods import roll

TRAINED = "leadership_pool"  # the standing of those who finished the short trainings


def memberships(unit: Unit, at: datetime | None = None) -> MembershipQuerySet:
    """Everyone on the roll of the unit and all below it at that time, as the house counts them.

    For a person who looks, narrow it down: `memberships(unit).seen_by(actor)`.
    """
    within = Membership.objects.current(at).by_rule("the roll as the organisation counts it")
    if unit.parent_id is None:
        return within
    return within.filter(unit__in=Unit.objects.filter(path__startswith=unit.path).values("pk"))


def members(unit: Unit, at: datetime | None = None) -> QuerySet[Person]:
    """The full members of the unit and all below it: those who vote and stand."""
    held = memberships(unit, at).filter(kind__in=voting_kinds())
    return Person.objects.filter(pk__in=held.values("person"), is_active=True)


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for on a roll."""

    name: str = ""
    kind: str = ""
    pool: str = ""  # `in` or `out` of the trained pool
    joined_after: date | None = None


def people(actor: Actor, unit: Unit, sought: Sought) -> MembershipQuerySet:
    """The lines of a roll within somebody's sight that fit, by name. Read it as a `LongList`."""
    rows = memberships(unit).seen_by(actor).order_by("name", "pk")
    if sought.name:
        rows = rows.filter(name__icontains=sought.name)
    if sought.kind:
        rows = rows.filter(kind=sought.kind)
    if sought.joined_after:
        rows = rows.filter(joined_on__gt=sought.joined_after)
    trained = Exists(Standing.objects.current().filter(kind=TRAINED, person=OuterRef("person")))
    if sought.pool:
        rows = rows.filter(trained if sought.pool == "in" else ~trained)
    return rows


def lines(keys: Collection[Any]) -> MembershipQuerySet:
    """These lines of a roll, found by `people`, with all that a list shows of them."""
    trained = Standing.objects.current().filter(kind=TRAINED, person=OuterRef("person"))
    rows = Membership.objects.by_rule("found within somebody's sight").filter(pk__in=keys)
    rows = rows.annotate(trained=Exists(trained)).select_related("person", "unit")
    return rows.order_by("name", "pk")


def classes() -> list[str]:
    """The classes of membership in the constitution in force; `member` before there is one."""
    said = law().get("membership", {}).get("classes", [])
    return [one["id"] for one in said] or [VOTING]


def voting_kinds() -> list[str]:
    """The classes of membership that vote, as the constitution says; full members before that."""
    classes = law().get("membership", {}).get("classes", [])
    return [said["id"] for said in classes if said.get("votes")] or [VOTING]


def membership_of(person: Person, at: datetime | None = None) -> Membership | None:
    held = Membership.objects.current(at).filter(person=person).by_rule("a person's own line")
    return held.select_related("unit").first()


def electorate(name: str, unit: Unit, at: datetime | None = None) -> QuerySet[Person]:
    """Those who vote for a seat: all members of its unit, or the holders of a body's seats."""
    return pool(name, unit, at)


def pool(name: str, unit: Unit, at: datetime | None = None) -> QuerySet[Person]:
    """Those who may stand or be drawn, by the name that the constitution gives the pool.

    A body's id means the people who sit in it; `…_members` and `membership` mean the members of
    the unit; any other name is a standing that members earn (`leadership_pool`).
    """
    everyone = members(unit, at)
    if not name or name == "membership" or name.endswith("_members"):
        return everyone
    if Body.objects.filter(key=name).exists():
        sitting = Term.objects.current(at).filter(
            seat__group__body__key=name, seat__group__body__unit__path__startswith=unit.path
        )
        return Person.objects.filter(terms__in=sitting).distinct()
    earned = Standing.objects.current(at).filter(kind=name)
    return everyone.filter(pk__in=earned.values("person"))


def in_pool(person: Person, name: str, unit: Unit, at: datetime | None = None) -> bool:
    return pool(name, unit, at).filter(pk=person.pk).exists()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the membership a pool holds."""

    inside: int
    members: int

    @property
    def share(self) -> float:
        return self.inside / self.members if self.members else 0.0

    @property
    def words(self) -> str:
        return f"{round(100 * self.share)} of every 100 members: elections and draws take from it."


def coverage(name: str, unit: Unit, at: datetime | None = None) -> Coverage:
    return Coverage(pool(name, unit, at).count(), members(unit, at).count())


def branches(at: datetime | None = None) -> QuerySet[Unit]:
    """The open units with no other inside: those people belong to, with their numbers."""
    inside = Unit.objects.filter(parent=OuterRef("pk"), closed_at=None)
    day = (at or clock.now()).date()
    here = Q(memberships__left_on=None) | Q(memberships__left_on__gt=day)
    return (
        Unit.objects.filter(~Exists(inside), closed_at=None)
        .select_related("parent")
        .annotate(size=Count("memberships", filter=here))
        .order_by("path")
    )


# What an import would do. The plan is made by reading alone; the act carries it out.

ATTRIBUTES = ("gender", "age_band", "ethnicity", "disability")  # no other column is kept

type Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Planned:
    """One line of a roll: what it will do, in words, with the state before and after."""

    line: int
    effect: ImportRow.Effect
    words: str
    person: Person | None = None
    before: Facts = field(default_factory=dict)
    after: Facts = field(default_factory=dict)


def plan_import(unit: Unit, file: roll.Roll) -> list[Planned]:
    """What carrying out this roll would do, line by line, in the order of the file."""
    there = _Present(unit)
    refused = [Planned(fault.line, ImportRow.Effect.REFUSE, fault.message) for fault in file.faults]
    planned = [there.plan(member) for member in file.members]
    return sorted(refused + planned, key=lambda one: one.line)


class _Present:
    """What stands on the roll now, read once for the whole file."""

    def __init__(self, unit: Unit) -> None:
        self.units = {u.name.lower(): u for u in Unit.objects.all()}
        self.unit = unit
        self.addresses = dict(
            Person.objects.exclude(email=None).values_list("email", "memberships__number")
        )
        named = "an import compares the file with the roll"
        told: Prefetch[Any] = Prefetch("person__attributes", Attribute.objects.by_rule(named))
        earned: Prefetch[Any] = Prefetch("person__standings", Standing.objects.by_rule(named))
        held = Membership.objects.current().by_rule(named).select_related("person", "unit")
        held = held.prefetch_related(told, earned)
        self.memberships = {m.number: m for m in held}

    def plan(self, line: roll.Member) -> Planned:
        if refusal := self._refusal(line):
            return Planned(line.line, ImportRow.Effect.REFUSE, refusal)
        after = wanted(line)
        membership = self.memberships.get(line.id)
        if membership is None:
            self.addresses[line.email or None] = line.id
            words = f"{line.name} joins the roll of {line.branch}"
            return Planned(line.line, ImportRow.Effect.ADD, words, after=after)
        before = state(membership)
        after = {**before, **{k: v for k, v in after.items() if v not in ("", None, {})}}
        changes = [name.replace("_", " ") for name in after if after[name] != before[name]]
        if not changes:
            words, effect = f"{line.name} is on the roll like this already", ImportRow.Effect.SAME
        else:
            words, effect = f"{line.name}: new {', '.join(changes)}", ImportRow.Effect.CHANGE
        return Planned(line.line, effect, words, membership.person, before, after)

    def _refusal(self, line: roll.Member) -> str:
        branch = self.units.get(line.branch.lower())
        if branch is None:
            near = get_close_matches(line.branch.lower(), self.units, n=1)
            hint = f" Did you mean {self.units[near[0]].name}?" if near else ""
            return f"there is no branch called {line.branch}.{hint}"
        if not self.unit.contains(branch):
            return f"{branch.name} is not part of {self.unit.name}, whose roll you keep"
        owner = self.addresses.get(line.email) if line.email else None
        if line.email in self.addresses and owner != line.id:
            return f"the address {line.email} belongs to another person already"
        return ""


def wanted(line: roll.Member) -> Facts:
    """What a line of the roll says, in the same terms as `state`."""
    return {
        "name": line.name,
        "email": line.email or None,
        "branch": line.branch,
        "kind": line.kind,
        "number": line.id,
        "joined": line.joined.isoformat() if line.joined else None,
        "trained_until": line.trained_until.isoformat() if line.trained_until else None,
        "attributes": {k: v for k, v in sorted(line.attributes.items()) if k in ATTRIBUTES},
    }


def state(membership: Membership) -> Facts:
    """What the roll says of a member now, enough to bring it back."""
    person = membership.person
    trained = [s.until for s in person.standings.all() if s.kind == TRAINED and s.until]
    return {
        "name": person.name,
        "email": person.email,
        "branch": membership.unit.name,
        "kind": membership.kind,
        "number": membership.number,
        "joined": membership.joined_on.isoformat(),
        "trained_until": timezone.localtime(max(trained)).date().isoformat() if trained else None,
        "attributes": {a.name: a.value for a in sorted(person.attributes.all(), key=_by_name)},
    }


def _by_name(attribute: Attribute) -> str:
    return attribute.name


def rolls_kept_by(person: Actor) -> list[Unit]:
    """The units whose roll this person keeps, outermost first."""
    return [grant.body.unit for grant in sight(person).grants]
