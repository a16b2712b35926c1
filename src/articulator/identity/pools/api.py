"""How full the pools are, as far as it may be told."""

from datetime import date

from django.http import HttpRequest
from ninja import Router, Schema

from articulator.identity.pools.queries import (
    Kept,
    attribute_release,
    pools,
    trend,
    unit_release,
)
from articulator.kernel.models import Unit
from articulator.methods.suppression import Cell, Release

router = Router(tags=["pools"])


class Part(Schema):
    key: str
    members: int
    inside: int


class Division(Schema):
    by: str
    parts: list[Part]
    rest: Part | None


class Week(Schema):
    week: date
    members: int
    inside: int


class PoolOut(Schema):
    key: str
    name: str
    clause: str
    least: str | None
    total: Part | None
    units: list[Division]
    features: list[Division]
    weeks: list[Week]


def _part(cell: Cell) -> Part:
    return Part(key=cell.key, members=cell.members, inside=cell.inside)


def _division(made: Release) -> Division:
    rest = _part(made.rest) if made.rest else None
    return Division(by=made.total.key, parts=[_part(cell) for cell in made.shown], rest=rest)


@router.get("/", response=list[PoolOut])
def coverage(request: HttpRequest) -> list[PoolOut]:
    """Every pool: overall, by unit, by what people told of themselves, and week by week.

    No figure tells of fewer than 8 people, inside or outside, nor does any difference of them.
    Weekly figures are rounded to eights.
    """
    return [_pool(kept) for kept in pools()]


def _pool(kept: Kept) -> PoolOut:
    released = unit_release(kept.key)
    root = Unit.objects.filter(parent=None).first()
    whole = released.get(root.path) if root else None
    features = attribute_release(kept.key, root, whole.total) if root and whole else []
    return PoolOut(
        key=kept.key, name=kept.name, clause=kept.clause,
        least=str(kept.least) if kept.least else None,
        total=_part(whole.total) if whole else None,
        units=[_division(made) for made in released.values() if made.shown],
        features=[_division(made) for made in features],
        weeks=[
            Week(week=one.week, members=one.cell.members, inside=one.cell.inside)
            for one in trend(kept.key)
        ],
    )  # fmt: skip
