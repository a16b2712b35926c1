"""Swap people between tables as long as it helps, and a little beyond.

What is made small is a sum over all pairs who share a table, plus what each block costs at its
table. All swaps are weighed at once; the best is made even where it makes things worse for a
while, and whoever left a table may not return for some steps (tabu search, as Dotu and Van
Hentenryck 2007 do for golfers). Empty chairs are swapped like people, so larger and smaller tables
may change their roles while sizes still differ by one at most.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from articulator.methods.tables.place import Costs, Places

type Matrix = NDArray[np.float64]
NEVER = 1e9  # the cost of what may not be


@dataclass(frozen=True, slots=True)
class Room:
    """What is to be made small: `pairs` for two blocks at one table, `costs` at each table."""

    sizes: NDArray[np.int64]
    pairs: Matrix
    costs: Costs

    def with_chairs(self, places: Places) -> tuple["Room", Places]:
        """The same with an empty chair, of size one, at each table that is not full."""
        tables = self.costs.shape[1]
        load = np.bincount(places, weights=self.sizes, minlength=tables)
        empty = np.flatnonzero(load < load.max())
        people, chairs = len(self.sizes), len(empty)
        pairs = np.zeros((people + chairs, people + chairs))
        pairs[:people, :people] = self.pairs
        pairs[people:, people:] = NEVER * (1 - np.eye(chairs))  # two at one table: sizes differ
        room = Room(
            np.concatenate([self.sizes, np.ones(chairs, dtype=np.int64)]),
            pairs,
            np.vstack([self.costs, np.zeros((chairs, tables))]),
        )
        return room, np.concatenate([places, empty])


def improve(room: Room, places: Places, steps: int, patience: int) -> Places:
    """The best seating that was met in so many steps; stops after `patience` steps in vain."""
    people = len(places)
    search = _Search(*room.with_chairs(places))
    for step in range(steps):
        if search.least == 0 or search.idle >= patience or not search.swap(step):
            break
    return search.best[:people]


class _Search:
    def __init__(self, room: Room, places: Places) -> None:
        self.room, self.places, self.best = room, places.copy(), places.copy()
        tables = room.costs.shape[1]
        self.near = room.pairs @ np.eye(tables)[places]  # what each would find at each table
        self.cost = self.least = self._whole()
        self.idle = 0
        self.until = np.zeros((len(places), tables), dtype=np.int64)
        self.other_size = room.sizes[:, None] != room.sizes[None, :]

    def _whole(self) -> float:
        here = np.arange(len(self.places)), self.places
        return float(self.near[here].sum() / 2 + self.room.costs[here].sum())

    def swap(self, step: int) -> bool:
        """Make the best swap that is allowed; False where there is none."""
        change = self._changes(step)
        one, other = divmod(int(change.argmin()), len(self.places))
        if change[one, other] >= NEVER / 2:
            return False
        self.cost += float(change[one, other])
        self._seat(one, other, step)
        if self.cost < self.least - 1e-6:
            self.least, self.best, self.idle = self.cost, self.places.copy(), 0
        else:
            self.idle += 1
        return True

    def _changes(self, step: int) -> Matrix:
        """What every swap would change; what may not be changed costs too much."""
        at_other = (self.near + self.room.costs)[:, self.places]  # i, were it where j is
        here = at_other.diagonal()
        change: Matrix = at_other - here[:, None]
        change = change + change.T - 2 * self.room.pairs
        barred = (self.until > step)[:, self.places]
        change[(barred | barred.T) & (self.cost + change >= self.least - 1e-6)] = NEVER
        change[self.other_size | (self.places[:, None] == self.places[None, :])] = NEVER
        return change

    def _seat(self, one: int, other: int, step: int) -> None:
        left, right = self.places[one], self.places[other]
        moved = self.room.pairs[:, other] - self.room.pairs[:, one]
        self.near[:, left] += moved
        self.near[:, right] -= moved
        self.places[one], self.places[other] = right, left
        tenure = 4 + (step * 7 + one) % 7  # varied, so that the search does not run in a circle
        self.until[one, left] = self.until[other, right] = step + tenure
