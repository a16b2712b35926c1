"""Count 928 real Scottish elections with Articulator, VoteKit and pyrankvote, and compare.

    python benchmarks/stv.py [--sample N]

CPU seconds of one process (`time.process_time`), every program in the same run, election by
election. Ours: `read_blt` from the file's bytes, and `count`. VoteKit: its own loader, from the CSV
form of the same papers, and `STV`. pyrankvote has no loader: its `Candidate` and `Ballot` objects,
built from papers already read (one for each paper, as it asks), and its count. Both peers count a
generic weighted Gregory rule, so that their winners may differ from the Scottish rule's.
"""

import argparse
import csv
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from articulator.methods.stv import Papers, count, read_blt

ARCHIVE = Path(__file__).parents[1] / "tests/data/elections/scottish-blt.tar.gz"

type Winners = frozenset[int]
type Run = tuple[float, float, Winners]  # seconds to load, seconds to count, who won


@dataclass
class Total:
    """What one program needed over all elections."""

    load: float = 0.0
    count: float = 0.0
    differ: list[str] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        return self.load + self.count

    def add(self, name: str, run: Run, ours: Winners) -> None:
        load, counting, winners = run
        self.load += load
        self.count += counting
        if winners != ours:
            self.differ.append(name)


def elections() -> Iterator[tuple[str, bytes]]:
    """Every election's file name and bytes, in order of name."""
    with tarfile.open(ARCHIVE) as archive:
        members = [member for member in archive if member.name.endswith(".blt")]
        for member in sorted(members, key=lambda m: m.name):
            source = archive.extractfile(member)
            assert source is not None
            yield Path(member.name).name, source.read()


def articulator(data: bytes) -> Run:
    start = time.process_time()
    papers = read_blt(data)
    loaded = time.process_time()
    winners = frozenset(count(papers).elected)
    return loaded - start, time.process_time() - loaded, winners


def votekit(papers: Papers) -> Run:
    loaders, rules = import_module("votekit.cvr_loaders"), import_module("votekit.elections")
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="") as file:
        csv.writer(file).writerows(_votekit_rows(papers))
        file.flush()
        start = time.process_time()
        profile, seats, *_ = loaders.load_scottish(file.name)
        loaded = time.process_time()
    election = rules.STV(profile, n_seats=seats, tiebreak="random", rng_seed=1)
    winners = [name for group in election.get_elected() for name in group]
    seconds = time.process_time() - loaded
    return loaded - start, seconds, frozenset(int(name[1:]) for name in winners)


def _votekit_rows(papers: Papers) -> Iterator[list[object]]:
    """VoteKit's CSV form; each candidate is called by number, since names may repeat."""
    yield [len(papers.candidates), papers.seats, ""]
    for many, ranking in papers.rankings:
        yield [many, *ranking, ""]
    for number in papers.numbers:
        yield [f"Candidate {number}", f"C{number}", "none", ""]
    yield ["ward", ""]


def pyrankvote(papers: Papers) -> Run:
    peer = import_module("pyrankvote")
    start = time.process_time()
    people = {number: peer.Candidate(str(number)) for number in papers.numbers}
    ballots = [
        peer.Ballot([people[number] for number in ranking])
        for many, ranking in papers.rankings
        for _ in range(many)
    ]
    loaded = time.process_time()
    result = peer.single_transferable_vote(list(people.values()), ballots, papers.seats)
    winners = frozenset(int(person.name) for person in result.get_winners())
    return loaded - start, time.process_time() - loaded, winners


PEERS: Mapping[str, Callable[[Papers], Run]] = {"VoteKit": votekit, "pyrankvote": pyrankvote}


def installed() -> list[str]:
    there = [peer for peer in PEERS if find_spec(peer.lower())]
    for peer in PEERS.keys() - there:
        print(f"{peer} is not installed: uv pip install --group bench", file=sys.stderr)
    return there


def measure(sample: int | None) -> tuple[dict[str, Total], int]:
    peers = installed()
    totals = {name: Total() for name in ("Articulator", *peers)}
    chosen = list(elections())
    chosen = chosen[:: max(1, len(chosen) // sample)] if sample else chosen
    for name, data in chosen:
        run = articulator(data)
        totals["Articulator"].add(name, run, run[2])
        for peer in peers:
            totals[peer].add(name, PEERS[peer](read_blt(data)), run[2])
    return totals, len(chosen)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--sample", type=int, metavar="N", help="about N elections instead of all (minutes)"
    )
    totals, elections_counted = measure(parser.parse_args().sample)
    print(f"{elections_counted} elections, CPU seconds")
    print(f"{'':12}{'load':>9}{'count':>9}{'both':>9}{'ratio':>9}  other winners")
    ours = totals["Articulator"].seconds
    for name, total in totals.items():
        print(
            f"{name:12}{total.load:9.2f}{total.count:9.2f}{total.seconds:9.2f}"
            f"{total.seconds / ours:8.1f}x  {len(total.differ)} {' '.join(total.differ[:3])}"
        )


if __name__ == "__main__":
    main()
