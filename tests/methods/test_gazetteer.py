"""Places are found in a text by name and by what speaks for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.gazetteer import Gazetteer, Place

PLACES = [
    Place("1", "Leith", "SCT", 50_000), Place("2", "Edinburgh", "SCT", 500_000),
    Place("3", "Reading", "ENG", 230_000), Place("4", "Hope", "WLS", 4_000),
    Place("5", "Kirkby", "ENG", 40_000), Place("6", "Kirkby", "SCT", 3_000),
    Place("7", "Kirkby in Ashfield", "ENG", 27_000), Place("8", "Ash", "ENG", 3_000),
]  # fmt: skip
KNOWN = Gazetteer(PLACES, frozenset({"reading", "hope", "ash"}))


def read(text: str, home: str = "") -> dict[str, bool]:
    return {one.place.name: one.sure for one in KNOWN.read(text, home)}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Tenants in Leith met.", {"Leith": True}),
        ("tenants in leith met.", {}),
        ("Leithers met.", {}),
        ("Reading the letter took an hour.", {"Reading": False}),
        ("She lives in Reading.", {"Reading": False}),
        ("Then Mr Hope left.", {"Hope": False}),
        ("Neighbours in Kirkby in Ashfield met.", {"Kirkby in Ashfield": True}),
        ("Nothing happened.", {}),
        ("", {}),
    ],
)
def test_a_place_is_found_where_something_speaks_for_it(text, places):
    assert read(text) == places


def test_of_two_places_of_one_name_the_near_one_is_meant():
    found = {home: KNOWN.read("A march in Kirkby.", home)[0].place.key for home in ("ENG", "SCT")}
    assert found == {"ENG": "5", "SCT": "6"}


def test_of_a_name_that_is_a_word_nobody_is_asked_where_its_own_paper_writes_of_it():
    assert read("She lives in Reading.", "ENG") == {"Reading": True}


def test_places_of_one_area_speak_for_each_other():
    alone = KNOWN.read("Kirkby met.")[0].points
    beside = {one.place.name: one.points for one in KNOWN.read("Kirkby met. Leith and Edinburgh.")}
    assert beside["Leith"] > KNOWN.read("Now Leith met.")[0].points - 0.01
    assert beside["Kirkby"] >= alone


def test_a_place_that_is_named_often_is_surer():
    once, thrice = (KNOWN.read("Leith met. " * times)[0] for times in (1, 3))
    assert (once.named, thrice.named, thrice.points > once.points) == (1, 3, True)


@given(st.text(), st.sampled_from(["", "ENG", "SCT"]))
def test_any_text_can_be_read_and_nothing_is_found_that_is_not_there(text, home):
    for found in KNOWN.read(text, home):
        assert found.place.name.casefold().split()[0] in text.casefold()
