"""What changes between two texts, shown so that nobody must read both."""

from hypothesis import given, settings
from hypothesis import strategies as st

from articulator.methods.changes import MOST, Piece, compare

OLD = "One\nTwo\nThree\nThe members decide.\nFive\nSix\nSeven\n"
NEW = OLD.replace("members", "people")


def test_one_word_changes_and_its_neighbours_are_shown():
    assert compare(OLD, NEW) == (
        Piece("left out", "One\nTwo\n"),
        Piece("same", "Three\n"),
        Piece("same", "The "),
        Piece("out", "members"),
        Piece("in", "people"),
        Piece("same", " decide.\n"),
        Piece("same", "Five\n"),
        Piece("left out", "Six\nSeven\n"),
    )


def test_what_is_added_at_the_end_is_shown_with_the_line_before():
    assert compare(OLD, OLD + "Eight\n")[-2:] == (Piece("same", "Seven\n"), Piece("in", "Eight\n"))


def test_nothing_changes():
    assert compare(OLD, OLD) == ()


def test_a_long_passage_is_shown_as_a_whole():
    old, new = "a " * MOST, "b " * MOST
    assert compare(old, new) == (Piece("out", old), Piece("in", new))


WORDS = st.text("ab \n", max_size=60)


@settings(max_examples=200, deadline=None)
@given(WORDS | st.text(), WORDS | st.text())
def test_the_pieces_give_both_texts(old, new):
    pieces = compare(old, new, around=None)
    if old != new:
        assert "".join(p.text for p in pieces if p.kind != "in") == old
        assert "".join(p.text for p in pieces if p.kind != "out") == new
    else:
        assert pieces == ()
