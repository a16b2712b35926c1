"""How many said it: the classifier's count, corrected by what people found (Angelopoulos 2023).

`theta = mean(f) over the rest + mean(y - f) over the coded`, with the variances of both. A raw
count of a classifier is biased, and this is not, as long as the coded texts were drawn by lot.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np

type Row = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Share:
    """A share between 0 and 1 with its interval, and on how many coded texts it rests."""

    share: float
    low: float
    high: float
    coded: int

    @property
    def width(self) -> float:
        return self.high - self.low


def prevalence(
    said: Sequence[float], guessed: Sequence[float], rest: Sequence[float],
    *, weights: Sequence[float] = (), rest_weights: Sequence[float] = (), level: float = 0.9,
    trust: float | None = None,
) -> Share | None:  # fmt: skip
    """The share of a theme.

    `said`: what people found in texts drawn by lot (1 it is there, 0 it is not, between where
    they differ); `guessed`: what the classifier says of the same texts, not having seen them;
    `rest`: what it says of the others. Weights are supporters. `trust`: how much the classifier
    counts, 1 as in the formula above; None finds the share of trust with the smallest variance
    (Angelopoulos, Duchi, Zrnic 2023), which is 0 where it is no help. None with fewer than two.
    """
    if len(said) < 2:
        return None
    y, f = np.asarray(said, dtype=float), np.asarray(guessed, dtype=float)
    r, w, v = np.asarray(rest, dtype=float), _weights(weights, y), _weights(rest_weights, rest)
    if trust is None:
        trust = _trust(y, f, w, _like(w) / _like(v) if len(r) else math.inf)
    mean, variance = _mean(y - trust * f, w)
    if trust and len(r):
        guess, guess_variance = _mean(r, v)
        mean, variance = mean + trust * guess, variance + trust**2 * guess_variance
    return _share(mean, variance, len(y), level)


def _weights(given: Sequence[float], values: Sequence[float] | Row) -> Row:
    return np.asarray(given, dtype=float) if len(given) else np.ones(len(values))


def _like(weights: Row) -> float:
    """How many equal weights would weigh as surely (Kish)."""
    return float(weights.sum() ** 2 / (weights**2).sum())


def _trust(y: Row, f: Row, weights: Row, ratio: float) -> float:
    spread = float(np.average((f - np.average(f, weights=weights)) ** 2, weights=weights))
    if not spread or not math.isfinite(ratio):
        return 0.0
    apart = (y - np.average(y, weights=weights)) * (f - np.average(f, weights=weights))
    together = float(np.average(apart, weights=weights))
    return min(max(together / ((1 + ratio) * spread), 0.0), 1.0)


def _mean(values: Row, weights: Row) -> tuple[float, float]:
    """A weighted mean and its variance."""
    mean = float(np.average(values, weights=weights))
    spread = float(np.average((values - mean) ** 2, weights=weights))
    return mean, spread / max(_like(weights) - 1, 1)


def _share(mean: float, variance: float, coded: int, level: float) -> Share:
    """Where nothing varies at all, as wide as if it had not been seen once in so many texts."""
    z = NormalDist().inv_cdf((1 + level) / 2)
    half = z * math.sqrt(variance) if variance > 1e-12 else z * z / (coded + z * z)
    share = min(max(mean, 0.0), 1.0)
    return Share(share, max(share - half, 0.0), min(share + half, 1.0), coded)
