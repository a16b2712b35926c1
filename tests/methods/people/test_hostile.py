"""Hostile files end in a message with a line, in bounded memory and time (R-47)."""

import io
import time
import tracemalloc
from datetime import date

import pytest

from articulator.methods.people import (
    FileError,
    Line,
    Lines,
    Unread,
    doubled,
    guess,
    open_table,
    recognise,
)
from tests.methods.people.hostile import ROWS, WHOLE, csv

MEMORY = 12_000_000  # bytes, whatever the file
SECONDS = 10


def read(file) -> list[Line | Unread]:
    table = open_table(file)
    if twice := doubled(table.columns):
        raise FileError(f"Line 1: the column {twice[0]} appears twice.")
    lines = Lines(guess(recognise(table.columns), table.columns), "GB", date(2026, 3, 2))
    return [lines.read(row) for row in table.rows]


def opened(data):
    return data() if callable(data) else io.BytesIO(data)


def test_there_are_forty_of_them_and_more():
    assert len(WHOLE) + len(ROWS) >= 40


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_that_is_none_is_refused_as_a_whole(name):
    data, message = WHOLE[name]
    file = opened(data)
    tracemalloc.start()
    start = time.monotonic()
    with pytest.raises(FileError) as refused:
        read(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert str(refused.value).startswith(message)
    assert peak < MEMORY
    assert time.monotonic() - start < SECONDS


@pytest.mark.parametrize("name", ROWS)
def test_a_row_that_is_none_is_named_and_the_others_are_read(name):
    data, line, message = ROWS[name]
    end = "Max Orr,max@example.org,Leith\n" if data.startswith(b"name,email") else "Max Orr,\n"
    file = io.BytesIO(data + (end.encode() if name != "half a letter of UTF-16" else b""))
    tracemalloc.start()
    rows = read(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    unread = [row for row in rows if isinstance(row, Unread)]
    assert [row.line for row in unread] == [line]
    assert unread[0].why.startswith(message)
    assert len(unread[0].why) < 200
    if name != "half a letter of UTF-16":
        assert [row.name for row in rows if isinstance(row, Line)][-1] == "Max Orr"
    assert peak < MEMORY


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be",
                                      "utf-32", "cp1252"])  # fmt: skip
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_spreadsheets_save_in_many_ways(encoding, delimiter):
    text = csv("Zoë Müller,zoe@example.org,Leith").decode().replace(",", delimiter)
    (zoe,) = read(io.BytesIO(text.encode(encoding)))
    assert (zoe.name, zoe.email, zoe.branches) == ("Zoë Müller", "zoe@example.org", ("Leith",))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_many_ways_and_cells_may_hold_them(end):
    text = f'name,branch{end}"Ida{end}Roy",Leith{end}{end}Max Orr,Govan{end}'
    assert [row.name for row in read(io.BytesIO(text.encode()))] == ["Ida Roy", "Max Orr"]
