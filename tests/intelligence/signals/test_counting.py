"""Any count becomes a signal per unit and week; what is not ordinary rings (R-71, R-74)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from articulator.intelligence.signals import acts, kinds, tasks, wording
from articulator.intelligence.signals.forms import BeginForm
from articulator.intelligence.signals.kinds import Kind
from articulator.intelligence.signals.models import Alarm, Count, Series
from articulator.intelligence.signals.picture import picture
from articulator.intelligence.signals.queries import Told, to_judge, weeks_of
from articulator.kernel import clock, links
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event, Unit
from tests.intelligence.listening import scene as listening
from tests.intelligence.scene import unit
from tests.intelligence.signals.bells import MONDAY, USUAL, WEEK, ada, counted, later
from tests.operations.gatherings.scene import announced
from tests.people import NOON, person


def found() -> list[tuple[str, object]]:
    return list(Alarm.objects.values_list("found", "number"))


# Counting


def test_a_week_has_one_number_and_the_last_one_counts(federation):
    made = acts.begin(ada(), unit("leith"), "evictions")
    for number in (3, 3, 5):
        acts.count(ada(), made, MONDAY - WEEK, number)
    assert list(made.counts.values_list("week", "number")) == [(MONDAY - WEEK, 5)]


def test_any_day_of_a_week_means_that_week(federation):
    made = acts.begin(ada(), unit("leith"), "evictions")
    acts.count(ada(), made, MONDAY - timedelta(days=1), 3)
    assert Count.objects.get().week == MONDAY - WEEK


def test_a_week_that_has_not_begun_has_no_number(federation):
    made = acts.begin(ada(), unit("leith"), "evictions")
    with pytest.raises(Refused, match="has not begun"):
        acts.count(ada(), made, MONDAY + WEEK, 3)


def test_a_feature_counts_for_a_unit_and_says_where_the_number_comes_from(federation):
    made = acts.begin(ada(), unit("leith"), "calls")
    count = acts.count(ada(), made, MONDAY, 7, unit("leith"))
    assert [(knot.kind, knot.words) for knot in links.origins(count)] == [("counts", "Leith")]
    assert count.source == links.ref(unit("leith"))


def test_the_log_says_which_week_was_written_down_and_never_the_number(federation):
    made = acts.begin(ada(), unit("leith"), "newcomers")
    acts.count(ada(), made, MONDAY, 3)
    assert Event.objects.latest("number").facts == {"week": "2026-03-02"}


def test_what_nobody_named_is_not_counted(federation):
    with pytest.raises(Refused, match="Nobody has said what is counted"):
        acts.begin(ada(), unit("leith"), "suspects")


def test_a_kind_is_named_once_and_other_words_are_a_mistake():
    named = kinds.KINDS["evictions"]
    assert kinds.name(named) is named
    with pytest.raises(ValueError, match="counted as evictions already"):
        kinds.name(Kind("evictions", "something else"))
    assert kinds.kind_of("long-gone").title == "Long gone"


def test_who_holds_no_seat_in_the_unit_does_not_count_there(federation):
    with pytest.raises(Refused, match="allows to keep the roll"):
        acts.begin(person("ben"), unit("leith"), "evictions")


def test_what_is_no_longer_counted_is_not_missed_and_can_begin_again(federation):
    made = counted([3] * 52)
    acts.end(ada(), made)
    assert later(days=60) == ""
    with pytest.raises(Refused, match="no longer counted"):
        acts.count(ada(), made, MONDAY, 3)
    assert acts.begin(ada(), unit("leith"), "evictions").ended_at is None


# Ringing


def test_an_ordinary_week_does_not_ring(federation):
    counted([*USUAL, 6])
    assert later() == "looked at the numbers of 1 series"
    assert found() == []


def test_a_spike_rings_and_says_in_words_how_unusual_it_is(federation):
    counted([*USUAL, 14])
    later()
    alarm = Alarm.objects.get()
    assert (alarm.found, alarm.number, alarm.week) == ("spike", 14, MONDAY - WEEK)
    assert wording.told(alarm) == (
        "In Leith 14 evictions were reported in the week of 23 February 2026; 2 to 7 are usual. "
        "Such a week comes by chance less than once in a hundred years."
    )


def test_fourteen_where_three_to_six_are_usual_is_once_in_years():
    alarm = Alarm(
        unit=Unit(name="Leith"), series=Series(key="evictions"), found="spike", number=14, low=3,
        high=6, chance=1 / 313, week=MONDAY,
    )  # fmt: skip
    assert wording.told(alarm) == (
        "In Leith 14 evictions were reported in the week of 2 March 2026; 3 to 6 are usual. "
        "Such a week comes by chance once in six years."
    )


def test_a_slow_rise_rings(federation):
    counted([*USUAL, 6, 6, 7, 8, 8, 9, 9, 9])
    later()
    assert [kind for kind, _ in found()] == ["rise"]
    assert "add up to a slow rise" in wording.told(Alarm.objects.get())


def test_looking_again_rings_no_second_time(federation):
    series = counted([*USUAL, 14])
    later()
    acts.count(ada(), series, MONDAY - WEEK, 15)
    assert (
        later(hours=1)
        == "Evictions in Leith: out of the ordinary; looked at the numbers of 1 series"
    )
    assert len(found()) == 1
    assert later(hours=2) == ""


def test_a_number_that_comes_in_late_rings_when_it_comes(federation):
    series = counted([*USUAL, None, 4])
    later()
    with clock.at(NOON + timedelta(days=1)):
        acts.count(ada(), series, MONDAY - 2 * WEEK, 20)
        list(tasks.tick())
    assert found() == [("spike", 20)]


def test_an_alarm_that_was_closed_does_not_ring_for_the_same_week_again(federation):
    series = counted([*USUAL, 14])
    later()
    case = acts.answer(ada(), Alarm.objects.get(), "We ask.")
    acts.review(ada(), case, "false", "Counted twice.", "")
    acts.count(ada(), series, MONDAY - WEEK, 14)
    later(hours=1)
    assert len(found()) == 1


# Silence


def test_a_unit_that_used_to_report_and_stops_rings(federation):
    counted([4] * 50 + [None, None])
    later(days=4)
    alarm = Alarm.objects.get()
    assert (alarm.found, alarm.silent_weeks, alarm.week) == ("silence", 2, MONDAY - 2 * WEEK)
    assert wording.told(alarm) == (
        "Leith has not said for two weeks how many evictions were reported. It used to. For a unit "
        "that reported as often, such a silence is chance in one case of 1,380. Ask how they are "
        "before you ask for the number."
    )


def test_last_week_is_not_missed_before_thursday(federation):
    counted([4] * 50 + [None])
    later()
    assert found() == []
    later(days=8)
    assert found() == []  # one week, and the next still has time
    later(days=11)
    assert [kind for kind, _ in found()] == ["silence"]


# What the house counts itself


def answered() -> dict[tuple[str, str], int]:
    rows = Count.objects.filter(series__key="answers")
    return {(one.series.unit.slug, str(one.week)): one.number for one in rows}


def test_the_house_counts_who_answered_every_monday_and_again_when_late_devices_are_in(federation):
    with clock.at(NOON - 3 * WEEK - timedelta(days=1)):
        survey = listening.opened()
    with clock.at(NOON - WEEK):
        said = listening.heard(survey, "Damp", "Rent", "Buses")
    at = clock.now() - WEEK
    assert [len(list(tasks.tally())) for _ in range(2)] == [2, 0]
    assert answered() == {("leith", "2026-02-09"): 0, ("leith", "2026-02-23"): len(said)}
    listening.heard(survey, "Doctors", at=at)
    with clock.at(NOON + 2 * WEEK):
        list(tasks.tally())
    assert answered()["leith", "2026-02-23"] == len(said) + 1


def test_what_the_house_counts_nobody_writes_down_and_whoever_ends_it_is_obeyed(federation):
    with clock.at(NOON - 3 * WEEK):
        listening.heard(listening.opened(), "Damp")
    list(tasks.tally())
    made = Series.objects.get(key="answers")
    with pytest.raises(Refused, match="The house counts this itself"):
        acts.count(ada(), made, MONDAY - WEEK, 100)
    acts.end(ada(), made)
    with clock.at(NOON + WEEK):
        list(tasks.tally())
    assert made.counts.order_by("-week")[0].week == MONDAY - WEEK


def test_what_the_house_counted_and_somebody_ended_can_begin_again(client, federation):
    with clock.at(NOON - 3 * WEEK):
        listening.heard(listening.opened(), "Damp")
    list(tasks.tally())
    made, begin = Series.objects.get(key="answers"), reverse("signals:begin", args=["leith"])
    client.force_login(ada())
    assert "answers" not in dict(BeginForm(unit=made.unit).fields["key"].choices)
    acts.end(ada(), made)
    shown = client.post(begin, {"key": "answers"}, follow=True).content.decode()
    assert "The house counts it again from Monday on." in shown
    made.refresh_from_db()
    assert made.ended_at is None


def test_what_every_unit_has_ended_is_not_counted_again_minute_by_minute(federation):
    with clock.at(NOON - 3 * WEEK):
        listening.heard(listening.opened(), "Damp")
    list(tasks.tally())
    acts.end(ada(), Series.objects.get(key="answers"))
    with clock.at(NOON + WEEK):
        assert list(tasks.tally()) == []


def test_gatherings_that_took_place_are_counted_by_the_house(federation):
    announced(NOON - timedelta(days=5))
    announced(NOON - timedelta(days=4))
    list(tasks.tally())
    assert list(Count.objects.values_list("series__key", "week", "number").order_by("week")) == [
        ("gatherings", MONDAY - WEEK, 2)
    ]


def test_a_zero_is_a_report(federation):
    counted([4] * 50 + [0, 0, 0])
    later(days=4)
    assert found() == []


def test_what_is_not_watched_for_silence_is_not_missed(federation):
    kinds.KINDS["once"] = Kind("once", "surveys", silence=False)
    counted([4] * 50 + [None] * 5, key="once")
    later(days=4)
    del kinds.KINDS["once"]
    assert found() == []


# Words and pictures


def test_fewer_than_eight_people_are_not_told(federation):
    series = counted([12, 3, 0], key="newcomers")
    assert [one.words for one in weeks_of(series)[-4:]] == [
        "12",
        "fewer than 8",
        "0",
        "not recorded",
    ]


@pytest.mark.parametrize(
    ("usual", "words", "drawn"),
    [((0, 0), "none are", (0, 8)), ((1, 5), "fewer than 8 are", (0, 8)),
     ((3, 12), "up to 12 are", (0, 12)), ((9, 12), "9 to 12 are", (9, 12))],
)  # fmt: skip
def test_what_is_usual_tells_of_no_few_people_either(federation, usual, words, drawn):
    series = counted([40], key="newcomers")
    spike = {"found": Alarm.Found.SPIKE, "week": MONDAY - WEEK, "number": 40, "chance": 1e-4}

    def alarm(low: int, high: int, of: Series) -> Alarm:
        return Alarm(unit=of.unit, series=of, low=low, high=high, **spike)

    shown = alarm(*usual, series)
    assert f"; {words} usual. " in wording.told(shown)
    weeks, things = weeks_of(series), counted([40])
    assert picture(weeks, shown).band == picture(weeks, alarm(*drawn, things)).band


@given(st.lists(st.none() | st.integers(0, 500), min_size=1, max_size=52))
def test_every_week_is_in_the_picture_and_none_leaves_it(numbers):
    weeks = [Told(MONDAY + at * WEEK, number, "") for at, number in enumerate(numbers)]
    drawn = picture(weeks)
    assert len(drawn.bars) + len(drawn.gaps) == len(numbers)
    assert all(bar.y >= 0 and bar.y + bar.height <= drawn.height for bar in drawn.bars)


def test_the_numbers_of_many_series_are_read_at_once(federation):
    counted([4] * 30)
    list(tasks.tick())

    def reading() -> int:
        Series.objects.update(judged_at=None)
        with CaptureQueriesContext(connection) as asked:
            list(tasks.tick())
        return sum("signals_count" in one["sql"] for one in asked)

    one = reading()
    counted([4] * 30, key="calls")
    counted([4] * 30, key="attacks")
    assert reading() == one == 2  # what the house has counted, and the numbers


def test_looking_at_many_series_that_do_not_ring_is_one_line_of_the_log(federation):
    for key in ("evictions", "calls", "attacks"):
        counted([4] * 30, key=key)
    before = Event.objects.count()
    list(tasks.tick())
    assert Event.objects.count() == before + 1
    assert Event.objects.latest("number").facts == {"series": 3}


def test_a_number_that_was_written_down_while_the_detectors_read_is_seen_the_next_time(federation):
    series = counted([4] * 30)
    with clock.at(NOON + timedelta(seconds=1)):
        acts.count(ada(), series, MONDAY - WEEK, 5)
    acts.look(None, federation, [series], NOON)
    assert list(to_judge()) == [series]
