"""Mirrors are judged by fair lots, and no published word tells what anybody is (R-48, R-53)."""

from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from articulator.methods.representation import (
    agreement,
    bounds,
    deniable,
    distance,
    fair_range,
    fit,
    leaning,
    settled,
)
from articulator.methods.suppression import SMALL

profiles = st.lists(st.integers(10, 400), min_size=2, max_size=4)


def compositions(total: int, kinds: int):
    if kinds == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in compositions(total - first, kinds - 1):
            yield (first, *rest)


def table(*rows):
    return np.array(rows, dtype=float)


# Looking alike


def test_a_fair_lot_of_fifteen_from_a_half_gives_five_to_ten():
    fair = fair_range(15, 500, 1000)
    assert (fair.low, fair.high, fair.mean) == (4, 11, 7.5)
    fair = fair_range(15, 500, 1000, level=0.8)
    assert (fair.low, fair.high) == (5, 10)


@given(st.integers(1, 40), st.integers(0, 200), st.integers(40, 200), st.floats(0.5, 0.99))
def test_the_range_holds_its_mean_and_the_share_of_lots_it_promises(seats, having, of, level):
    assume(having <= of)
    fair = fair_range(seats, having, of, level)
    assert 0 <= fair.low <= fair.mean <= fair.high <= seats
    inside = sum(
        comb(having, k) * comb(of - having, seats - k) for k in range(fair.low, fair.high + 1)
    )
    assert inside / comb(of, seats) >= level - 1e-9


def test_more_seats_than_people_are_refused():
    with pytest.raises(ValueError, match="do not fit"):
        fair_range(5, 1, 4)


@given(profiles, st.integers(1, 5))
def test_a_perfect_mirror_is_at_distance_nought(profile, parts):
    whole = [parts * one for one in profile]
    assert distance(profile, whole) == 0
    assert fit(profile, whole, lots=50).p_value == 1


def test_a_body_of_none_of_its_members_kinds_is_at_distance_one():
    assert distance([0, 7], [50, 0]) == 1


@settings(max_examples=40, deadline=None)
@given(profiles, st.data())
def test_the_names_of_the_kinds_do_not_matter(profile, data):
    counts = data.draw(st.lists(st.integers(0, 8), min_size=len(profile), max_size=len(profile)))
    assume(sum(counts))
    order = data.draw(st.permutations(range(len(profile))))
    swapped = fit([counts[i] for i in order], [profile[i] for i in order], lots=200)
    assert swapped == fit(counts, profile, lots=200)


def test_the_simulated_p_value_is_near_the_exact_one():
    counts, profile, exact = (3, 9), (500, 500), 0.0
    for one in compositions(12, 2):
        if distance(one, profile) >= distance(counts, profile):
            exact += comb(500, one[0]) * comb(500, one[1]) / comb(1000, 12)
    assert fit(counts, profile, lots=20_000).p_value == pytest.approx(exact, abs=0.01)


def test_fair_lots_are_seldom_called_far():
    luck, profile = np.random.default_rng(3), [300, 250, 50]
    drawn = luck.multivariate_hypergeometric(profile, 20, size=300)
    assert sum(fit([int(n) for n in one], profile).far for one in drawn) / 300 < 0.08


@settings(max_examples=60, deadline=None)
@given(profiles, st.integers(0, 5), st.data())
def test_whatever_the_silent_are_the_distance_lies_within_its_bounds(profile, silent, data):
    counts = data.draw(st.lists(st.integers(0, 6), min_size=len(profile), max_size=len(profile)))
    assume(sum(counts) + silent)
    every = [
        distance([c + x for c, x in zip(counts, more, strict=True)], profile)
        for more in compositions(silent, len(profile))
    ]
    assert bounds(counts, profile, silent) == (min(every), max(every))


# What a published word tells: by brute force over all bodies that could be behind it


def words(hidden: int, shown: tuple[int, ...], profile: tuple[int, ...], limit: float):
    """Every body that could be there, with the word that would be published of it."""
    for counts in compositions(hidden, len(profile)):
        whole = [c + s for c, s in zip(counts, shown, strict=True)]
        yield counts, distance(whole, profile) > limit


