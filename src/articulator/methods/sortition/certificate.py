"""Proofs that a reader can check by adding up, without solving anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from articulator.methods.sortition.types import Floats

type Sparse = tuple[tuple[int, float], ...]
# How far a sum of doubles may be off before a proof is refused.
SLACK = 1e-8


def sparse(values: Floats) -> Sparse:
    return tuple((int(i), float(values[i])) for i in np.flatnonzero(np.abs(values) > 1e-13))


def dense(values: Sparse, length: int) -> Floats:
    result = np.zeros(length)
    for index, value in values:
        result[index] = value
    return result


@dataclass(frozen=True, slots=True)
class Cut:
    """Σ weight·c <= limit for every composition c; `best` is a composition that attains it.

    The limit is the optimum of an integer programme: solving it again proves the cut.
    """

    weights: Sparse
    limit: float
    best: tuple[tuple[int, int], ...]

    def row(self, kinds: int) -> Floats:
        return dense(self.weights, kinds)

    def to_json(self) -> dict[str, Any]:
        return {"weights": _lists(self.weights), "limit": self.limit, "best": _lists(self.best)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Cut":
        return cls(_tuples(data["weights"]), data["limit"], _tuples(data["best"]))


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the climb: the types `blocked` at chance `value`, and why.

    `weights` (over types, not negative, summing to 1) and `prices` (over quotas, seats, cuts)
    prove that the weighted mean of the open chances cannot exceed `value`.
    """

    value: float
    blocked: tuple[int, ...]
    weights: Sparse
    prices: Sparse

    @classmethod
    def of(cls, value: float, blocked: NDArray[Any], weights: Floats, prices: Floats) -> "Level":
        return cls(value, tuple(map(int, blocked)), sparse(weights), sparse(prices))

    def bound(self, rows: Floats, lower: Floats, upper: Floats, floor: Floats) -> float:
        """The most that Σ weight·chance can be, by weak duality, when chance >= floor."""
        weights, prices = dense(self.weights, len(floor)), dense(self.prices, len(rows))
        ends = np.where(prices > 0, upper, lower)
        used = prices != 0
        rest = weights - prices @ rows
        return float(prices[used] @ ends[used] + np.maximum(rest, rest * floor).sum())

    def to_json(self) -> dict[str, Any]:
        return {
            "value": self.value,
            "blocked": list(self.blocked),
            "weights": _lists(self.weights),
            "prices": _lists(self.prices),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Level":
        return cls(
            data["value"],
            tuple(data["blocked"]),
            _tuples(data["weights"]),
            _tuples(data["prices"]),
        )


def faults(
    levels: Sequence[Level], rows: Floats, lower: Floats, upper: Floats, *, complete: bool
) -> tuple[str, ...]:
    """Why these levels do not prove the chances; empty when they do."""
    floor, found = np.zeros(rows.shape[1]), []
    is_open = np.ones(len(floor), dtype=bool)
    for number, level in enumerate(levels, start=1):
        weights = dense(level.weights, len(floor))
        blocked = list(level.blocked)
        if (weights < 0).any() or weights[~is_open].any() or (weights[blocked] <= 0).any():
            found.append(f"Level {number}: the weights do not cover exactly the types it blocks.")
        if level.bound(rows, lower, upper, floor) > level.value * weights.sum() + SLACK:
            found.append(f"Level {number}: its prices do not prove the chance {level.value:.6f}.")
        if (floor > level.value + SLACK).any():
            found.append(f"Level {number}: its chance is below that of an earlier level.")
        floor[blocked], is_open[blocked] = level.value, False
    if complete and is_open.any():
        found.append(f"{int(is_open.sum())} types have no level that proves their chance.")
    return tuple(found)


def _lists(pairs: Sequence[tuple[int, float]]) -> list[list[float]]:
    return [list(pair) for pair in pairs]


def _tuples(pairs: Sequence[Sequence[Any]]) -> tuple[tuple[int, Any], ...]:
    return tuple((int(index), value) for index, value in pairs)
