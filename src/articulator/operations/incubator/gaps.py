"""The map for the room: which campaigns the house knows, where they stand, and where none does.

Cells of organisations need no floor of eight: nothing here is about people.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from articulator.identity.doors.models import Door
from articulator.identity.membership.queries import branches
from articulator.intelligence.movement.catalogue import functions, spheres
from articulator.intelligence.movement.models import Spot
from articulator.intelligence.movement.queries import placed
from articulator.kernel import links
from articulator.kernel.models import Link, Unit
from articulator.operations.dna.models import Dna
from articulator.operations.incubator.models import Placing, Round
from articulator.operations.incubator.queries import tables

CHOSEN = "chosen in"  # how a page is joined to the evening that chose it


@dataclass(frozen=True, slots=True)
class Known:
    """A campaign (a unit of its own, a door, a page that was chosen, one of tonight) or a group."""

    reference: str
    words: str
    url: str
    unit: Unit | None
    tonight: bool = False
    group: bool = False  # of the movement around us: named only to those who are signed in


@dataclass(frozen=True, slots=True)
class Cell:
    """One function of the movement in one part of life."""

    function: str
    things: tuple[Known, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """Rows are parts of life, columns are functions; and what stands nowhere yet."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    unplaced: tuple[Known, ...]
    without: tuple[Unit, ...]

    @property
    def cells(self) -> int:
        return len(self.rows) * len(self.columns)

    @property
    def empty(self) -> int:
        """Cells in which nothing stood before tonight."""
        return sum(
            all(thing.tonight for thing in cell.things) for _, cells in self.rows for cell in cells
        )

    @property
    def gaps(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """For each part of life the functions that nobody fills, where there are any."""
        found = (
            (sphere, tuple(c.function for c in cells if all(t.tonight for t in c.things)))
            for sphere, cells in self.rows
        )
        return tuple((sphere, missing) for sphere, missing in found if missing)


def gap_map(shown: Round) -> Map:
    """For an evening: what is in its unit and in the units beside it."""
    around = shown.unit.parent or shown.unit
    begun = list(_chosen(around))
    written = [one for one in tables(shown) if one.function and one not in begun]
    groups = list(placed(around))
    known = [*_units(around), *_doors(around), *map(_page, begun), *map(_group, groups)]
    tonight = [replace(_page(one), tonight=True) for one in written]
    at = _placings(known) | _cells_of(begun) | _cells_of(written)
    at |= {links.ref(one.partner): (one.function, one.sphere) for one in groups}
    places = {one.reference: at.get(one.reference) for one in (*known, *tonight)}
    columns = functions()
    rows = (
        (name, _row(sphere, columns, (*known, *tonight), places))
        for sphere, name in spheres().items()
    )
    waiting = tuple(one for one in known if places[one.reference] is None)
    return Map(tuple(columns.values()), tuple(rows), waiting, _without(around, known))


type Where = tuple[str, str]


def _row(
    sphere: str, columns: Mapping[str, str], known: Iterable[Known],
    places: Mapping[str, Where | None],
) -> tuple[Cell, ...]:  # fmt: skip
    here = list(known)
    return tuple(
        Cell(name, tuple(one for one in here if places[one.reference] == (function, sphere)))
        for function, name in columns.items()
    )


def _units(around: Unit) -> list[Known]:
    """Campaigns that are units of their own."""
    inside = Unit.objects.filter(path__startswith=around.path, closed_at=None)
    found = inside.filter(level__contains="campaign").select_related("parent")
    return [Known(links.ref(one), one.name, one.get_absolute_url(), one.parent) for one in found]


def _doors(around: Unit) -> list[Known]:
    found = Door.objects.open().filter(
        kind=Door.Kind.CAMPAIGN, unit__path__startswith=around.path
    )  # fmt: skip
    return [
        Known(links.ref(one), one.title, one.get_absolute_url(), one.unit)
        for one in found.select_related("unit")
    ]


def _chosen(around: Unit) -> QuerySet[Dna]:
    """Pages that a room chose."""
    sources = Link.objects.filter(kind=CHOSEN).values_list("source", flat=True)
    keys = [one.partition(":")[2] for one in sources if one.startswith("dna.dna:")]
    found = Dna.objects.filter(pk__in=keys, unit__path__startswith=around.path)
    return found.select_related("unit").order_by("begun_at")


def _group(one: Spot) -> Known:
    """A group of the movement as the map knows it: counted here, and named to those signed in."""
    return Known(links.ref(one.partner), one.partner.name, one.get_absolute_url(), None, group=True)


def _page(one: Dna) -> Known:
    return Known(links.ref(one), str(one), one.get_absolute_url(), one.unit)


def _placings(known: Iterable[Known]) -> dict[str, Where]:
    references = [one.reference for one in known]
    rows = Placing.objects.filter(thing__in=references)
    return {one.thing: (one.function, one.sphere) for one in rows}


def _cells_of(pages: Iterable[Dna]) -> dict[str, Where]:
    return {links.ref(one): (one.function, one.sphere) for one in pages if one.function}


def _without(around: Unit, known: Iterable[Known]) -> tuple[Unit, ...]:
    """The branches in which no campaign is known."""
    taken = {one.unit.path for one in known if one.unit}
    inside = branches().filter(path__startswith=around.path)
    return tuple(
        one
        for one in inside
        if "campaign" not in one.level and not any(path.startswith(one.path) for path in taken)
    )
