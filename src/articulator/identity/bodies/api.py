"""Bodies in public: their seats, who holds them, since when, until when, by which route."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from articulator.identity.bodies.models import Body
from articulator.identity.bodies.queries import holders

router = Router(tags=["bodies"])


class BodyOut(Schema):
    id: UUID
    key: str
    name: str
    kind: str
    unit: str
    clause: str


class TermOut(Schema):
    person: str
    group: str
    seat: int
    route: str
    since: datetime
    until: datetime


@router.get("/", response=list[BodyOut])
def bodies(request: HttpRequest, unit: str = "") -> list[dict[str, Any]]:
    """The bodies in force, of the whole or of the unit with this slug."""
    rows = Body.objects.filter(in_force=True).select_related("unit")
    rows = rows.filter(unit__slug=unit) if unit else rows.filter(unit__parent=None)
    return [{**_fields(row), "unit": row.unit.slug} for row in rows]


@router.get("/{uuid:pk}/holders", response=list[TermOut])
def body_holders(request: HttpRequest, pk: UUID) -> list[dict[str, Any]]:
    """Who sits in a body now."""
    terms = holders(get_object_or_404(Body, pk=pk))
    return [
        {"person": t.person.name, "group": t.seat.group.key, "seat": t.seat.number,
         "route": t.route, "since": t.since, "until": t.until}
        for t in terms
    ]  # fmt: skip


def _fields(row: Body) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("id", "key", "name", "kind", "clause")}
