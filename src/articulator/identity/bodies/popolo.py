"""Units, bodies, seats and terms in public, in the words of Popolo 1.0 (popoloproject.com).

Units and bodies are its organizations, seats its posts, terms its memberships. Of a person only the
name is told, and only of those who hold or held a seat.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateTimeField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Concat
from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.pagination import LimitOffsetPagination, paginate

from articulator.identity.bodies.models import Body, Seat, Term
from articulator.kernel.models import Person, Unit

router = Router(tags=["popolo"])
paged = paginate(LimitOffsetPagination, max_limit=500)


class OrganizationOut(Schema):
    id: UUID
    name: str
    classification: str
    parent_id: UUID | None
    dissolution_date: date | None

    @staticmethod
    def resolve_parent_id(row: dict[str, Any]) -> UUID | None:
        above: UUID | None = row["above"]
        return above

    @staticmethod
    def resolve_dissolution_date(row: dict[str, Any]) -> date | None:
        return _day(row["closed"]) if row["closed"] else None


class PostOut(Schema):
    id: UUID
    label: str
    role: str
    organization_id: UUID


class MembershipOut(Schema):
    id: UUID
    role: str
    person_id: UUID
    organization_id: UUID
    post_id: UUID
    start_date: date
    end_date: date

    @staticmethod
    def resolve_role(term: Term) -> str:
        return term.get_route_display()

    @staticmethod
    def resolve_organization_id(term: Term) -> UUID:
        return term.seat.group.body_id

    @staticmethod
    def resolve_post_id(term: Term) -> UUID:
        return term.seat_id

    @staticmethod
    def resolve_start_date(term: Term) -> date:
        return _day(term.since)

    @staticmethod
    def resolve_end_date(term: Term) -> date:
        return _day(min(term.ended or term.until, term.until))


class PersonOut(Schema):
    id: UUID
    name: str


@router.get("/organizations", response=list[OrganizationOut], summary="Units and bodies")
@paged
def organizations(request: HttpRequest) -> QuerySet[Any, Any]:
    """Every unit and every body; a body's parent is its unit, a unit's the unit above."""
    units = Unit.objects.order_by().values(
        "id", "name", classification=F("level"), above=F("parent_id"), closed=F("closed_at")
    )
    bodies = Body.objects.order_by().values(
        "id", "name", classification=F("kind"), above=F("unit_id"),
        closed=Value(None, output_field=DateTimeField()),
    )  # fmt: skip
    return units.union(bodies, all=True).order_by("name", "id")


@router.get("/posts", response=list[PostOut], summary="Seats")
@paged
def posts(request: HttpRequest) -> QuerySet[Any, Any]:
    """Every seat, also those that nobody holds now."""
    found = Seat.objects.annotate(
        label=Concat("group__body__name", Value(", seat "), "number", output_field=CharField()),
        role=F("group__method"),
        organization_id=F("group__body_id"),
    )
    return found.order_by("group__body_id", "group_id", "number").values(
        "id", "label", "role", "organization_id"
    )


@router.get("/memberships", response=list[MembershipOut], summary="Who holds or held which seat")
@paged
def memberships(request: HttpRequest) -> QuerySet[Term]:
    """Every term, the latest first. A term under way ends on the day it lapses."""
    return Term.objects.select_related("seat__group").order_by("-since", "pk")


@router.get("/persons", response=list[PersonOut], summary="People who hold or held a seat")
@paged
def persons(request: HttpRequest) -> QuerySet[Person]:
    """Nobody else is named, and nothing but the name."""
    seated = Exists(Term.objects.filter(person=OuterRef("pk")))
    return Person.objects.filter(seated).order_by("name", "pk")


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
