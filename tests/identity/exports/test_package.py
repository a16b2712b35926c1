"""Everything leaves as files that describe themselves, but for what is sealed or secret (R-145)."""

import csv
import hashlib
import json
import resource as resource_limits
from pathlib import Path

import pytest
from django.apps import apps

from articulator.identity.contacts import acts as contacts
from articulator.identity.contacts.models import Channel
from articulator.identity.elections.models import Ballot, Election
from articulator.identity.exports import package
from articulator.identity.exports.acts import take_everything_out
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event, Person, Unit
from articulator.kernel.personal import declared
from tests.people import member, person


@pytest.fixture
def folder(federation, tmp_path) -> Path:
    """Where the federation's data went; Ben has a name that a spreadsheet would run."""
    ben = member("ben", Unit.objects.get(name="Leith"))
    Person.objects.filter(pk=ben.pk).update(name='=HYPERLINK("x")')
    contacts.opt_out(ben, ben, Channel.MAIL, "a test")
    package.write(tmp_path / "out")
    return tmp_path / "out"


def described(folder: Path) -> dict:
    return json.loads((folder / "datapackage.json").read_text())


def in_json(folder: Path, name: str) -> list[dict]:
    return json.loads((folder / f"{name}.json").read_text())


def in_csv(folder: Path, name: str) -> list[dict]:
    with (folder / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_table_of_ours_is_there_and_none_of_sign_ins(folder):
    names = {one["name"] for one in described(folder)["resources"]}
    ours = {
        m._meta.label_lower for m in apps.get_models() if m.__module__.startswith("articulator")
    }
    assert names == ours - {"kernel.cached"}
    assert {"mfa.authenticator", "sessions.session"} <= set(described(folder)["omitted"])


def test_sizes_hashes_and_numbers_of_rows_are_those_of_the_files(folder):
    for one in described(folder)["resources"]:
        for said in (one, one["json"]):
            data = (folder / said["path"]).read_bytes()
            assert said["bytes"] == len(data)
            assert said["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert len(in_json(folder, one["name"])) == one["rows"]
        assert len(in_csv(folder, one["name"])) == one["rows"]


def test_columns_are_those_that_are_described(folder):
    for one in described(folder)["resources"]:
        names = [field["name"] for field in one["schema"]["fields"]]
        head = (folder / one["path"]).read_text().partition("\n")[0]
        assert head == ",".join(names)
        assert [list(row) for row in in_json(folder, one["name"])[:1]] in ([], [names])


def test_keys_are_unique_and_lead_to_rows_that_are_there(folder):
    keys = {}
    for one in described(folder)["resources"]:
        key = one["schema"]["primaryKey"]
        found = [row[key] for row in in_json(folder, one["name"])]
        assert len(set(found)) == len(found)
        keys[one["name"], key] = set(found)
    for one in described(folder)["resources"]:
        for way in one["schema"].get("foreignKeys", []):
            to = (way["reference"]["resource"] or one["name"], way["reference"]["fields"])
            there = {row[way["fields"]] for row in in_json(folder, one["name"])} - {None}
            assert there <= keys[to]


def test_fields_about_people_say_what_the_register_says(folder):
    for one in described(folder)["resources"]:
        said = declared(apps.get_model(one["name"])) or {}
        fields = {field["name"]: field.get("personal", {}).get("what")
                  for field in one["schema"]["fields"]}  # fmt: skip
        for name, says in said.items():
            told = fields.get(name) or fields.get(f"{name}_id")
            hidden = f"{one['name']}.{name}" in described(folder)["omitted"]
            assert told == (None if hidden else says.words)


def test_a_name_that_a_spreadsheet_would_run_is_text_in_csv_and_exact_in_json(folder):
    name = '=HYPERLINK("x")'
    assert name in [row["name"] for row in in_json(folder, "kernel.person")]
    assert f"'{name}" in [row["name"] for row in in_csv(folder, "kernel.person")]


def test_no_password_leaves_and_a_wish_to_be_left_alone_does(folder):
    assert "password" not in in_json(folder, "kernel.person")[0]
    assert len(in_json(folder, "contacts.optout")[0]["fingerprint"]) == 64


def test_the_same_data_give_the_same_files(folder, tmp_path):
    package.write(tmp_path / "again")
    for one in folder.iterdir():
        assert (tmp_path / "again" / one.name).read_bytes() == one.read_bytes()


def test_only_the_owner_of_the_folder_reads_it(folder):
    assert folder.stat().st_mode & 0o777 == 0o700


def test_what_is_there_is_never_written_over(folder):
    before = (folder / "datapackage.json").read_bytes()
    with pytest.raises(FileExistsError, match="name a new folder"):
        package.write(folder)
    assert (folder / "datapackage.json").read_bytes() == before


@pytest.fixture
def full_disk():
    """No file may grow beyond 4 kB."""
    before = resource_limits.getrlimit(resource_limits.RLIMIT_FSIZE)
    resource_limits.setrlimit(resource_limits.RLIMIT_FSIZE, (4096, before[1]))
    yield
    resource_limits.setrlimit(resource_limits.RLIMIT_FSIZE, before)


def test_where_writing_fails_nothing_is_left(federation, tmp_path, full_disk):
    with pytest.raises(OSError, match="File too large"):
        package.write(tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


# What is sealed


def test_ballots_are_sealed_until_the_count_is_declared(told, tmp_path):
    package.write(tmp_path / "out")
    rows = in_json(tmp_path / "out", "elections.ballot")
    declared_ = {
        str(pk) for pk in Election.objects.exclude(declared_at=None).values_list("pk", flat=True)
    }
    assert Ballot.objects.exclude(election__in=declared_).exists()
    assert all((row["ranking"] is not None) == (row["election_id"] in declared_) for row in rows)
    lots = {row["id"]: row["lots_seed"] for row in in_json(tmp_path / "out", "elections.election")}
    assert {pk for pk, seed in lots.items() if seed} == declared_
    assert {row["token_key"] for row in in_json(tmp_path / "out", "draws.draw")} == {None}


def test_every_field_that_calls_itself_secret_is_sealed_or_hidden():
    for model in package.tables():
        for field in model._meta.concrete_fields:
            if "secret" in str(field.help_text):
                assert field.name in model.sealed


# The act


def test_the_log_says_that_everything_left(federation):
    take_everything_out(None, federation)
    last = Event.objects.latest("number")
    assert (last.kind, last.actor) == ("exports.take_everything_out", None)


def test_nobody_takes_everything_out_through_a_page(federation):
    with pytest.raises(Refused, match="command line"):
        take_everything_out(person("ada"), federation)
