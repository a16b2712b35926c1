"""The reproduction number from day to day: how many each one trained brings to be trained."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.stats import gamma

from articulator.methods.growth.errors import GrowthError, not_negative, positive
from articulator.methods.growth.interval import Interval, check_interval
from articulator.methods.growth.verdict import Reproduction

FEWEST = 11  # with so many the posterior's sd is below 0.3 of its mean (Cori et al. 2013)


@dataclass(frozen=True, slots=True)
class Prior:
    """What is believed before anything is counted.

    Wide, and on the side of growth, so that decline is never read from silence alone.
    """

    mean: float = 5.0
    sd: float = 5.0

    @property
    def shape(self) -> float:
        return (self.mean / self.sd) ** 2

    @property
    def scale(self) -> float:
        return self.sd**2 / self.mean


@dataclass(frozen=True, slots=True)
class Window:
    """The posterior of one window of days: a gamma distribution. Days count from 1."""

    first: int
    last: int
    shape: float
    scale: float
    counted: int

    @property
    def mean(self) -> float:
        return self.shape * self.scale

    @property
    def sd(self) -> float:
        return sqrt(self.shape) * self.scale

    def quantile(self, chance: float) -> float:
        return float(gamma.ppf(chance, self.shape, scale=self.scale))

    @property
    def reproduction(self) -> Reproduction:
        low, high = self.quantile(0.025), self.quantile(0.975)
        return Reproduction(self.mean, low, high, self.counted, self.counted >= FEWEST)


def infectivity(counts: Sequence[int], interval: Interval) -> tuple[float, ...]:
    """How much training to expect each day if everyone brought one: `sum of w(k) I(t-k)`."""
    reach = np.convolve(np.asarray(counts, float), np.asarray(interval, float))
    return tuple(float(day) for day in reach[: len(counts)])


def windows(
    counts: Sequence[int],
    interval: Interval,
    width: int = 7,
    prior: Prior | None = None,
    dispersion: float = 1.0,
) -> tuple[Window, ...]:
    """The reproduction number in every window of `width` days (Cori et al. 2013).

    `counts` are those newly trained per day, from the first day on. The posterior is gamma with
    shape `a + sum of I` and scale `1 / (1/b + sum of expected)`.

    A `dispersion` above 1 says how many times the variance exceeds that of a Poisson count; for
    offspring with dispersion k it is 1 + R/k. The data then weigh so many times less.
    """
    check_interval(interval)
    prior = prior or Prior()
    positive("The prior's mean", prior.mean)
    positive("The prior's sd", prior.sd)
    if not dispersion >= 1:
        raise GrowthError("Counts of people scatter at least as much as chance has them scatter.")
    for count in counts:
        not_negative("A count", count)
    if not 1 <= width < len(counts):
        raise GrowthError(f"A window of {width} days needs more than {width} days of counts.")
    expected = infectivity(counts, interval)
    return tuple(
        _window(first, width, counts, expected, prior, dispersion)
        for first in range(1, len(counts) - width + 1)
    )


def _window(
    first: int,
    width: int,
    counts: Sequence[int],
    expected: Sequence[float],
    prior: Prior,
    dispersion: float,
) -> Window:
    inside = slice(first, first + width)
    counted, reach = sum(counts[inside]), sum(expected[inside])
    shape = prior.shape + counted / dispersion
    scale = 1 / (1 / prior.scale + reach / dispersion)
    return Window(first + 1, first + width, shape, scale, counted)


def whole(
    counts: Sequence[int],
    interval: Interval,
    prior: Prior | None = None,
    dispersion: float = 1.0,
) -> Window:
    """One figure for all days after the first."""
    return windows(counts, interval, len(counts) - 1, prior, dispersion)[0]
