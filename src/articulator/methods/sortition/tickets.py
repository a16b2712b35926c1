"""Whole tickets out of a million, so that nobody's chance is off by more than one of them."""

import numpy as np
from numpy.typing import NDArray

from articulator.methods.sortition.decompose import Mixture
from articulator.methods.sortition.draw import TICKETS
from articulator.methods.sortition.panels import Cell, Panel
from articulator.methods.sortition.types import Floats, Problem

# How many dead ends to leave, and how many panels to go back for each.
TURNS = 8
BACK = 12

type Book = dict[tuple[int, ...], int]


def issue(problem: Problem, expected: Floats, mixture: Mixture) -> Book:
    """Tickets per composition, in whole numbers which sum to 10^6.

    Every composition gets the whole part of its share. The tickets left over go to panels found
    for them, one ticket each, such that every type ends within one ticket of what is due to it;
    where no such panels are found they go to the largest remainders (Hamilton's method).
    """
    shares = mixture.weights / mixture.weights.sum() * TICKETS
    base = np.floor(shares + 1e-6)
    left = TICKETS - int(base.sum())
    due = expected * TICKETS - base @ mixture.panels
    extra = _last_panels(problem, due, left)
    if extra is None:
        base[np.argsort(base - shares, kind="stable")[:left]] += 1
        extra = []
    book: Book = {}
    for panel, count in zip(mixture.panels, base, strict=True):
        _enter(book, panel, int(count))
    for panel in extra:
        _enter(book, panel, 1)
    return dict(sorted(book.items()))


def _enter(book: Book, panel: NDArray[np.generic], count: int) -> None:
    if count:
        key = tuple(int(seats) for seats in panel)
        book[key] = book.get(key, 0) + count


def _last_panels(problem: Problem, due: Floats, left: int) -> list[Panel] | None:
    """`left` panels whose sum is `due`, rounded; None when this search finds no such panels."""
    if not left:
        return []
    whole = Cell(problem, np.maximum(due, 0), problem.lower * left, problem.upper * left)
    rest = whole.dive(due - np.floor(due))
    return None if rest is None else _peel_all(problem, rest, left)


def _peel_all(problem: Problem, rest: Panel, left: int) -> list[Panel] | None:
    """Take panel after panel out of `rest`; from a dead end go back some way and turn off."""
    panels: list[Panel] = []
    turn = 0
    while len(panels) < left:
        panel = _peel(problem, rest, left - len(panels), turn)
        if panel is not None:
            rest = rest - panel
            panels.append(panel)
            continue
        turn += 1
        if turn > TURNS:
            return None
        kept = max(0, len(panels) - BACK * turn)
        rest = rest + sum(panels[kept:])
        del panels[kept:]
    return panels


def _peel(problem: Problem, rest: Panel, remaining: int, turn: int) -> Panel | None:
    """One panel such that what is left of `rest` still averages to within the quotas."""
    total, later = problem.matrix @ rest, remaining - 1
    lower = np.maximum(problem.lower, total - later * problem.upper)
    upper = np.minimum(problem.upper, total - later * problem.lower)
    share = rest / remaining
    return Cell(problem, share, lower, upper).dive(np.roll(share - np.floor(share), turn))
