"""Who belongs where, who may vote for what, and whom a pool holds. One answer for everybody."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from articulator.identity.bodies.models import Body, Term
from articulator.identity.membership.models import Membership, Standing
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit

VOTING_KIND = "member"


def memberships(unit: Unit, at: datetime | None = None) -> QuerySet[Membership]:
    """Everyone on the roll of the unit and all below it at that time, of any kind."""
    day = (at or clock.now()).date()
    return Membership.objects.filter(
        Q(left_on=None) | Q(left_on__gt=day), unit__path__startswith=unit.path, joined_on__lte=day
    )


def members(unit: Unit, at: datetime | None = None) -> QuerySet[Person]:
    """The full members of the unit and all below it: those who vote and stand."""
    held = memberships(unit, at).filter(kind=VOTING_KIND, person=OuterRef("pk"))
    return Person.objects.filter(Exists(held), is_active=True)


def membership_of(person: Person, at: datetime | None = None) -> Membership | None:
    root = Unit.objects.get(parent=None)
    return memberships(root, at).filter(person=person).select_related("unit").first()


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
    earned = Standing.objects.current(at).filter(kind=name, person=OuterRef("pk"))
    return everyone.filter(Exists(earned))


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


def coverage(name: str, unit: Unit, at: datetime | None = None) -> Coverage:
    return Coverage(pool(name, unit, at).count(), members(unit, at).count())


def branches(at: datetime | None = None) -> QuerySet[Unit]:
    """The units that have a roll of their own, each with its number of members."""
    day = (at or clock.now()).date()
    here = Q(memberships__left_on=None) | Q(memberships__left_on__gt=day)
    return (
        Unit.objects.filter(children=None)
        .select_related("parent")
        .annotate(size=Count("memberships", filter=here))
        .order_by("path")
    )
