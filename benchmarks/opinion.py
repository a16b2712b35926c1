"""Our opinion map beside that of red-dwarf, and a room of 100,000 people.

    python benchmarks/opinion.py [--peer PYTHON] [--conversations NAME ...] [--skip-crowd]

Both run in the same minutes on the same machine, each conversation in a process of its own, one
thread. Timed, in CPU seconds, is the way from a list of votes in memory to places, groups,
representative statements, consensus and priorities. "Whole" also asks whether the groups are
stable, which the peer does not. `--peer` is a Python that has red-dwarf (the bench group of
pyproject.toml).
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "tests" / "data" / "opinion" / "conversations"
CONVERSATIONS = sorted(path.name.removesuffix(".csv.gz") for path in DATA.glob("*.csv.gz"))
GOAL = 10

READ = """
import csv, gzip, json, resource, sys, time
from pathlib import Path
folder, name = Path(sys.argv[1]), sys.argv[2]
text = gzip.decompress((folder / f"{name}.csv.gz").read_bytes()).decode()
header, *lines = csv.reader(text.splitlines())
first = next(at for at, title in enumerate(header) if title.isdigit())
cast = [
    (int(line[0]), int(title), int(said))
    for line in lines
    for title, said in zip(header[first:], line[first:])
    if said
]
out = json.loads((folder / "moderated-out.json").read_text())[name]
def report(seconds, *more):
    print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, *more]))
"""

MAP = (
    READ
    + """
import numpy as np
from articulator.methods import opinion as o
start = time.process_time()
votes = o.gather(cast)
hidden, rng = votes.flags(out), np.random.default_rng(0)
plane, inside, whole = o.space(votes, hidden), o.enough(votes, hidden), o.overall(votes)
placed = np.full(len(inside), -1)
best = o.groupings(plane.places[inside], rng)[0]
placed[inside] = best.groups
tally = o.by_group(votes, placed, best.many)
o.representative(tally, votes.statements, hidden)
o.consensus(whole, votes.statements, hidden)
o.group_aware(tally), o.common_ground(tally), o.priorities(tally.total, plane.extremity)
report(time.process_time() - start, len(votes.people), len(votes.statements), len(cast))
"""
)

WHOLE = (
    READ
    + """
from articulator.methods.opinion import gather, opinion
start = time.process_time()
told = opinion(gather(cast), hidden=out)
report(time.process_time() - start, len(told.groups))
"""
)

PEER = (
    READ
    + """
import warnings
warnings.simplefilter("ignore")
from reddwarf.implementations.base import run_pipeline
votes = [
    {"participant_id": who, "statement_id": what, "vote": said, "modified": at}
    for at, (who, what, said) in enumerate(cast)
]
start = time.process_time()
run_pipeline(votes, mod_out_statement_ids=out, random_state=0)
report(time.process_time() - start)
"""
)

CROWD = """
import json, resource, time
import numpy as np
from articulator.methods.opinion import opinion, pack
people, statements, each = 100_000, 1_000, 58
rng = np.random.default_rng(0)
who = np.repeat(np.arange(people, dtype=np.int32), each)
what = rng.integers(0, statements, people * each, dtype=np.int32)
camp = np.array([[1.6, 0], [-1.6, 0.6], [0, -1.6]])[rng.choice(3, people, p=[0.5, 0.35, 0.15])]
place, pull = camp + rng.normal(0, 0.5, camp.shape), rng.normal(size=(statements, 2))
lean = sum(place[who, axis] * pull[what, axis] for axis in (0, 1))
lean += rng.normal(0, 0.7, statements)[what] + rng.logistic(size=len(who))
said = np.where(np.abs(lean) < 0.4, 0, np.sign(lean)).astype(np.int8)
del lean
start = time.process_time()
votes = pack(who, what, said, tuple(range(people)), tuple(range(statements)))
told = opinion(votes)
seconds = time.process_time() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([seconds, peak, len(votes.who), len(told.groups)]))
"""


def run(python: str, code: str, *arguments: str) -> list[float]:
    """What the code printed last."""
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    environment = os.environ | threads | {"PYTHONPATH": "" if code is PEER else str(ROOT / "src")}
    finished = subprocess.run(
        [python, "-c", code, *arguments],
        capture_output=True,
        check=False,
        env=environment,
        text=True,
    )
    if finished.returncode:
        sys.exit(finished.stderr)
    result: list[float] = json.loads(finished.stdout.splitlines()[-1])
    return result


def beside(name: str, peer: str) -> tuple[float, float]:
    """Print one conversation; returns how many votes it has and how many times faster we are."""
    ours = run(sys.executable, MAP, str(DATA), name)
    whole = run(sys.executable, WHOLE, str(DATA), name)
    theirs = run(peer, PEER, str(DATA), name)
    people, statements, votes = ours[2:]
    ratio = theirs[0] / ours[0]
    groups = f"{whole[2]:.0f} groups" if whole[2] else "no stable groups"
    print(
        f"{name:38}{people:6.0f} x {statements:4.0f}{votes:9,.0f}"
        f"{ours[0]:8.2f}{whole[0]:8.2f}{theirs[0]:8.2f}{ratio:7.0f}x"
        f"{whole[1]:6.0f}{theirs[1]:6.0f}  {groups}",
        flush=True,
    )
    return votes, ratio


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--peer", default=sys.executable)
    parser.add_argument("--conversations", nargs="*", default=CONVERSATIONS)
    parser.add_argument("--skip-crowd", action="store_true")
    chosen = parser.parse_args()
    print(f"{'':62}{'CPU seconds':^24}{'':8}{'MB':^12}")
    print(f"{'conversation':38}{'size':>13}{'votes':>9}   map   whole    peer  ratio  ours  peer")
    _, ratio = max(beside(name, chosen.peer) for name in chosen.conversations)
    if not chosen.skip_crowd:
        seconds, peak, votes, groups = run(sys.executable, CROWD)
        print(
            f"100,000 people x 1,000 statements, {votes:,.0f} votes, whole:"
            f" {seconds:.1f} CPU seconds, {peak:.0f} MB, {groups:.0f} groups."
        )
    reached = "is" if ratio >= GOAL else "is not"
    print(f"On the largest conversation the map {reached} {GOAL} times faster: {ratio:.0f}x.")


if __name__ == "__main__":
    main()
