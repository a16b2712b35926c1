"""What is usual of many series at once: a yearly wave, or a level where there is no year yet.

Quasi-Poisson regression of each series on intercept, sine and cosine of the year, over two years
that end some weeks before now (a slow rise must not teach its own baseline), then once more with
old outbreaks counting less (Noufaily et al. 2013). A week that was not recorded does not count.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from articulator.methods.bursts.poisson import anscombe

type Table = NDArray[np.float64]  # series x weeks; nan: not recorded

SPAN = 104  # weeks that make a baseline
GAP = 8  # weeks left out between it and now
ENOUGH = 12  # recorded weeks without which nothing is usual yet
A_YEAR_AND_A_HALF = 78  # recorded weeks without which a wave would be guesswork
FAR = 2.58
ROUNDS, CLOSE = 20, 1e-7
WAVE = 2 * np.pi * 7 / 365.25


@dataclass(frozen=True, slots=True)
class Usual:
    """For each series: the mean of this week, its dispersion; nan where nothing is usual yet."""

    mean: NDArray[np.float64]
    dispersion: NDArray[np.float64]


def usual_of(past: Table) -> Usual:
    """From what was recorded before (its last column is `GAP` + 1 weeks before now)."""
    past = past[:, -SPAN:]
    recorded = np.isfinite(past).sum(axis=1)
    mean, dispersion = np.full(len(past), np.nan), np.full(len(past), np.nan)
    yearly = recorded >= A_YEAR_AND_A_HALF
    for rows, design in (
        (yearly, _waves(past.shape[1])),
        (~yearly & (recorded >= ENOUGH), np.ones((past.shape[1], 1))),
    ):
        if rows.any():
            mean[rows], dispersion[rows] = _fit(past[rows], design)
    return Usual(mean, dispersion)


def _waves(weeks: int) -> Table:
    """Intercept, sine and cosine, with now at the top of the cosine."""
    angle = WAVE * (np.arange(weeks) - weeks - GAP)
    return np.column_stack([np.ones(weeks), np.sin(angle), np.cos(angle)])


def _fit(past: Table, design: Table) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean and dispersion of now; the dispersion counts in how unsure the mean is."""
    seen = np.isfinite(past)
    counts, kept = np.where(seen, past, 0.0), seen.astype(float)
    fitted, normal, _ = _regress(counts, kept, design)
    pulled = kept * fitted * np.einsum("wp,bpq,wq->bw", design, np.linalg.inv(normal), design)
    phi = _dispersion(counts, fitted, kept, design)
    spread = np.sqrt(phi[:, None] * np.clip(1 - pulled, 1e-9, 1.0))
    residual = anscombe(counts, fitted) / spread
    kept = kept * np.where(residual > FAR, np.fmax(residual, 1.0) ** -2, 1.0)
    kept *= (seen.sum(axis=1) / kept.sum(axis=1))[:, None]
    fitted, normal, beta = _regress(counts, kept, design)
    phi = _dispersion(counts, fitted, kept, design)
    now = np.array([1.0, 0.0, 1.0])[: design.shape[1]]
    unsure = np.einsum("p,bpq,q->b", now, np.linalg.inv(normal), now)
    mean = np.fmax(np.exp(np.clip(beta @ now, -30, 30)), 0.5 / seen.sum(axis=1))
    return mean, phi * (1 + np.fmin(mean * unsure, 1.0))


def _regress(counts: Table, kept: Table, design: Table) -> tuple[Table, Table, Table]:
    """Fitted values, normal matrices and coefficients of all series, by shared steps."""
    products = np.einsum("wp,wq->wpq", design, design).reshape(len(design), -1)
    size, slight = design.shape[1], 1e-9 * np.eye(design.shape[1])
    fitted = counts + 0.1
    beta, normal = np.zeros((len(counts), size)), np.zeros((len(counts), size, size))
    for _ in range(ROUNDS):
        pull = kept * fitted
        working = np.log(fitted) + (counts - fitted) / fitted
        normal = (pull @ products).reshape(-1, size, size) + slight
        better = np.linalg.solve(normal, ((pull * working) @ design)[:, :, None])[:, :, 0]
        moved = np.abs(better - beta).max()
        beta = better
        fitted = np.exp(np.clip(beta @ design.T, -30, 30))
        if moved < CLOSE:
            break
    return fitted, normal, beta


def _dispersion(counts: Table, fitted: Table, kept: Table, design: Table) -> NDArray[np.float64]:
    free = (kept > 0).sum(axis=1) - design.shape[1]
    pearson = (kept * (counts - fitted) ** 2 / fitted).sum(axis=1)
    dispersion: NDArray[np.float64] = np.fmax(1.0, pearson / free)
    return dispersion
