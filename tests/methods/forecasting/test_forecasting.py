"""Short forecasts of counts, by their laws and on the series of tests/data/surveillance."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articulator.methods.forecasting import (
    FEWEST,
    Hits,
    forecast,
    interval_score,
    naive,
    past_hits,
)
from tests.methods.bursts.series import cases

RNG = np.random.default_rng(4)
EVEN = RNG.poisson(9, 60).tolist()
weeks = st.lists(st.none() | st.integers(0, 60), min_size=FEWEST, max_size=50)


@given(weeks, st.integers(1, 8))
@settings(max_examples=60, deadline=None)
def test_the_middle_lies_in_the_narrow_range_and_this_in_the_wide_one(counts, ahead):
    told = forecast(counts, ahead)
    enough = sum(one is not None for one in counts) >= FEWEST
    assert len(told.steps) == ahead * enough
    for step in told.steps:
        assert 0 <= step.most[0] <= step.half[0] <= step.median <= step.half[1] <= step.most[1]


@given(weeks)
@settings(max_examples=30, deadline=None)
def test_nothing_depends_on_chance(counts):
    assert forecast(counts) == forecast(counts)


def test_from_eleven_weeks_nothing_is_said_and_from_twelve_something_is():
    few = forecast([4] * 11 + [None] * 5)
    assert few.steps == ()
    assert few.why == "11 weeks are recorded. From 12 on something can be said of the next ones."
    assert forecast([]).why.startswith("No week is recorded.")
    assert forecast([1]).why.startswith("One week is recorded.")
    assert len(forecast([4] * 12).steps) == 4


def test_a_level_series_stays_where_it_is():
    told = forecast(EVEN)
    assert all(8 <= step.median <= 10 for step in told.steps)
    assert told.why == "Lately there were about 8 a week. It neither grows nor fades clearly."


def test_further_ahead_it_is_less_sure():
    spans = [step.most[1] - step.most[0] for step in forecast(EVEN, 8).steps]
    assert spans[-1] > spans[0]
    assert spans == sorted(spans)


def test_what_grows_is_expected_to_grow_and_not_for_ever():
    growing = [round(5 * 1.08**week) for week in range(30)]
    told = forecast(growing, 8)
    assert told.steps[0].median > growing[-1]
    assert told.steps[-1].median < 5 * 1.08**37
    assert "It grows" in told.why


def test_what_fades_is_said_to_fade():
    told = forecast([round(60 * 0.92**week) for week in range(30)], 8)
    assert "It fades" in told.why
    assert told.steps[-1].median <= told.steps[0].median


def test_a_series_of_zeros_expects_zeros_and_can_still_rise():
    told = forecast([0] * 40)
    assert [step.median for step in told.steps] == [0] * 4
    assert told.why.startswith("Lately there was hardly one in two weeks.")
    assert forecast([0] * 40 + [6, 7]).steps[0].median >= 2


def test_a_week_without_a_number_is_no_zero():
    gaps = [one if at % 3 else None for at, one in enumerate(EVEN)]
    assert 8 <= forecast(gaps).steps[0].median <= 10


def test_after_a_long_silence_less_is_sure():
    def span(row):
        return forecast(row).steps[0].most[1] - forecast(row).steps[0].most[0]

    assert span([*EVEN, *[None] * 12]) > span(EVEN)


@pytest.mark.parametrize(
    "counts",
    [[0] * 80 + [100] + [0] * 89, [0] * 169 + [100_000], [100, *[0] * 51] * 3],
)  # fmt: skip
def test_one_great_week_in_years_of_zeros_teaches_no_season(counts):
    told = forecast(counts)
    assert told.season == 1
    assert 0 < told.level < 200_000
    assert "nan" not in told.why


def test_what_grew_is_not_thought_to_grow_through_years_of_silence():
    told = forecast([4, 5, 3] * 10 + [None] * 140)
    assert told.level < 20
    assert told.steps[-1].most[1] < 200


def test_two_winters_teach_a_season():
    turn = 2 * np.pi * np.arange(157) / 52.1775
    row = RNG.poisson(20 * np.exp(0.8 * np.cos(turn))).tolist()  # the last week is a top again
    down = forecast(row[:133], 8)  # towards the bottom of the year
    up = forecast(row[:151], 8)
    assert up.season > 1.5
    assert "usually" in up.why
    assert down.season < 0.8


def test_a_flat_year_has_no_season():
    assert forecast(RNG.poisson(12, 150).tolist()).season == pytest.approx(1, abs=0.1)


def test_horizons_and_counts_that_make_no_sense_are_refused():
    for ahead in (0, 9):
        with pytest.raises(ValueError, match="weeks ahead"):
            forecast(EVEN, ahead)
    with pytest.raises(ValueError, match="never below zero"):
        forecast([*EVEN, -1])


def test_great_numbers_are_no_trouble():
    told = forecast(RNG.poisson(80_000, 40).tolist())
    assert 75_000 < told.steps[0].most[0] < told.steps[0].most[1] < 90_000


# How good it was


def test_on_real_weeks_the_ranges_hold_as_often_as_they_say():
    row = cases()
    inside = [
        (step.most[0] <= came <= step.most[1], step.half[0] <= came <= step.half[1])
        for origin in range(104, len(row) - 4, 4)
        for step, came in zip(forecast(row[:origin]).steps, row[origin:], strict=False)
    ]
    most, half = np.mean(inside, axis=0)
    assert 0.87 < most < 0.99
    assert 0.48 < half < 0.85  # of counts near zero a range holds more than it says


def test_past_hits_know_only_what_was_known_then():
    row = EVEN[:40]
    known = past_hits(row, 4, 1)
    assert known.tried == 1
    assert past_hits([*row[:-1], 900], 4, 1).most == 0


def test_past_hits_are_counted_beside_as_last_week():
    found = past_hits(EVEN)
    assert found.tried == 26 * 4 - 6
    assert found.half <= found.most <= found.tried
    assert found.score < found.naive
    assert found.words.startswith(f"Of 98 weeks foretold in the past, {found.most} ended in the")
    assert "less than that of “as last week”" in found.words


def test_without_a_past_nothing_is_said_of_it():
    assert past_hits([3] * 12) == Hits(0, 0, 0, 0, 0)
    assert past_hits([3] * 12).words == "There is no past yet on which it could be tried."


def test_what_never_changed_and_what_last_week_knew_better_are_said_so():
    assert Hits(4, 4, 4, 0, 0).words.endswith("The numbers never changed.")
    assert Hits(4, 4, 4, 2, 1).words.endswith("would have been better here, by 100 %.")
    assert Hits(4, 4, 4, 1, 1).words.endswith("“As last week” would have been as good here.")


def test_as_last_week_takes_the_last_number_and_past_changes():
    told = naive([3, 5, None, 4], 2)
    assert [step.median for step in told] == [4, 4]
    assert naive([]) == ()
    assert naive([7])[0].most == (7, 7)


def test_the_interval_score_by_hand():
    # |6 - 4| / 2 = 1; 50 %: .25 (2 + 4 * 1) = 1.5; 90 %: .05 * 6 = .3; over 2.5
    assert interval_score(4, (3, 5), (1, 7), 6) == pytest.approx((1 + 1.5 + 0.3) / 2.5)
    assert interval_score(4, (4, 4), (4, 4), 4) == 0


@given(st.integers(0, 40), st.integers(0, 40))
def test_the_interval_score_of_a_point_is_its_error(said, came):
    told = interval_score(said, (said, said), (said, said), came)
    assert told == pytest.approx(abs(said - came))
