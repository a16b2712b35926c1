"""EARS C1, C2 and C3 (Hutwagner et al. 2003): this week beside the seven before it.

Needs two months of counts and no more, and pays for it: some four to nine false alarms in a hundred
quiet weeks. Kept as the yardstick; what ships is in `rule.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

BASE = 7  # weeks that make the baseline
GAP = {"C1": 0, "C2": 2, "C3": 2}  # weeks left out between the baseline and now
WITH_TWO_BEFORE = 2  # C3 adds the excess of the two weeks before


@dataclass(frozen=True, slots=True)
class Bound:
    """The number up to which a week is ordinary, and whether this one was."""

    week: int
    upper: float
    alarm: bool


def ears(counts: Sequence[int], kind: str = "C1", alpha: float = 0.001) -> list[Bound]:
    """The bounds of all weeks that have enough weeks before them; weeks count from 0."""
    seen = np.asarray(counts, dtype=float)
    gap, first = GAP[kind], BASE + GAP[kind] + (WITH_TWO_BEFORE if kind == "C3" else 0)
    if len(seen) <= first:
        return []
    limit = NormalDist().inv_cdf(1 - alpha)
    mean, spread = _before(seen, gap)
    at = np.arange(first, len(seen))
    upper = mean[at] + limit * spread[at]
    if kind == "C3":
        upper = _third(seen, mean, spread, at, limit)
    alarms = seen[at] > upper
    return [
        Bound(int(week), float(bound), bool(alarm))
        for week, bound, alarm in zip(at, upper, alarms, strict=True)
    ]


def _before(seen: NDArray[np.float64], gap: int) -> tuple[NDArray[np.float64], ...]:
    """For each week the mean and the standard deviation (n - 1) of its baseline."""
    windows = np.lib.stride_tricks.sliding_window_view(seen, BASE)
    mean, spread = np.full(len(seen), np.nan), np.full(len(seen), np.nan)
    told = windows[: len(seen) - BASE - gap]
    mean[BASE + gap :], spread[BASE + gap :] = told.mean(axis=1), told.std(axis=1, ddof=1)
    return mean, spread


def _third(
    seen: NDArray[np.float64],
    mean: NDArray[np.float64],
    spread: NDArray[np.float64],
    at: NDArray[np.int64],
    limit: float,
) -> NDArray[np.float64]:
    """C3 as R writes it: an alarm where the two weeks before were together too far out.

    Published, the week's own excess counts as well; R's bound takes the week itself as its middle.
    Where the weeks before did not vary at all there is no bound (not a number), and no alarm.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        excess = np.maximum(0.0, (seen - mean) / spread - 1)
        past = excess[at - 1] + excess[at - 2]
        return np.maximum(0.0, seen[at] + spread[at] * (limit - past))
