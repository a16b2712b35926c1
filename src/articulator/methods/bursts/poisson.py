"""Regression of one series of counts, as R's `glm` does it with the family quasipoisson."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

type Vector = NDArray[np.float64]

ROUNDS, CLOSE = 25, 1e-8


@dataclass(frozen=True, slots=True)
class Fit:
    beta: Vector
    mean: Vector
    leverage: Vector  # how much each week pulls its own fitted value
    dispersion: float  # at least 1: a series never varies less than by chance


def fit(design: Vector, counts: Vector, weights: Vector) -> Fit:
    """Iteratively reweighted least squares until the deviance stands still."""
    mean = counts + 0.1
    beta, leverage, before = np.zeros(design.shape[1]), np.zeros(len(counts)), np.inf
    for _ in range(ROUNDS):
        beta, leverage = _step(design, counts, weights, mean)
        mean = np.exp(design @ beta)
        now = _deviance(counts, mean, weights)
        if abs(now - before) / (abs(now) + 0.1) < CLOSE:
            break
        before = now
    pearson = float(np.sum(weights * (counts - mean) ** 2 / mean))
    return Fit(beta, mean, leverage, max(1.0, pearson / (len(counts) - design.shape[1])))


def _step(design: Vector, counts: Vector, weights: Vector, mean: Vector) -> tuple[Vector, Vector]:
    root = np.sqrt(weights * mean)
    working = np.log(mean) + (counts - mean) / mean
    q, r = np.linalg.qr(design * root[:, None])
    return np.linalg.solve(r, q.T @ (working * root)), (q**2).sum(axis=1)


def _deviance(counts: Vector, mean: Vector, weights: Vector) -> float:
    seen = np.where(counts > 0, counts, 1.0)
    surprise = np.where(counts > 0, counts * np.log(seen / mean), 0.0)
    return float(2 * np.sum(weights * (surprise - (counts - mean))))


def anscombe(counts: Vector, mean: Vector) -> Vector:
    """Residuals that are nearly normal for counts."""
    raw: Vector = 1.5 * (counts ** (2 / 3) * mean ** (-1 / 6) - np.sqrt(mean))
    return raw
