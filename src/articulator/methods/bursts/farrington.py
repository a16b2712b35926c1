"""The flexible Farrington algorithm (Farrington et al. 1996, Noufaily et al. 2013).

The standard of public health, reproduced to the last bound of R's `surveillance`. Each week is
judged against the same season of some earlier years, all other weeks in blocks of their own; past
outbreaks count less; the bound is a quantile of the negative binomial distribution.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from articulator.methods.bursts.chance import quantile
from articulator.methods.bursts.ears import Bound
from articulator.methods.bursts.poisson import Fit, Vector, anscombe, fit

YEAR = 52


@dataclass(frozen=True, slots=True)
class Settings:
    years: int = 4
    half: int = 3  # weeks on either side of the same week of earlier years
    blocks: int = 10  # of a year
    left_out: int = 26  # last weeks, so that a rise does not teach its own baseline
    far: float = 2.58  # residuals above it count less
    alpha: float = 0.01
    cases: tuple[int, int] = (5, 4)  # an alarm needs so many in so many weeks


USUAL = Settings()


def farrington(
    counts: Sequence[int], weeks: Iterable[int], settings: Settings = USUAL
) -> list[Bound | None]:
    """The bound of each of these weeks (from 0); None where there are too few cases to judge."""
    seen = np.asarray(counts, dtype=float)
    return [_judge(seen, week, settings) for week in weeks]


def earliest(settings: Settings = USUAL) -> int:
    """The first week that can be judged."""
    return settings.years * YEAR + settings.half


def _judge(seen: Vector, week: int, said: Settings) -> Bound | None:
    if week < earliest(said):
        raise ValueError(f"Week {week} has no {said.years} years before it.")
    cases, within = said.cases
    if seen[max(0, week - within + 1) : week + 1].sum() < cases:
        return None
    mean, dispersion = _expected(seen, week, said)
    upper = quantile(mean, dispersion, said.alpha)
    return Bound(week, upper, bool(seen[week] > upper))


def _expected(seen: Vector, week: int, said: Settings) -> tuple[float, float]:
    """What the model expects of this week; with a trend, unless that leads above all seen."""
    block = _blocks(week, said)
    at = np.flatnonzero(block)
    counts = seen[at]
    seasons = np.column_stack(
        [np.ones(len(at)), *(block[at] == one for one in range(2, said.blocks + 1))]
    ).astype(float)
    trend = _fit(np.column_stack([seasons, at]), counts, said)
    mean = float(np.exp(trend.beta[0] + trend.beta[-2] + trend.beta[-1] * week))
    if mean <= counts.max():
        return mean, trend.dispersion
    level = _fit(seasons, counts, said)
    return float(np.exp(level.beta[0] + level.beta[-1])), level.dispersion


def _fit(design: Vector, counts: Vector, said: Settings) -> Fit:
    """Fit, then once more with what looks like an old outbreak counting less."""
    first = fit(design, counts, np.ones(len(counts)))
    spread = np.sqrt(first.dispersion * (1 - first.leverage))
    residual = anscombe(counts, first.mean) / spread
    kept = np.where(residual > said.far, np.fmax(residual, 1.0) ** -2, 1.0)
    return fit(design, counts, kept * len(kept) / kept.sum())


def _blocks(week: int, said: Settings) -> NDArray[np.int64]:
    """For each week up to now the block of the year that it falls into; 0: not looked at."""
    block = np.zeros(week + 1, dtype=np.int64)
    for back in range(1, said.years + 1):
        same = week - back * YEAR
        block[same - said.half : same + said.half + 1] = said.blocks
        rest = YEAR - 2 * said.half - 1
        lengths = np.full(said.blocks - 1, rest // (said.blocks - 1))
        lengths[: rest % (said.blocks - 1)] += 1
        names = np.repeat(np.arange(1, said.blocks), lengths)
        block[same + said.half + 1 : same + said.half + 1 + rest] = names
    block[week - said.left_out :] = 0
    return block
