from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articulator.methods.apportionment import (
    DIVISORS,
    ApportionmentError,
    divisor,
    equal,
    largest_remainder,
    nearest_equal_totals,
    per_members,
    per_unit,
)

# Balinski and Young 2001, chapter 9: six states, 36 seats, five methods, five answers.
SIX_STATES = {"A": 27_744, "B": 25_178, "C": 19_951, "D": 14_610, "E": 9_225, "F": 3_292}
# The United States census of 1790, as apportioned in 1792: Balinski and Young 2001, chapter 3.
STATES_1790 = {
    "Virginia": 630_560,
    "Massachusetts": 475_327,
    "Pennsylvania": 432_879,
    "North Carolina": 353_523,
    "New York": 331_589,
    "Maryland": 278_514,
    "Connecticut": 236_841,
    "South Carolina": 206_236,
    "New Jersey": 179_570,
    "New Hampshire": 141_822,
    "Vermont": 85_533,
    "Georgia": 70_835,
    "Kentucky": 68_705,
    "Rhode Island": 68_446,
    "Delaware": 55_540,
}

sizes_of_units = st.dictionaries(
    st.sampled_from(["ada", "ben", "cleo", "dev", "ewa", "femi", "gul"]),
    st.integers(1, 300),
    min_size=1,
)
methods = st.sampled_from(sorted(DIVISORS))
some = settings(max_examples=60, deadline=None)


def seats(result):
    return list(result.seats.values())


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("adams", [10, 9, 7, 5, 3, 2]),
        ("dean", [10, 9, 7, 5, 4, 1]),
        ("hill", [10, 9, 7, 6, 3, 1]),
        ("sainte_lague", [10, 9, 8, 5, 3, 1]),
        ("dhondt", [11, 9, 7, 5, 3, 1]),
    ],
)
def test_the_five_divisor_methods_give_five_answers_to_balinski_and_youngs_example(
    method, expected
):
    assert seats(divisor(SIX_STATES, 36, method)) == expected


def test_largest_remainders_agree_with_dean_on_the_same_example():
    assert seats(largest_remainder(SIX_STATES, 36)) == [10, 9, 7, 5, 4, 1]


def test_jeffersons_method_gives_the_house_of_1792():
    house = divisor(STATES_1790, 105, "dhondt")

    assert seats(house) == [19, 14, 13, 10, 10, 8, 7, 6, 5, 4, 2, 2, 2, 2, 1]


def test_hamiltons_method_gives_the_bill_that_washington_refused():
    house = largest_remainder(STATES_1790, 120)

    assert seats(house) == [21, 16, 14, 12, 11, 9, 8, 7, 6, 5, 3, 2, 2, 2, 2]


def test_one_seat_more_can_cost_a_unit_a_seat_under_largest_remainders():
    units = {"ada": 6, "ben": 6, "cleo": 2}

    assert seats(largest_remainder(units, 10)) == [4, 4, 2]
    assert seats(largest_remainder(units, 11)) == [5, 5, 1]


def test_each_remainder_explains_its_seat():
    result = largest_remainder({"ada": 6, "ben": 6, "cleo": 2}, 10)

    assert result.shares[2].quota == Fraction(10, 7)
    assert result.shares[2].reason == (
        "quota 1 3/7: 1 whole, remainder 3/7 is number 1 of 3 for 1 seats left: one seat more"
    )


def test_each_quotient_explains_its_seat():
    result = divisor({"ada": 60, "ben": 40}, 3, "dhondt")

    assert [share.reason for share in result.shares] == [
        "last seat won with quotient 30.000",
        "last seat won with quotient 40.000",
    ]
    assert result.notes == (
        "the last went to ada with quotient 30.000; the next would have gone to ada with 20.000",
    )


def test_a_tie_goes_to_the_larger_unit_or_to_the_smaller_as_declared():
    units = {"ada": 60, "ben": 20}

    assert divisor(units, 3, "dhondt").seats == {"ada": 3, "ben": 0}
    assert divisor(units, 3, "dhondt", ties="smaller").seats == {"ada": 2, "ben": 1}


def test_a_tie_of_equal_units_falls_by_the_public_lot():
    winners = {
        next(unit for unit, won in largest_remainder(twins, 1, lots=lots).seats.items() if won)
        for twins in ({"ada": 5, "ben": 5},)
        for lots in "0123456789"
    }

    assert winners == {"ada", "ben"}


def test_a_tie_is_noted():
    result = largest_remainder({"ada": 5, "ben": 5}, 1, lots="7")

    assert len(result.notes) == 1
    assert result.notes[0].endswith("(larger unit first, then by lot from seed '7')")


def test_die_linkes_delegates_come_in_pairs():
    result = divisor({"ada": 900, "ben": 90, "cleo": 10}, 20, "adams", pairs=True)

    assert result.seats == {"ada": 16, "ben": 2, "cleo": 2}


def test_a_minimum_is_met_by_every_method():
    units = {"ada": 980, "ben": 10, "cleo": 10}

    assert largest_remainder(units, 12, minimum=2).seats == {"ada": 8, "ben": 2, "cleo": 2}
    assert divisor(units, 12, "dhondt", minimum=2).seats == {"ada": 8, "ben": 2, "cleo": 2}


@pytest.mark.parametrize(
    ("rounding", "expected"),
    [("half_up", [1, 1, 2, 2]), ("up", [1, 2, 2, 2]), ("down", [1, 1, 1, 2])],
)
def test_delegates_per_members_are_rounded_as_declared(rounding, expected):
    branches = {"ada": 20, "ben": 101, "cleo": 150, "dev": 200}

    assert seats(per_members(branches, 100, rounding)) == expected


