"""The reproduction number from day to day equals EpiEstim's, and covers the truth (R-157)."""

import csv
from math import isclose
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articulator.methods.growth import (
    GrowthError,
    Prior,
    doubling_days,
    observed_interval,
    serial_interval,
    whole,
    windows,
)

DATA = Path(__file__).parents[2] / "data" / "growth"
WEEKLY = serial_interval(14, 6, 60)  # days from being trained to training others


def rows(name):
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def flu():
    return [int(row["I"]) for row in rows("flu2009_incidence.csv")]


@pytest.mark.parametrize("kind", ["parametric", "nonparam"])
def test_every_figure_equals_epiestims(kind):
    interval = [float(row["si"]) for row in rows(f"flu2009_si_{kind}.csv")]
    expected = rows(f"epiestim_flu2009_{kind}.csv")
    ours = windows(flu(), interval)
    assert len(ours) == len(expected) == 25
    for window, told in zip(ours, expected, strict=True):
        assert (window.first, window.last) == (int(told["t_start"]), int(told["t_end"]))
        assert abs(window.mean - float(told["Mean(R)"])) < 1e-9
        assert abs(window.sd - float(told["Std(R)"])) < 1e-9
        assert abs(window.quantile(0.5) - float(told["Median(R)"])) < 1e-9
        for chance in ("0.025", "0.05", "0.25", "0.75", "0.95", "0.975"):
            assert abs(window.quantile(float(chance)) - float(told[f"Quantile.{chance}(R)"])) < 1e-9


def test_the_serial_interval_equals_epiestims():
    told = [float(row["si"]) for row in rows("flu2009_si_parametric.csv")]
    ours = serial_interval(2.6, 1.5, len(told) - 1)
    assert max(abs(a - b) for a, b in zip(ours, told, strict=True)) < 1e-9


@settings(deadline=None)
@given(st.floats(5, 30), st.floats(0.5, 10))
def test_a_serial_interval_keeps_its_mean(mean, sd):
    chances = serial_interval(mean, sd, 400)
    assert isclose(sum(chances), 1, abs_tol=1e-6)
    assert isclose(sum(day * chance for day, chance in enumerate(chances)), mean, rel_tol=1e-3)
    assert chances[0] == 0
    assert min(chances) >= 0


def series(rng, reproduction, dispersion=None, start=8, days=120):
    """Trainings per day from a few first ones; offspring are Poisson, or negative binomial."""
    born = [start]
    for day in range(1, days):
        reach = sum(WEEKLY[back] * born[day - back] for back in range(1, min(day, 60) + 1))
        rate = reproduction * reach
        if dispersion and rate:  # the sum of the offspring of `reach` sources
            born.append(
                int(
                    rng.negative_binomial(
                        dispersion * reach, dispersion / (dispersion + reproduction)
                    )
                )
            )
        else:
            born.append(int(rng.poisson(rate)))
    return born


def covered(reproduction, dispersion=None, allow=1.0):
    """In what share of 1,000 series of fifty or more the interval holds the truth."""
    rng, inside, done = np.random.default_rng(5), 0, 0
    while done < 1_000:
        born = series(rng, reproduction, dispersion, start=30)
        if sum(born) < 50:
            continue
        figure = whole(born, WEEKLY, dispersion=allow).reproduction
        inside += figure.low <= reproduction <= figure.high
        done += 1
    return inside / done


def test_the_interval_covers_the_truth_of_a_thousand_series():
    assert 0.92 <= covered(1.1) <= 0.97


def test_where_people_differ_the_interval_is_widened_and_still_covers():
    assert covered(1.1, dispersion=0.5) < 0.85
    assert 0.92 <= covered(1.1, dispersion=0.5, allow=1 + 1.1 / 0.5) <= 0.97


def test_with_too_little_it_cannot_tell():
    one = whole([1] + [0] * 20 + [1] + [0] * 10, WEEKLY).reproduction
    assert one.verdict == "cannot tell"
    assert one.words == "Too few to tell growth from decline (counted: 1)."
    silence = whole([1] + [0] * 40, WEEKLY).reproduction
    assert silence.verdict == "cannot tell"
    wavering = whole([3, *[0, 1] * 15], WEEKLY).reproduction
    assert wavering.verdict == "cannot tell"
    assert wavering.words.startswith("Growth cannot be told from decline: each brings between")


