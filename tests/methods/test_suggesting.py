"""Tags are suggested from texts that people have tagged."""

from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.suggesting import suggested

TAGGED = [
    ("Mould in the flat", ["housing"]), ("The flat is damp", ["housing", "health"]),
    ("Drivers on strike", ["work"]), ("The depot votes for a strike", ["work"]),
]  # fmt: skip


def test_a_text_gets_the_tags_of_texts_with_its_words():
    assert suggested("Mould again", TAGGED) == ["housing"]
    assert suggested("A damp flat", TAGGED) == ["health", "housing"]
    assert suggested("Strike ballot", TAGGED) == ["work"]


def test_words_that_were_never_seen_suggest_nothing():
    assert suggested("Lighthouse keepers", TAGGED) == []
    assert suggested("anything", []) == []


@given(st.permutations(TAGGED), st.text(), st.integers(0, 4))
def test_the_order_of_examples_is_no_matter(tagged, text, most):
    found = suggested(text, tagged, most)
    assert found == suggested(text, TAGGED, most)
    assert len(found) <= most
