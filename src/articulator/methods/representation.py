"""How far a body mirrors those it speaks for: see docs/methods/representation.md.

Two questions that are often taken for one (Pitkin 1967): does a body look like its members, and
does it think like them? Both are answered against the same yardstick: what a fair lot would give.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil, comb, floor, sqrt

import numpy as np
from numpy.typing import NDArray

from articulator.methods.suppression import SMALL

LOTS = 2000
SEED = 1967
USUAL = 0.95  # a body further away than so many of all fair lots is far from its members

type Table = NDArray[np.float64]  # people × statements, from -1 (no) to 1 (yes); nan: no answer


# Looking alike


@dataclass(frozen=True, slots=True)
class Range:
    """How many of a kind a fair lot gives: nine times in ten from `low` to `high`."""

    low: int
    high: int
    mean: float


def fair_range(seats: int, having: int, of: int, level: float = 0.9) -> Range:
    """How many of `having` among `of` people a fair lot of `seats` would seat.

    Exact: the number is hypergeometric. The range holds at least `level` of all lots, at most half
    of the rest on either side, and always the mean and the whole numbers around it.
    """
    if not 0 <= having <= of or not 0 <= seats <= of:
        raise ValueError(f"{seats} seats and {having} people do not fit into {of}.")
    whole, mean, rest = comb(of, seats), seats * having / max(of, 1), (1 - level) / 2
    chances = [comb(having, k) * comb(of - having, seats - k) / whole for k in range(seats + 1)]
    low, high = _until(chances, rest), seats - _until(chances[::-1], rest)
    return Range(min(low, floor(mean)), max(high, ceil(mean)), mean)


def _until(chances: Sequence[float], rest: float) -> int:
    """How many from the beginning are together no likelier than `rest`."""
    passed = 0.0
    for number, chance in enumerate(chances):
        passed += chance
        if passed > rest:
            return number
    return len(chances) - 1


def distance(counts: Sequence[int], profile: Sequence[int]) -> float:
    """The share of seats that other people would have to hold for the body to be a mirror.

    `counts` of the body and `profile` of the members, kind by kind in the same order. It is the
    total variation distance, for shares the same as the index of Loosemore and Hanby (1971): half
    the sum of the differences. 0 is a perfect mirror, 1 a body of none of its members' kinds.
    """
    seats, members = sum(counts), sum(profile)
    pairs = zip(counts, profile, strict=True)
    return sum(abs(c * members - p * seats) for c, p in pairs) / (2 * seats * members)


@dataclass(frozen=True, slots=True)
class Fit:
    """A distance beside those of fair lots of the same size."""

    distance: float
    expected: float  # of a fair lot, on average
    limit: float  # 95 of 100 fair lots come no further
    p_value: float  # how many fair lots come as far or further

    @property
    def far(self) -> bool:
        return self.distance > self.limit

    @property
    def percent(self) -> int:
        return round(100 * self.distance)

    @property
    def percent_expected(self) -> int:
        return round(100 * self.expected)

    @property
    def ratio(self) -> float:
        """1 is as far as a fair lot on average; less is closer."""
        return self.distance / self.expected if self.expected else 0.0


def fit(counts: Sequence[int], profile: Sequence[int], lots: int = LOTS, seed: int = SEED) -> Fit:
    """The distance of a body from its members, judged by fair lots.

    Lots are drawn without replacement from the members' kinds (multivariate hypergeometric) with a
    seed, so that everyone gets the same figures. p is (1 + as far) / (1 + lots), which is never 0
    (Phipson and Smyth 2010). The names and the order of the kinds do not matter.
    """
    spread = _spread(sum(counts), profile, lots, seed)
    own = distance(counts, profile)
    return _judged(own, spread)


def _spread(seats: int, profile: Sequence[int], lots: int, seed: int) -> Table:
    """The distances of so many fair lots."""
    kinds = np.sort(np.asarray(profile, dtype=np.int64))
    luck = np.random.default_rng(seed)
    drawn = luck.multivariate_hypergeometric(kinds, seats, size=lots, method="marginals")
    apart = np.abs(drawn * kinds.sum() - kinds * seats).sum(axis=1)
    result: Table = apart / (2 * seats * kinds.sum())
    return result


def _judged(own: float, spread: Table) -> Fit:
    as_far = int((spread >= own - 1e-12).sum())
    limit = float(np.quantile(spread, USUAL, method="higher"))
    return Fit(own, float(spread.mean()), limit, (1 + as_far) / (1 + len(spread)))


def bounds(counts: Sequence[int], profile: Sequence[int], silent: int) -> tuple[float, float]:
    """The least and the greatest distance, whatever the silent holders are.

    The distance is convex in the counts, kind by kind. So the least is found by seating one after
    the other where most are missing, and the greatest has all the silent in one kind.
    """
    best, members, seats = list(counts), sum(profile), sum(counts) + silent
    for _ in range(silent):
        short = [p * seats - c * members for c, p in zip(best, profile, strict=True)]
        best[short.index(max(short))] += 1
    ends = ([c + silent * (i == j) for j, c in enumerate(counts)] for i in range(len(counts)))
    return distance(best, profile), max(distance(end, profile) for end in ends)


def deniable(shown: Sequence[int], hidden: int, profile: Sequence[int], limit: float) -> bool:
    """Whether saying “near” or “far” of a body leaves it open what any single holder is.

    `shown` are the counts of holders who let theirs be shown, `hidden` how many told but do not.
    Even to one of the hidden, who knows their own kind, each other must still possibly be of any
    kind, be the word “near” or “far”; or else whether a word is said would itself say something.
    """
    if hidden < SMALL:
        return False
    kinds = range(len(profile))
    for mine, theirs in product(kinds, repeat=2):
        known = [c + (k == mine) + (k == theirs) for k, c in enumerate(shown)]
        least, most = bounds(known, profile, hidden - 2)
        if not least <= limit < most:
            return False
    return True


# Thinking alike


@dataclass(frozen=True, slots=True)
class Leaning:
    """Where people stand on one statement on average, from -1 (no) to 1 (yes)."""

    mean: float
    margin: float  # nine times in ten, the mean of everybody is within it
    answers: int


def leaning(answers: Sequence[float], population: int) -> Leaning:
    """The mean of those who answered, as an estimate for a population of that many.

    Cochran (1977), with the correction for a finite population: where everyone has answered, the
    margin is 0. It counts chance alone, not that some people answer more readily than others.
    """
    number = len(answers)
    mean = sum(answers) / number
    if number < 2 or population <= number:
        return Leaning(mean, 0.0 if population <= number else 1.0, number)
    variance = sum((one - mean) ** 2 for one in answers) / (number - 1)
    left = (population - number) / (population - 1)
    return Leaning(mean, 1.645 * sqrt(variance / number * left), number)


def settled(total: float, silent: int) -> bool:
    """Whether a majority stands, whatever the silent (each at most 1 for or against) would say."""
    return abs(total) > silent


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a body's positions compare with its members', over all statements."""

    fit: Fit  # 0: the same mean on every statement; 1: the opposite ends on every one
    differs: float  # share of statements on which the two majorities are opposite
    differs_low: float  # nine times in ten, given which members happened to answer
    differs_high: float
    lots_differ: float  # of a fair lot, on average
    statements: int


