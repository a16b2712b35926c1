"""The log is one line after another, and every kind of tampering shows."""

import json

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from articulator.kernel.log import digest, export, faults, stored_faults
from articulator.kernel.models import Event, LogHead, Unit
from tests.kernel.test_acts import rename, spawn

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    unit = Unit.objects.create(level="party", name="Federation", slug="all")
    for name in ("Leith", "Govan", "Partick"):
        spawn(None, unit, name)
    rename(None, unit, "Union")
    return unit


def test_a_whole_log_has_no_faults(unit):
    assert list(stored_faults()) == []


def test_an_exported_log_verifies_from_its_lines_alone(unit):
    lines = [json.loads(json.dumps(line)) for line in export()]
    assert list(faults(lines)) == []


def test_a_changed_line_is_named(unit):
    lines = list(export())
    lines[1]["facts"] = {"length": 99}
    assert list(faults(lines)) == ["line 2: was changed after it was written"]


def test_a_changed_line_with_a_new_hash_breaks_the_next(unit):
    lines = list(export())
    lines[1]["facts"] = {"length": 99}
    lines[1]["hash"] = digest(lines[1])
    assert list(faults(lines)) == ["line 3: does not continue from the line before it"]


def test_a_missing_line_is_noticed(unit):
    lines = list(export())
    del lines[1]
    assert "line 2: event 3 stands where 2 should be" in list(faults(lines))


def test_a_missing_end_is_noticed(unit):
    last = Event.objects.order_by("number").last()
    LogHead.objects.update(number=last.number + 1, hash="0" * 64)
    assert list(stored_faults()) == [
        "the end of the log is not the recorded head: lines are missing or were added"
    ]


def test_the_database_refuses_to_change_a_line(unit):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.filter(number=1).update(kind="kernel.nothing")


def test_an_event_is_never_deleted_by_the_platform(unit):
    with pytest.raises(TypeError, match="append-only"):
        Event.objects.first().delete()


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="tests empty SQLite tables by DELETE")
def test_postgresql_refuses_to_delete_a_line(unit):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.all()._raw_delete(connection.alias)


@given(st.data())
def test_any_change_of_any_field_of_any_line_shows(data):
    lines = LINES()
    line = data.draw(st.sampled_from(lines))
    name = data.draw(st.sampled_from(sorted(line)))
    line[name] = data.draw(st.text().filter(lambda value: value != line[name]))
    assert list(faults(lines)) != []


def LINES():  # noqa: N802 - a fixed little log
    lines, previous = [], ""
    for number in range(1, 4):
        line = {
            "number": number, "key": f"k{number}", "at": "2026-03-02T12:00:00+00:00",
            "kind": "kernel.rename", "actor": None, "subject": "kernel.unit:1", "made": "",
            "facts": {}, "previous": previous, "hash": "",
        }  # fmt: skip
        previous = line["hash"] = digest(line)
        lines.append(line)
    return lines
