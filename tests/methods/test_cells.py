"""No cell of ours runs in a spreadsheet (CWE-1236)."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.cells import harmless, runs

HOSTILE = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1", "\uff20x", " =1", '"=1',
    "\u00a0=1", "\u3000@x", "\ufeff=1",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert harmless(text) == f"'{text}"


@given(st.text())
def test_nothing_that_runs_is_left_and_nothing_else_is_changed(text):
    assert not runs(harmless(text))
    assert harmless(text).removeprefix("'" if runs(text) else "") == text


@given(st.lists(st.text(st.characters(exclude_characters="\r\n\0", codec="utf-8")), min_size=2))
def test_it_is_the_same_after_a_csv_and_back(cells):
    out = io.StringIO()
    csv.writer(out).writerow(map(harmless, cells))
    (row,) = csv.reader(io.StringIO(out.getvalue()))
    assert row == [harmless(cell) for cell in cells]
