"""Which figures about people may be published, so that none of them tells of fewer than eight.

Every cell is a group of members, some of whom are inside (a pool). What is published is a set of
groups that together make up the whole; every group that can be worked out from the figures, by
adding and taking away, is a union of them. So it is enough that each of them has eight people
inside and eight outside.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

SMALL = 8  # nothing about people is shown for fewer


@dataclass(frozen=True, slots=True)
class Cell:
    """A group: how many it has, and how many of them are inside."""

    key: str
    members: int
    inside: int

    @property
    def outside(self) -> int:
        return self.members - self.inside

    @property
    def share(self) -> float:
        return self.inside / self.members if self.members else 0.0

    def __add__(self, other: "Cell") -> "Cell":
        return Cell(self.key, self.members + other.members, self.inside + other.inside)


@dataclass(frozen=True, slots=True)
class Release:
    """What may be published of a whole and its parts. `rest` is all that is not shown, together."""

    total: Cell
    shown: tuple[Cell, ...]
    rest: Cell | None

    def of(self, key: str) -> Cell | None:
        return next((cell for cell in self.shown if cell.key == key), None)


def safe(cell: Cell, least: int = SMALL) -> bool:
    """Whether a group is large enough inside and outside: neither tells of a few people."""
    return cell.inside >= least and cell.outside >= least


def release(key: str, cells: Iterable[Cell], least: int = SMALL) -> Release | None:
    """The parts that may be shown beside their total; None if not even the total may be.

    Cells that are not safe go into the rest. Where the rest itself would not be safe, it takes the
    smallest of the shown cells, then the next, until it is: else total less shown would tell it.
    """
    parts = sorted(cells, key=lambda cell: (cell.members, cell.key))
    total = sum(parts, Cell(key, 0, 0))
    if not safe(total, least):
        return None
    shown = [cell for cell in parts if safe(cell, least)]
    rest = sum((cell for cell in parts if not safe(cell, least)), Cell("", 0, 0))
    while rest.members and not safe(rest, least):
        rest += shown.pop(0)
    if not shown or (len(shown) == 1 and not rest.members):
        return Release(total, (), None)  # the only part is the whole
    in_order = tuple(sorted(shown, key=lambda cell: cell.key))
    return Release(total, in_order, rest if rest.members else None)


def release_tree(
    root: str, counts: Mapping[str, Cell], least: int = SMALL
) -> Mapping[str, Release]:
    """The same for units inside units: `counts` says who is in each unit itself, by its path.

    A unit's parts are shown only where the unit itself is: else they would tell of its neighbours.
    """
    below: dict[str, dict[str, Cell]] = {}
    for path, cell in counts.items():
        for above, child in _steps(root, path):
            parts = below.setdefault(above, {})
            parts[child] = parts.get(child, Cell(child, 0, 0)) + cell
    released: dict[str, Release] = {}
    waiting = [root]
    while waiting:
        path = waiting.pop()
        if made := release(path, below.get(path, {}).values(), least):
            released[path] = made
            waiting += [cell.key for cell in made.shown if cell.key != path]
    return released


def _steps(root: str, path: str) -> Iterable[tuple[str, str]]:
    """(unit, the part of it that holds these people), from the root down to the unit itself."""
    names = path.removeprefix(root).strip("/")
    above = root
    for name in names.split("/") if names else []:
        yield above, f"{above}{name}/"
        above = f"{above}{name}/"
    yield above, above


def in_eights(number: int, least: int = SMALL) -> int:
    """Rounded to eights, for figures told week after week: their differences tell of nobody."""
    return (number + least // 2) // least * least


def in_tens(cells: Sequence[int], least: int = SMALL) -> list[int | None] | None:
    """How many answered one thing or another, as it may be shown: in tens, or None for a few.

    Nothing at all where fewer than `least` answered. A cell under `least` is not shown, and the
    others are rounded, so that what is hidden is not found by subtraction from them.
    """
    if sum(cells) < least:
        return None
    return [(cell + 5) // 10 * 10 if cell >= least else None for cell in cells]
