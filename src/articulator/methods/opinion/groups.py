"""Groups of people who stand near each other: k-means in the plane, as many as tell apart best."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from scipy.spatial.distance import cdist

from articulator.methods.opinion.votes import Reals, Wholes

MOST = 5
_PEOPLE_PER_GROUP = 12  # as Polis: 2 groups, and one more for every twelve people
_RUNS = 12
_TRIED_ON = 500  # people among whom starts are compared
_SHORT = 12  # rounds that tell a good start from a bad one
_ROUNDS = 300
_ABOUT = 0.02  # a difference of silhouettes that means nothing
_LOOKED_AT = 1_000  # so many people are compared with each other to judge a grouping


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """Everybody's group and how well the groups are apart (the mean silhouette, -1 to 1)."""

    groups: Wholes
    many: int
    apart: float


def groupings(places: Reals, rng: Generator, *, smallest: int = 1) -> list[Grouping]:
    """Two to five groups, the number that tells people apart best first.

    Of numbers that do it about equally well the smallest comes first.
    Groupings with a group of fewer than `smallest` are left out.
    """
    counts = range(2, min(MOST, 2 + len(places) // _PEOPLE_PER_GROUP) + 1)
    some = _some(places, rng)
    gaps = cdist(places[some], places[some])
    found = [_split(places, many, some, rng) for many in counts if many <= len(places)]
    fit = [one for one in found if np.bincount(one).min() >= smallest and one.any()]
    judged = [Grouping(one, int(one.max()) + 1, silhouette(gaps, one[some])) for one in fit]
    best = max((one.apart for one in judged), default=0.0)
    return sorted(judged, key=lambda one: (max(best - one.apart - _ABOUT, 0), one.many))


def group_into(places: Reals, many: int, rng: Generator) -> Wholes:
    """Everybody's group, the largest group being 0. Fewer than `many` where places coincide."""
    return _split(places, many, _some(places, rng), rng)


def _some(places: Reals, rng: Generator) -> Wholes:
    """Everybody, or beyond a thousand people a random thousand who stand for all."""
    if len(places) <= _LOOKED_AT:
        return np.arange(len(places))
    return rng.choice(len(places), _LOOKED_AT, replace=False)


def _split(places: Reals, many: int, some: Wholes, rng: Generator) -> Wholes:
    """The best of several runs of k-means among some, from which a last run takes in everybody."""
    few = places[some[:_TRIED_ON]]
    groups, centres = k_means(few, _spread_out(few, many, rng), rounds=_SHORT)
    best = np.argmin(_inertia(few, groups, centres))
    whole, _ = k_means(places, centres[best : best + 1])
    return _by_size(whole[0])


def k_means(
    places: Reals, centres: Reals, weights: Reals | None = None, rounds: int = _ROUNDS
) -> tuple[Wholes, Reals]:
    """Lloyd's rounds from given centres (runs x groups x axes) until nobody moves in any run.

    Returns everybody's group in each run, and the centres. A group that has lost everybody keeps
    its centre.
    """
    weights = np.ones(len(places)) if weights is None else weights
    groups = nearest(places, centres)
    for _ in range(rounds):
        centres = _means(places, groups, centres, weights)
        before, groups = groups, nearest(places, centres)
        if (groups == before).all():
            break
    return groups, centres


def _means(places: Reals, groups: Wholes, centres: Reals, weights: Reals) -> Reals:
    runs, many, axes = centres.shape
    cell = (groups + many * np.arange(runs)[:, None]).ravel()
    size = np.bincount(cell, np.tile(weights, runs), runs * many)
    sums = [np.bincount(cell, np.tile(weights * axis, runs), runs * many) for axis in places.T]
    means = np.stack(sums, axis=1) / np.maximum(size, 1e-300)[:, None]
    return np.where((size > 0)[:, None], means, centres.reshape(-1, axes)).reshape(centres.shape)


def nearest(places: Reals, centres: Reals) -> Wholes:
    """The nearest centre of each place in each run; of equals the first."""
    # The square of a place is the same for all centres, so it may be left out.
    near = 2 * centres @ places.T - (centres**2).sum(axis=2)[..., None]
    most, groups = near[:, 0].copy(), np.zeros(near[:, 0].shape, dtype=np.intp)
    for each in range(1, near.shape[1]):
        np.putmask(groups, near[:, each] > most, each)
        np.maximum(most, near[:, each], out=most)
    return groups


def silhouette(gaps: Reals, groups: Wholes) -> float:
    """How much nearer people are to their own group than to the next, between -1 and 1.

    `gaps` are the distances between all of them. Who is alone in a group counts 0, as is usual.
    """
    _, groups = np.unique(groups, return_inverse=True)
    size = np.bincount(groups)
    if len(size) < 2:
        return 0.0
    towards, row = gaps @ np.eye(len(size))[groups], np.arange(len(groups))
    own = towards[row, groups] / np.maximum(size[groups] - 1, 1)
    means = towards / size
    means[row, groups] = np.inf
    other = means.min(axis=1)
    larger = np.maximum(own, other)
    counts = (size[groups] > 1) & (larger > 0)
    return float(np.divide(other - own, larger, out=np.zeros(len(row)), where=counts).mean())


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


def _inertia(places: Reals, groups: Wholes, centres: Reals) -> Reals:
    """The sum of everybody's squared distance to the centre of their group, for each run."""
    own = np.take_along_axis(centres, groups[..., None], axis=1)
    return np.asarray(((places - own) ** 2).sum(axis=(1, 2)))


def _spread_out(places: Reals, many: int, rng: Generator) -> Reals:
    """First centres of every run: the farther a place from those before, the likelier.

    Source: Arthur and Vassilvitskii, *k-means++*, SODA 2007.
    """
    centres = places[rng.integers(len(places), size=_RUNS)][:, None]
    far = _squares(places, centres[:, 0])
    while centres.shape[1] < many:
        reach = np.cumsum(far, axis=1)
        aim = rng.random(_RUNS) * reach[:, -1]
        pick = np.minimum((reach <= aim[:, None]).sum(axis=1), len(places) - 1)
        centres = np.concatenate([centres, places[pick][:, None]], axis=1)
        far = np.minimum(far, _squares(places, centres[:, -1]))
    return centres


def _squares(places: Reals, centres: Reals) -> Reals:
    """The squared distance of every place to one centre of each run."""
    gaps = [(centres[:, axis, None] - places[:, axis]) ** 2 for axis in range(places.shape[1])]
    return np.asarray(sum(gaps))


def _by_size(groups: Wholes) -> Wholes:
    """Groups numbered from the largest; of equals first the one that comes first."""
    _, groups, size = np.unique(groups, return_inverse=True, return_counts=True)
    rank = np.empty(len(size), dtype=np.intp)
    rank[np.argsort(-size, kind="stable")] = np.arange(len(size))
    return rank[groups]
