"""All threes of contacts who know each other, without a product of matrices.

A product such as P² fills a row of n for each contact of whoever knows everybody: one such hub
among 100,000 would need 10¹⁰ entries. Listing the triangles from their least connected corner
takes at most m √(2m) steps whatever the graph (Chiba and Nishizeki 1985).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from articulator.methods.brokerage.network import Ints, Network

AT_ONCE = 4_000_000  # two-step ways looked at together: 32 MB an array


@dataclass(frozen=True, slots=True)
class Triangles:
    """Three corners a, b, c; for each side the number of its entry in the matrix, both ways."""

    ab: Ints
    bc: Ints
    ac: Ints
    ba: Ints
    cb: Ints
    ca: Ints

    def views(self) -> Iterator[tuple[Ints, Ints, Ints, Ints]]:
        """Each triangle from its six views: i looks at j, q is the third: (ij, iq, qj, jq)."""
        yield self.ab, self.ac, self.cb, self.bc
        yield self.ba, self.bc, self.ca, self.ac
        yield self.ac, self.ab, self.bc, self.cb
        yield self.ca, self.cb, self.ba, self.ab
        yield self.bc, self.ba, self.ac, self.ca
        yield self.cb, self.ca, self.ab, self.ba


def opposite(net: Network) -> Ints:
    """For each entry i → j of the matrix the number of the entry j → i."""
    # Entries are in the order of (owner, contact); a stable sort by contact is the transposed one.
    order = np.argsort(net.contacts, kind="stable")
    back = np.empty_like(order)
    back[order] = np.arange(len(order))
    return back


def triangles(net: Network) -> Iterator[Triangles]:
    """All triangles once each, in portions."""
    if not net.weights.nnz:
        return
    many, back = len(net.names), opposite(net)
    rank = np.empty(many, np.int64)
    rank[np.lexsort((np.arange(many), net.degrees))] = np.arange(many)
    up = np.flatnonzero(rank[net.owners] < rank[net.contacts])  # from the less connected end
    owner, contact = net.owners[up], net.contacts[up]
    starts = np.searchsorted(owner, np.arange(many + 1))
    keys = owner * many + contact
    ways = np.diff(starts)[contact]
    for begin, end in _portions(ways):
        first = np.repeat(np.arange(begin, end), ways[begin:end])
        second = starts[contact[first]] + _within(ways[begin:end])
        wanted = owner[first] * many + contact[second]
        third = np.searchsorted(keys, wanted)
        third[third == len(keys)] = 0
        closed = keys[third] == wanted
        ab, bc, ac = up[first[closed]], up[second[closed]], up[third[closed]]
        yield Triangles(ab, bc, ac, back[ab], back[bc], back[ac])


def _within(counts: Ints) -> Ints:
    """0, 1, …, count - 1 for each count, one after the other."""
    total = int(counts.sum())
    return np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)


def _portions(ways: Ints) -> Iterator[tuple[int, int]]:
    """Parts of the edges that have not many more than `AT_ONCE` ways each."""
    total = np.cumsum(ways)
    marks = np.arange(AT_ONCE, int(total[-1]) + AT_ONCE, AT_ONCE)
    cuts = np.unique([0, *np.searchsorted(total, marks, side="right"), len(ways)])
    yield from zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True)