@pytest.mark.parametrize("profile", [(48, 46, 6), (90, 10), (25, 25, 25, 25), (70, 20, 10)])
@pytest.mark.parametrize("hidden", [2, 7, 8, 9, 12])
@pytest.mark.parametrize("open_one", [0, 1, 6])
def test_no_holder_s_kind_follows_from_a_published_word(profile, hidden, open_one):
    shown = (open_one, *[0] * (len(profile) - 1))
    told = hidden + open_one
    members = tuple(10 * one for one in profile)
    limit = fit((told, *shown[1:]), members).limit
    if not deniable(shown, hidden, members, limit):
        return
    assert hidden >= SMALL
    behind = {False: [], True: []}
    for counts, far in words(hidden, shown, members, limit):
        behind[far].append(counts)
    for bodies, mine, theirs in product(behind.values(), range(len(profile)), range(len(profile))):
        possible = [
            one for one in bodies
            if one[mine] >= 1 and one[theirs] >= 1 + (mine == theirs)
        ]  # fmt: skip
        assert possible, (profile, hidden, shown, mine, theirs)


def test_the_rule_lets_an_ordinary_council_be_spoken_of():
    profile = [480, 460, 60]
    limit = fit([12, 11, 1], profile).limit
    assert deniable([0, 0, 0], 24, profile, limit)
    assert not deniable([12, 5, 0], 7, profile, limit)


# Thinking alike


def test_where_everyone_has_answered_nothing_is_uncertain():
    assert leaning([1, 1, -1, 0], 4).margin == 0
    assert leaning([1.0], 50).margin == 1


def test_the_margin_is_that_of_the_textbook():
    said = leaning([1] * 60 + [-1] * 40, 1_000_000)
    assert (said.mean, said.answers) == (pytest.approx(0.2), 100)
    assert said.margin == pytest.approx(1.645 * 0.98473 / 10, abs=1e-3)


def test_a_majority_is_settled_when_the_silent_cannot_turn_it():
    assert [settled(3, 2), settled(3, 3), settled(-4, 3)] == [True, False, True]


answers = st.sampled_from([-1.0, 0.0, 1.0, float("nan")])
rows = st.lists(st.lists(answers, min_size=3, max_size=3), min_size=6, max_size=12)


@settings(max_examples=30, deadline=None)
@given(rows)
def test_everybody_together_agrees_with_everybody(everyone):
    whole = table(*everyone)
    assume((~np.isnan(whole)).any())
    found = agreement(whole, whole, lots=40)
    assert (found.fit.distance, found.differs) == (0, 0)


@settings(max_examples=30, deadline=None)
@given(rows, rows, st.permutations(range(3)))
def test_turning_statements_round_or_about_changes_nothing(everyone, some, order):
    members, body = table(*everyone), table(*some[:4])
    first = agreement(body, members, lots=40)
    assume(first is not None)
    for other in (
        agreement(-body, -members, lots=40),
        agreement(body[:, order], members[:, order], lots=40),
    ):
        assert other.fit.distance == pytest.approx(first.fit.distance)
        assert other.differs == pytest.approx(first.differs)
    assert 0 <= first.differs_low <= first.differs <= first.differs_high <= 1


def test_a_body_of_the_opposite_opinion_is_far_from_its_members():
    members = table(*[[1, -1, 1]] * 90, *[[-1, 1, -1]] * 10)
    found = agreement(table(*[[-1, 1, -1]] * 8), members)
    assert (found.fit.far, found.differs, found.statements) == (True, 1, 3)
    assert found.fit.distance == pytest.approx(0.9)
    assert found.fit.p_value < 0.01


def test_a_fair_lot_thinks_like_its_members():
    luck = np.random.default_rng(9)
    members = luck.choice([-1.0, 0.0, 1.0], size=(400, 6), p=[0.2, 0.1, 0.7])
    found = agreement(members[luck.choice(400, 20, replace=False)], members)
    assert not found.fit.far
    assert found.fit.ratio < 2


def test_nothing_is_said_where_too_few_members_have_answered():
    assert agreement(table([1], [1]), table([1])) is None
    assert agreement(table([np.nan]), table([1], [1])) is None
