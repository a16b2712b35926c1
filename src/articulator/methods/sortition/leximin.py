"""The fairest chances over a relaxation, level by level, each with its proof.

Variables are the chances p of the types. At each level the lowest open chance z is raised as far
as the rows allow. The prices of that optimum prove that the types with a positive weight can go
no higher, so they are fixed at z and the rest goes on.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from articulator.methods.sortition.certificate import Cut, Level
from articulator.methods.sortition.programme import Programme, Solution
from articulator.methods.sortition.types import Floats, Problem

# A weight below this is left for a later level; the weights of a level sum to 1, so that at
# least one of T types always exceeds 1/T.
WEIGHT = 1e-6
NOISE = 1e-11


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """The chances aimed at, and the levels that prove them."""

    chances: Floats
    levels: tuple[Level, ...]


def rows_of(problem: Problem, cuts: Sequence[Cut]) -> tuple[Floats, Floats, Floats]:
    """Quotas, seats and cuts as rows over chances, with their lower and upper ends."""
    matrix = np.vstack([problem.matrix, *(cut.row(len(problem.sizes)) for cut in cuts)])
    return (
        matrix * problem.sizes,
        np.append(problem.lower, [-np.inf] * len(cuts)),
        np.append(problem.upper, [cut.limit for cut in cuts]),
    )


def leximin(problem: Problem, cuts: Sequence[Cut], *, stop_early: bool) -> Target | None:
    """Raise the lowest chance, then the next lowest, and so on.

    With `stop_early` only the lowest chance that can be positive is raised (maximin); the other
    chances are then those of one optimum. None when the rows admit nothing.
    """
    climb = _Climb(problem, cuts)
    while climb.open.any():
        solution = climb.programme.solve()
        if solution is None:
            return None
        level = climb.fix(solution)
        if stop_early and level.value > 1e-9:
            return Target(np.clip(solution.variables[:-1], 0, 1), tuple(climb.levels))
    return Target(climb.chances, tuple(climb.levels))


class _Climb:
    def __init__(self, problem: Problem, cuts: Sequence[Cut]) -> None:
        rows, lower, upper = rows_of(problem, cuts)
        kinds = len(problem.sizes)
        above = np.hstack([np.eye(kinds), -np.ones((kinds, 1))])
        self.programme = Programme(
            np.zeros(kinds + 1),
            np.ones(kinds + 1),
            np.vstack([np.hstack([rows, np.zeros((len(rows), 1))]), above]),
            np.append(lower, np.zeros(kinds)),
            np.append(upper, np.full(kinds, np.inf)),
        )
        self.programme.cost(np.append(np.zeros(kinds), 1.0))
        self.problem, self.first = problem, len(rows)
        self.chances = np.zeros(kinds)
        self.open = np.ones(kinds, dtype=bool)
        self.levels: list[Level] = []

    def fix(self, solution: Solution) -> Level:
        """Close the types which this optimum proves can go no higher."""
        value = float(np.clip(solution.variables[-1], 0, 1))
        weights, prices = self._proof(value, solution)
        blocked = np.flatnonzero(self.open & (weights > WEIGHT))
        level = Level.of(value, blocked, weights, prices)
        self.levels.append(level)
        self.open[blocked] = False
        self.chances[blocked] = value
        self.programme.bound(blocked, np.full(len(blocked), value), np.ones(len(blocked)))
        for kind in blocked:
            self.programme.release_row(int(self.first + kind))
        return level

    def _proof(self, value: float, solution: Solution) -> tuple[Floats, Floats]:
        sizes, prices = self.problem.sizes, np.zeros(self.first)
        even = np.where(self.open, sizes, 0) / sizes[self.open].sum()
        if value > 1 - 1e-9:  # nobody's chance can exceed 1
            return even, prices
        taken = (self.chances * sizes)[~self.open].sum()
        if abs(value * sizes[self.open].sum() + taken - self.problem.seats) < 1e-9:
            prices[len(self.problem.lower) - 1] = 1 / sizes[self.open].sum()
            return even, prices  # all the seats are given away
        exact = np.where(np.abs(solution.prices) > NOISE, solution.prices, 0)
        return -np.minimum(exact[self.first :], 0), exact[: self.first]
