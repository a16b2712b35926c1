"""Draws in public: calls, hashes, quotas, results by token. Never people, never their chances."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from articulator.identity.draws.models import Draw

router = Router(tags=["draws"])


class QuotaOut(Schema):
    feature: str
    value: str
    min: int
    max: int


class DrawOut(Schema):
    id: UUID
    title: str
    stage: str
    seats: int
    method: str
    clause: str
    constitution: str
    seed_source: str
    seed_due: datetime
    pool_hash: str
    book_hash: str
    quotas: list[QuotaOut]
    seed: str
    drawn_at: datetime | None


def _out(draw: Draw) -> dict[str, Any]:
    fields = DrawOut.model_fields.keys() - {"stage"}
    return {name: getattr(draw, name) for name in fields} | {"stage": draw.stage()}


@router.get("/", response=list[DrawOut])
def draws(request: HttpRequest) -> list[dict[str, Any]]:
    """All draws, the latest first."""
    return [_out(draw) for draw in Draw.objects.all()]


@router.get("/{uuid:pk}", response=DrawOut)
def draw(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    """One draw: what is fixed so far."""
    return _out(get_object_or_404(Draw, pk=pk))
