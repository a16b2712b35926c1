"""Several rounds: few meet again (the social golfer's problem), hosts stay (R-136, R-137)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articulator.methods.tables import (
    Guest,
    Table,
    likeness,
    meetings,
    met_again,
    met_again_at_least,
    rounds,
    seat,
)


def people(number):
    return [Guest(f"p{at:03}", {"unit": "abc"[at % 3]}) for at in range(number)]


def tables(number):
    return [Table(f"t{at:02}") for at in range(number)]


@pytest.mark.parametrize(
    ("number", "groups", "times"),
    [(9, 3, 4), (16, 4, 5), (20, 5, 4), (32, 8, 6), (60, 12, 3), (63, 12, 3), (300, 40, 3)],
)
def test_nobody_meets_again_where_that_can_be(number, groups, times):
    """Nine by threes for four rounds and sixteen by fours for five meet everyone exactly once."""
    found = rounds(people(number), tables(groups), times, "size")
    assert met_again(found) == 0


def test_where_some_must_meet_again_they_are_few():
    found = rounds(people(24), tables(4), 3, "size")  # six at each of four tables
    chance = [seat(people(24), tables(4), "size", seed=seed) for seed in range(3)]
    assert met_again_at_least(found) == 16
    assert met_again(found) <= 24 < met_again(chance)
    assert max(meetings(found).values()) <= 2


def test_rounds_of_mixed_tables_stay_mixed():
    found = rounds(people(36), tables(9), 4)
    for seating in found:
        told = likeness(seating, people(36), "unit")
        assert told.pairs <= told.least + 2
    assert met_again(found) == 0


def test_hosts_stay_and_the_others_move_on():
    hosts = {f"p{at:03}": f"t{at:02}" for at in range(6)}
    found = rounds(people(30), tables(6), 3, "size", pins=hosts)
    for seating in found:
        assert {name: seating.place[name] for name in hosts} == hosts
    for name in {guest.name for guest in people(30)} - set(hosts):
        assert len({seating.place[name] for seating in found}) == 3
    assert met_again(found) == 0


def test_earlier_evenings_count():
    evening = rounds(people(40), tables(8), 2, "size", seed=1)
    tonight = rounds(people(40), tables(8), 2, "size", earlier=evening, seed=2)
    assert met_again([*evening, *tonight]) == 0


def test_those_who_were_not_there_before_are_seated_too():
    before = seat([*people(20), Guest("gone")], tables(4), "size")
    assert len(seat([*people(20), Guest("new")], tables(4), earlier=[before]).place) == 21


@settings(max_examples=25, deadline=None)
@given(st.integers(4, 30), st.integers(1, 6), st.integers(1, 4), st.integers(0, 99))
def test_rounds_are_even_complete_and_the_same_by_seed(number, groups, times, seed):
    groups = min(groups, number)
    found = rounds(people(number), tables(groups), times, seed=seed)
    assert len(found) == times
    for seating in found:
        assert max(seating.sizes) - min(seating.sizes) <= 1
        assert len(seating.place) == number
    assert met_again_at_least(found) <= met_again(found)
    assert rounds(people(number), tables(groups), times, seed=seed) == found
    assert rounds(people(number), tables(groups), 1, seed=seed)[0] == seat(
        people(number), tables(groups), seed=seed
    )
