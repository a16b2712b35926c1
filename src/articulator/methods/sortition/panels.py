"""Finding panels: whole-number compositions that suit a given wish."""

import numpy as np
from numpy.typing import NDArray

from articulator.methods.sortition.programme import Programme, Solution
from articulator.methods.sortition.types import Floats, Problem

WHOLE = 1e-7
# Variables nearer than this to a whole number are rounded together, the others one at a time.
NEAR = 0.3

type Panel = NDArray[np.int64]


class Cell:
    """The panels whose composition lies next to a given one: every entry rounded up or down.

    `lower` and `upper` bound the rows of the problem; by default the quotas themselves.
    """

    def __init__(
        self,
        problem: Problem,
        centre: Floats,
        lower: Floats | None = None,
        upper: Floats | None = None,
    ) -> None:
        self._floor = np.floor(centre + WHOLE)
        self._ceiling = np.maximum(np.ceil(centre - WHOLE), self._floor)
        self._programme = Programme(
            self._floor,
            self._ceiling,
            problem.matrix,
            problem.lower if lower is None else lower,
            problem.upper if upper is None else upper,
        )

    def dive(self, wish: Floats) -> Panel | None:
        """A panel with a high Σ wish·c: solve, round what is nearly whole, solve again.

        A heuristic: None means only that this dive found no panel.
        """
        self._programme.cost(wish / max(float(np.abs(wish).max()), 1e-300))
        touched: set[int] = set()
        solution = self._programme.solve()
        while solution is not None:
            distance = np.abs(solution.variables - np.round(solution.variables))
            if not (distance > WHOLE).any():
                break
            solution = self._round_some(solution.variables, distance, touched)
        self._free(np.array(sorted(touched), dtype=np.int64))
        return None if solution is None else np.round(solution.variables).astype(np.int64)

    def _round_some(self, values: Floats, distance: Floats, touched: set[int]) -> Solution | None:
        broken = distance > WHOLE
        near = np.flatnonzero(broken & (distance < NEAR))
        if len(near) > 1:
            touched.update(map(int, near))
            solution = self._fix(near, np.round(values[near]))
            if solution is not None:
                return solution
            self._free(near)
        nearest = np.array([np.where(broken, distance, 1).argmin()])
        touched.update(map(int, nearest))
        rounded = np.round(values[nearest])
        solution = self._fix(nearest, rounded)
        if solution is not None:
            return solution
        return self._fix(nearest, np.floor(values[nearest]) + np.ceil(values[nearest]) - rounded)

    def _fix(self, kinds: Panel, values: Floats) -> Solution | None:
        self._programme.bound(kinds, values, values)
        return self._programme.solve()

    def _free(self, kinds: Panel) -> None:
        if len(kinds):
            self._programme.bound(kinds, self._floor[kinds], self._ceiling[kinds])


class AllPanels:
    """Every panel of the problem, by an integer programme: slow, but a proof."""

    def __init__(self, problem: Problem) -> None:
        self.kinds = len(problem.sizes)
        self._programme = Programme(
            np.zeros(len(problem.sizes)),
            problem.sizes,
            problem.matrix,
            problem.lower,
            problem.upper,
            integer=True,
        )

    def best(self, wish: Floats) -> Panel | None:
        """The panel with the highest Σ wish·c; None when there is no panel at all."""
        self._programme.cost(wish / max(float(np.abs(wish).max()), 1e-300))
        solution = self._programme.solve()
        return None if solution is None else np.round(solution.variables).astype(np.int64)
