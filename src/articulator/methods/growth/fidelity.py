"""What arrives, layer by layer, as observed sessions show it (R-155)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.stats import t as student

from articulator.methods.growth.errors import GrowthError, within_one

FEWEST = 8  # nothing about people is shown for fewer
type Observation = tuple[int, float]  # the layer (0 is the first), the share of the content given


@dataclass(frozen=True, slots=True)
class Observed:
    """What the sessions of one layer gave of the content: the mean and its 95 % interval."""

    layer: int
    sessions: int
    mean: float | None  # None where too few sessions were observed to show any
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Kept:
    """The share kept per layer that fits all sessions best, with its 95 % interval."""

    share: float
    low: float
    high: float
    sessions: int


def by_layer(observations: Iterable[Observation]) -> tuple[Observed, ...]:
    """The fidelity of every layer that was observed; figures only from eight sessions on."""
    sessions = defaultdict(list)
    for layer, share in _checked(observations):
        sessions[layer].append(share)
    return tuple(_observed(layer, shares) for layer, shares in sorted(sessions.items()))


def kept(observations: Iterable[Observation]) -> Kept | None:
    """The share a with fidelity `a^layer`, by least squares.

    None from the first layer alone, and from fewer than eight sessions after it.
    """
    seen = np.asarray([pair for pair in _checked(observations) if pair[0] > 0], dtype=float)
    if len(seen) < FEWEST:
        return None
    layers, shares = seen[:, 0], seen[:, 1]

    def off(share: float) -> float:
        return float(((shares - share**layers) ** 2).sum())

    best = float(minimize_scalar(off, bounds=(0, 1), method="bounded", options={"xatol": 1e-9}).x)
    slope = layers * best ** (layers - 1)
    error = sqrt(off(best) / (len(seen) - 1) / float((slope**2).sum()))
    reach = float(student.ppf(0.975, len(seen) - 1)) * error
    return Kept(best, max(0.0, best - reach), min(1.0, best + reach), len(seen))


def _observed(layer: int, shares: list[float]) -> Observed:
    number = len(shares)
    if number < FEWEST:
        return Observed(layer, number, None, None, None)
    mean, error = float(np.mean(shares)), float(np.std(shares, ddof=1)) / sqrt(number)
    reach = float(student.ppf(0.975, number - 1)) * error
    return Observed(layer, number, mean, max(0.0, mean - reach), min(1.0, mean + reach))


def _checked(observations: Iterable[Observation]) -> Iterable[Observation]:
    for layer, share in observations:
        if layer < 0:
            raise GrowthError("Layers count from 0, the first trainers, on.")
        within_one("The share of the content", share)
        yield layer, share
