"""How far bodies mirror their members, in public: what the pages show and nothing else."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from articulator.identity.bodies.models import Body
from articulator.identity.representation.queries import Feature, Likeness, Politics, likeness

router = Router(tags=["representation"])


class PartOut(Schema):
    kind: str
    members_percent: int
    fair_lot_low: int
    fair_lot_high: int
    counted_openly: int


class FeatureOut(Schema):
    name: str
    members_told_percent: int
    further_than_95_of_100_fair_lots: bool | None
    distance: float | None
    distance_of_a_fair_lot: float | None
    parts: list[PartOut]


class LineOut(Schema):
    statement: str
    members_disagree: int | None
    members_neither: int | None
    members_agree: int | None
    holders_agree: int
    holders_neither: int
    holders_disagree: int


class PoliticsOut(Schema):
    consultation: str
    members_answered: int | None
    holders_published: int
    distance: float | None
    distance_of_a_fair_lot: float | None
    further_than_95_of_100_fair_lots: bool | None
    lines: list[LineOut]


class CirculationOut(Schema):
    first_time: int
    several_seats: int
    from_other_units: int
    branches_now: int
    branches_ever: int
    branches: int


class SkillOut(Schema):
    skill: str
    holders: int


class LikenessOut(Schema):
    body: str
    unit: str
    holders: int
    looks: list[FeatureOut]
    thinks: PoliticsOut | None
    circulates: CirculationOut
    can_do: list[SkillOut]


@router.get("/{uuid:pk}", response=LikenessOut)
def representation(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    """One body: how it looks, what it thinks, how its offices go round. None: not to be told."""
    found = likeness(get_object_or_404(Body.objects.select_related("unit"), pk=pk))
    return {
        "body": found.body.name,
        "unit": found.body.unit.slug,
        "holders": found.seats,
        "looks": [_feature(one) for one in found.features],
        "thinks": _politics(found.politics) if found.politics else None,
        "circulates": _circulation(found),
        "can_do": [{"skill": words, "holders": number} for words, number in found.skills.told],
    }


def _feature(one: Feature) -> dict[str, Any]:
    return {
        "name": one.name,
        "members_told_percent": one.members_told,
        "further_than_95_of_100_fair_lots": one.far,
        "distance": round(one.fit.distance, 3) if one.fit else None,
        "distance_of_a_fair_lot": round(one.fit.expected, 3) if one.fit else None,
        "parts": [
            {"kind": part.label, "members_percent": part.percent, "fair_lot_low": part.fair.low,
             "fair_lot_high": part.fair.high, "counted_openly": part.openly}
            for part in one.parts
        ],
    }  # fmt: skip


def _politics(said: Politics) -> dict[str, Any]:
    judged = said.agreement.fit if said.agreement else None
    return {
        "consultation": said.consultation.title,
        "members_answered": said.answered,
        "holders_published": said.voices,
        "distance": round(judged.distance, 2) if judged else None,
        "distance_of_a_fair_lot": round(judged.expected, 2) if judged else None,
        "further_than_95_of_100_fair_lots": judged.far if judged else None,
        "lines": [
            {"statement": line.answered.statement.text, "holders_agree": line.yes,
             "holders_neither": line.neither, "holders_disagree": line.no,
             **dict(zip(("members_disagree", "members_neither", "members_agree"),
                        line.answered.cells or (None,) * 3, strict=True))}
            for line in said.lines
        ],
    }  # fmt: skip


def _circulation(found: Likeness) -> dict[str, Any]:
    said = found.circulation
    names = ("first_time", "several_seats", "branches_now", "branches_ever", "branches")
    return {name: getattr(said, name) for name in names} | {"from_other_units": said.from_below}