def test_delegates_per_members_say_how_they_were_rounded():
    share = per_members({"ada": 20}, 75).shares[0]

    assert share.reason == (
        "20 members at one per 75 are 4/15, rounded half up to 0, raised to the minimum of 1"
    )


def test_a_unit_without_members_sends_nobody():
    empty = {"ada": 0, "ben": 150}

    assert per_members(empty).seats == {"ada": 0, "ben": 2}
    assert divisor(empty, 3, "adams", minimum=1).seats == {"ada": 0, "ben": 3}
    assert largest_remainder(empty, 3, minimum=1).seats == {"ada": 0, "ben": 3}


def test_every_unit_gets_the_same_fixed_number():
    assert per_unit(["ada", "ben"], 3).seats == {"ada": 3, "ben": 3}


def test_eighteen_seats_over_nine_regions_are_two_each():
    assert set(equal([f"region {n}" for n in range(9)], 18).seats.values()) == {2}


def test_sixteen_seats_over_nine_regions_are_refused_with_the_totals_that_would_do():
    with pytest.raises(ApportionmentError) as refusal:
        equal([f"region {n}" for n in range(9)], 16)

    assert str(refusal.value) == (
        "16 seats cannot be shared equally over 9 units: it needs 9 or 18, or a divisor method"
    )


@pytest.mark.parametrize(
    ("units", "total", "expected"), [(9, 16, (9, 18)), (9, 4, (9,)), (9, 18, (18,))]
)
def test_the_nearest_equal_totals_give_each_unit_at_least_one(units, total, expected):
    assert nearest_equal_totals(units, total) == expected


@pytest.mark.parametrize(
    ("attempt", "message"),
    [
        (lambda: largest_remainder({}, 3), "there are no units to share seats over"),
        (lambda: divisor({"ada": 1}, -1), "-1 seats: the number must be 0 or more"),
        (lambda: per_members({"ada": -1}), "ada has -1 members: the number must be 0 or more"),
        (
            lambda: divisor({"ada": 0}, 3),
            "no unit has any members, so there is nothing to share by",
        ),
        (
            lambda: divisor({"ada": 1, "ben": 1}, 1, "adams"),
            "Adams gives each of 2 units at least 1: that needs 2 seats and there are 1",
        ),
        (
            lambda: per_members({"ada": 1}, 0),
            (
                "one seat per 0 members, rounded 'half_up': "
                "the number must be 1 or more, the rounding half_up, up or down"
            ),
        ),
        (
            lambda: divisor({"ada": 1}, 5, pairs=True),
            "pairs need an even total and minimum, not 5 and 0",
        ),
    ],
)
def test_what_cannot_be_shared_is_refused_in_plain_words(attempt, message):
    with pytest.raises(ApportionmentError) as refusal:
        attempt()

    assert str(refusal.value) == message


@some
@given(sizes_of_units, st.integers(7, 60), methods)
def test_all_seats_are_given_out(sizes, total, method):
    assert sum(seats(divisor(sizes, total, method))) == total
    assert sum(seats(largest_remainder(sizes, total))) == total


@some
@given(sizes_of_units, methods, st.integers(0, 2))
def test_a_divisor_method_never_takes_a_seat_away_when_the_body_grows(sizes, method, minimum):
    houses = [seats(divisor(sizes, total, method, minimum=minimum)) for total in range(14, 40)]

    assert all(
        all(was <= now for was, now in zip(smaller, larger, strict=True))
        for smaller, larger in pairwise(houses)
    )


@some
@given(sizes_of_units, st.integers(0, 60))
def test_largest_remainders_stay_within_one_of_the_exact_share(sizes, total):
    assert all(
        abs(share.seats - share.quota) < 1 for share in largest_remainder(sizes, total).shares
    )


@some
@given(sizes_of_units, st.integers(7, 60), methods, st.randoms(use_true_random=False))
def test_the_order_of_the_units_changes_nothing(sizes, total, method, shuffler):
    names = list(sizes)
    shuffler.shuffle(names)
    shuffled = {name: sizes[name] for name in names}

    assert divisor(shuffled, total, method).seats == divisor(sizes, total, method).seats
    assert largest_remainder(shuffled, total).seats == largest_remainder(sizes, total).seats


@some
@given(sizes_of_units, st.integers(7, 60), methods)
def test_a_larger_unit_never_has_fewer_seats(sizes, total, method):
    for result in (divisor(sizes, total, method), largest_remainder(sizes, total)):
        ordered = sorted(result.shares, key=lambda share: share.size)
        assert all(
            small.seats <= large.seats
            for small, large in pairwise(ordered)
            if small.size < large.size
        )


@some
@given(sizes_of_units, st.integers(7, 60), methods)
def test_no_transfer_of_a_seat_beats_the_divisor_rule(sizes, total, method):
    """Balinski and Young, theorem A.1: the largest unmet claim is at most the smallest met one."""
    won = divisor(sizes, total, method).seats
    rule = DIVISORS[method]
    unmet = max(rule.claim(sizes[unit], won[unit]) for unit in sizes)
    met = [
        rule.claim(sizes[unit], won[unit] - 1)
        for unit in sizes
        if won[unit] > rule.first_seat_for_all
    ]

    assert all(unmet <= claim for claim in met)
