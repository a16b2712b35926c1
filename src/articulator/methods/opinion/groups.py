"""Groups of people who stand near each other: k-means in the plane, as many as tell apart best."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from articulator.methods.opinion.votes import Reals, Wholes

MOST = 5
_PEOPLE_PER_GROUP = 12  # as Polis: 2 groups, and one more for every twelve people
_STARTS = 5
_ROUNDS = 300
_LOOKED_AT = 1_000  # so many people are compared with each other to judge a grouping


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """Everybody's group and how well the groups are apart (the mean silhouette, -1 to 1)."""

    groups: Wholes
    many: int
    apart: float


def group(places: Reals, rng: Generator, *, smallest: int = 1) -> Grouping | None:
    """Two to five groups, whichever number tells people apart best.

    Groups of fewer than `smallest` are never made; None where no grouping is left.
    """
    counts = range(2, min(MOST, 2 + len(places) // _PEOPLE_PER_GROUP) + 1)
    tried = [group_into(places, many, rng) for many in counts if many <= len(places)]
    fit = [one for one in tried if np.bincount(one.groups, minlength=one.many).min() >= smallest]
    return max(fit, key=_apart) if fit else None


def _apart(grouping: Grouping) -> float:
    return grouping.apart


def group_into(places: Reals, many: int, rng: Generator) -> Grouping:
    """The best of five runs of k-means, started as k-means++ does; the largest group is 0."""
    ones = np.ones(len(places))
    runs = [k_means(places, ones, _spread_out(places, many, rng)) for _ in range(_STARTS)]
    groups = _by_size(min(runs, key=lambda run: _inertia(places, run[0], run[1]))[0], many)
    return Grouping(groups, many, silhouette(places, groups, rng))


def k_means(places: Reals, weights: Reals, centres: Reals) -> tuple[Wholes, Reals]:
    """Lloyd's rounds from given centres until nobody moves: everybody's group, and the centres.

    A group that has lost everybody keeps its centre.
    """
    groups = nearest(places, centres)
    for _ in range(_ROUNDS):
        size = np.bincount(groups, weights, len(centres))
        sums = [np.bincount(groups, weights * axis, len(centres)) for axis in places.T]
        means = np.stack(sums, axis=1) / np.maximum(size, 1e-300)[:, None]
        centres = np.where((size > 0)[:, None], means, centres)
        before, groups = groups, nearest(places, centres)
        if (groups == before).all():
            break
    return groups, centres


def nearest(places: Reals, centres: Reals) -> Wholes:
    """The nearest centre of each place; of equals the first."""
    return np.asarray(np.argmin(np.stack([_squares(places, c) for c in centres]), axis=0))


def silhouette(places: Reals, groups: Wholes, rng: Generator) -> float:
    """How much nearer people are to their own group than to the next, between -1 and 1.

    Beyond a thousand people a random thousand stand for all.
    """
    if len(places) > _LOOKED_AT:
        some = rng.choice(len(places), _LOOKED_AT, replace=False)
        places, groups = places[some], groups[some]
    _, groups = np.unique(groups, return_inverse=True)
    size = np.bincount(groups)
    if len(size) < 2:
        return 0.0
    gap = np.sqrt(sum((axis[:, None] - axis) ** 2 for axis in places.T))
    towards = gap @ np.eye(len(size))[groups]
    return _mean_silhouette(towards, groups, size)


def _mean_silhouette(towards: Reals, groups: Wholes, size: Wholes) -> float:
    """From each person's summed distance to every group; who is alone counts 0, as is usual."""
    row = np.arange(len(groups))
    own = towards[row, groups] / np.maximum(size[groups] - 1, 1)
    means = towards / size
    means[row, groups] = np.inf
    other = means.min(axis=1)
    larger = np.maximum(own, other)
    values = np.where((size[groups] > 1) & (larger > 0), other - own, 0) / np.where(larger > 0, larger, 1)
    return float(values.mean())


def adjusted_rand(first: Wholes, second: Wholes) -> float:
    """Agreement of two groupings of the same people: 1 the same, 0 as by chance.

    Source: Hubert and Arabie, *Comparing partitions*, Journal of Classification 2 (1985).
    """
    table = np.zeros((first.max() + 1, second.max() + 1))
    np.add.at(table, (first, second), 1)
    both, rows, columns = (_pairs(counts) for counts in (table, table.sum(1), table.sum(0)))
    chance = rows * columns / max(_pairs(np.array([table.sum()])), 1)
    most = (rows + columns) / 2
    return float((both - chance) / (most - chance)) if most > chance else 1.0


def _pairs(counts: Reals) -> float:
    return float((counts * (counts - 1) / 2).sum())


def _squares(places: Reals, centre: Reals) -> Reals:
    return np.asarray(((places - centre) ** 2).sum(axis=1))


def _inertia(places: Reals, groups: Wholes, centres: Reals) -> float:
    return float(((places - centres[groups]) ** 2).sum())


def _spread_out(places: Reals, many: int, rng: Generator) -> Reals:
    """First centres: each with a chance that grows with the squared distance to those before.

    Source: Arthur and Vassilvitskii, *k-means++*, SODA 2007.
    """
    centres = [places[rng.integers(len(places))]]
    far = _squares(places, centres[0])
    while len(centres) < many:
        reach = np.cumsum(far)
        pick = np.searchsorted(reach, rng.random() * reach[-1], side="right")
        centres.append(places[min(int(pick), len(places) - 1)])
        far = np.minimum(far, _squares(places, centres[-1]))
    return np.array(centres)


def _by_size(groups: Wholes, many: int) -> Wholes:
    rank = np.empty(many, dtype=np.intp)
    rank[np.argsort(-np.bincount(groups, minlength=many), kind="stable")] = np.arange(many)
    return rank[groups]
