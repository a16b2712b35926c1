"""The arithmetic of a running order, by its laws rather than by examples alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.running import (
    MINUTE,
    NONE,
    Run,
    Slot,
    follow,
    left,
    minutes_of,
    minutes_to,
    outlook,
    saved,
    savings,
)

SEVEN = datetime(2026, 3, 2, 19, tzinfo=UTC)

lengths = st.integers(1, 60)
spans = st.integers(0, 3600).map(lambda seconds: timedelta(seconds=seconds))


@st.composite
def slots(draw):
    minutes = draw(lengths)
    least = draw(st.none() | st.integers(0, minutes))
    return Slot(minutes, draw(st.integers(0, 10)), least, draw(st.integers(0, 4)))


@st.composite
def runs(draw):
    """A run in the middle of its evening, and a moment in what is on."""
    row = draw(st.lists(slots(), min_size=1, max_size=9))
    on, at = draw(st.integers(0, len(row) - 1)), SEVEN + draw(spans)
    for n in range(on):
        took = draw(spans)
        row[n] = replace(row[n], began=at, ended=at + took)
        at += took
    row[on] = replace(row[on], began=at, paused=draw(spans))
    promised = SEVEN + sum(slot.minutes for slot in row) * MINUTE
    now = at + row[on].paused + draw(spans)
    return Run(tuple(row), SEVEN, promised, on), now


def evening(**more):
    """Four steps from seven to eight; the second is on since ten past."""
    row = (
        Slot(10, began=SEVEN, ended=SEVEN + 10 * MINUTE),
        Slot(20, least=10, began=SEVEN + 10 * MINUTE),
        Slot(20, least=12, loss=1),
        Slot(10, least=8, loss=3),
    )
    return Run(row, SEVEN, SEVEN + 60 * MINUTE, **{"on": 1, **more})


def at(minutes):
    return SEVEN + minutes * MINUTE


def test_on_time_everything_follows_as_planned():
    told = outlook(evening(), at(15))
    assert [span.ends for span in told.spans] == [at(10), at(30), at(50), at(60)]
    assert (told.left, told.late, told.savings) == (15 * MINUTE, NONE, ())


def test_a_step_over_its_time_pushes_everything_and_says_where_to_save():
    told = outlook(evening(), at(41))
    assert (told.left, told.late) == (-11 * MINUTE, 11 * MINUTE)
    assert [(one.slot, one.minutes, one.to) for one in told.savings] == [(2, 8, 12), (3, 2, 8)]
    assert told.still_late == MINUTE


def test_before_the_start_the_room_is_late_once_its_time_has_come():
    run = replace(evening(on=None), slots=(Slot(30, least=20), Slot(30)))
    assert outlook(run, at(-20)).late == NONE
    assert outlook(run, at(7)).late == 7 * MINUTE
    assert outlook(run, at(7)).savings[0].to == 23


def test_after_the_end_the_room_was_as_late_as_it_was():
    row = (Slot(10, began=SEVEN, ended=at(12)), Slot(10, began=at(12), ended=at(25)), Slot(10))
    run = Run(row, SEVEN, at(30))
    assert run.is_over
    assert outlook(run, at(500)).late == -5 * MINUTE  # the last step was left out
    assert outlook(run, at(500)).left is None


def test_nothing_is_late_where_there_is_nothing():
    assert outlook(Run((), SEVEN, SEVEN), at(5)).late == NONE
    assert outlook(Run((), SEVEN, SEVEN), at(5)).ends is None


def test_minutes_are_whole():
    assert [minutes_of(timedelta(seconds=s)) for s in (-61, -59, 0, 59, 61)] == [-1, 0, 0, 0, 1]
    assert [minutes_to(timedelta(seconds=s)) for s in (-61, -60, 0, 1, 60, 61)] == [
        -1, -1, 0, 1, 1, 2,
    ]  # fmt: skip


@given(runs())
def test_what_is_over_stays_and_what_comes_follows_without_a_gap(made):
    run, now = made
    found = follow(run, now)
    for n, (slot, span) in enumerate(zip(run.slots, found, strict=True)):
        if n < run.on:
            assert (span.begins, span.ends) == (slot.began, slot.ended)
        elif n > run.on:
            assert span.begins == found[n - 1].ends
            assert span.ends - span.begins == slot.length
    assert found[run.on].ends >= now


@given(runs(), spans)
def test_the_end_stands_still_while_there_is_time_and_moves_with_the_clock_after(made, later):
    run, now = made
    rest = left(run, now)
    moved = outlook(run, now + later).ends - outlook(run, now).ends
    assert moved == max(NONE, later - max(NONE, rest))


@given(runs(), spans)
def test_a_pause_holds_what_is_left_and_moves_the_end_by_as_much(made, later):
    run, now = made
    held = replace(run, paused_at=now)
    assert left(held, now + later) == left(run, now)
    assert outlook(held, now + later).ends - outlook(held, now).ends == later


@given(runs(), st.integers(0, 30))
def test_minutes_that_are_given_are_minutes_that_are_left(made, more):
    run, now = made
    row = list(run.slots)
    row[run.on] = replace(row[run.on], given=row[run.on].given + more)
    longer = replace(run, slots=tuple(row))
    assert left(longer, now) - left(run, now) == more * MINUTE
    assert NONE <= outlook(longer, now).late - outlook(run, now).late <= more * MINUTE


@given(runs())
def test_savings_never_take_more_than_is_late_nor_what_a_step_needs(made):
    run, now = made
    told = outlook(run, now)
    total = sum(one.minutes for one in told.savings)
    assert total <= max(0, minutes_to(told.late))
    for one in told.savings:
        slot = run.slots[one.slot]
        assert one.slot > run.on
        assert one.minutes > 0
        assert slot.least <= one.to == slot.minutes + slot.given - one.minutes


@given(runs())
def test_savings_that_are_taken_win_back_what_they_say(made):
    run, now = made
    told = outlook(run, now)
    after = outlook(saved(run, told.savings), now)
    assert told.late - after.late == sum(one.minutes for one in told.savings) * MINUTE
    assert max(NONE, after.late) == told.still_late


@given(runs())
def test_where_enough_can_be_saved_the_room_is_on_time_again(made):
    run, now = made
    told = outlook(run, now)
    spare = sum(slot.spare for slot in run.slots[run.on + 1 :])
    if spare >= minutes_to(told.late):
        assert told.still_late == NONE
        assert outlook(saved(run, told.savings), now).savings == ()


@given(runs())
def test_what_is_dear_is_shortened_only_when_all_that_is_cheaper_is_used_up(made):
    run, now = made
    told = savings(run, outlook(run, now).late)
    taken = {one.slot: one.minutes for one in told}
    dearest = max((run.slots[n].loss for n in taken), default=-1)
    for n in range(run.on + 1, len(run.slots)):
        if run.slots[n].loss < dearest:
            assert taken.get(n, 0) == run.slots[n].spare
