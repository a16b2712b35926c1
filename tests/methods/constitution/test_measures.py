"""Durations, fractions and majorities."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulator.methods.constitution import (
    Duration,
    MeasureError,
    fraction_words,
    majority_reached,
    majority_words,
    parse_fraction,
)

MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
COUNTS = st.integers(0, 50)


@pytest.mark.parametrize(
    ("text", "months", "days", "minutes"),
    [("P2Y", 24, 0, 0), ("P1Y6M", 18, 0, 0), ("P6W", 0, 42, 0), ("P1M2W3D", 1, 17, 0),
     ("PT24H", 0, 0, 1440), ("P1DT1H30M", 0, 1, 90), ("P0D", 0, 0, 0)],
)  # fmt: skip
def test_durations_are_read(text, months, days, minutes):
    assert Duration.parse(text) == Duration(text, months, days, minutes)


@pytest.mark.parametrize(
    "text",
    ["", "P", "PT", "2Y", "P2", "P-1Y", "P1.5Y", "P1Y ", "P1Y\n", "PT1S", "P1000Y", "P٣Y", "p1y"],
)
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(MeasureError, match="is not a duration"):
        Duration.parse(text)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("P1M", datetime(2026, 1, 31), datetime(2026, 2, 28)),
        ("P1M", datetime(2028, 1, 31), datetime(2028, 2, 29)),
        ("P1Y", datetime(2028, 2, 29), datetime(2029, 2, 28)),
        ("P2M", datetime(2025, 12, 31), datetime(2026, 2, 28)),
        ("P1M1D", datetime(2026, 1, 31), datetime(2026, 3, 1)),
        ("PT24H", datetime(2026, 3, 28, 12), datetime(2026, 3, 29, 12)),
    ],
)
def test_months_follow_the_calendar_and_stop_at_its_end(text, start, end):
    assert Duration.parse(text).after(start) == end


def test_before_goes_back_by_the_calendar():
    assert Duration.parse("P1M").before(datetime(2026, 3, 31)) == datetime(2026, 2, 28)


@given(MOMENTS, COUNTS, COUNTS, COUNTS)
def test_days_and_hours_go_there_and_back(moment, weeks, days, hours):
    duration = Duration.parse(f"P{weeks}W{days}DT{hours}H")

    assert duration.before(duration.after(moment)) == moment


@given(MOMENTS, COUNTS, COUNTS)
def test_months_land_in_the_month_that_was_meant(moment, years, months):
    later = Duration.parse(f"P{years}Y{months}M").after(moment)

    passed = 12 * (later.year - moment.year) + later.month - moment.month
    assert passed == 12 * years + months
    assert later.day <= moment.day


@given(MOMENTS, COUNTS, COUNTS)
def test_longer_is_later(moment, months, more):
    shorter, longer = Duration.parse(f"P{months}M"), Duration.parse(f"P{months + more}M")

    assert shorter.after(moment) <= longer.after(moment)


@pytest.mark.parametrize(
    ("text", "words", "every"),
    [
        ("P2Y", "two years", "every two years"),
        ("P1Y", "one year", "every year"),
        ("P6W", "six weeks", "every six weeks"),
        ("P7D", "seven days", "every week"),
        ("P14D", "14 days", "every two weeks"),
        ("P21M", "21 months", "every 21 months"),
        ("P1Y6M", "one year and six months", "every one year and six months"),
        ("PT24H", "24 hours", "every 24 hours"),
        ("P0D", "no days", "every no days"),
    ],
)
def test_durations_in_words(text, words, every):
    assert (Duration.parse(text).words(), Duration.parse(text).every()) == (words, every)


@given(st.integers(0, 999_999_999), st.integers(1, 999_999_999))
def test_fractions_are_exact(numerator, denominator):
    assert parse_fraction(f"{numerator}/{denominator}") == Fraction(numerator, denominator)


@pytest.mark.parametrize("text", ["", "0.5", "1/0", "-1/2", "1 / 2", "1/2\n", "½", "1/2/3", "1/٣"])
def test_what_is_no_fraction_is_refused(text):
    with pytest.raises(MeasureError, match="is not a fraction"):
        parse_fraction(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [("1/2", "half"), ("2/4", "half"), ("2/3", "two thirds"), ("1/8", "an eighth"),
     ("11/20", "eleven twentieths"), ("1/1", "all"), ("5/13", "5/13"), ("1/100", "a hundredth")],
)  # fmt: skip
def test_fractions_in_words(text, words):
    assert fraction_words(text) == words


def test_a_half_must_be_exceeded_and_other_majorities_reached():
    assert not majority_reached("1/2", 50, 50)
    assert majority_reached("1/2", 51, 50)
    assert majority_reached("2/3", 2, 1)
    assert not majority_reached("2/3", 66, 34)
    assert (majority_words("1/2"), majority_words("2/3")) == (
        "more than half",
        "at least two thirds",
    )


@pytest.mark.parametrize("majority", ["1/2", "2/3", "0/1", "1/1"])
def test_nothing_is_carried_without_a_vote_for_it(majority):
    assert not majority_reached(majority, 0, 0)


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(1, 20), st.integers(1, 20))
def test_majorities_agree_with_exact_shares(votes_for, against, numerator, denominator):
    share, needed = Fraction(votes_for, votes_for + against), Fraction(numerator, denominator)
    expected = share > needed if needed == Fraction(1, 2) else share >= needed

    assert majority_reached(f"{numerator}/{denominator}", votes_for, against) == expected
