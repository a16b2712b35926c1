"""Elections in public: calls, candidates, declared results. Never ballots before the count."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from articulator.identity.elections.models import Election

router = Router(tags=["elections"])


class ElectionOut(Schema):
    id: UUID
    title: str
    stage: str
    seats: int
    rule: str
    clause: str
    constitution: str
    opens: datetime
    closes: datetime
    lots_commitment: str


class ResultOut(Schema):
    id: UUID
    declared_at: datetime
    result: dict[str, Any]


def _out(election: Election) -> dict[str, Any]:
    fields = ElectionOut.model_fields.keys() - {"stage"}
    return {name: getattr(election, name) for name in fields} | {"stage": election.stage()}


@router.get("/", response=list[ElectionOut])
def elections(request: HttpRequest) -> list[dict[str, Any]]:
    """All elections, the latest first."""
    return [_out(election) for election in Election.objects.all()]


@router.get("/{uuid:pk}", response=ElectionOut)
def election(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    """One election."""
    return _out(get_object_or_404(Election, pk=pk))


@router.get("/{uuid:pk}/result", response=ResultOut)
def result(request: HttpRequest, pk: UUID) -> Election:
    """Every stage of a declared count; 404 until it is declared."""
    return get_object_or_404(Election, pk=pk, declared_at__isnull=False)
