"""What a new tie between two would be worth: how likely it holds, what it opens for both.

For likelihood the paths of three steps (after L3; Kovács et al. 2019): whoever is tied to those
that my friends are tied to fits me better than whoever happens to share one busy friend. What it
opens is exact: Burt's constraint of both ends with the tie, from their common contacts alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from articulator.methods.brokerage.burt import Holes, Parts, holes_of, parts
from articulator.methods.brokerage.network import Floats, Ints, Network
from articulator.methods.brokerage.triangles import AT_ONCE, opposite


@dataclass(frozen=True)
class Ground:
    """A network with all that is worked out once, however many pairs are asked about."""

    net: Network

    @cached_property
    def parts(self) -> Parts:
        return parts(self.net)

    @cached_property
    def holes(self) -> Holes:
        return holes_of(self.net, self.parts)

    @cached_property
    def back(self) -> Ints:
        return opposite(self.net)

    @cached_property
    def damp(self) -> Floats:
        """A way through somebody who knows everybody says little: 1 / the number of contacts.

        The paper takes the root of it; without, more ties that were held out are found again, on
        both graphs that were tried (docs/methods/brokerage.md).
        """
        return np.asarray(1 / np.maximum(self.net.degrees, 1), dtype=float)

    @cached_property
    def steps(self) -> sparse.csr_array:
        """One step, whatever its weight."""
        made = self.net.weights.copy()
        made.data = np.ones_like(made.data)
        return made

    @cached_property
    def usual(self) -> float:
        """The weight that a new tie would have."""
        return float(np.median(self.net.weights.data)) if self.net.weights.nnz else 1.0


@dataclass(frozen=True, slots=True)
class Worth:
    """For each pair: L3, and the constraint of both ends before and with the tie."""

    likelihood: Floats
    first_before: Floats
    first_after: Floats
    second_before: Floats
    second_after: Floats

    @property
    def drop(self) -> Floats:
        """By how much both together are less enclosed; the first tie of somebody counts nothing."""
        one = np.nan_to_num(self.first_before - self.first_after)
        other = np.nan_to_num(self.second_before - self.second_after)
        return np.asarray(one + other, dtype=float)


def worth(ground: Ground, first: Ints, second: Ints) -> Worth:
    """All of it for pairs of rows that are not tied."""
    often = np.bincount(np.concatenate([first, second]), minlength=len(ground.net.names))
    turn = often[second] > often[first]  # so that few rows are first, each with many pairs
    one, other = np.where(turn, second, first), np.where(turn, first, second)
    order = np.argsort(one, kind="stable")
    made = np.zeros((5, len(first)))
    for chosen in _portions(ground, one[order], other[order]):
        at = order[chosen]
        made[:, at] = _worth(ground, one[at], other[at])
    made[1:, turn] = made[1:, turn][[2, 3, 0, 1]]
    return Worth(*made)


def likelihood(ground: Ground, first: Ints, second: Ints) -> Floats:
    """L3 alone: also for pairs that are tied, whose own tie then takes part in it."""
    return worth(ground, first, second).likelihood


def _portions(ground: Ground, first: Ints, second: Ints) -> Iterator[slice]:
    """Parts that hold few different first ends and not too many contacts of second ends."""
    rows = np.cumsum(np.diff(first, prepend=-1) != 0)
    most_rows = max(1, AT_ONCE // max(1, len(ground.net.names)))
    looks = np.cumsum(ground.net.degrees[second])
    part = (rows - 1) // most_rows
    begin = 0
    while begin < len(first):
        done = looks[begin - 1] if begin else 0
        end = min(
            int(np.searchsorted(part, part[begin], side="right")),
            max(begin + 1, int(np.searchsorted(looks, done + AT_ONCE, side="right"))),
        )
        yield slice(begin, end)
        begin = end


def _worth(ground: Ground, first: Ints, second: Ints) -> Floats:
    net = ground.net
    rows, row = np.unique(first, return_inverse=True)
    pair, entry = _entries(net, second)  # each contact of each second end
    contact = net.contacts[entry]
    ways = ((ground.steps[rows] * ground.damp) @ ground.steps).toarray()
    reached = ways[row[pair], contact] * ground.damp[contact]
    likely = np.bincount(pair, reached, len(first))
    place = _places(net, rows)[row[pair], contact]
    common = place > 0
    told = _Common(pair[common], place[common] - 1, entry[common], len(first))
    one = _after(ground, first, second, told)
    other = _after(ground, second, first, told.turned())
    before = ground.holes.constraint
    return np.array([likely, before[first], one, before[second], other])


def _entries(net: Network, rows: Ints) -> tuple[Ints, Ints]:
    """The entries of the matrix in these rows, each with the number of its place in `rows`."""
    many = net.degrees[rows]
    pair = np.repeat(np.arange(len(rows)), many)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(many) - many, many)
    return pair, net.weights.indptr[rows].astype(np.int64)[pair] + within


def _places(net: Network, rows: Ints) -> Ints:
    """For each of the rows and each name: 1 + the number of their entry; 0 where there is none."""
    made = np.zeros((len(rows), len(net.names)), np.int64)
    row, entry = _entries(net, rows)
    made[row, net.contacts[entry]] = entry + 1
    return made


@dataclass(frozen=True, slots=True)
class _Common:
    """Contacts that both ends have: of which pair, by which entries of the two."""

    pair: Ints
    one: Ints
    other: Ints
    many: int

    def turned(self) -> "_Common":
        return _Common(self.pair, self.other, self.one, self.many)


def _after(ground: Ground, first: Ints, second: Ints, common: _Common) -> Floats:
    """The constraint of the first end once it is tied to the second.

    Only the shares of the two ends change: those of the first by `kept`, and of the second by
    `theirs`. What the first puts into a contact j grows where the new contact knows j, too.
    """
    of, new, strength = ground.parts, ground.usual, ground.net.strength
    kept = strength[first] / (strength[first] + new)
    theirs = strength[second] / (strength[second] + new)
    direct = new / (strength[first] + new)
    before = np.nan_to_num(ground.holes.constraint[first])
    added = (direct * theirs)[common.pair] * of.share[common.other]
    grown = added * (2 * kept[common.pair] * of.pull[common.one] + added)
    around = of.share[common.one] * of.share[ground.back[common.other]]
    to_new = direct + kept * np.bincount(common.pair, around, common.many)
    return np.asarray(
        kept**2 * before + np.bincount(common.pair, grown, common.many) + to_new**2, dtype=float
    )
