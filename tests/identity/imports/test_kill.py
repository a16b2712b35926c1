"""Two workers at one import, and `kill -9` in the middle: everybody comes in once (R-47)."""

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.identity.elections.test_kill import ROOT, own_database
from tests.identity.imports.worker import PEOPLE

PATIENCE = 120  # seconds, on a busy machine


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A folder and a database of its own, of the kind that the suite runs on."""
    own = {
        **os.environ,
        "ARTICULATOR_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "articulator.site.settings",
        "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "src"))),
    }
    given = os.environ.get("ARTICULATOR_DATABASE", "")
    if not given:
        yield own
        return
    with own_database(given) as url:
        yield {**own, "ARTICULATOR_DATABASE": url}


def worker(environment: dict[str, str], *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.identity.imports.worker", *words]
    return subprocess.Popen(command, env=environment, cwd=ROOT, text=True, stdout=subprocess.PIPE)


def said(environment: dict[str, str], *words: str) -> dict:
    done = worker(environment, *words)
    out, _ = done.communicate(timeout=PATIENCE)
    assert done.returncode == 0
    return json.loads(out.splitlines()[-1]) if out else {}


def killed_in_the_middle(environment: dict[str, str], key: str) -> None:
    """Two workers go on with the import; one is killed, then the other, then a third ends it."""
    both = {one.stdout: one for one in (worker(environment, "work", key) for _ in range(2))}
    while both:
        spoke, _, _ = select.select(list(both), [], [], PATIENCE)
        one = both.pop(spoke[0])
        assert one.stdout.readline()
        one.kill()
        one.communicate(timeout=PATIENCE)
    third = worker(environment, "work", key)
    third.communicate(timeout=PATIENCE)
    assert third.returncode == 0


@pytest.mark.slow
def test_everybody_comes_in_once_and_goes_out_again_whoever_is_killed(environment):
    ready = said(environment, "prepare")
    killed_in_the_middle(environment, ready["key"])
    there = said(environment, "look")
    assert (there["state"], there["people"], there["faults"]) == ("done", PEOPLE, [])
    said(environment, "undo", ready["key"])
    killed_in_the_middle(environment, ready["key"])
    there = said(environment, "look")
    assert (there["state"], there["people"], there["faults"]) == ("undone", 0, [])
    assert there["tables"] == ready["before"]
