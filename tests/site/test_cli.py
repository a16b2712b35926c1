"""The command line: every command, every format, every way to be wrong."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from articulator.site.cli import main

ROOT = Path(__file__).parents[2]
PRESETS = ROOT / "constitutions"
POOL = ROOT / "tests" / "data" / "sortition"
SEED = "00112233445566778899aabbccddeeff"
BALLOTS = "3 2\n4 1 2 0\n3 2 1 0\n2 3 0\n0\nAda\nBen\nCleo\nTwo seats\n"


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def ballots(tmp_path):
    (tmp_path / "b.blt").write_text(BALLOTS)
    return tmp_path / "b.blt"


@pytest.fixture
def pool(tmp_path):
    people = "\n".join(f"p{n},{'woman' if n % 2 else 'man'}" for n in range(10))
    (tmp_path / "pool.csv").write_text(f"id,gender\n{people}\n")
    (tmp_path / "quotas.csv").write_text(
        "feature,value,min,max\ngender,woman,2,2\ngender,man,2,2\n"
    )
    return tmp_path / "pool.csv", tmp_path / "quotas.csv"


def test_check_finds_the_seats_that_do_not_divide():
    answer = run("check", PRESETS / "your-party-2025.yaml")
    assert answer.exit_code == 1
    first = answer.stdout.splitlines()[0]
    assert "error V03" in first
    assert "16 seats cannot be shared equally over 9" in first


def test_check_passes_the_model_constitution():
    assert run("check", PRESETS / "new-kind-of-party.yaml").exit_code == 0


def test_check_speaks_json():
    said = json.loads(run("check", PRESETS / "dsa.yaml", "--format", "json").stdout)
    assert sorted(said) == ["findings", "version"]
    assert {"code", "severity", "path", "ref", "line", "message", "remedy"} <= said["findings"][
        0
    ].keys()


def test_render_reads_like_a_handbook():
    text = run("render", PRESETS / "new-kind-of-party.yaml").stdout
    assert "National Political Committee" in text


def test_diff_says_what_changes(tmp_path):
    old = PRESETS / "new-kind-of-party.yaml"
    new = tmp_path / "new.yaml"
    new.write_text(old.read_text("utf-8").replace("max_hours: 8", "max_hours: 6"), encoding="utf-8")
    assert run("diff", old, old).stdout == "Nothing changes: the two say the same.\n"
    assert run("diff", old, new).stdout == "3: the max hours changes from eight to six.\n"


def test_count_has_the_fields_that_others_build_on(ballots):
    said = json.loads(run("count", ballots, "--format", "json").stdout)
    assert (said["rule"], said["seats"], said["valid"], said["quota"]) == ("scottish", 2, 9, 4)
    assert said["elected"] == [1, 2]
    assert said["stages"][0]["votes"] == {"1": "4.00000", "2": "3.00000", "3": "2.00000"}
    assert said["stages"][0]["non_transferable"] == "0.00000"


def test_count_takes_other_seats_and_a_seed(ballots):
    said = json.loads(
        run("count", ballots, "--seats", 1, "--lots", "dice", "--format", "json").stdout
    )
    assert (said["seats"], said["quota"], said["lots"]["seed"]) == (1, 5, "dice")


@pytest.mark.parametrize(("form", "sign"), [("text", "Ada"), ("html", "<table")])
def test_count_speaks_to_people_too(ballots, form, sign):
    assert sign in run("count", ballots, "--format", form).stdout


def test_draw_has_the_fields_that_others_build_on(pool):
    answer = run("draw", *pool, "--seats", 4, "--seed", SEED, "--format", "json")
    said = json.loads(answer.stdout)
    assert (said["method"], said["seats"], len(said["selected"])) == ("leximin", 4, 4)
    assert sorted(said["selected"] + said["reserves"]) == [f"p{n}" for n in range(10)]
    assert set(said["probabilities"].values()) == {0.4}
    assert said["min_probability"] == 0.4


def test_the_same_seed_draws_the_same_people(pool):
    words = ("draw", *pool, "--seats", 4, "--seed", SEED)
    assert run(*words).stdout == run(*words).stdout


@pytest.mark.parametrize("form", ["text", "html"])
@pytest.mark.parametrize("method", ["leximin", "maximin"])
def test_draw_speaks_to_people_too(pool, method, form):
    answer = run("draw", *pool, "--seats", 4, "--seed", SEED, "--method", method, "--format", form)
    assert (answer.exit_code, "p1" in answer.stdout or form == "html") == (0, True)


def test_fill_then_verify_then_tamper(files):
    given = ("--members", files["members.csv"], "--ballots", files["ballots.blt"])
    words = ("--seed", SEED, "--on", "2026-03-02", "--out", files["record.json"])
    filled = run("fill", files["constitution.yaml"], "council", *given, *words)
    assert (filled.exit_code, len(filled.stdout.splitlines())) == (0, 6)
    assert run("verify", files["record.json"]).exit_code == 0
    text = files["record.json"].read_text()
    files["record.json"].write_text(text.replace('"route": "allotted"', '"route": "elected"'))
    found = run("verify", files["record.json"])
    assert found.exit_code == 1
    assert "seats[3].route" in found.stderr


BAD = {
    "empty": b"", "binary": bytes(range(256)), "text": b"not what you expect\n",
    "deep": b"[" * 5000, "json": b"[1, 2]", "null": b"null",
}  # fmt: skip


@pytest.mark.parametrize("name", [*BAD, "missing", "folder"])
@pytest.mark.parametrize("command", ["check", "render", "count", "verify", "draw", "fill"])
def test_what_cannot_be_used_is_said_without_a_traceback(tmp_path, files, pool, command, name):
    path = tmp_path / name
    if name in BAD:
        path.write_bytes(BAD[name])
    elif name == "folder":
        path.mkdir()
    rest = {
        "draw": (pool[1], "--seats", 2, "--seed", SEED),
        "fill": ("council", "--members", files["members.csv"], "--ballots", files["ballots.blt"],
                 "--seed", SEED, "--out", files["record.json"]),
    }.get(command, ())  # fmt: skip
    answer = run(command, path, *rest)
    assert answer.exit_code == 2
    assert answer.stderr.strip() != ""
    assert isinstance(answer.exception, SystemExit)
    assert not files["record.json"].exists()


def test_a_bad_line_is_named(ballots):
    ballots.write_text(BALLOTS.replace("3 2 1 0", "3 2 9 0"))
    answer = run("count", ballots)
    assert (answer.exit_code, answer.stderr.startswith(f"{ballots}: line 3:")) == (2, True)


def test_quotas_that_cannot_be_met_say_what_would_help(pool):
    answer = run("draw", *pool, "--seats", 5, "--seed", SEED)
    assert answer.exit_code == 2
    assert "gender" in answer.stderr


def test_a_short_seed_is_refused(pool):
    answer = run("draw", *pool, "--seats", 4, "--seed", "abc")
    assert answer.exit_code == 2


@pytest.mark.parametrize("command", ["count", "check"])
def test_commands_on_files_do_without_the_database(command, ballots):
    file = {"count": ballots, "check": PRESETS / "dsa.yaml"}[command]
    code = (
        "import sys\nfrom articulator.site.cli import main\n"
        f"try:\n    main([{command!r}, {str(file)!r}])\nexcept SystemExit:\n    pass\n"
        "print('django' in sys.modules, 'highspy' in sys.modules)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.splitlines()[-1] == "False False"
