"""Which lists there are, what somebody sees now, and what is due."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date, timedelta
from itertools import batched
from typing import Any

from django.db.models import Q, QuerySet

from articulator.identity.constitution.queries import sight
from articulator.identity.exports.columns import Batch, Column
from articulator.identity.exports.models import STAYS, Export, Piece
from articulator.identity.membership.queries import Sought, people
from articulator.kernel import clock
from articulator.kernel.acts import Actor
from articulator.kernel.models import Unit

STUCK = timedelta(minutes=10)
BATCH = 1000


def kept_units(actor: Actor) -> list[Unit]:
    """The units whose roll this person keeps, outermost first."""
    return [grant.body.unit for grant in sight(actor).grants]


def exports_of(actor: Actor) -> QuerySet[Export]:
    """The lists taken from the rolls somebody keeps, by whomever, and all that they took."""
    found = Q(by=actor)
    for unit in kept_units(actor):
        found |= Q(unit__path__startswith=unit.path)
    return Export.objects.filter(found).select_related("unit", "by")


def scope(actor: Actor, unit: Unit) -> str:
    """What somebody sees of people now, as a hash: the same while nothing of it has changed."""
    seen = sight(actor)
    offices = sorted((grant.body.key, grant.body.unit.path) for grant in seen.grants)
    said = json.dumps([offices, seen.charter.upward, unit.path])
    return hashlib.sha256(said.encode()).hexdigest()


def as_json(sought: Sought) -> dict[str, Any]:
    after = sought.joined_after
    return {**asdict(sought), "joined_after": after.isoformat() if after else None}


def as_sought(said: dict[str, Any]) -> Sought:
    after = said.get("joined_after")
    return Sought(**{**said, "joined_after": date.fromisoformat(after) if after else None})


def table(of: Export, columns: list[Column]) -> Iterator[list[list[object]]]:
    """The rows of a list, some at a time: what its officer sees of the roll at this moment."""
    found = people(of.by, of.unit, as_sought(of.sought)).select_related("person", "unit")
    for lines in batched(found.iterator(BATCH), BATCH, strict=False):
        batch = Batch.of(lines)
        yield [[column.read(batch, line) for column in columns] for line in batch.lines]


def content(of: Export) -> Iterable[bytes]:
    """The finished list, piece by piece."""
    for number in Piece.objects.filter(of=of).order_by("number").values_list("pk", flat=True):
        yield bytes(Piece.objects.get(pk=number).data)


def stuck() -> QuerySet[Export]:
    """What a worker has let go of: it is taken up again."""
    return Export.objects.filter(
        state=Export.State.WAITING, asked_at__lt=clock.now() - STUCK
    ).order_by("asked_at")


def to_forget() -> QuerySet[Export]:
    """Lists that have been there for seven days."""
    there = [Export.State.WAITING, Export.State.READY]
    return Export.objects.filter(state__in=there, asked_at__lt=clock.now() - STAYS)
