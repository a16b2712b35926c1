"""How many new ones each cell or trainer brings, where a few bring many and many bring none.

Counts of people trained scatter far more than a Poisson count: one trainer trains forty, ten train
nobody. An interval that ignores this claims to know what it does not (it covers the truth in 51
to 81 % of all cases instead of 95 %). So the counts are taken as negative binomial, and the
interval is that of the profile likelihood.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from math import ceil, exp, inf, isinf, log, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, minimize_scalar
from scipy.special import gammaln, xlogy
from scipy.stats import t as student

from articulator.methods.growth.errors import GrowthError, not_negative, positive
from articulator.methods.growth.verdict import Reproduction

FEWEST = 10  # below so few sources nothing is said of growth or decline
LEAST_DISPERSION, MOST_DISPERSION = 0.1, 1e4  # beyond the latter it is a Poisson count
type Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Offspring:
    """What the counts say: the mean, its interval, and how unequally it is spread."""

    reproduction: Reproduction
    dispersion: float  # k of the negative binomial; infinite where it is a Poisson count
    busiest: float  # the smallest share of the sources that brought four fifths of all

    @property
    def overdispersed(self) -> bool:
        return not isinf(self.dispersion)

    @property
    def dies_out(self) -> float:
        """The chance that the line of a single source comes to an end, at the best guess."""
        return extinction(self.reproduction.mean, self.dispersion)

    @property
    def words(self) -> str:
        if self.busiest == 0:
            return "None of them has brought anyone yet."
        return f"{100 * self.busiest:.0f} % of them brought four in five of all."


def offspring(counts: Collection[int]) -> Offspring:
    """The reproduction number from the counts of each source, those with none among them.

    Give only sources that had their time (see `mature`): a young one's nought is no nought yet.
    """
    if not counts or min(counts) < 0:
        raise GrowthError("Count at least one cell or trainer, and nothing below none.")
    seen = np.asarray(sorted(counts), dtype=np.int64)
    mean = float(seen.mean())
    low, high = _interval(seen)
    figure = Reproduction(mean, low, high, len(seen), len(seen) >= FEWEST)
    return Offspring(figure, _dispersion(seen, mean) if mean else inf, busiest(counts))


def busiest(counts: Collection[int], part: float = 0.8) -> float:
    """The smallest share of the sources that together brought this part of all."""
    total, reached = sum(counts), 0
    for number, count in enumerate(sorted(counts, reverse=True)):
        if reached >= part * total:
            return number / len(counts)
        reached += count
    return 1.0


def mature[T](started: Sequence[tuple[T, int]], today: int, interval_mean: float) -> list[T]:
    """Those who had two serial intervals of time; the others are not counted, not noughts.

    `started` says for each source on which day it began.
    """
    positive("The mean interval", interval_mean)
    time = ceil(2 * interval_mean)
    return [source for source, day in started if today - day >= time]


def extinction(reproduction: float, dispersion: float = inf) -> float:
    """The chance that a line of one dies out: the smallest root of `s = (1 + R(1-s)/k)^(-k)`.

    Newton's steps from 0 rise to it without overshooting, as the function is convex.
    """
    not_negative("The reproduction number", reproduction)
    if not dispersion > 0:
        raise GrowthError(f"The dispersion is a number above 0, not {dispersion}.")
    if reproduction <= 1:
        return 1.0
    root = 0.0
    for _ in range(200):
        value, slope = _generating(root, reproduction, dispersion)
        step = (value - root) / (1 - slope)
        root += step
        if step < 1e-15:
            break
    return min(root, 1.0)


def _generating(s: float, reproduction: float, k: float) -> tuple[float, float]:
    """The generating function of the offspring at s, and its slope."""
    if isinf(k):
        value = exp(-reproduction * (1 - s))
        return value, reproduction * value
    base = 1 + reproduction * (1 - s) / k
    value = base**-k
    return value, reproduction * value / base


def _likelihood(seen: Counts, mean: float, k: float) -> float:
    """The logarithm of the likelihood of a mean and a dispersion."""
    if mean == 0:
        return 0.0 if not seen.any() else -inf
    if k >= MOST_DISPERSION:
        return float((xlogy(seen, mean) - mean - gammaln(seen + 1)).sum())
    parts = gammaln(k + seen) - gammaln(k) - gammaln(seen + 1)
    parts += seen * log(mean / (k + mean)) - k * np.log1p(mean / k)
    return float(parts.sum())


def _dispersion(seen: Counts, mean: float) -> float:
    """The likeliest dispersion at a mean; infinite where a Poisson count explains it as well."""
    best = minimize_scalar(
        lambda ln_k: -_likelihood(seen, mean, exp(ln_k)),
        bounds=(log(LEAST_DISPERSION), log(MOST_DISPERSION) - 1e-9),
        method="bounded",
        options={"xatol": 1e-5},
    )
    poisson = _likelihood(seen, mean, inf)
    return exp(best.x) if -best.fun > poisson + 1e-3 else inf


def _profile(seen: Counts, mean: float) -> float:
    """The best that any dispersion makes of this mean."""
    return _likelihood(seen, mean, _dispersion(seen, mean))


def _interval(seen: Counts) -> tuple[float, float]:
    """All means that the counts do not speak against, at 95 %.

    The bound is Student's instead of the normal one, so that few sources widen it.
    """
    mean = float(seen.mean())
    bound = float(student.ppf(0.975, max(len(seen) - 1, 1))) ** 2 / 2
    top = _profile(seen, mean) - bound

    def against(other: float) -> float:
        return top - _profile(seen, other)

    return _lower(against, mean), _upper(against, mean, len(seen))


def _lower(against: Callable[[float], float], mean: float) -> float:
    if mean == 0 or against(mean * 1e-6) < 0:  # so few that nothing is spoken against
        return 0.0
    return float(brentq(against, mean * 1e-6, mean, xtol=1e-6))


def _upper(against: Callable[[float], float], mean: float, sources: int) -> float:
    step = max(sqrt((mean + 1) / sources), mean)
    high = mean + step
    while against(high) < 0:
        step *= 2
        high += step
        if high > 1e6:  # so few that nothing is spoken against
            return inf
    return float(brentq(against, mean, high, xtol=1e-6))
