"""The one file for outsiders: it counts by itself, and comes to the same."""

import ast
import json
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articulator.methods import stv
from articulator.methods.record import verifier

FILE = Path(verifier.__file__)
DATA = Path(__file__).parents[2] / "data" / "elections"


def counted(papers: stv.Papers, seed: str = "") -> verifier.Count:
    rankings = [(many, list(ranking)) for many, ranking in papers.rankings]
    count = verifier.Count(
        list(papers.candidates), sorted(papers.withdrawn), rankings, papers.seats, seed
    )
    count.run()
    return count


def assert_same(papers: stv.Papers, seed: str = "") -> None:
    ours, theirs = stv.count(papers, lots=seed), counted(papers, seed)
    assert list(ours.elected) == theirs.elected
    assert [dict(stage.votes) for stage in ours.stages] == theirs.stages
    assert (ours.quota, ours.valid) == (theirs.quota // verifier.UNIT, theirs.papers)


def elections():
    with tarfile.open(next(DATA.glob("*blt*.tar.gz"))) as archive:
        for member in archive:
            if member.isfile() and member.name.endswith(".blt"):
                yield stv.read_blt(archive.extractfile(member).read())


def test_it_counts_all_the_real_elections_as_we_do():
    seen = 0
    for papers in elections():
        assert_same(papers)
        seen += 1
    assert seen == 928


candidates = st.integers(2, 5)
rankings = st.lists(
    st.tuples(st.integers(1, 3), st.permutations(range(1, 6)), st.integers(1, 5)), max_size=9
)


@settings(max_examples=150, deadline=None)
@given(candidates, st.integers(1, 4), rankings, st.sampled_from(["", "a", "b"]))
def test_it_counts_small_elections_full_of_ties_as_we_do(number, seats, papers, seed):
    kept = [
        (many, short)
        for many, ranking, length in papers
        if (short := tuple(n for n in ranking if n <= number)[:length])
    ]
    names = ("Ada", "Ben", "Cleo", "Dev", "Ewa")[:number]
    assert_same(stv.Papers(names, seats, tuple(kept)), seed)


def test_it_needs_nothing_but_python_and_is_short():
    imports = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(FILE.read_text("utf-8")))
        for name in (
            [a.name for a in node.names] if isinstance(node, ast.Import)
            else [node.module] if isinstance(node, ast.ImportFrom) else []
        )
    }  # fmt: skip
    assert imports <= sys.stdlib_module_names
    assert FILE.read_text("utf-8").count("\n") <= 300


def run(path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(FILE), str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_it_says_that_a_whole_record_is_whole(record, tmp_path):
    path = tmp_path / "record.json"
    path.write_text(json.dumps(record))
    answer = run(path)
    assert (answer.returncode, answer.stdout) == (
        0, "Whole: 5 seats follow from the ballots, the book and the seed.\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("section", "change", "place"),
    [
        ("election", lambda e: e["ballots"]["rankings"][0].__setitem__(0, 99), "election.hash"),
        ("seed", lambda s: s.__setitem__("value", "ff" * 16), "lot.result.ticket"),
        ("roll", lambda r: r["members"][0].__setitem__("branch", "X"), "roll.hash"),
        ("lot", lambda x: x["result"]["selected"].reverse(), "lot.result.selected"),
        ("seats", lambda s: s[0].__setitem__("member", "M50"), "seats:"),
    ],
)
def test_it_names_what_was_changed(record, tmp_path, section, change, place):
    change(record[section])
    path = tmp_path / "record.json"
    path.write_text(json.dumps(record))
    answer = run(path)
    assert answer.returncode == 1
    assert place in answer.stdout
