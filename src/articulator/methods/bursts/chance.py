"""Chances of counts that vary more than by chance alone: the negative binomial distribution.

Described by its mean and its dispersion (variance over mean); at 1 it is the Poisson distribution.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, gammainc

NEAR_ONE = 1 + 1e-9


def at_least(counts: ArrayLike, mean: ArrayLike, dispersion: ArrayLike) -> NDArray[np.float64]:
    """The chance of so many or more, elementwise."""
    number, middle, spread = np.broadcast_arrays(
        np.asarray(counts, dtype=float), np.asarray(mean), np.asarray(dispersion)
    )
    wide = spread > NEAR_ONE
    beyond = np.where(wide, spread - 1, 1.0)
    least = np.fmax(number, 1.0)
    broad = betainc(least, np.fmax(middle / beyond, 1e-300), beyond / (1 + beyond))
    narrow = gammainc(least, np.fmax(middle, 1e-300))
    return np.where(number <= 0, 1.0, np.where(wide, broad, narrow))


def quantile(mean: float, dispersion: float, alpha: float) -> int:
    """The least number that is passed with a chance of at most `alpha`."""
    low, high = -1, 1
    while at_least(high + 1, mean, dispersion) > alpha:
        low, high = high, 2 * high + 1
    while high - low > 1:
        middle = (low + high) // 2
        passed = at_least(middle + 1, mean, dispersion) > alpha
        low, high = (middle, high) if passed else (low, middle)
    return high


def usual(mean: float, dispersion: float, share: float = 0.8) -> tuple[int, int]:
    """From where to where a count lies in so many of all ordinary weeks: the likeliest numbers."""
    furthest = quantile(mean, dispersion, 1e-4) + 1
    falling = at_least(np.arange(furthest + 2), mean, dispersion)
    chances = falling[:-1] - falling[1:]
    low = high = int(np.argmax(chances))
    while chances[low : high + 1].sum() < share and high < furthest:
        below = chances[low - 1] if low else -1.0
        low, high = (low - 1, high) if below >= chances[high + 1] else (low, high + 1)
    return low, high
