"""No cell of a list that leaves the house is a formula (R-19)."""

from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.cells import FORMULA, inert

HOSTILE = (
    '=HYPERLINK("http://x")', "+447700900123", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1",
    "\uff1d1", "\uff0b1", "\uff0d1", "\uff20x", " =1", '"=1', "'=1", "\u00a0=1", "\u3000@x",
    "\ufeff=1",
)  # fmt: skip


def test_whatever_looks_like_a_formula_gets_an_apostrophe_before_it():
    assert [inert(cell) for cell in HOSTILE] == [f"'{cell}" for cell in HOSTILE]


def test_plain_words_and_numbers_stay_as_they_are():
    assert [inert(x) for x in ("Ada Okafor", "a=b", 7, None, "", "O'Neil")] == [
        "Ada Okafor", "a=b", "7", "", "", "O'Neil",
    ]  # fmt: skip


@given(st.text())
def test_no_cell_begins_with_a_sign_and_none_is_lost(text):
    cell = inert(text)
    assert cell[:1] not in FORMULA
    assert cell.removeprefix("'") == text or cell == text