def test_with_enough_it_says_which():
    rng = np.random.default_rng(1)
    assert whole(series(rng, 2.0, start=20), WEEKLY).reproduction.verdict == "grows"
    assert whole(series(rng, 0.5, start=200), WEEKLY).reproduction.verdict == "shrinks"


@settings(deadline=None)
@given(st.lists(st.integers(0, 40), min_size=9, max_size=40), st.integers(1, 8))
def test_without_data_the_posterior_is_the_prior_and_data_only_move_it(counts, width):
    for window in windows(counts, WEEKLY, width):
        assert window.shape == 1 + window.counted
        assert 0 < window.scale <= 5
        assert window.quantile(0.025) < window.mean < window.quantile(0.999)
    nothing = windows([0] * 10, WEEKLY)[0]
    assert (nothing.mean, nothing.sd) == (5, 5)


@settings(deadline=None)
@given(st.lists(st.integers(0, 40), min_size=9, max_size=40))
def test_one_more_in_the_window_never_lowers_the_number(counts):
    more = [*counts[:-1], counts[-1] + 1]
    assert windows(more, WEEKLY)[-1].mean > windows(counts, WEEKLY)[-1].mean


@settings(deadline=None)
@given(st.floats(0.2, 5))
def test_doubling_follows_from_the_number(reproduction):
    days = doubling_days(reproduction, WEEKLY)
    if days is None:
        assert isclose(reproduction, 1, abs_tol=1e-9)
    else:
        assert (days > 0) == (reproduction > 1)
        back = sum(chance * 2 ** (-day / days) for day, chance in enumerate(WEEKLY))
        assert isclose(reproduction * back / sum(WEEKLY), 1, rel_tol=1e-6)


def test_where_everyone_waits_ten_days_two_each_double_in_ten():
    assert isclose(doubling_days(2, [0] * 10 + [1]), 10)
    assert isclose(doubling_days(0.5, [0] * 10 + [1]), -10)
    assert doubling_days(1, [0] * 10 + [1]) is None


def test_waits_of_which_the_long_ones_are_still_to_come_are_put_right():
    rng = np.random.default_rng(3)
    truth = serial_interval(20, 8, 60)
    waits = rng.choice(61, 4_000, p=np.asarray(truth) / sum(truth))
    could = rng.integers(1, 61, 4_000)
    seen = waits <= could
    naive = waits[seen].mean()
    chances = observed_interval(waits[seen].tolist(), could[seen].tolist(), 60)
    mean = sum(day * chance for day, chance in enumerate(chances))
    assert isclose(sum(chances), 1)
    assert naive < 19
    assert abs(mean - 20) < 0.8


@settings(deadline=None)
@given(st.lists(st.integers(1, 20), min_size=1, max_size=40))
def test_where_all_could_be_seen_the_interval_is_as_counted(waits):
    chances = observed_interval(waits, [30] * len(waits), 20)
    for day in range(21):
        assert isclose(chances[day], waits.count(day) / len(waits), abs_tol=1e-12)


@pytest.mark.parametrize(
    ("words", "run"),
    [
        ("more than 7 days", lambda: windows([1] * 7, WEEKLY)),
        ("from 0 upwards", lambda: windows([-1] * 9, WEEKLY)),
        ("starts with day 0", lambda: windows([1] * 9, [0.5, 0.5])),
        ("add up to 1", lambda: windows([1] * 9, [0, 0.5])),
        ("at least as much", lambda: windows([1] * 9, WEEKLY, dispersion=0.5)),
        ("above 0", lambda: windows([1] * 9, WEEKLY, prior=Prior(0, 1))),
        ("a day later", lambda: serial_interval(1, 1, 10)),
        ("no chain yet", lambda: observed_interval([], [], 10)),
        ("could have been seen", lambda: observed_interval([5], [4], 10)),
        ("above 0", lambda: doubling_days(0, WEEKLY)),
    ],
)
def test_what_cannot_be_reckoned_with_is_refused_in_words(words, run):
    with pytest.raises(GrowthError, match=words):
        run()
