"""Numbers foretold: once a week, kept as they were said, held against what came (R-70, R-74)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from articulator.intelligence.forecasts.models import Outlook
from articulator.intelligence.forecasts.queries import Kept, kept, moving, to_foresee
from articulator.intelligence.forecasts.showing import ahead, fan, sentence, span
from articulator.intelligence.signals import acts as signals
from articulator.intelligence.signals.queries import weeks_of
from articulator.kernel import clock
from articulator.kernel.models import Event
from tests.intelligence.forecasts.scene import later
from tests.intelligence.scene import unit
from tests.intelligence.signals.bells import MONDAY, USUAL, WEEK, ada, counted
from tests.people import NOON, person

BEFORE = MONDAY - 2 * WEEK  # on a Monday the number of last week may still come


def test_a_series_is_foretold_once_a_week(federation):
    counted(USUAL)
    assert later() == "foretold the next weeks of 1 series"
    made = Outlook.objects.get()
    assert made.week == BEFORE
    assert [step["week"] for step in made.steps] == [
        (BEFORE + n * WEEK).isoformat() for n in (1, 2, 3, 4)
    ]
    assert later() == ""
    assert later(days=7) == "foretold the next weeks of 1 series"
    assert Outlook.objects.count() == 2


def test_the_week_s_forecast_is_one_line_of_the_log(federation):
    counted(USUAL)
    counted(USUAL, key="calls")
    before = Event.objects.count()
    later()
    assert Event.objects.count() == before + 1
    assert Event.objects.latest("number").facts == {"series": 2}


def test_with_eleven_weeks_nothing_is_foretold(federation):
    counted([4] * 11)
    assert not to_foresee().exists()
    assert later() == ""


def test_a_week_whose_number_may_still_change_makes_no_twelfth(client, federation):
    series = counted([4] * 12)  # the last one is of last week, and it is Monday
    assert later() == ""
    client.force_login(person("gita"))
    assert client.get(series.get_absolute_url()).status_code == 200
    assert later(days=4) == "foretold the next weeks of 1 series"


def test_from_numbers_of_long_ago_nothing_is_foretold(federation):
    counted([4] * 12, last=MONDAY - 200 * WEEK)
    assert later() == ""


def test_what_is_no_longer_counted_is_no_longer_foretold(federation):
    signals.end(person("ben"), counted(USUAL))
    assert later() == ""


def test_an_outlook_is_kept_as_it_was_said(federation):
    series = counted(USUAL)
    later()
    before = Outlook.objects.get().steps
    signals.count(ada(), series, BEFORE, 40)
    later()
    assert Outlook.objects.get().steps == before
    with pytest.raises(IntegrityError), transaction.atomic():
        Outlook.objects.create(series=series, week=BEFORE, steps=[], why="", past="")


def test_later_weeks_are_held_against_what_was_really_said(federation):
    series = counted(USUAL, last=BEFORE)
    later()
    assert kept(series).words == "Nothing that was said here has come due yet."
    with clock.at(NOON + timedelta(days=14)):
        signals.count(ada(), series, BEFORE + WEEK, 4)
        signals.count(ada(), series, BEFORE + 2 * WEEK, 90)
        later()
        assert kept(series) == Kept(2, 1, 1)
        assert kept(series).words.startswith("2 foretold weeks have come: 1 ended in the wide")


def test_a_unit_sees_the_newest_outlook_of_each_series_in_it(federation):
    counted(USUAL)
    counted(USUAL, slug="govan")
    later()
    later(days=7)
    with clock.at(NOON + timedelta(days=7)):
        assert {one.series.unit.slug for one in moving(unit("federation"))} == {"leith", "govan"}
        assert [one.week for one in moving(unit("leith"))] == [BEFORE + WEEK]
    assert [one.week for one in moving(unit("leith"))] == [BEFORE]


def test_of_people_no_number_below_eight_is_foretold(federation):
    counted([6, 5, 7, 9, 6, 5, 8, 6, 7, 6, 5, 9] * 4, key="newcomers")
    later()
    shown = Outlook.objects.get()
    told = " ".join(f"{one.median} {one.half} {one.most}" for one in ahead(shown))
    assert not {"1", "2", "3", "4", "5", "6", "7"} & set(told.split())
    assert "fewer than 8" in told
    assert shown.why.startswith("Lately there were fewer than 8 a week. It neither grows")
    drawn = fan(weeks_of(shown.series), shown)
    assert all(box.dark != 1 for box in drawn.boxes)  # no line where the middle is not told
    assert drawn.most >= 8


@pytest.mark.parametrize(
    ("ends", "words"),
    [((0, 0), "0"), ((0, 5), "fewer than 8"), ((3, 7), "fewer than 8"), ((2, 12), "up to 12"),
     ((0, 12), "up to 12"), ((9, 12), "9 to 12"), ((9, 9), "9")],
)  # fmt: skip
def test_a_range_of_people_tells_of_no_few(federation, ends, words):
    assert span(counted([9], key="newcomers"), ends) == words


def test_the_last_week_is_told_in_a_sentence(federation):
    counted(USUAL)
    later()
    shown = Outlook.objects.get()
    low, high = shown.steps[-1]["most"]
    assert sentence(shown).startswith(
        f"In the week of 16 March we expect {low} to {high} evictions"
    )


# The page of the series


def test_the_page_of_a_series_tells_it_in_words_before_the_picture(client, federation):
    series = counted(USUAL)
    client.force_login(person("gita"))
    assert "The next weeks" not in client.get(series.get_absolute_url()).content.decode()
    later()
    shown = client.get(series.get_absolute_url()).content.decode()
    assert shown.index("we expect") < shown.index("What we expect of the next weeks")
    assert "How good is that?" in shown


def test_the_page_of_a_young_series_says_how_many_weeks_are_missing(client, federation):
    series = counted([4, 5])
    client.force_login(person("gita"))
    shown = client.get(series.get_absolute_url()).content.decode()
    assert "2 weeks are recorded. From 12 on something can be said" in shown


def test_the_page_costs_as_much_for_three_outlooks_as_for_one(client, federation):
    def queries() -> int:
        with CaptureQueriesContext(connection) as told:
            client.get(series.get_absolute_url())
        return len(told)

    series = counted(USUAL)
    client.force_login(person("gita"))
    later()
    with clock.at(NOON + timedelta(days=28)):
        queries()
        one = queries()
        Outlook.objects.create(series=series, week=BEFORE + WEEK, steps=[], why="", past="")
        Outlook.objects.create(
            series=series, week=BEFORE + 2 * WEEK, why="", past="",
            steps=Outlook.objects.get(week=BEFORE).steps,
        )  # fmt: skip
        assert queries() == one
