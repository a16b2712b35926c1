"""Exposure: the formula, its inverse, its spread, and 10,000 selections beside it (H1, R-50)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulator.methods import exposure as method
from articulator.methods.exposure import (
    ExposureError,
    at_least,
    at_least_of,
    beyond_chance,
    exposure,
    measured,
    opt_in,
    opt_in_needed,
    ratio_of,
    sentence,
    simulate,
    spread,
)

shares = st.fractions(0, 1, max_denominator=1000)
inner = st.fractions(Fraction(1, 1000), Fraction(999, 1000), max_denominator=1000)
ratios = st.fractions(Fraction(1, 100), 100, max_denominator=1000)


@given(shares, ratios)
def test_a_share_of_the_pool_lies_between_nothing_and_all(e, r):
    assert 0 <= exposure(e, r) <= 1
    assert 0 <= exposure(float(e), float(r)) <= 1


@given(shares)
def test_who_comes_as_readily_as_all_others_has_the_same_share(e):
    assert exposure(e, Fraction(1)) == e


@given(inner, ratios, ratios)
def test_it_grows_with_the_ratio(e, r, more):
    assert (exposure(e, r) < exposure(e, more)) == (r < more)


@given(shares, shares, ratios)
def test_it_grows_with_the_group(e, more, r):
    assert (exposure(e, r) < exposure(more, r)) == (e < more)


@given(inner, ratios)
def test_the_ratio_is_found_again_from_the_shares(e, r):
    assert ratio_of(e, exposure(e, r)) == r


@given(inner, ratios)
def test_the_pool_without_the_group_is_the_rest(e, r):
    assert exposure(e, r) + exposure(1 - e, 1 / r) == 1


@given(st.integers(1, 300), st.integers(1, 300), st.data())
def test_a_ratio_as_counted_gives_the_share_as_counted(group, others, data):
    inside = data.draw(st.integers(1, group))
    rest = data.draw(st.integers(1, others))
    r = measured(group + others, inside + rest, group, inside)
    assert exposure(Fraction(group, group + others), r) == Fraction(inside, inside + rest)


def test_where_nobody_of_the_others_came_there_is_no_ratio():
    assert measured(100, 10, 20, 10) is None
    assert measured(100, 10, 0, 0) is None


@pytest.mark.parametrize(
    ("e", "r", "words"),
    [
        (-0.1, 1.0, "lies between 0 and 1"), (1.1, 1.0, "lies between 0 and 1"),
        (float("nan"), 1.0, "lies between 0 and 1"), (0.5, -1.0, "from 0 upwards"),
        (0.5, float("inf"), "from 0 upwards"), (0.5, float("nan"), "from 0 upwards"),
        (1.0, 0.0, "Nobody is in the pool"),
    ],
)  # fmt: skip
def test_figures_that_mean_nothing_are_refused(e, r, words):
    with pytest.raises(ExposureError, match=words):
        exposure(e, r)


def test_shares_that_leave_nobody_to_compare_with_are_refused():
    for e, p in ((0.0, 0.5), (1.0, 0.5), (0.5, 1.0)):
        with pytest.raises(ExposureError, match="nothing to compare"):
            ratio_of(e, p)
    with pytest.raises(ExposureError, match="larger than its whole"):
        measured(10, 5, 11, 5)


def test_what_chance_explains_does_not_stand_out():
    assert beyond_chance(160, 50, 60, 30)  # 50 % beside 20 %
    assert not beyond_chance(5_200, 1_364, 156, 52)  # 33 % beside 26 %, of few
    assert not beyond_chance(160, 50, 100, 20)  # less readily than the others
    assert not beyond_chance(100, 10, 20, 10)  # nothing to compare with


# The table of H1: opt-in of the ordinary and of the group, and what a fuller simulation gave for
# 24 seats (mean of 6 runs, so of 144 seats).
TABLE = [
    (0.03, 0.75, 0.85, 0.02), (0.03, 0.10, 0.80, 0.22), (0.03, 0.06, 0.70, 0.23),
    (0.05, 0.75, 0.85, 0.06), (0.05, 0.10, 0.80, 0.31), (0.05, 0.06, 0.70, 0.39),
    (0.05, 0.10, 0.80, 0.35), (0.05, 0.06, 0.70, 0.38),
    (0.10, 0.75, 0.85, 0.13), (0.10, 0.10, 0.80, 0.44), (0.10, 0.06, 0.70, 0.64),
]  # fmt: skip


@pytest.mark.parametrize(("e", "others", "group", "told"), TABLE)
def test_formula_and_table_agree_within_sampling_error(e, others, group, told):
    p = exposure(e, group / others)
    error = (p * (1 - p) / 144) ** 0.5
    assert abs(p - told) < 2 * error


@pytest.mark.parametrize(("e", "others", "group", "_told"), TABLE)
def test_formula_and_ten_thousand_selections_agree(e, others, group, _told):
    p, ran = exposure(e, group / others), simulate(e, group, others)
    assert ran.selections == 10_000
    assert abs(ran.seat_share - p) < 3.5 * ran.error
    assert abs(ran.pool_share - p) < 0.001
    assert abs(ran.half - spread(24, p).half) < 0.02


def test_the_same_seed_selects_the_same():
    once = simulate(0.05, 0.7, 0.06, seed=7)
    assert simulate(0.05, 0.7, 0.06, seed=7) == once
    assert simulate(0.05, 0.7, 0.06, seed=8) != once


def test_a_pool_smaller_than_the_body_is_refused():
    with pytest.raises(ExposureError, match="too small"):
        simulate(0.1, 0.5, 0.1, seats=24, members=60)


@pytest.mark.parametrize(
    ("turnout", "needed"), [(0.08, 0.07), (0.15, 0.13), (0.30, 0.25), (0.618, 0.52)]
)
def test_how_many_must_come_for_the_lot_to_be_safer_than_the_vote(turnout, needed):
    assert round(opt_in_needed(0.8, 0.95, turnout), 2) == needed
    lot = exposure(0.05, 0.8 / (needed + 0.01))
    assert lot < exposure(0.05, 0.95 / turnout)


@pytest.mark.parametrize(
    ("others", "allotted", "told"),
    [(0.06, 16, 0.71), (0.06, 24, 0.84), (0.20, 24, 0.04), (0.50, 24, 0.00)],
)
def test_the_chance_of_a_third_of_the_seats_is_that_of_the_reference(others, allotted, told):
    by_vote = round((24 - allotted) * exposure(0.05, 0.95 / 0.15))
    needed = 8 - by_vote
    assert at_least(needed, allotted, exposure(0.05, 0.8 / others)) == pytest.approx(told, abs=0.03)


@given(st.integers(1, 30), shares)
def test_the_chances_of_all_seats_add_up(seats, share):
    p = float(share)
    assert at_least(0, seats, p) == pytest.approx(1)
    told = spread(seats, p)
    assert told.low <= told.mean + 1
    assert told.mean - 1 <= told.high
    assert 0 <= told.low <= told.high <= seats


@given(st.integers(1, 40), st.data())
def test_without_putting_back_the_chances_add_up_exactly(pool, data):
    group = data.draw(st.integers(0, pool))
    seats = data.draw(st.integers(1, pool))
    assert at_least_of(0, seats, group, pool) == 1
    parts = [at_least_of(k, seats, group, pool) for k in range(seats + 2)]
    assert parts == sorted(parts, reverse=True)
    assert sum(parts[1:]) == Fraction(seats * group, pool)  # the mean


def test_a_large_pool_is_as_good_as_putting_back():
    assert float(at_least_of(8, 24, 3_800, 10_000)) == pytest.approx(
        at_least(8, 24, 0.38), abs=0.001
    )


@given(inner, ratios, shares)
def test_rates_behind_a_ratio_give_the_coverage_back(e, r, coverage):
    rates = opt_in(float(e), float(r), float(coverage))
    inside = float(e) * rates.group + (1 - float(e)) * rates.others
    assert inside == pytest.approx(float(coverage))


def test_a_ratio_that_cannot_be_at_a_coverage_says_so():
    assert opt_in(0.1, 5.0, 0.2).possible
    assert not opt_in(0.1, 20.0, 0.5).possible


def test_the_sentence_is_one_that_everyone_understands():
    assert sentence(0.1, 5.0) == (
        "If one in ten members belongs to a group whose people are five times as likely to "
        "enter the pool, they are 36 % of the pool."
    )
    assert method.times(1) == "as likely as everyone else"
    assert (method.times(1.5), method.one_in(0.12)) == ("1.5 times as likely", "12 of 100")
    assert sentence(0.3, 1.0).startswith("If 30 of 100 members belong to a group")
