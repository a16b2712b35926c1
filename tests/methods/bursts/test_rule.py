"""The rule that ships, by its laws."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articulator.methods.bursts import (
    SPIKE,
    Found,
    Settings,
    at_least,
    ears,
    farrington,
    how_rare,
    quantile,
    silence,
    usual,
    watch,
)

QUIET = np.random.default_rng(1).poisson(4, 170).astype(float)
counts = st.lists(st.integers(0, 30), min_size=1, max_size=160)
means, spreads, chances = st.floats(0.01, 80), st.floats(1, 6), st.floats(1e-4, 0.5)


def judge(row, weeks=1):
    return watch(np.array([row], dtype=float), weeks)[0]


def now(row):
    return judge(row)[-1]


def test_an_ordinary_week_is_ordinary():
    assert now(QUIET).found is Found.NOTHING
    assert now(QUIET).mean == pytest.approx(4, abs=0.7)


def test_a_week_far_above_the_usual_is_a_spike():
    verdict = now([*QUIET, 16])
    assert verdict.found is Found.SPIKE
    assert verdict.chance < SPIKE
    assert verdict.usual == (1, 6)


def test_a_slow_rise_is_found_though_no_single_week_is_a_spike():
    rising = [*QUIET, 6, 6, 7, 8, 8, 9, 9, 9]
    found = [one.found for one in judge(rising, 8)]
    assert Found.RISE in found
    assert Found.SPIKE not in found


def test_a_fall_does_not_ring():
    assert not now([*QUIET, 0, 0, 0, 0]).rings


def test_the_yearly_wave_is_not_taken_for_news():
    weeks = np.arange(300)
    wave = np.random.default_rng(2).poisson(10 * (1 + 0.6 * np.sin(2 * np.pi * weeks / 52.1775)))
    assert sum(one.rings for one in judge(wave, 150)) <= 2


def test_two_cases_after_two_quiet_years_ring_and_one_does_not():
    assert not now([*[0] * 120, 1]).rings
    assert now([*[0] * 120, 3]).found is Found.SPIKE


def test_a_series_that_has_just_begun_is_not_judged():
    assert [one.found for one in judge([3] * 19, 19)] == [Found.TOO_EARLY] * 19
    assert now([3] * 20 + [3]).found is Found.NOTHING


def test_a_week_that_was_not_recorded_is_no_zero_and_is_not_judged():
    gaps = [np.nan if week % 3 == 0 else value for week, value in enumerate(QUIET)]
    assert now([*gaps, np.nan]).found is Found.TOO_EARLY
    assert now([*gaps, 4]).mean == pytest.approx(now([*QUIET, 4]).mean, abs=0.8)


def test_an_old_outbreak_does_not_hide_a_new_one():
    past = QUIET.copy()
    past[60:64] = 40
    assert now([*past, 16]).rings


@given(counts)
@settings(deadline=None, max_examples=60)
def test_any_series_is_judged_and_every_figure_is_a_figure(row):
    for one in judge(row, len(row)):
        assert one.evidence >= 0
        if one.found is not Found.TOO_EARLY:
            assert one.mean > 0
            assert one.dispersion >= 1
            assert 0 <= one.chance <= 1


@given(st.lists(counts, min_size=2, max_size=5))
@settings(deadline=None, max_examples=30)
def test_a_series_is_judged_the_same_alone_and_among_others(rows):
    width = max(map(len, rows))
    table = np.array([[np.nan] * (width - len(row)) + row for row in rows])
    together = watch(table)
    for row, verdicts in zip(table, together, strict=True):
        alone = now(row)
        assert alone.found == verdicts[-1].found
        assert np.allclose(alone.mean, verdicts[-1].mean, rtol=1e-4, equal_nan=True)


@given(counts, st.integers(1, 20))
@settings(deadline=None, max_examples=60)
def test_more_cases_are_never_less_of_a_spike(row, more):
    less, much = now(row), now([*row[:-1], row[-1] + more])
    if less.found is not Found.TOO_EARLY:
        assert much.chance <= less.chance
        assert much.rings or not less.rings


# Chances


@given(means, spreads, chances)
def test_the_quantile_is_the_least_number_that_is_passed_so_rarely(mean, spread, alpha):
    bound = quantile(mean, spread, alpha)
    assert at_least(bound + 1, mean, spread) <= alpha
    assert bound == 0 or at_least(bound, mean, spread) > alpha


@given(means, spreads)
def test_chances_fall_from_one_and_their_sum_is_the_mean(mean, spread):
    falling = at_least(np.arange(0, 4000), mean, spread)
    assert falling[0] == 1
    assert (np.diff(falling) <= 1e-12).all()
    assert falling[1:].sum() == pytest.approx(mean, rel=1e-6)


@given(means, spreads)
def test_what_is_usual_holds_the_middle(mean, spread):
    low, high = usual(mean, spread)
    assert low <= mean + 1
    assert low <= high


# Silence


def test_two_silent_weeks_of_somebody_who_always_reported_ring():
    assert not silence([True] * 52 + [False]).rings
    told = silence([True] * 52 + [False] * 2)
    assert (told.weeks, told.reported, told.of) == (2, 52, 52)
    assert told.chance == pytest.approx(1 / 54 * 2 / 55)
    assert told.rings


def test_somebody_who_reports_now_and_then_may_be_silent_for_long():
    now_and_then = [week % 3 == 0 for week in range(52)]
    assert not silence(now_and_then + [False] * 8).rings
    assert silence(now_and_then + [False] * 16).rings


def test_who_hardly_ever_reported_is_not_missed():
    assert not silence([True] * 5 + [False] * 50).rings
    assert not silence([]).rings


@given(st.lists(st.booleans(), max_size=80))
def test_a_longer_silence_is_never_likelier(row):
    assert silence([*row, False]).chance <= silence(row).chance or (row and row[-1])
    assert silence([*row, True]).chance == 1


# Words and borders


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (1, "every week"),
        (0.2, "once in five weeks"),
        (0.05, "once in 20 weeks"),
        (1 / 30, "twice a year"),
        (1 / 52, "once a year"),
        (1 / 313, "once in six years"),
        (1 / 1560, "once in 30 years"),
        (0, "less than once in a hundred years"),
    ],
)
def test_a_chance_in_words(chance, words):
    assert how_rare(chance) == words


def test_the_yardsticks_say_when_there_is_too_little():
    assert ears([1, 2, 3]) == []
    with pytest.raises(ValueError, match="Week 100 has no 3 years before it"):
        farrington([1] * 200, [100], Settings(years=3))


def test_what_does_not_vary_has_no_third_bound_and_no_alarm():
    assert not any(bound.alarm for bound in ears([2] * 40, "C3"))


def test_farrington_leaves_out_a_trend_that_leads_above_all_that_was_seen():
    growing = [week // 8 for week in range(260)]
    bound = farrington(growing, [259], Settings(years=4))[0]
    assert bound
    assert bound.upper < 2 * max(growing)
