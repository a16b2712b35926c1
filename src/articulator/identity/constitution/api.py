"""The constitution in public: its versions, their fingerprints, the text in force."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from articulator.identity.constitution.models import Version
from articulator.identity.constitution.queries import read

router = Router(tags=["constitution"])


class DecisionOut(Schema):
    """Who put it in force. Empty for a draft; a founding decision may tell less."""

    body: str = ""
    decided_on: date | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    aware: bool = False  # of the errors that the checks had found


class VersionOut(Schema):
    id: UUID
    fingerprint: str
    title: str
    number: str
    adopted_at: datetime | None
    superseded_at: datetime | None
    decision: DecisionOut


@router.get("/", response=list[VersionOut])
def versions(request: HttpRequest) -> list[Version]:
    """All versions, drafts included, the latest first."""
    return list(Version.objects.all())


@router.get("/{uuid:pk}/data", response=dict[str, Any])
def data(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    """What a version says, as plain data; the fingerprint is the SHA-256 of its canonical JSON."""
    return dict(read(get_object_or_404(Version, pk=pk)).data)
