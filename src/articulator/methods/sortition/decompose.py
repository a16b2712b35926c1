"""From expected numbers per type to a lottery over panels that has exactly those numbers.

Least squares with non-negative weights (Lawson and Hanson 1974), where the columns are panels and
new panels are found in the direction of what is still missing. The result is unique in its sums,
so no smoothing of prices is needed; a few hundred panels suffice for a few hundred types.
"""

from dataclasses import dataclass

import numpy as np

from articulator.methods.sortition.certificate import Cut, sparse
from articulator.methods.sortition.panels import AllPanels, Cell, Panel
from articulator.methods.sortition.programme import Programme
from articulator.methods.sortition.types import Floats, Problem

# Expected seats are attained when they are off by less than a fiftieth of a ticket.
TOLERANCE = 2e-8
EQUAL = 1e-9
TINY = 1e-300


@dataclass(frozen=True, slots=True, eq=False)
class Mixture:
    """Panels (rows) and the probability of each."""

    panels: Floats
    weights: Floats


def decompose(problem: Problem, expected: Floats, every: AllPanels) -> Mixture | Cut:
    """Mix panels so that type t has `expected[t]` seats on average, or prove it impossible.

    The proof is a cut: an inequality that every panel satisfies and `expected` does not.
    """
    mix = _Mix(expected)
    cell = Cell(problem, expected)
    while np.abs(mix.missing).max() > TOLERANCE:
        panel = cell.dive(mix.missing)
        if panel is None or not mix.gains(panel) or not problem.admits(panel):
            panel = every.best(mix.missing)
        if panel is None or not mix.gains(panel) or not mix.add(panel):
            return _settle(expected, every, mix.panels)
    return Mixture(mix.panels, mix.weights)


class _Mix:
    """The non-negative mixture of the panels so far that comes nearest to the goal."""

    def __init__(self, goal: Floats) -> None:
        self.goal = goal
        self.panels = np.zeros((0, len(goal)))
        self.inverse = np.zeros((0, 0))
        self.weights = np.zeros(0)
        self.missing = goal

    def gains(self, panel: Panel) -> bool:
        seen = (self.panels == panel).all(axis=1).any()
        return not seen and float(panel @ self.missing) > 1e-12

    def add(self, panel: Panel) -> bool:
        """Mix this panel in; False when rounding errors left nothing to gain."""
        before = float(self.missing @ self.missing)
        if not self._border(panel):
            return False
        while True:
            best = self._least_squares()
            if (best > 0).all():
                break
            self._step_towards(best)
        self.weights = best
        self.missing = self.goal - best @ self.panels
        return float(self.missing @ self.missing) < before

    def _border(self, panel: Panel) -> bool:
        """One more row of panels, and the inverse of their Gram matrix with it."""
        against = self.panels @ panel
        part = self.inverse @ against
        rest = float(panel @ panel - against @ part)
        if rest < EQUAL:
            return False
        corner = np.append(part, -1.0)
        self.inverse = np.pad(self.inverse, (0, 1)) + np.outer(corner, corner / rest)
        self.panels = np.vstack([self.panels, panel])
        self.weights = np.append(self.weights, 0.0)
        return True

    def _least_squares(self) -> Floats:
        """The weights whose mixture comes nearest to the goal, negative ones included."""
        best = self.weights
        for attempt in range(6):
            slope = self.panels @ (self.goal - best @ self.panels)
            if attempt > 0 and np.abs(slope).max() < 1e-11:
                break
            if attempt == 3:
                self.inverse = np.linalg.inv(self.panels @ self.panels.T)
            best = best + self.inverse @ slope
        return best

    def _step_towards(self, best: Floats) -> None:
        falling = best <= 0
        ratios = self.weights[falling] / (self.weights[falling] - best[falling] + TINY)
        self.weights = self.weights + ratios.min() * (best - self.weights)
        self.weights[np.flatnonzero(falling)[ratios.argmin()]] = 0
        for row in np.flatnonzero(self.weights <= 1e-13)[::-1]:
            self._remove(int(row))

    def _remove(self, row: int) -> None:
        keep = np.arange(len(self.weights)) != row
        edge = self.inverse[keep, row]
        self.inverse = self.inverse[np.ix_(keep, keep)] - np.outer(
            edge, edge / self.inverse[row, row]
        )
        self.panels, self.weights = self.panels[keep], self.weights[keep]


def _settle(expected: Floats, every: AllPanels, panels: Floats) -> Mixture | Cut:
    """Decide exactly: the linear programme over panels, priced by integer programmes.

    Minimise e subject to Σ λ c_t + e >= expected_t and Σ λ = 1. Its prices are a vertex of a
    polyhedron with finitely many vertices, so that only finitely many cuts can follow.
    """
    master = _Master(expected)
    columns = [panel.astype(np.int64) for panel in panels] or [_any_panel(every)]
    for panel in columns:
        master.add(panel)
    while True:
        error, weights, prices, level = master.solve()
        panel = every.best(prices)
        assert panel is not None, "decompose is called only when a panel exists"
        known = any((panel == one).all() for one in columns)
        if error > TOLERANCE and not known and panel @ prices > level + EQUAL:
            columns.append(panel)
            master.add(panel)
            continue
        limit = max(float(panel @ prices), level)
        if error < TOLERANCE or prices @ expected - limit < TOLERANCE:
            return Mixture(np.array(columns, dtype=float)[weights > 0], weights[weights > 0])
        best = tuple((int(t), int(panel[t])) for t in np.flatnonzero(panel))
        return Cut(sparse(prices), limit, best)


def _any_panel(every: AllPanels) -> Panel:
    panel = every.best(np.zeros(every.kinds))
    assert panel is not None, "decompose is called only when a panel exists"
    return panel


class _Master:
    def __init__(self, expected: Floats) -> None:
        kinds = len(expected)
        self._kinds = kinds
        self._programme = Programme(
            np.zeros(1),
            np.full(1, np.inf),
            np.append(np.ones(kinds), 0.0)[:, None],
            np.append(expected, 1.0),
            np.append(np.full(kinds, np.inf), 1.0),
        )
        self._programme.cost(np.array([-1.0]))

    def add(self, panel: Panel) -> None:
        self._programme.add_column(0.0, np.append(panel, 1.0).astype(float))

    def solve(self) -> tuple[float, Floats, Floats, float]:
        """The error, the weights of the panels, the price of each type, the price of Σ λ = 1."""
        solution = self._programme.solve()
        assert solution is not None, "a large e with any panel is always feasible"
        prices = np.maximum(-solution.prices[: self._kinds], 0)
        prices[prices < 1e-12] = 0
        return -solution.value, solution.variables[1:], prices, float(solution.prices[-1])
