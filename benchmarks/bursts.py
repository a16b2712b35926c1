"""The rule that ships beside the yardsticks of public health: how often wrong, how fast.

    python benchmarks/bursts.py [--series 10000]

The yardsticks are EARS and the flexible Farrington algorithm as R `surveillance` has them (equal to
its output: tests/methods/bursts). R itself takes 7 to 12 ms a judgement; beside our rule, which
fits all series at once, stands the same regression series by series in the same run. CPU seconds
of one thread.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"
ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

import numpy as np  # noqa: E402 - after the threads are pinned

from articulator.methods.bursts import Settings, ears, farrington, watch  # noqa: E402
from articulator.methods.bursts.baseline import GAP, SPAN  # noqa: E402
from articulator.methods.bursts.poisson import fit  # noqa: E402
from tests.methods.bursts.series import FIRST, outbreaks  # noqa: E402

RAMPS, WEEKS, FOUND_WITHIN = 120, 260, 16
YEARS = Settings(years=3)


def cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def ours(table: np.ndarray, weeks: int) -> np.ndarray:
    return np.array([[one.rings for one in row] for row in watch(table, weeks)])


def flexible(table: np.ndarray, weeks: int) -> np.ndarray:
    judged = range(table.shape[1] - weeks, table.shape[1])
    return np.array(
        [[bool(b and b.alarm) for b in farrington(row, judged, YEARS)] for row in table]
    )


def sudden() -> None:
    """44 outbreaks in 40 series of R's own making."""
    known = outbreaks()
    weeks = known.counts.shape[1] - FIRST
    print(f"{'sudden outbreaks':<34}{'false a week':>14}{'found':>8}")
    for kind in ("C1", "C2", "C3"):
        told = np.array([[b.alarm for b in ears(row, kind)][-weeks:] for row in known.counts])
        print("{:<34}{:>14.4f}{:>8.3f}".format(f"EARS {kind}", *known.quality(told)))
    for title, method in (("Farrington, flexible", flexible), ("ours", ours)):
        false, found = known.quality(method(known.counts, weeks))
        print(f"{title:<34}{false:>14.4f}{found:>8.3f}")


def slow() -> None:
    """Numbers that grow to 2.5 times within twelve weeks, on a yearly wave."""
    print(f"\n{'slow rises':<34}{'false a week':>14}{'found':>8}{'weeks':>8}")
    for base in (1, 3, 10):
        table, starts = ramps(base)
        for title, method in (("Farrington, flexible", flexible), ("ours", ours)):
            told = method(table, WEEKS - 165)
            print(f"{f'{title}, {base} a week':<34}" + report(told, starts - 165))


def ramps(base: float) -> tuple[np.ndarray, np.ndarray]:
    rng, weeks = np.random.default_rng(7), np.arange(WEEKS)
    wave = 1 + 0.3 * np.sin(2 * np.pi * weeks / 52 + rng.uniform(0, 6.28, RAMPS)[:, None])
    starts = rng.integers(185, WEEKS - 24, RAMPS)
    grown = 1 + 1.5 * np.clip((weeks - starts[:, None]) / 12, 0, 1)
    return rng.negative_binomial(base * wave * grown / 0.5, 1 / 1.5).astype(float), starts


def report(told: np.ndarray, starts: np.ndarray) -> str:
    quiet = np.arange(told.shape[1]) < starts[:, None]
    delays = []
    for row, start in zip(told, starts, strict=True):
        rung = np.flatnonzero(row[start : start + FOUND_WITHIN])
        delays.append(rung[0] + 1 if len(rung) else np.inf)
    found = float(np.mean(np.isfinite(delays)))
    return f"{told[quiet].mean():>14.4f}{found:>8.2f}{float(np.median(delays)):>8.1f}"


def speed(series: int) -> None:
    table = np.random.default_rng(1).poisson(3, (series, SPAN + GAP + 53)).astype(float)
    took = cpu(lambda: watch(table))
    design = np.column_stack([np.ones(SPAN), *np.random.default_rng(2).normal(size=(2, SPAN))])
    some = table[:200, :SPAN]
    alone = cpu(lambda: [[fit(design, row, np.ones(SPAN)) for _ in range(2)] for row in some])
    per_fit = took / (series * 53)
    print(f"\n{series:,} series, the last week judged over a year of evidence: {took:.1f} s CPU")
    print(f"a baseline: {per_fit * 1e6:.0f} µs, alone {alone / len(some) * 1e6:.0f} µs")
    print(f"ratio {alone / len(some) / per_fit:.1f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--series", type=int, default=10_000)
    sudden()
    slow()
    speed(parser.parse_args().series)
