"""Tables of the evening in Leith that Ada hosts."""

from uuid import uuid4

from django.urls import reverse

from articulator.methods.checkin import Operation
from articulator.operations.gatherings import acts as gatherings
from articulator.operations.gatherings.acts import Entry
from articulator.operations.gatherings.models import Gathering
from articulator.operations.tables import acts
from articulator.operations.tables.acts import Laying
from articulator.operations.tables.models import Floor, Guest, Harvest, Note, Table
from tests.operations.gatherings.scene import EVENING, desk
from tests.people import person

__all__ = ["EVENING"]
POINTS = ("Rents come first.", "Buses after nine.")


def laid(gathering: Gathering, number: int = 3, **more) -> Floor:
    return acts.lay(person("ada"), gathering, Laying(number, **more))


def walk_in(gathering: Gathering, *names: str) -> None:
    """So many come through the door, each under a name."""
    device = desk(str(uuid4()))
    entries = [
        Entry(Operation(key := str(uuid4()), device, at, key), name)
        for at, name in enumerate(names, 1)
    ]
    gatherings.take(None, gathering, entries)


def people(gathering: Gathering, number: int) -> None:
    walk_in(gathering, *(f"Somebody {at}" for at in range(number)))


def seats(floor: Floor) -> dict[int, int]:
    """Who (by row) sits at which table (by number)."""
    rows = Guest.objects.by_rule("a test").filter(floor=floor, table__isnull=False)
    return dict(rows.values_list("pk", "table__number"))


def sizes(floor: Floor) -> list[int]:
    there = list(seats(floor).values())
    return [there.count(one.number) for one in floor.tables.all()]


def guests(floor: Floor) -> list[Guest]:
    return list(Guest.objects.by_rule("a test").filter(floor=floor).select_related("table"))


def table(floor: Floor, number: int = 1) -> Table:
    return floor.tables.get(number=number)


def noted(at: Table) -> list[str]:
    return list(Note.objects.by_rule("a test").filter(table=at).values_list("text", flat=True))


def brought(at: Table) -> list[str]:
    return [point for one in Harvest.objects.filter(table=at) for point in one.points]


def url(name: str, *args) -> str:
    return reverse(f"tables:{name}", args=args)
