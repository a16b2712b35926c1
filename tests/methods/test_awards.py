"""Scoring pages: weights, the mean of readers, how far they are apart."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.awards import rating, spread

POINTS = st.integers(0, 10)
SHEETS = st.lists(st.lists(POINTS, min_size=3, max_size=3), min_size=1, max_size=4)
WEIGHTS = st.lists(st.integers(1, 5), min_size=3, max_size=3)


def test_a_question_of_weight_two_counts_twice():
    assert rating([[10, 1]], [2, 1]) == Fraction(7)
    assert rating([[10, 1]]) == Fraction(11, 2)


def test_readers_who_agree_are_not_apart():
    assert (spread([[4, 4], [4, 4]]), spread([[0, 0], [9, 9]], [1, 3])) == (0, 9)


@given(SHEETS, WEIGHTS)
def test_a_rating_lies_between_its_readers(sheets, weights):
    each = [rating([sheet], weights) for sheet in sheets]
    assert min(each) <= rating(sheets, weights) <= max(each)
    assert spread(sheets, weights) == max(each) - min(each)


@given(SHEETS, st.integers(1, 5))
def test_equal_weights_are_no_weights(sheets, weight):
    assert rating(sheets, [weight] * 3) == rating(sheets)
