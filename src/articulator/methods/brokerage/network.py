"""Who is tied to whom, as a sparse matrix whose rows are in the order of the names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

type Ints = NDArray[np.int64]
type Floats = NDArray[np.float64]
type Tie = tuple[str, str, float]


@dataclass(frozen=True)
class Network:
    """A graph without direction: `weights` is symmetric, without ties of anyone to itself."""

    names: tuple[str, ...]
    weights: sparse.csr_array

    @cached_property
    def degrees(self) -> Ints:
        """How many contacts each has."""
        return np.asarray(np.diff(self.weights.indptr), dtype=np.int64)

    @cached_property
    def strength(self) -> Floats:
        """The weight of all ties of each."""
        return np.asarray(self.weights.sum(axis=1), dtype=float).ravel()

    @cached_property
    def owners(self) -> Ints:
        """For each entry of the matrix its row: whose tie it is."""
        return np.repeat(np.arange(len(self.names)), self.degrees)

    @cached_property
    def contacts(self) -> Ints:
        """For each entry of the matrix its column: whom the tie leads to."""
        return np.asarray(self.weights.indices, dtype=np.int64)

    @cached_property
    def at(self) -> dict[str, int]:
        return {name: row for row, name in enumerate(self.names)}

    @property
    def ties(self) -> int:
        return int(self.weights.nnz) // 2


def network(ties: Iterable[Tie], names: Iterable[str] = ()) -> Network:
    """Ties between names; several of a pair add up, in either direction.

    The order of what is given changes nothing: names are sorted. `names` may hold some without
    ties.
    """
    rows = sorted((min(a, b), max(a, b), weight) for a, b, weight in ties)
    if any(weight < 0 or not np.isfinite(weight) for _, _, weight in rows):
        raise ValueError("A tie weighs nothing or more.")
    known = sorted({*names, *(a for a, _, _ in rows), *(b for _, b, _ in rows)})
    at = {name: row for row, name in enumerate(known)}
    first = np.fromiter((at[a] for a, _, _ in rows), np.int64, len(rows))
    second = np.fromiter((at[b] for _, b, _ in rows), np.int64, len(rows))
    weights = np.fromiter((weight for _, _, weight in rows), float, len(rows))
    return between(known, first, second, weights)


def between(
    names: Sequence[str], first: Ints, second: Ints, weights: Floats | None = None
) -> Network:
    """The same from numbers of rows, for graphs that are large already."""
    weighs = np.ones(len(first)) if weights is None else weights
    two = first != second
    ends = np.concatenate([first[two], second[two]]), np.concatenate([second[two], first[two]])
    both = np.concatenate([weighs[two], weighs[two]])
    shape = (len(names), len(names))
    matrix = sparse.coo_array((both, ends), shape=shape).tocsr()
    matrix.eliminate_zeros()
    matrix.sort_indices()
    return Network(tuple(names), matrix)
