"""Short forecasts of weekly counts: how often the intervals hold, how near they are.

    python benchmarks/forecasts.py --peer .tools/bench/bin/python

Peers: statsmodels' ETS model (damped trend, additive errors; fitted anew at every origin, intervals
by its own simulation, cut at zero), and "as last week" with the quantiles of past changes. From the
same origins, the same weeks, in the same run: 312 weeks of Salmonella Agona, and 40 made-up series
of R `surveillance` with outbreaks in them.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from articulator.methods.forecasting import Step

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

AHEAD = 4
EACH = 4  # weeks between two origins
type Ranges = list[tuple[float, float, float, float, float]]  # 5, 25, 50, 75, 95 %
type Method = Callable[[Sequence[int]], Ranges]

# Run by the peer's Python: reads series and origins, writes quantiles.
PEER = """
import json, sys, warnings
import numpy as np
from statsmodels.tsa.exponential_smoothing.ets import ETSModel
warnings.simplefilter("ignore")
told = []
for row, origins in json.load(sys.stdin):
    for origin in origins:
        known = np.asarray(row[:origin][-170:], dtype=float)
        fitted = ETSModel(known, error="add", trend="add", damped_trend=True).fit(disp=False)
        paths = fitted.simulate(4, anchor="end", repetitions=1000, random_state=1)
        ends = np.quantile(np.asarray(paths), [.05, .25, .5, .75, .95], axis=1)
        told.append(np.maximum(ends, 0).T.tolist())
json.dump(told, sys.stdout)
"""


def main(peer: str) -> None:
    # After the path is set: the benchmark runs from anywhere.
    from tests.methods.bursts.series import cases, outbreaks  # noqa: PLC0415

    sets = {
        "Salmonella Agona, 312 weeks": [cases()],
        "40 made-up series with outbreaks": outbreaks().counts.astype(int).tolist(),
    }
    for title, rows in sets.items():
        first = 104 if len(rows) == 1 else 249
        each = 1 if len(rows) == 1 else 8 * EACH
        tasks = [(row, list(range(first, len(row) - AHEAD + 1, each))) for row in rows]
        print(f"\n{title}: {sum(len(origins) for _, origins in tasks)} origins, {AHEAD} weeks each")
        compare(tasks, peer)
    short = [(cases()[start : start + 40], [16, 20, 24, 28, 32, 36]) for start in range(0, 270, 15)]
    print(f"\nYoung series: {6 * len(short)} origins with 16 to 36 weeks known")
    compare(short, peer)


def compare(tasks: Sequence[tuple[Sequence[int], Sequence[int]]], peer: str) -> None:
    from articulator.methods.forecasting import forecast, naive  # noqa: PLC0415

    print(f"{'':<28}{'50 %':>8}{'90 %':>8}{'score':>8}{'ratio':>8}{'ms each':>9}")
    ours, took = told(tasks, lambda known: ranges(forecast(known, AHEAD).steps))
    line("ours", tasks, ours, ours, took)
    simple, took = told(tasks, lambda known: ranges(naive(known, AHEAD)))
    line("as last week", tasks, simple, ours, took)
    start = time.perf_counter()
    said = subprocess.run(
        [peer, "-c", PEER], input=json.dumps(tasks), capture_output=True, text=True, check=True
    )
    theirs = json.loads(said.stdout)
    line("statsmodels ETS", tasks, theirs, ours, (time.perf_counter() - start) / len(theirs))


def told(
    tasks: Sequence[tuple[Sequence[int], Sequence[int]]], method: Method
) -> tuple[list[Ranges], float]:
    start = time.perf_counter()
    found = [method(row[:origin][-170:]) for row, origins in tasks for origin in origins]
    return found, (time.perf_counter() - start) / len(found)


def ranges(steps: "Sequence[Step]") -> Ranges:
    return [
        (
            float(s.most[0]),
            float(s.half[0]),
            float(s.median),
            float(s.half[1]),
            float(s.most[1]),
        )
        for s in steps
    ]


def fared(
    tasks: Sequence[tuple[Sequence[int], Sequence[int]]], told: Sequence[Ranges]
) -> tuple[float, float, float]:
    """How often the two intervals held, and the mean weighted interval score."""
    from articulator.methods.forecasting import interval_score  # noqa: PLC0415

    places = [(row, origin) for row, origins in tasks for origin in origins]
    half = most = score = tried = 0.0
    for (row, origin), steps in zip(places, told, strict=True):
        for (low, lower, middle, upper, high), came in zip(
            steps, row[origin : origin + AHEAD], strict=False
        ):
            tried += 1
            half += lower <= came <= upper
            most += low <= came <= high
            score += interval_score(middle, (lower, upper), (low, high), came)
    return half / tried, most / tried, score / tried


def line(
    title: str, tasks: Sequence[tuple[Sequence[int], Sequence[int]]], theirs: Sequence[Ranges],
    ours: Sequence[Ranges], took: float,
) -> None:  # fmt: skip
    half, most, score = fared(tasks, theirs)
    ratio = score / fared(tasks, ours)[2]
    print(f"{title:<28}{half:>8.3f}{most:>8.3f}{score:>8.3f}{ratio:>8.2f}{1000 * took:>9.1f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--peer", default=sys.executable)
    main(parser.parse_args().peer)
