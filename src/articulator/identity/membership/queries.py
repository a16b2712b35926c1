"""Who belongs where, who may vote for what, and whom a pool holds. One answer for everybody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from articulator.identity.bodies.models import Body, Term
from articulator.identity.constitution.queries import law, sight
from articulator.identity.membership.models import (
    VOTING,
    Membership,
    MembershipQuerySet,
    Standing,
)
from articulator.kernel import clock
from articulator.kernel.acts import Actor
from articulator.kernel.models import Person, Unit

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


def branches(at: datetime | None = None) -> QuerySet[Unit]:
    """The open units with no other inside: those people belong to, with their numbers."""
    inside = Unit.objects.filter(parent=OuterRef("pk"), closed_at=None, autonomous=False)
    day = (at or clock.now()).date()
    here = Q(memberships__left_on=None) | Q(memberships__left_on__gt=day)
    return (
        Unit.objects.filter(~Exists(inside), closed_at=None, autonomous=False)
        .select_related("parent")
        .annotate(size=Count("memberships", filter=here))
        .order_by("path")
    )


def rolls_kept_by(person: Actor) -> list[Unit]:
    """The units whose roll this person keeps, outermost first."""
    return [grant.body.unit for grant in sight(person).grants]
