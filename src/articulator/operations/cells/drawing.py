"""How cells hang together, as a drawing: each generation a column, a line to where it came from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articulator.operations.campaigns.models import Campaign
from articulator.operations.cells.models import Bond, Cell

COLUMN, ROW, EDGE = 150, 52, 28
MOST = 150  # more than these nobody reads in a drawing; the table says the rest


@dataclass(frozen=True, slots=True)
class Dot:
    """A cell in the drawing, with its name only if it wants to be found."""

    x: int
    y: int
    name: str
    ended: bool


@dataclass(frozen=True, slots=True)
class Line:
    """From a cell to the one that came of it, or between two that work side by side."""

    x1: int
    y1: int
    x2: int
    y2: int
    kind: str  # `split` or `bond`


@dataclass(frozen=True, slots=True)
class Row:
    """A generation, as the table behind the drawing tells it."""

    generation: int
    cells: int
    ended: int


@dataclass(frozen=True, slots=True)
class Drawing:
    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    rows: tuple[Row, ...]
    width: int
    height: int
    bonds: int
    left_out: int


def drawing(campaign: Campaign) -> Drawing:
    """All cells of a campaign; how many people are in them cannot be seen from it."""
    cells = list(Cell.objects.filter(campaign=campaign).order_by("generation", "started_at", "pk"))
    pairs = Bond.objects.filter(one__campaign=campaign).exclude(agreed_at=None)
    return draw(cells, [(bond.one_id, bond.other_id) for bond in pairs])


def draw(cells: Sequence[Cell], pairs: Sequence[tuple[object, object]]) -> Drawing:
    drawn = cells[:MOST]
    places = _places(drawn)
    dots = tuple(
        Dot(*places[cell.pk], cell.name if cell.listed else "", cell.ended_at is not None)
        for cell in drawn
    )
    origins = [(cell.split_from_id, cell.pk) for cell in drawn]
    lines = (*_lines(places, origins, "split"), *_lines(places, pairs, "bond"))
    return Drawing(
        dots, lines, tuple(_rows(cells)),
        max((dot.x for dot in dots), default=0) + COLUMN,
        max((dot.y for dot in dots), default=0) + EDGE,
        len(pairs), len(cells) - len(drawn),
    )  # fmt: skip


def _places(cells: Iterable[Cell]) -> dict[object, tuple[int, int]]:
    """A column for each generation; in it, cells of one origin stand together."""
    places: dict[object, tuple[int, int]] = {}
    columns: dict[int, list[Cell]] = {}
    for cell in cells:
        columns.setdefault(cell.generation, []).append(cell)
    for generation, column in sorted(columns.items()):
        column.sort(key=lambda cell: places.get(cell.split_from_id, (0, 0))[1])
        for row, cell in enumerate(column):
            places[cell.pk] = (EDGE + COLUMN * generation, EDGE + ROW * row)
    return places


def _lines(
    places: dict[object, tuple[int, int]], pairs: Iterable[tuple[object, object]], kind: str
) -> Iterable[Line]:
    for one, other in pairs:
        if one in places and other in places:
            yield Line(*places[one], *places[other], kind)


def _rows(cells: Sequence[Cell]) -> Iterable[Row]:
    for generation in sorted({cell.generation for cell in cells}):
        here = [cell for cell in cells if cell.generation == generation]
        yield Row(generation, len(here), sum(cell.ended_at is not None for cell in here))
