"""The pages: one tap without a name, the board of those who answer, one alarm from end to end."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articulator.intelligence.signals import acts
from articulator.intelligence.signals.models import Alarm, Count, Series
from articulator.kernel.models import Event
from tests.intelligence.scene import unit
from tests.intelligence.signals.bells import MONDAY, USUAL, WEEK, ada, counted, later, rung
from tests.people import person

BOARD, RAISE = "/intelligence/signals/", "/intelligence/signals/of/leith/raise"


def page(client, url: str) -> str:
    return re.sub(r"<[^>]+>", "", " ".join(client.get(url).content.decode().split()))


@pytest.fixture
def ben(client, seats):
    client.force_login(person("ben"))
    return client


# One tap


def test_one_tap_rings_without_an_account_and_leads_to_a_page_of_its_own(client, seats):
    assert "Tap what it is" in page(client, RAISE)
    response = client.post(RAISE, {"matter": "eviction"})
    assert response.url.startswith("/intelligence/signals/yours/")
    assert "Branch group, Leith answers" in page(client, response.url)
    assert not response.cookies
    assert Alarm.objects.get().words == ""


def test_whoever_is_signed_in_rings_without_a_name_too(ben):
    ben.post(RAISE, {"matter": "attack", "words": "The bridge"})
    assert Event.objects.latest("number").actor is None


def test_a_form_without_a_tap_asks_for_one_and_a_form_sent_twice_rings_once(client, seats):
    assert client.post(RAISE, {"words": "Here"}).status_code == 422
    key = {"_key": "11111111-2222-4333-8444-555555555555"}
    for _ in range(2):
        assert client.post(RAISE, {"matter": "other"} | key).status_code == 302
    assert Alarm.objects.count() == 1


def test_twenty_alarms_an_hour_from_one_address_and_no_more(client, seats):
    statuses = [client.post(RAISE, {"matter": "other"}).status_code for _ in range(21)]
    assert statuses == [302] * 20 + [429]


def test_whoever_raised_it_reads_the_answer_by_their_link(client, seats):
    mine = client.post(RAISE, {"matter": "eviction"}).url
    case = acts.answer(person("ben"), Alarm.objects.get(), "Six of us come at seven.")
    assert "Six of us come at seven." in page(client, mine)
    acts.review(person("ben"), case, "real", "Bailiffs, sent away.", "")
    assert "Bailiffs, sent away." in page(client, mine)
    assert client.get("/intelligence/signals/yours/nothing").status_code == 404


# The board


def test_a_visitor_sees_how_many_wait_and_not_what(client, seats):
    rung(words="Number 14")
    shown = page(client, BOARD)
    assert "1 wait for an answer" in shown
    assert "Number 14" not in shown


def test_who_answers_sees_the_words_the_owner_and_what_to_do(ben):
    rung(words="Number 14")
    shown = page(ben, BOARD)
    assert "Number 14" in shown
    assert "Find out what is needed now." in shown
    assert "Branch group, Leith answers by 3 March 2026, 12:00" in shown


def test_who_answers_nothing_reads_of_an_empty_board(client, seats):
    rung()
    client.force_login(person("gita"))
    assert "No alarm for you" in page(client, BOARD)
    assert client.get(Alarm.objects.get().get_absolute_url()).status_code == 403


def test_the_board_costs_as_much_for_three_as_for_one(ben):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            ben.get(BOARD)
        return len(asked)

    counted([*USUAL, 20])
    later()
    queries()
    one = queries()
    rung()
    rung()
    assert queries() == one


def test_a_unit_s_page_costs_as_much_for_three_series_as_for_one(ben):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            ben.get("/intelligence/signals/of/leith")
        return len(asked)

    counted([3, 4])
    queries()
    one = queries()
    counted([3, 4], key="calls")
    counted([3, 4], key="attacks")
    assert queries() == one


# One alarm, from end to end


def test_an_alarm_is_answered_acted_upon_and_looked_back_on(ben):
    alarm = rung(words="Number 14")
    url = alarm.get_absolute_url()
    assert "What will you do?" in page(ben, url)
    assert ben.post(f"{url}/answer", {"words": ""}).status_code == 422
    ben.post(f"{url}/answer", {"words": "We go."})
    assert "Nothing taken on yet" in page(ben, url)
    assert ben.post(f"{url}/action", {"what": "Ring", "due": "soon"}).status_code == 422
    ben.post(f"{url}/action", {"what": "Ring", "who": person("ben").pk, "due": "2026-03-03"})
    assert ben.get(f"{url}/review").status_code == 403
    ben.post(reverse("signals:done", args=[alarm.case.actions.get().pk]))
    ben.post(f"{url}/review", {"verdict": "false", "what_it_was": "A film crew."})
    shown = page(ben, url)
    assert "False alarm" in shown
    assert "A film crew." in shown
    assert "1 alarm that was looked back on, 1 was a false alarm" in page(ben, BOARD)


def test_one_alarm_says_it_in_words_before_it_shows_its_numbers(ben):
    counted([*USUAL, 14])
    later()
    shown = page(ben, Alarm.objects.get().get_absolute_url())
    assert shown.index("2 to 7 are usual") < shown.index("A bar is a week")
    assert "If nobody answers, it goes on to Council, then Delegates." in shown


def test_an_alarm_leads_to_what_its_number_was_counted_from(ben):
    series = counted(USUAL)
    acts.count(ada(), series, MONDAY - WEEK, 30, unit("govan"))
    later()
    shown = ben.get(Alarm.objects.get().get_absolute_url()).content.decode()
    assert f'href="{unit("govan").get_absolute_url()}"' in shown


def test_words_that_name_somebody_are_taken_out_on_a_page(ben):
    url = rung(words="Mr So-and-so").get_absolute_url()
    ben.post(f"{url}/strike", {"why": "A name"})
    shown = page(ben, url)
    assert "So-and-so" not in shown
    assert "A name" in shown


# What a unit counts


def test_who_holds_a_seat_counts_week_by_week(ben):
    assert "Nothing is counted yet" in page(ben, "/intelligence/signals/of/leith")
    kept = ben.post("/intelligence/signals/of/leith/begin", {"key": "evictions"}).url
    assert "No number yet" in page(ben, kept)
    ben.post(f"{kept}/count", {"week": "2026-02-23", "number": 3})
    assert ben.post(f"{kept}/count", {"week": "2026-02-24", "number": 3}).status_code == 422
    assert "23 February 2026" in page(ben, kept)
    ben.post(f"{kept}/end")
    assert Series.objects.get().ended_at
    assert "No longer counted" in page(ben, kept)


def test_all_numbers_of_a_week_are_written_down_at_once(ben):
    for key in ("attacks", "calls", "evictions"):
        counted([3], key=key)
    url = "/intelligence/signals/of/leith/week"
    assert 'value="3"' in ben.get(url).content.decode()
    assert ben.post(url, {"n0": "", "n1": ""}).status_code == 422
    ben.post(url, {"n0": 0, "n2": 5})
    assert [one.number for one in Count.objects.order_by("series__key")] == [0, 3, 5]


def test_a_member_looks_at_numbers_and_counts_none(client, seats):
    counted([3, 4])
    client.force_login(person("gita"))
    kept = Series.objects.get().get_absolute_url()
    assert "Write down a week" not in page(client, kept)
    assert client.post(f"{kept}/count", {"week": "2026-02-23", "number": 3}).status_code == 403


def test_a_poster_for_the_wall_leads_to_the_tap(client, seats):
    assert f"http://testserver{RAISE}" in page(client, "/intelligence/signals/of/leith/poster")


def test_the_page_of_a_unit_leads_to_the_tap_and_to_its_numbers(client, seats):
    shown = client.get("/units/leith/intelligence").content.decode()
    assert RAISE in shown
    assert "/intelligence/signals/of/leith" in shown


def test_a_closed_unit_rings_no_more(client, seats):
    leith = unit("leith")
    leith.closed_at = leith.parent and ada().known_since
    leith.save()
    assert client.get(RAISE).status_code == 403
