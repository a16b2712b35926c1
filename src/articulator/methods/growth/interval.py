"""How long it takes from being trained to training another: the serial interval, day by day."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import isclose, log

import numpy as np
from scipy.optimize import brentq
from scipy.stats import gamma

from articulator.methods.growth.errors import GrowthError, positive

type Interval = Sequence[float]  # the chance of each number of days, from day 0 on


def serial_interval(mean: float, sd: float, days: int) -> tuple[float, ...]:
    """A gamma distribution shifted by one day, as chances of 0 to `days` days.

    Each day's chance is a triangle's weight of the density around it (Cori et al. 2013, web
    appendix 11), so that the mean stays what was given. Nobody trains on the day of the training.
    """
    positive("The spread of the days", sd)
    if not mean > 1:
        raise GrowthError("Whoever is trained trains others a day later at the earliest.")
    shape, scale = ((mean - 1) / sd) ** 2, sd**2 / (mean - 1)
    k = np.arange(-1, days + 2, dtype=float)
    inside = k * gamma.cdf(k, shape, scale=scale)
    moment = shape * scale * gamma.cdf(k, shape + 1, scale=scale)
    area = inside - moment  # the integral of the distribution from 0 to k
    chances = area[2:] - 2 * area[1:-1] + area[:-2]
    return (0.0, *(float(max(chance, 0.0)) for chance in chances[:days]))


def observed_interval(
    waits: Iterable[int], could_wait: Iterable[int], days: int
) -> tuple[float, ...]:
    """The interval from our own chains, corrected for those whose turn is still to come.

    `waits` are days from a training to the training that came of it, `could_wait` for each the
    days between the first training and today. Long waits of recent trainings are not in the data
    yet; the product-limit estimate in reversed time (Lagakos, Barraj and De Gruttola 1988) gives
    them their weight. What takes longer than everything watched so far stays unknown.
    """
    pairs = sorted(zip(waits, could_wait, strict=True))
    if not pairs:
        raise GrowthError("There is no chain yet from which the days could be learnt.")
    if any(not 1 <= wait <= could for wait, could in pairs) or pairs[-1][0] > days:
        raise GrowthError("A wait lies between one day and what could have been seen.")
    at = Counter(wait for wait, _ in pairs)
    not_later, below = {max(at): 1.0}, 1.0
    for day, earlier in pairwise(sorted(at, reverse=True)):
        at_risk = sum(1 for wait, could in pairs if wait <= day <= could)
        below *= 1 - at[day] / at_risk
        not_later[earlier] = below
    return _steps(not_later, days)


def _steps(not_later: dict[int, float], days: int) -> tuple[float, ...]:
    """The chances of each day from those of not waiting longer than it."""
    chances, before = [0.0] * (days + 1), 0.0
    for day in sorted(not_later):
        chances[day] = not_later[day] - before
        before = not_later[day]
    return tuple(chances)


def check_interval(interval: Interval) -> None:
    """Chances from day 0, where nobody trains yet, that add up to one (or nearly so, cut off)."""
    if not interval or interval[0] != 0 or min(interval) < 0:
        raise GrowthError("An interval starts with day 0, at chance 0, and has no negative chance.")
    if not isclose(sum(interval), 1, abs_tol=0.01):
        raise GrowthError(f"The chances of all days add up to 1, not to {sum(interval):.3f}.")


def doubling_days(reproduction: float, interval: Interval) -> float | None:
    """In how many days numbers double at this reproduction number; negative: halve; None: never.

    The rate of growth r solves `1 = R x sum of w(k) e^(-rk)` (Wallinga and Lipsitch 2007).
    """
    check_interval(interval)
    positive("The reproduction number", reproduction)
    if isclose(reproduction, 1, abs_tol=1e-9):
        return None
    days, chances = np.arange(len(interval)), np.asarray(interval) / sum(interval)

    def beyond(rate: float) -> float:
        return reproduction * float((chances * np.exp(-rate * days)).sum()) - 1

    edge = abs(log(reproduction)) + 1e-9  # no wait is shorter than a day, so no growth is faster
    return log(2) / float(brentq(beyond, -edge, edge, xtol=1e-14))
