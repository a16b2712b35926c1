"""The rule that ships: a spike by the negative binomial quantile, a slow rise by a CUSUM.

Each for itself misses what the other finds. What they find and how often they are wrong is measured
in docs/methods/bursts.md.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from articulator.methods.bursts.baseline import GAP, SPAN, Table, Usual, usual_of
from articulator.methods.bursts.chance import at_least, usual

SPIKE = 0.001  # a week that comes by chance once in a thousand
GROWN = 2.5  # the CUSUM asks: so many times the usual, or the usual?
FULL = 4.0  # and rings above this sum of evidence
REPLAY = 52  # weeks over which evidence is gathered


class Found(StrEnum):
    SPIKE = "spike"
    RISE = "rise"
    NOTHING = "nothing"
    TOO_EARLY = "too early"  # nothing is usual yet, or the week was not recorded


@dataclass(frozen=True, slots=True)
class Verdict:
    """One week of one series, with what its number was held against."""

    found: Found
    count: float
    mean: float
    dispersion: float
    chance: float  # of so many or more, in an ordinary week
    evidence: float  # of a slow rise; more than `FULL` rings

    @property
    def rings(self) -> bool:
        return self.found in {Found.SPIKE, Found.RISE}

    @property
    def usual(self) -> tuple[int, int] | None:
        """From where to where eight of ten ordinary weeks lie."""
        return None if np.isnan(self.mean) else usual(self.mean, self.dispersion)


def watch(counts: Table, weeks: int = 1) -> list[list[Verdict]]:
    """For each series (a row, its last column is now) the verdicts of its last weeks.

    A week that was not recorded is not a number. Nothing is kept between calls: a number that was
    put right later is judged as if it had been right from the beginning.
    """
    table = np.atleast_2d(np.asarray(counts, dtype=float))
    first = max(0, table.shape[1] - weeks - REPLAY)
    evidence = np.zeros(len(table))
    told: list[list[Verdict]] = [[] for _ in table]
    for week in range(first, table.shape[1]):
        now, known = table[:, week], usual_of(_before(table, week))
        evidence = np.fmax(0.0, evidence + _evidence(now, known))
        if week >= table.shape[1] - weeks:
            for row, verdict in zip(told, _verdicts(now, known, evidence), strict=True):
                row.append(verdict)
        evidence = np.where(evidence > FULL, 0.0, evidence)
    return told


def _before(table: Table, week: int) -> Table:
    return table[:, max(0, week - GAP - SPAN) : max(0, week - GAP)]


def _evidence(now: NDArray[np.float64], known: Usual) -> NDArray[np.float64]:
    """How much a week speaks for a rise, in logarithms of likelihood; 0 where it cannot speak."""
    with np.errstate(invalid="ignore"):
        said = (now * np.log(GROWN) - (GROWN - 1) * known.mean) / known.dispersion
    heard: NDArray[np.float64] = np.nan_to_num(said, nan=0.0)
    return heard


def _verdicts(
    now: NDArray[np.float64], known: Usual, evidence: NDArray[np.float64]
) -> list[Verdict]:
    with np.errstate(invalid="ignore"):
        chances = at_least(now, known.mean, known.dispersion)
    columns = (now, known.mean, known.dispersion, chances, evidence)
    return [
        Verdict(_found(*map(float, one)), *map(float, one))
        for one in zip(*columns, strict=True)
    ]  # fmt: skip


def _found(now: float, mean: float, _dispersion: float, chance: float, evidence: float) -> Found:
    if np.isnan(now) or np.isnan(mean):
        return Found.TOO_EARLY
    if chance <= SPIKE:
        return Found.SPIKE
    return Found.RISE if evidence > FULL else Found.NOTHING
