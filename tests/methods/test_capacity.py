"""Weekly loads against capacities, compared with counting day by day."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.capacity import (
    Promise,
    Span,
    Week,
    bearable,
    monday,
    mondays,
    outlook,
    peak,
    runs,
    worst,
)

DAY = timedelta(days=1)
FOUR_FIFTHS = Fraction(4, 5)
JANUARY = date(2026, 1, 5)  # a Monday
days = st.integers(0, 60).map(lambda n: JANUARY + n * DAY)
amounts = st.integers(0, 40)


@st.composite
def spans(draw) -> Span:
    begins, ends = sorted((draw(days), draw(days)))
    return Span(begins, ends, draw(amounts))


many = st.lists(spans(), max_size=5)


@given(many, many, spans())
def test_every_week_is_what_counting_day_by_day_gives(capacities, demands, asked):
    for week in outlook(capacities, demands, asked.begins, asked.ends):
        within = [week.monday + n * DAY for n in range(7)]
        touched = [d for d in demands if any(d.begins <= day <= d.ends for day in within)]
        there = [
            sum(c.per_week for c in capacities if c.begins <= day <= c.ends)
            for day in within
            if asked.begins <= day <= asked.ends
        ]
        assert (week.load, week.capacity) == (sum(d.per_week for d in touched), min(there))


@given(spans())
def test_the_weeks_of_a_span_hold_each_of_its_days_once(span):
    firsts = mondays(span.begins, span.ends)
    inside = [span.begins + n * DAY for n in range((span.ends - span.begins).days + 1)]
    assert firsts == sorted({monday(day) for day in inside})


@given(many, many, spans(), amounts)
def test_more_demand_never_makes_a_week_lighter(capacities, demands, asked, more):
    before = outlook(capacities, demands, asked.begins, asked.ends)
    added = [*demands, Span(asked.begins, asked.ends, more)]
    after = outlook(capacities, added, asked.begins, asked.ends)
    assert [week.load + more for week in before] == [week.load for week in after]


@given(many, many, spans(), st.fractions(0, 2))
def test_something_is_worst_exactly_when_some_week_is_over(capacities, demands, asked, share):
    weeks = outlook(capacities, demands, asked.begins, asked.ends)
    assert (worst(weeks, share) is not None) == any(week.over(share) for week in weeks)


@given(st.integers(0, 200), st.integers(0, 200), st.fractions(0, 2))
def test_over_is_the_exact_comparison_without_rounding(load, capacity, share):
    assert Week(JANUARY, capacity, load).over(share) == (load > share * capacity)


@given(many, many, spans(), st.fractions(0, 2))
def test_a_yes_to_the_whole_sum_makes_it_bearable(capacities, demands, asked, share):
    weeks = outlook(capacities, demands, asked.begins, asked.ends)
    known = Promise(asked, peak(weeks).load, min(week.capacity for week in weeks))
    assert worst(weeks, share, [known]) is None


@given(st.integers(1, 100), st.integers(0, 100))
def test_a_yes_ends_when_they_can_carry_less(capacity, load):
    asked = Span(JANUARY, JANUARY, load)
    promise = Promise(asked, load, capacity)
    assert bearable(Week(JANUARY, capacity - 1, load), FOUR_FIFTHS, [promise]) == (
        (capacity - 1) * 4 // 5
    )


def test_four_fifths_of_twenty_are_sixteen():
    assert [Week(JANUARY, 20, n).over(FOUR_FIFTHS) for n in (16, 17)] == [False, True]
    assert Week(JANUARY, 20, 17).share == Fraction(17, 20)
    assert Week(JANUARY, 0, 1).share is None


def test_the_worst_week_is_the_one_furthest_beyond():
    weeks = [Week(JANUARY, 20, 18), Week(JANUARY + 7 * DAY, 10, 15), Week(JANUARY, 40, 40)]
    assert worst(weeks, FOUR_FIFTHS) == weeks[2]
    assert worst(weeks[:2], FOUR_FIFTHS) == weeks[1]


def test_a_span_that_ends_before_it_begins_has_no_week():
    assert mondays(JANUARY, JANUARY - DAY) == []
    assert outlook([], [], JANUARY, JANUARY - DAY) == ()


@given(many, many, spans())
def test_runs_say_every_week_once_and_no_two_of_them_say_the_same(capacities, demands, asked):
    weeks = outlook(capacities, demands, asked.begins, asked.ends)
    said = runs(weeks)
    spread = [
        Week(first, run.capacity, run.load)
        for run in said
        for first in mondays(run.begins, run.ends)
    ]
    assert tuple(spread) == weeks
    pairs = [(run.capacity, run.load) for run in said]
    assert all(one != other for one, other in pairwise(pairs))
