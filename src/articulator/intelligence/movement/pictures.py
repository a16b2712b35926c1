"""The grid as bubbles, and ties as arcs around a circle: each says what its table says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from articulator.intelligence.movement.models import Spot, Tie
from articulator.intelligence.movement.queries import Grid
from articulator.methods.balance import Cell

WIDE, ROW, LARGEST = 72, 84, 27
ROUND, MIDDLE = 250, 300
DRAWN = 120  # groups on the circle; more would be a blot


@dataclass(frozen=True, slots=True)
class Bubble:
    x: int
    y: int
    radius: float
    cell: Cell
    first: bool  # the gap to close first


@dataclass(frozen=True, slots=True)
class Bubbles:
    wide: int
    high: int
    heads: tuple[tuple[int, str], ...]
    rows: tuple[tuple[int, str], ...]
    dots: tuple[Bubble, ...]


def bubbles(shown: Grid) -> Bubbles:
    """Areas are numbers; an empty place is a broken ring."""
    most = max((cell.here for cell in shown.balance.cells), default=0) or 1
    gap = next(iter(shown.balance.gaps), None)
    columns, rows = [*shown.functions], [*shown.spheres]
    dots = [
        Bubble(
            columns.index(cell.function) * WIDE + WIDE // 2,
            40 + rows.index(cell.sphere) * ROW + 52,
            round(LARGEST * sqrt(cell.here / most), 1) if cell.here else 11.0,
            cell, cell == gap,
        )
        for cell in shown.balance.cells
    ]  # fmt: skip
    heads = tuple((at * WIDE + WIDE // 2, name) for at, name in enumerate(shown.functions.values()))
    names = tuple((40 + at * ROW + 14, name) for at, name in enumerate(shown.spheres.values()))
    return Bubbles(len(columns) * WIDE, 40 + len(rows) * ROW, heads, names, tuple(dots))


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    spot: Spot
    ties: int


@dataclass(frozen=True, slots=True)
class Arc:
    path: str
    strength: int


@dataclass(frozen=True, slots=True)
class Circle:
    dots: tuple[Dot, ...]
    arcs: tuple[Arc, ...]
    left_out: int


def circle(spots: Mapping[str, Spot], ties: Sequence[Tie]) -> Circle:
    """Groups of one place stand side by side, so that ties across the circle bridge places."""
    count = dict.fromkeys(spots, 0)
    for tie in ties:
        for end in (str(tie.one_id), str(tie.other_id)):
            if end in count:
                count[end] += 1
    most_tied = sorted(spots, key=lambda key: (-count[key], str(spots[key])))[:DRAWN]
    order = sorted(most_tied, key=lambda key: (spots[key].area.path, spots[key].sphere, key))
    at = {key: _around(number, len(order)) for number, key in enumerate(order)}
    arcs = [_arc(at[str(tie.one_id)], at[str(tie.other_id)], tie.strength)
            for tie in ties if str(tie.one_id) in at and str(tie.other_id) in at]  # fmt: skip
    dots = [Dot(*at[key], spots[key], count[key]) for key in order]
    return Circle(tuple(dots), tuple(arcs), len(spots) - len(order))


def _around(number: int, many: int) -> tuple[float, float]:
    turn = 2 * pi * number / max(1, many) - pi / 2
    return round(MIDDLE + ROUND * cos(turn), 1), round(MIDDLE + ROUND * sin(turn), 1)


def _arc(one: tuple[float, float], other: tuple[float, float], strength: int) -> Arc:
    """Bent to the middle, so that near neighbours do not lie on the rim."""
    x = round((MIDDLE + (one[0] + other[0]) / 2) / 2, 1)
    y = round((MIDDLE + (one[1] + other[1]) / 2) / 2, 1)
    return Arc(f"M{one[0]} {one[1]}Q{x} {y} {other[0]} {other[1]}", strength)