def agreement(body: Table, members: Table, lots: int = LOTS, seed: int = SEED) -> Agreement | None:
    """Many-to-many ideological congruence (Golder and Stramski 2010), judged by fair lots.

    The distance is the mean over statements of the distance of the means, halved so that it lies
    between 0 and 1. A fair lot draws as many rows as the body has from the members' rows, without
    replacement. How sure the share of opposite majorities is comes from resampling members
    (bootstrap). None where there are fewer members' rows than the body has, or nothing in common.
    """
    asked = ~np.isnan(body).all(axis=0) & ~np.isnan(members).all(axis=0)
    if len(members) < len(body) or not asked.any():
        return None
    body, members = body[:, asked], members[:, asked]
    luck, theirs, ours = np.random.default_rng(seed), _means(members), _means(body)
    drawn = np.stack([
        _means(members[luck.choice(len(members), len(body), replace=False)]) for _ in range(lots)
    ])  # fmt: skip
    again = [
        _opposite(ours, _means(members[luck.integers(len(members), size=len(members))]))
        for _ in range(lots // 10)
    ]
    low, high = np.quantile(again, [0.05, 0.95])
    own = _opposite(ours, theirs)
    return Agreement(
        _judged(float(_apart(ours, theirs)), np.asarray(_apart(drawn, theirs))), own,
        min(float(low), own), max(float(high), own),
        float(np.mean([_opposite(one, theirs) for one in drawn])), int(asked.sum()),
    )  # fmt: skip


def _means(rows: Table) -> Table:
    """The mean of each statement; 0 where nobody of these answered it."""
    there = ~np.isnan(rows)
    means: Table = np.where(there, rows, 0).sum(axis=0) / np.maximum(there.sum(axis=0), 1)
    return means


def _apart(one: Table, other: Table) -> Table:
    apart: Table = np.abs(one - other).mean(axis=-1) / 2
    return apart


def _opposite(one: Table, other: Table) -> float:
    """The share of statements on which one says yes and the other no. A tie opposes nobody."""
    return float((one * other < 0).mean())
