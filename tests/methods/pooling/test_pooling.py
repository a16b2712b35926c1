"""Chances put together, and how good they were."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.pooling import (
    LEAST_RESOLVED,
    Band,
    brier,
    calibration,
    decomposed,
    middle,
    pool,
    skill,
    weight,
)

chances = st.floats(0, 1)
many = st.lists(chances, min_size=1, max_size=30)
said = st.lists(st.tuples(chances, st.booleans()), min_size=1, max_size=60)


@given(many)
def test_a_pool_lies_between_what_was_said(found):
    inside = [min(max(one, 0.01), 0.99) for one in found]
    assert min(inside) - 1e-9 <= pool(found) <= max(inside) + 1e-9
    assert min(found) <= middle(found) <= max(found)


@given(many)
def test_yes_and_no_are_treated_alike(found):
    assert pool([1 - one for one in found]) == pytest.approx(1 - pool(found))


@given(many, st.floats(0.5, 2))
def test_equal_weights_are_no_weights_and_the_order_does_not_matter(found, heavy):
    assert pool(found, [heavy] * len(found)) == pytest.approx(pool(found))
    assert pool(found[::-1]) == pytest.approx(pool(found))


@given(chances)
def test_those_who_agree_are_taken_at_their_word(one):
    assert pool([one] * 9) == pytest.approx(min(max(one, 0.01), 0.99))


def test_a_pool_by_hand():
    assert pool([0.8, 0.5]) == pytest.approx(1 / (1 + math.exp(-math.log(4) / 2)))
    assert pool([0.8, 0.5], [2, 1]) == pytest.approx(1 / (1 + math.exp(-math.log(4) * 2 / 3)))


def test_sharpening_pushes_away_from_one_half_and_is_off_unless_asked_for():
    assert pool([0.7, 0.7], sharpen=2) > pool([0.7, 0.7]) > 0.5
    assert pool([0.5], sharpen=2) == 0.5


def test_nobody_who_is_certain_outweighs_all_others():
    assert pool([0.0] + [0.5] * 9) > 0.35


@pytest.mark.parametrize(
    ("found", "weights"), [([], None), ([1.2], None), ([0.5], [1, 1]), ([0.5], [0])]
)
def test_what_is_no_chance_or_no_weight_is_refused(found, weights):
    with pytest.raises(ValueError, match="chance"):
        pool(found, weights)


def test_of_nobody_there_is_no_middle():
    with pytest.raises(ValueError, match="nobody"):
        middle([])


# Weights


def test_below_five_questions_everybody_weighs_the_same():
    assert weight([0.0] * (LEAST_RESOLVED - 1), 0.2) == 1
    assert weight([0.0] * LEAST_RESOLVED, 0.2) > 1


@given(st.lists(st.floats(0, 1), max_size=40), st.floats(0.01, 1))
def test_nobody_weighs_more_than_double_or_less_than_half(own, usual):
    assert 0.5 <= weight(own, usual) <= 2


def test_a_little_luck_weighs_less_than_a_long_record():
    assert 1 < weight([0.1] * 5, 0.2) < weight([0.1] * 30, 0.2) < 2


def test_without_a_usual_score_there_are_no_weights():
    with pytest.raises(ValueError, match="above zero"):
        weight([], 0)


# Scores


def test_a_score_by_hand():
    assert brier(0.7, True) == pytest.approx(0.09)
    assert brier(0.7, False) == pytest.approx(0.49)
    with pytest.raises(ValueError, match="between"):
        brier(1.5, True)


@given(said)
def test_the_parts_make_the_whole(found):
    parts = decomposed(found)
    whole = parts.reliability - parts.resolution + parts.uncertainty + parts.within
    assert whole == pytest.approx(parts.score)
    assert parts.score == pytest.approx(sum(brier(p, y) for p, y in found) / len(found))
    assert min(parts.reliability, parts.resolution, parts.uncertainty) >= 0


def test_whoever_is_calibrated_loses_nothing_by_it():
    found = [(0.2, False)] * 4 + [(0.2, True)] + [(0.8, True)] * 4 + [(0.8, False)]
    parts = decomposed(found)
    assert parts.reliability == pytest.approx(0)
    assert parts.resolution == pytest.approx(0.09)
    assert parts.within == pytest.approx(0)
    assert calibration(found) == (
        Band(pytest.approx(0.2), 0.2, 5), Band(pytest.approx(0.8), 0.8, 5),
    )  # fmt: skip


@given(said)
def test_every_answer_stands_in_one_band(found):
    assert sum(band.number for band in calibration(found)) == len(found)


def test_skill_is_what_is_saved_of_another_score():
    assert skill(0.1, 0.2) == pytest.approx(0.5)
    assert skill(0.3, 0.2) == pytest.approx(-0.5)
    assert skill(0.1, 0) == 0


def test_of_nothing_there_is_no_score():
    with pytest.raises(ValueError, match="resolved"):
        decomposed([])
