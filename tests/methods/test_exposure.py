from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.exposure import (
    ExposureError,
    break_even,
    exposure,
    outlook,
    ratio_of,
    simulate,
)

shares = st.floats(0.001, 0.999)
ratios = st.floats(0.01, 100)
THIRD = Fraction(1, 3)


@given(shares, ratios)
def test_a_share_of_the_pool_is_a_share(share, ratio):
    assert 0 < exposure(share, ratio) < 1


@given(shares)
def test_whoever_is_as_likely_as_others_has_the_same_share(share):
    assert exposure(share, 1) == pytest.approx(share)


@given(shares, ratios, st.floats(1.001, 3))
def test_more_people_and_more_zeal_are_more_of_the_pool(share, ratio, more):
    assert exposure(share, ratio * more) > exposure(share, ratio)
    assert exposure(min(share * more, 1), ratio) >= exposure(share, ratio)


@given(shares, ratios)
def test_the_ratio_is_read_back_from_the_shares(share, ratio):
    assert ratio_of(share, exposure(share, ratio)) == pytest.approx(ratio, rel=1e-6)


@given(shares, ratios)
def test_what_one_group_has_the_others_have_not(share, ratio):
    assert exposure(share, ratio) + exposure(1 - share, 1 / ratio) == pytest.approx(1)


@given(shares, ratios, st.integers(1, 60))
def test_the_expected_seats_lie_between_the_bounds(share, ratio, seats):
    found = outlook(share, ratio, seats)
    assert 0 <= found.low <= found.high <= seats
    assert found.low - 1 <= found.expected <= found.high + 1
    assert found.at_least(Fraction(0)) == 1
    assert found.at_least(THIRD) >= found.at_least(Fraction(1, 2))


# Size of the group, the rates of its people and of others, and what a lot of 24 gave as the mean
# of six runs of a whole simulated organisation (docs/methods/exposure.md).
TABLE = [
    (0.03, 0.85, 0.75, 0.02),
    (0.03, 0.8, 0.1, 0.22),
    (0.03, 0.7, 0.06, 0.23),
    (0.05, 0.85, 0.75, 0.06),
    (0.05, 0.8, 0.1, 0.31),
    (0.05, 0.7, 0.06, 0.39),
    (0.05, 0.8, 0.1, 0.35),
    (0.05, 0.7, 0.06, 0.38),
    (0.10, 0.85, 0.75, 0.13),
    (0.10, 0.8, 0.1, 0.44),
    (0.10, 0.7, 0.06, 0.64),
]
SIX_RUNS = 2.5 * 0.1 / 6**0.5  # a lot of 24 spreads by about 0.1; two and a half errors of a mean


@pytest.mark.parametrize(("share", "inside", "others", "measured"), TABLE)
def test_ten_thousand_selections_agree_with_the_figure(share, inside, others, measured):
    found = exposure(share, inside / others)
    drawn = simulate(20_000, share, inside, others, 24)
    assert abs(drawn.share - found) < 4 * drawn.error
    assert abs(found - measured) < SIX_RUNS


@pytest.mark.parametrize(
    ("others", "elected", "allotted", "chance"),
    [(0.06, 16, 8, 0.43), (0.06, 8, 16, 0.71), (0.06, 0, 24, 0.84),
     (0.20, 0, 24, 0.04), (0.50, 0, 24, 0.00)],
)  # fmt: skip
def test_the_chance_of_a_third_of_a_body(others, elected, allotted, chance):
    """Five in a hundred members; a proportional vote gives them a quarter of the elected seats."""
    needed = 8 - elected // 4
    found = outlook(0.05, 0.8 / others, allotted).at_least(Fraction(needed, allotted))
    assert round(found, 2) == chance


def test_the_chance_of_a_third_is_what_is_drawn():
    drawn = simulate(20_000, 0.05, 0.8, 0.06, 24)
    assert drawn.third == pytest.approx(outlook(0.05, 0.8 / 0.06, 24).at_least(THIRD), abs=0.02)


@pytest.mark.parametrize(
    ("turnout", "needed"), [(0.08, 0.07), (0.15, 0.13), (0.30, 0.25), (0.618, 0.52)]
)
def test_above_what_coverage_the_lot_is_safer_than_the_vote(turnout, needed):
    found = break_even(0.8, 0.95, turnout)
    assert round(found, 2) == needed
    assert exposure(0.05, 0.8 / found) == pytest.approx(exposure(0.05, 0.95 / turnout))


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (lambda: exposure(1.2, 1), "A share of the membership lies between 0 and 1, not 1.2."),
        (lambda: exposure(0.1, -1), "A group is 0 or more times as likely as others, not -1."),
        (lambda: exposure(1, 0), "A group of everybody, none of them in the pool"),
        (lambda: ratio_of(0, 0.5), "The share of the membership must lie between 0 and 1"),
        (lambda: break_even(0.8, 0, 0.1), "A group that does not vote"),
        (lambda: outlook(0.1, 1, 0), "A selection has at least one seat, not 0."),
        (lambda: simulate(100, 0.5, 0.01, 0.01, 24), "cannot always fill 24 seats"),
    ],
)
def test_what_cannot_be_is_said(asked, message):
    with pytest.raises(ExposureError) as error:
        asked()
    assert str(error.value).startswith(message) or message in str(error.value)


def test_the_same_seed_draws_the_same():
    assert simulate(500, 0.1, 0.5, 0.2, 9) == simulate(500, 0.1, 0.5, 0.2, 9)
