"""A postcode leads to a branch and never to a house."""

import string
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.postcodes import areas, district

UNITS = st.sampled_from("ABDEFGHJLNPQRSTUWXYZ")
TOWNS = st.text("ABCDEFGHJKLMNOPQRSTUWYZ", min_size=1, max_size=2)
NUMBERS = st.integers(0, 99).map(str)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("eh6 5qd", ("EH6", "EH")),
        ("EH65QD", ("EH6", "EH")),
        ("EC1A 1BB", ("EC1A", "EC1", "EC")),
        ("E1 1AA", ("E1", "E")),
        ("E10 5AA", ("E10", "E")),
        ("W1A", ("W1A", "W1", "W")),
        ("EH", ("EH",)),
        ("1060 AB", ("1060", "106", "10")),
        ("10115", ("1011", "101", "10")),
        ("nowhere", ()),
        ("", ()),
    ],
)
def test_a_code_lies_in_its_areas_narrowest_first(code, expected):
    assert areas(code) == expected


@given(town=TOWNS, number=NUMBERS, sector=st.integers(0, 9), one=UNITS, two=UNITS)
def test_the_part_that_leads_to_houses_is_in_no_area(town, number, sector, one, two):
    whole = f"{town}{number} {sector}{one}{two}"
    assert areas(whole) == areas(town + number)
    assert district(whole) == town + number


@given(st.text(string.printable, max_size=40))
def test_whatever_is_typed_areas_are_short_and_each_holds_the_one_before(code):
    found = areas(code)
    assert all(len(area) <= 5 for area in found)
    assert all(narrow.startswith(wide) for narrow, wide in pairwise(found))
