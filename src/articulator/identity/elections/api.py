"""Elections in public: calls, candidates, declared results. Never ballots before the count."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from articulator.identity.elections.models import Candidacy, Election
from articulator.identity.elections.queries import on_ballot, turnout

router = Router(tags=["elections"])


class ElectionOut(Schema):
    id: UUID
    title: str
    body: str
    stage: str
    seats: int
    rule: str
    clause: str
    constitution: str
    nominations_open: datetime
    nominations_close: datetime
    opens: datetime
    closes: datetime
    terms_begin: datetime
    lots_commitment: str
    roll_hash: str

    @staticmethod
    def resolve_stage(election: Election) -> str:
        return election.stage()

    @staticmethod
    def resolve_body(election: Election) -> str:
        return str(election.group.body)


class CandidateOut(Schema):
    number: int | None
    name: str
    statement: str

    @staticmethod
    def resolve_name(candidacy: Candidacy) -> str:
        return str(candidacy.person)


class OneElectionOut(ElectionOut):
    roll: int
    voted: int
    candidates: list[CandidateOut]

    @staticmethod
    def resolve_roll(election: Election) -> int:
        return turnout(election)[1]

    @staticmethod
    def resolve_voted(election: Election) -> int:
        return turnout(election)[0]

    @staticmethod
    def resolve_candidates(election: Election) -> list[Candidacy]:
        return list(on_ballot(election))


class ResultOut(Schema):
    id: UUID
    declared_at: datetime
    lots_seed: str
    result: dict[str, Any]


@router.get("/", response=list[ElectionOut])
def elections(request: HttpRequest) -> list[Election]:
    """All elections, the latest first."""
    return list(Election.objects.select_related("group__body__unit"))


@router.get("/{uuid:pk}", response=OneElectionOut)
def election(request: HttpRequest, pk: UUID) -> Election:
    """One election: its dates, its candidates, how many may vote and how many have."""
    return get_object_or_404(Election.objects.select_related("group__body__unit"), pk=pk)


@router.get("/{uuid:pk}/result", response=ResultOut)
def result(request: HttpRequest, pk: UUID) -> Election:
    """Every stage of a declared count; 404 until it is declared."""
    return get_object_or_404(Election, pk=pk, declared_at__isnull=False)
