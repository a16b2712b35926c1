"""The same rule on the past of the same series: how often its intervals held."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from articulator.methods.forecasting.rule import FEWEST, PASSES, Step, forecast
from articulator.methods.forecasting.scores import interval_score

ORIGINS = 26  # weeks from which it is tried: half a year


@dataclass(frozen=True, slots=True)
class Hits:
    """How forecasts fared: counted weeks, how many ended inside, the mean scores."""

    tried: int
    half: int
    most: int
    score: float
    naive: float

    @property
    def words(self) -> str:
        """How often it held, and whether it was worth more than "as last week"."""
        if not self.tried:
            return "There is no past yet on which it could be tried."
        held = (
            f"Of {self.tried} weeks foretold in the past, {self.most} ended in the wide range and "
            f"{self.half} in the narrow one."
        )
        return f"{held} {self._beside}"

    @property
    def _beside(self) -> str:
        if self.naive <= 0:
            return "The numbers never changed."
        ratio = self.score / self.naive
        if ratio < 0.97:
            return f"Its error was {round(100 * (1 - ratio))} % less than that of “as last week”."
        if ratio > 1.03:
            return f"“As last week” would have been better here, by {round(100 * (ratio - 1))} %."
        return "“As last week” would have been as good here."


def past_hits(counts: Sequence[float | None], ahead: int = 4, origins: int = ORIGINS) -> Hits:
    """Try `forecast` from each of the last `origins` weeks, knowing only what was known then.

    Counts are weekly, the oldest first, None where none was recorded. Rolling origin: Hyndman and
    Athanasopoulos (2021), Forecasting: Principles and Practice, 3rd edition, section 5.10. The
    forecasts of neighbouring weeks overlap: twenty-six of them say less than twenty-six would.
    """
    tally = np.zeros(5)
    for origin in range(max(len(counts) - origins, FEWEST), len(counts)):
        known, came = counts[:origin], counts[origin : origin + ahead]
        if sum(one is not None for one in known) < FEWEST:
            continue
        ours, simple = forecast(known, ahead).steps, naive(known, ahead)
        for step, plain, number in zip(ours, simple, came, strict=False):
            if number is not None:
                tally += _fared(step, plain, float(number))
    tried = int(tally[0])
    means = tally[3:] / max(tried, 1)
    return Hits(tried, int(tally[1]), int(tally[2]), float(means[0]), float(means[1]))


def _fared(step: Step, plain: Step, came: float) -> np.ndarray:
    inside = (step.half[0] <= came <= step.half[1], step.most[0] <= came <= step.most[1])
    scores = (interval_score(one.median, one.half, one.most, came) for one in (step, plain))
    return np.array([1, *inside, *scores], dtype=float)


def naive(counts: Sequence[float | None], ahead: int = 4) -> tuple[Step, ...]:
    """The last recorded number ("as last week"), with the quantiles of past changes around it.

    The yardstick of Hyndman and Athanasopoulos (2021), sections 5.2 and 5.5; empty without any
    recorded week.
    """
    row = np.array([np.nan if one is None else one for one in counts], dtype=float)
    known = row[~np.isnan(row)]
    if not len(known):
        return ()
    return tuple(_naive(row, float(known[-1]), at) for at in range(1, ahead + 1))


def _naive(row: np.ndarray, last: float, ahead: int) -> Step:
    changes = row[ahead:] - row[:-ahead]
    changes = changes[~np.isnan(changes)]
    ends = np.quantile(changes, PASSES) if len(changes) else np.zeros(len(PASSES))
    low, lower, _, upper, high = (max(0, round(last + float(end))) for end in ends)
    return Step(ahead, round(last), (lower, upper), (low, high))
