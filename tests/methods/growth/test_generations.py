"""Trainers of trainers: the table of H6 by simulation, and what arrives per layer (R-155)."""

from math import inf, isclose

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articulator.methods.growth import Course, GrowthError, by_layer, generations, kept

# H6, eight trainers, two years, as told: median of 40 runs and, where told, the middle 80 %.
TABLE = [
    (Course(kept=1.0), 8125, (2322, 12154)),
    (Course(kept=0.9), 1987, (1117, 3282)),
    (Course(kept=0.75), 790, (485, 1241)),
    (Course(kept=0.75, recertified_every=26), 2298, (899, 4164)),
    (Course(kept=0.75, recertified_every=12), 3872, (1410, 6097)),
    (Course(kept=1.0, catchment=20_000), 5592, None),
    (Course(kept=0.75, recertified_every=12, catchment=20_000), 2667, None),
]


@pytest.mark.parametrize(("course", "median", "_middle"), TABLE)
def test_the_median_is_the_tables_within_what_forty_runs_tell(course, median, _middle):
    runs = np.asarray(generations(course, runs=1_200).per_run).reshape(30, 40)
    medians = np.median(runs, axis=1)  # thirty tables of forty runs each
    assert abs(median - medians.mean()) < 2 * medians.std(ddof=1)


@pytest.mark.parametrize(("course", "_median", "middle"), [row for row in TABLE if row[2]])
def test_so_is_the_spread(course, _median, middle):
    runs = np.asarray(generations(course, runs=1_200).per_run).reshape(30, 40)
    for chance, told in zip((10, 90), middle, strict=True):
        ends = np.percentile(runs, chance, axis=1)
        assert abs(told - ends.mean()) < 3 * ends.std(ddof=1)


def test_twenty_trainers_stand_in_the_tables_order():
    medians = [
        generations(Course(kept=kept, trainers=20, recertified_every=every), 100).median
        for kept, every in ((0.75, None), (0.9, None), (0.75, 26), (0.75, 12), (1.0, None))
    ]
    assert medians == sorted(medians)
    assert medians[-1] > 8 * medians[0]


@given(st.floats(0, 1), st.floats(0, 0.2), st.floats(0, 0.2))
@settings(max_examples=25, deadline=None)
def test_where_nothing_is_lost_the_mean_is_the_closed_form(trains, become, quitting):
    course = Course(1.0, 20, 30, trains, become, quitting)
    weekly = trains * become - quitting
    weeks = sum((1 + weekly) ** week for week in range(30))
    ran = generations(course, 200)
    expected = trains * 20 * weeks
    error = max(np.var(ran.per_run), expected) ** 0.5 / 200**0.5
    assert abs(ran.mean - expected) <= 5 * error + 0.01


def test_more_trainers_train_in_proportion():
    eight, twenty = (generations(Course(trainers=number), 1_000) for number in (8, 20))
    assert abs(twenty.mean / eight.mean - 2.5) < 0.12


def test_below_the_floor_nobody_learns():
    ran = generations(Course(), 50)
    assert Course().layers_that_teach == 4
    assert [layer.number for layer in ran.layers if layer.trained] == [0, 1, 2, 3]
    assert [round(layer.fidelity, 3) for layer in ran.layers[:4]] == [1, 0.75, 0.562, 0.422]
    assert ran.layers[4].trainers > 0
    assert isclose(sum(layer.trained for layer in ran.layers), ran.mean)


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_the_layers_that_teach_are_those_above_the_floor(share, floor):
    course = Course(kept=share, floor=floor)
    last = int(course.layers_that_teach) - 1
    assert course.fidelity(last) >= floor * (1 - 1e-9)
    assert course.fidelity(last + 1) < floor * (1 + 1e-9)


def test_without_loss_or_floor_all_layers_teach():
    assert Course(kept=1).layers_that_teach == inf
    assert Course(floor=0).layers_that_teach == inf
    assert Course(kept=0).layers_that_teach == 1
    assert isclose(Course().reproduction, 2.4)
    assert Course(quit=0).reproduction == inf


def test_a_catchment_is_never_exceeded_by_much_and_the_seed_decides():
    full = Course(1.0, 20, 200, catchment=2_000)
    assert max(generations(full, 50).per_run) < 2_100
    assert generations(full, 20, seed=4) == generations(full, 20, seed=4)
    assert generations(full, 20, seed=4) != generations(full, 20, seed=5)


def test_what_arrives_is_shown_by_layer_from_eight_sessions_on():
    sessions = [(0, 1.0)] * 8 + [(1, 0.7), (1, 0.8)] * 5 + [(2, 0.5)] * 7
    first, second, third = by_layer(sessions)
    assert (first.mean, first.low, first.high) == (1, 1, 1)
    assert second.sessions == 10
    assert isclose(second.mean, 0.75)
    assert second.low < 0.75 < second.high
    assert (third.sessions, third.mean, third.low, third.high) == (7, None, None, None)


def test_the_share_kept_is_found_from_observed_sessions():
    rng, inside = np.random.default_rng(8), 0
    for _ in range(400):
        layers = rng.integers(1, 4, 30)
        shares = np.clip(0.75**layers + rng.normal(0, 0.08, 30), 0, 1)
        found = kept(zip(layers.tolist(), shares.tolist(), strict=True))
        inside += found.low <= 0.75 <= found.high
    assert 0.92 <= inside / 400 <= 0.97


def test_too_few_sessions_after_the_first_layer_say_nothing():
    assert kept([(0, 1.0)] * 30 + [(1, 0.7)] * 7) is None
    assert kept([(1, 0.5)] * 8).share == pytest.approx(0.5, abs=1e-6)


@given(st.lists(st.tuples(st.integers(0, 5), st.floats(0, 1)), min_size=1, max_size=60))
def test_no_figure_leaves_nought_to_one(sessions):
    for layer in by_layer(sessions):
        if layer.mean is not None:
            assert 0 <= layer.low <= layer.mean + 1e-12
            assert layer.mean - 1e-12 <= layer.high <= 1
    found = kept(sessions)
    if found:
        assert 0 <= found.low <= found.share <= found.high <= 1


@pytest.mark.parametrize(
    ("words", "run"),
    [
        ("between 0 and 1", lambda: Course(kept=1.2)),
        ("from 0 upwards", lambda: Course(trains=-1)),
        ("one trainer", lambda: Course(trainers=0)),
        ("every week", lambda: Course(recertified_every=0.5)),
        ("above 0", lambda: Course(catchment=0)),
        ("one run", lambda: generations(Course(), 0)),
        ("count from 0", lambda: by_layer([(-1, 0.5)])),
        ("between 0 and 1", lambda: kept([(1, 2.0)])),
    ],
)
def test_what_cannot_be_reckoned_with_is_refused_in_words(words, run):
    with pytest.raises(GrowthError, match=words):
        run()
