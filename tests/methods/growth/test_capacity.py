"""Before an action: trainings, places, trainers and dates for those it may bring (R-154, R-156)."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articulator.methods.growth import Form, GrowthError, Newcomers, Rate, need

SATURDAY = date(2026, 12, 5)
RATES = (Rate(60, 100), Rate(30, 80), Rate(20, 28))  # left an address, said yes, came
FORM = Form(places=12, trainers=2, a_week=2, weekdays={1, 3, 5})


def test_the_plan_says_what_must_be_ready_and_how_sure_it_is():
    plan = need(SATURDAY, Newcomers(150, 200, 400), RATES, FORM)
    assert plan.words == (
        f"Have {plan.trainings} trainings with {plan.places} places and {plan.trainers} trainers "
        f"ready. Likely {plan.likely} people come, in nine of ten cases {plan.low} to {plan.high}."
    )
    expected = 250 * 0.6 * (30.5 / 81) * (20.5 / 29)
    assert abs(np.mean(plan.per_run) - expected) < 1
    assert plan.low < plan.likely < plan.high < plan.places
    assert plan.suffices(plan.places) >= 0.9
    assert plan.suffices(plan.low) < 0.1


def test_trainings_lie_on_the_days_asked_for_in_the_weeks_after_the_action():
    plan = need(SATURDAY, Newcomers(150, 200, 400), RATES, FORM)
    first, second, third = plan.weeks
    assert [week.begins for week in plan.weeks] == [
        date(2026, 12, 6), date(2026, 12, 13), date(2026, 12, 20),
    ]  # fmt: skip
    assert first.dates == (date(2026, 12, 8), date(2026, 12, 10), date(2026, 12, 12))
    assert first.places == 36
    assert (first.trainers, second.trainers, third.trainers) == (3, 2, 2)
    assert plan.trainers == 3


def test_many_at_once_need_as_many_trainers_as_the_fullest_day():
    one_day = Form(places=5, a_week=7, weekdays={6})
    plan = need(SATURDAY, Newcomers(20, 20, 20), (), one_day, by_week=(1.0,))
    assert plan.weeks[0].dates == (date(2026, 12, 6),) * 4
    assert (plan.trainers, plan.likely, plan.low, plan.high) == (4, 20, 20, 20)


def test_places_suffice_as_often_as_was_asked_for():
    rng = np.random.default_rng(12)
    truth, enough = 0.35, 0
    for run in range(300):  # each time 40 were counted, then 200 newcomers come
        counted = Rate(int(rng.binomial(40, truth)), 40)
        plan = need(SATURDAY, Newcomers(200, 200, 200), (counted,), Form(1), (1.0,), 0.9, run)
        enough += rng.binomial(200, truth) <= plan.places
    assert 0.85 <= enough / 300 <= 0.95


def test_nobody_expected_needs_nothing():
    plan = need(SATURDAY, Newcomers(0, 0, 0), RATES, FORM)
    assert (plan.trainings, plan.places, plan.trainers, plan.likely) == (0, 0, 0, 0)


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 400), st.integers(1, 30), st.integers(1, 3), st.integers(1, 5),
    st.sets(st.integers(0, 6), min_size=1), st.sampled_from([0.5, 0.8, 0.95]),
)  # fmt: skip
def test_every_plan_keeps_its_own_rules(people, places, trainers, a_week, weekdays, sure):
    form = Form(places, trainers, a_week, weekdays)
    plan = need(SATURDAY, Newcomers(people, people, people), RATES, form, sure=sure)
    assert plan == need(SATURDAY, Newcomers(people, people, people), RATES, form, sure=sure)
    assert plan.high <= people
    for week in plan.weeks:
        assert week.places == places * len(week.dates)
        assert week.low <= week.likely <= week.high
        assert all(day.weekday() in weekdays for day in week.dates)
        assert all(week.begins <= day < week.begins + timedelta(days=7) for day in week.dates)
        assert week.trainers * a_week >= len(week.dates) * trainers
        days = [week.dates.count(day) for day in week.dates]
        assert week.trainers >= max(days, default=0) * trainers


@pytest.mark.parametrize(
    ("words", "run"),
    [
        ("between the least and the most", lambda: Newcomers(5, 3, 9)),
        ("a place, a trainer", lambda: Form(0)),
        ("count from 0", lambda: Form(5, weekdays={7})),
        ("at least one", lambda: Form(5, weekdays=set())),
        ("add up to 1", lambda: need(SATURDAY, Newcomers(1, 1, 1), (), FORM, by_week=(0.5,))),
        ("between 0 and 1", lambda: need(SATURDAY, Newcomers(1, 1, 1), (), FORM, sure=2)),
    ],
)
def test_what_cannot_be_planned_is_refused_in_words(words, run):
    with pytest.raises(GrowthError, match=words):
        run()
