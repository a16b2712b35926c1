"""A quote without the person in it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articulator.methods.themes import known_words, masked

KNOWN = known_words(["my landlord never answers", "the council does nothing about the damp"])


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Mr Smith never answers.", "… never answers."),
        ("My landlord Kevin O’Brien never answers", "My landlord … never answers"),
        ("I live at 12a Elm Road and the damp is bad", "I live at … and the damp is bad"),
        ("Ring me: 0113 496 0000", "Ring me: …"),
        ("Write to ada@example.org or @ada_o", "Write to … or …"),
        ("We are in LS6 2AB since 1998", "We are in … since …"),
        ("The rent is £800, 20% more", "The rent is £800, 20% more"),
        ("The NHS does nothing on Monday", "The NHS does nothing on Monday"),
        ("Fatima and Ali say so", "… and … say so"),
        ("Ich wohne in der Lindenstraße 4", "Ich wohne in der …"),
    ],
)
def test_names_numbers_and_addresses_become_dots(words, shown):
    known = KNOWN | {"the", "ring", "write", "we", "ich"}
    assert masked(words, known) == shown


def test_a_word_that_eight_people_use_names_no_private_person():
    many = [f"Harehills needs {more}" for more in "abcdefgh"]
    assert masked("Harehills needs Gladys", known_words(many)) == "Harehills needs …"
    assert masked("Harehills needs buses", known_words(many[:7])).startswith("…")


@given(st.from_regex(r"(the rent|call) [0-9]{3,11} (now|please)", fullmatch=True))
def test_no_number_stays(words):
    assert not any(letter.isdigit() for letter in masked(words))


def test_a_number_goes_with_all_that_hangs_on_it():
    assert masked("since 5pm, in 12ab and 0²0") == "since …, in … and …"


@given(st.text(max_size=80))
@example("0²0")
def test_any_text_can_be_masked_and_masking_twice_is_masking_once(words):
    assert masked(masked(words)) == masked(words)
