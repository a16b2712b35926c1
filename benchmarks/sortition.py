"""Our lottery beside that of the Sortition Foundation (sortition-algorithms, HiGHS backend).

    python benchmarks/sortition.py [--peer PYTHON] [--timeout 120] [--pools NAME ...]

Both run in the same minutes on the same machine, each pool in a process of its own, one thread.
The peer's leximin needs a commercial solver, so its maximin stands beside our maximin and our
leximin. Timed is the way from the two CSV files to a lottery, for the peer without rounding.
`--peer` is a Python that has sortition-algorithms (the bench group of pyproject.toml).
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "tests" / "data" / "sortition"
POOLS = (
    "sf_fixture_150",
    "example_small_20",
    "example_large_200",
    "chile_239_30",
    "beps_312_35",
    "chile_400_40",
    "wvs_5381_100",
)

OURS = """
import json, sys, time
from pathlib import Path
from articulator.methods.sortition import lottery, read_pool, read_quotas, verify_lottery
folder, method = Path(sys.argv[1]), sys.argv[2]
seats = json.loads((folder / "meta.json").read_text())["k"]
start = time.perf_counter()
pool = read_pool((folder / "people.csv").read_bytes())
quotas = read_quotas((folder / "features.csv").read_bytes())
made = lottery(pool, quotas, seats, method=method)
seconds = time.perf_counter() - start
proved = verify_lottery(made, pool, quotas) == ()
print(json.dumps([seconds, made.min_probability, proved]))
"""

PEER = """
import csv, json, sys, time
from pathlib import Path
from sortition_algorithms import features, people, settings
from sortition_algorithms.committee_generation import find_distribution_maximin
folder = Path(sys.argv[1])
seats = json.loads((folder / "meta.json").read_text())["k"]
start = time.perf_counter()
rows = csv.DictReader((folder / "features.csv").open())
quotas, _, _ = features.read_in_features(rows.fieldnames, rows, seats)
rows = csv.DictReader((folder / "people.csv").open())
options = settings.Settings(id_column="id", columns_to_keep=[], solver_backend="highspy")
pool, _ = people.read_in_people(list(rows.fieldnames), rows, quotas, options)
panels, weights, _ = find_distribution_maximin(quotas, pool, seats, [], "highspy")
seconds = time.perf_counter() - start
chances = dict.fromkeys((row["id"] for row in csv.DictReader((folder / "people.csv").open())), 0)
for panel, weight in zip(panels, weights):
    for person in panel:
        chances[person] += weight
print(json.dumps([seconds, min(chances.values()), False]))
"""


def run(python: str, code: str, arguments: list[str], timeout: float) -> list[float] | None:
    """What the code printed last, or None when the time was up."""
    environment = os.environ | {
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "PYTHONPATH": str(ROOT / "src") if code is OURS else "",
    }
    try:
        finished = subprocess.run(
            [python, "-c", code, *arguments],
            capture_output=True,
            check=False,
            env=environment,
            text=True,
            timeout=timeout,
        )
    except subprocess.TimeoutExpired:
        return None
    if finished.returncode:
        sys.exit(finished.stderr)
    result: list[float] = json.loads(finished.stdout.splitlines()[-1])
    return result


def shown(result: list[float] | None, timeout: float) -> str:
    return (
        f"> {timeout:.0f}".rjust(9) + " " * 10
        if result is None
        else (f"{result[0]:9.2f} {result[1]:9.6f}")
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--peer", default=sys.executable)
    parser.add_argument("--timeout", type=float, default=120)
    parser.add_argument("--pools", nargs="*", default=POOLS)
    chosen = parser.parse_args()
    print(f"{'':18}{'our leximin':>19}{'our maximin':>21}{'peer maximin':>21}   peer / ours")
    print(f"{'pool':18}" + f"{'seconds':>9} {'lowest':>9}  " * 3 + " leximin maximin")
    slower = []
    for name in chosen.pools:
        folder = str(DATA / name)
        ours = [
            run(sys.executable, OURS, [folder, method], chosen.timeout)
            for method in ("leximin", "maximin")
        ]
        peer = run(chosen.peer, PEER, [folder], chosen.timeout)
        least = peer[0] if peer else chosen.timeout
        ratios = [least / one[0] if one else 0.0 for one in ours]
        sign = " " if peer else ">"
        cells = "  ".join(shown(one, chosen.timeout) for one in [*ours, peer])
        proved = "" if all(one and one[2] for one in ours) else "  NOT PROVED"
        print(
            f"{name:18}{cells}  {sign}{ratios[0]:6.1f}x {sign}{ratios[1]:6.1f}x{proved}", flush=True
        )
        slower += [name for ratio in ratios if ratio <= 1]
    print("Faster on every pool." if not slower else f"Slower on: {', '.join(slower)}.")


if __name__ == "__main__":
    main()
