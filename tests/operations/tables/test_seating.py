"""Everybody who is there gets one table; pins hold, latecomers go where somebody is needed."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.operations.tables import acts
from articulator.operations.tables.acts import Laying
from articulator.operations.tables.models import Floor, Guest
from tests.operations.tables.scene import (
    EVENING,
    guests,
    laid,
    people,
    seats,
    sizes,
    table,
    walk_in,
)
from tests.people import person


@pytest.fixture
def floor(gathering) -> Floor:
    """Three tables on the evening itself."""
    with clock.at(EVENING):
        yield laid(gathering, places=("by the window", "at the stage"))


def test_tables_have_numbers_places_and_codes_of_their_own(floor):
    rows = list(floor.tables.all())
    assert [str(one) for one in rows] == [
        "Table 1, by the window", "Table 2, at the stage", "Table 3",
    ]  # fmt: skip
    assert len({one.code for one in rows}) == 3


def test_whoever_is_checked_in_gets_a_table_and_sizes_differ_by_one_at_most(floor):
    people(floor.gathering, 13)
    acts.shuffle(person("ada"), floor)
    assert sorted(sizes(floor)) == [4, 4, 5]
    assert floor.allotted_at == EVENING


def test_with_nobody_there_no_table_is_given_out(floor):
    with pytest.raises(Refused, match="Nobody is checked in yet"):
        acts.shuffle(person("ada"), floor)


def test_fewer_people_than_tables_fill_the_first_ones(floor):
    people(floor.gathering, 2)
    acts.shuffle(person("ada"), floor)
    assert sizes(floor) == [1, 1, 0]


def test_whoever_is_pinned_stays_when_the_others_are_shuffled(floor):
    people(floor.gathering, 12)
    acts.shuffle(person("ada"), floor)
    who = guests(floor)[0]
    acts.pin(person("ada"), floor, who, table(floor, 3))
    for _ in range(3):
        acts.shuffle(person("ada"), floor)
        assert seats(floor)[who.pk] == 3
        assert sorted(sizes(floor)) == [4, 4, 4]
    acts.pin(person("ada"), floor, who, None)
    assert not guests(floor)[0].pinned


def test_a_shuffle_brings_new_neighbours(floor):
    people(floor.gathering, 9)
    acts.shuffle(person("ada"), floor)
    before = seats(floor)
    acts.shuffle(person("ada"), floor)
    after = seats(floor)
    together = [
        (one, two)
        for one in before
        for two in before
        if one < two and before[one] == before[two] and after[one] == after[two]
    ]
    assert together == []


def test_too_many_pins_at_one_table_are_refused_in_words(floor):
    people(floor.gathering, 6)
    acts.shuffle(person("ada"), floor)
    for who in guests(floor)[:4]:
        acts.pin(person("ada"), floor, who, table(floor, 1))
    with pytest.raises(Refused, match="4 people are pinned to the table “1”"):
        acts.shuffle(person("ada"), floor)


def test_who_comes_late_sits_where_somebody_is_needed_and_nobody_else_moves(floor):
    people(floor.gathering, 7)
    acts.shuffle(person("ada"), floor)
    before = seats(floor)
    walk_in(floor.gathering, "Late", "Later")
    assert acts.seat_late(person("ada"), floor) == 2
    assert {pk: at for pk, at in seats(floor).items() if pk in before} == before
    assert sizes(floor) == [3, 3, 3]


def test_a_phone_that_comes_late_gets_the_table_that_needs_it_once(floor):
    people(floor.gathering, 8)
    acts.shuffle(person("ada"), floor)
    acts.come(None, floor, "phone")
    acts.come(None, floor, "phone")
    assert sizes(floor) == [3, 3, 3]


def test_a_phone_that_comes_early_waits_and_is_seated_with_the_others(floor):
    acts.come(None, floor, "phone")
    people(floor.gathering, 5)
    assert seats(floor) == {}
    acts.shuffle(person("ada"), floor)
    assert sizes(floor) == [2, 2, 2]


def test_newcomers_are_spread_where_tables_are_mixed(gathering):
    with clock.at(EVENING):
        floor = laid(gathering, by="mixing")
        for number in range(9):
            acts.wish(None, floor, f"phone {number}", [], is_new=number < 3)
        acts.shuffle(person("ada"), floor)
        new = [one.table.number for one in guests(floor) if one.is_new]
    assert sorted(new) == [1, 2, 3]


def test_people_who_choose_by_interest_get_their_topic_where_it_can_be(gathering):
    with clock.at(EVENING):
        floor = laid(gathering, by="interest", topics=("Rent", "Buses", "Food"))
        for number in range(6):
            acts.wish(None, floor, f"phone {number}", [number % 3 + 1, 9])
        acts.shuffle(person("ada"), floor)
        assert all(one.wishes == [one.table.number] for one in guests(floor))


def test_interest_needs_a_topic_for_each_table(gathering):
    with pytest.raises(Refused, match="name one for each table"):
        acts.lay(person("ada"), gathering, Laying(3, "interest", topics=("Rent",)))


def test_tables_are_laid_once_and_by_hosts(gathering):
    with pytest.raises(Refused, match="The hosts of this gathering do that"):
        acts.lay(person("ben"), gathering, Laying(3))
    laid(gathering)
    with pytest.raises(Refused, match="laid already"):
        laid(gathering)


def test_a_guest_of_another_evening_cannot_be_pinned_here(floor):
    people(floor.gathering, 3)
    acts.shuffle(person("ada"), floor)
    stranger = Guest(floor_id=None, subject="x")
    with pytest.raises(Refused, match="another evening"):
        acts.pin(person("ada"), floor, stranger, table(floor))


def test_the_database_lets_nobody_sit_twice(floor):
    acts.come(None, floor, "phone")
    said = r"nobody_sits_twice|floor_id, .*subject"
    with pytest.raises(IntegrityError, match=said), transaction.atomic():
        Guest.objects.create(floor=floor, subject="phone", table=table(floor, 2))


def test_the_database_wants_a_table_for_a_pin(floor):
    with pytest.raises(IntegrityError, match="a_pin_needs_a_table"), transaction.atomic():
        Guest.objects.create(floor=floor, subject="phone", pinned=True)


@settings(
    max_examples=15, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(
    number=st.integers(4, 24), tables=st.integers(1, 4), by=st.sampled_from(["size", "mixing"]),
    pinned=st.sets(st.integers(0, 23), max_size=4),
)  # fmt: skip
def test_however_one_shuffles_pins_hold_sizes_are_even_and_all_sit_once(
    gathering, number, tables, by, pinned
):
    with clock.at(EVENING), transaction.atomic():
        floor = laid(gathering, tables, by=by)
        for at in range(number):
            acts.come(None, floor, f"phone {at}")
        acts.shuffle(person("ada"), floor)
        held = {one.pk: one.table.number for at, one in enumerate(guests(floor)) if at in pinned}
        for one in guests(floor):
            if one.pk in held:
                acts.pin(person("ada"), floor, one, one.table)
        acts.shuffle(person("ada"), floor)
        there = seats(floor)
        assert {pk: there[pk] for pk in held} == held
        assert len(there) == number
        assert max(sizes(floor)) - min(sizes(floor)) <= 1
        transaction.set_rollback(True)
