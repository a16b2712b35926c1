"""Two taps a week, and nobody knows whose they were (R-173)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from articulator.identity.privacy import tasks
from articulator.intelligence.pulse import acts
from articulator.intelligence.pulse.models import Given, Pulse
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event
from tests.identity.elections.scene import ada
from tests.intelligence.scene import unit
from tests.people import NOON, person

HEAVY, LIGHT = (Pulse.Load.HEAVY, Pulse.Change.WORSE), (Pulse.Load.LIGHT, Pulse.Change.SAME)
URL = "/intelligence/pulse/of/leith"
TAPS = {"load": 4, "change": -1}


def page(client) -> str:
    return " ".join(client.get(URL).content.decode().split())


def answers(heavy: int, light: int, *, week: int = 0) -> None:
    with clock.at(NOON + week * timedelta(days=7)):
        for number in range(heavy + light):
            felt = HEAVY if number < heavy else LIGHT
            acts.feel(None, unit("leith"), felt, f"{week} {number}")


def test_two_taps_without_an_account(client, federation):
    assert "It is too much" in page(client)
    assert "Worse than last week" in client.get(f"{URL}?load=4").content.decode()
    response = client.post(f"{URL}/feel", TAPS)
    cookie = response.cookies["pulse"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (
        "/intelligence/pulse/", True, "Lax",
    )  # fmt: skip
    assert cookie["max-age"] == (6 * 24 + 12) * 3600  # from Monday noon to the end of Sunday
    assert "You have answered this week" in page(client)


def test_one_answer_a_week_and_another_one_in_the_next(client, federation):
    client.post(f"{URL}/feel", TAPS)
    assert client.post(f"{URL}/feel", TAPS).status_code == 403
    assert Pulse.objects.get().number == 1
    with clock.at(NOON + timedelta(days=7)):
        client.post(f"{URL}/feel", TAPS)
    assert [one.number for one in Pulse.objects.all()] == [1, 1]


def test_a_form_sent_twice_counts_once_and_looks_the_same(client, federation):
    key = {"_key": "11111111-2222-4333-8444-555555555555"}
    answers = [client.post(f"{URL}/feel", TAPS | key).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert Pulse.objects.get().number == 1


def test_the_log_and_the_database_know_no_person(client, federation):
    client.force_login(person("ben"))
    client.post(f"{URL}/feel", TAPS)
    event = Event.objects.latest("number")
    assert (event.kind, event.actor, event.made, event.facts) == ("pulse.feel", None, "", {})
    assert {field.name for field in Pulse._meta.concrete_fields} == {
        "id", "unit", "week", "load", "change", "number",
    }  # fmt: skip
    assert {field.name for field in Given._meta.concrete_fields} == {"id", "mark", "week"}
    assert client.cookies["pulse"].value not in Given.objects.get().mark


def test_the_marks_of_two_weeks_and_two_units_have_nothing_in_common(federation):
    for slug, days in (("leith", 0), ("govan", 0), ("leith", 7)):
        with clock.at(NOON + timedelta(days=days)):
            acts.feel(None, unit(slug), LIGHT, "one browser")
    assert len(set(Given.objects.values_list("mark", flat=True))) == 3


def test_the_marks_go_when_the_week_is_over_and_the_numbers_stay(federation):
    answers(1, 1)
    with clock.at(NOON + timedelta(days=8)):
        list(tasks.tick())
    assert (Given.objects.count(), Pulse.objects.count()) == (0, 2)


def test_nothing_is_told_of_seven_and_nothing_of_a_week_that_is_not_over(client, federation):
    answers(0, 7)
    answers(4, 12, week=1)
    with clock.at(NOON + timedelta(days=7)):
        assert "No week to tell of yet" in page(client)
    with clock.at(NOON + timedelta(days=14)):
        shown = page(client)
        assert "9 March 2026" in shown
        assert "2 March 2026" not in shown
        assert "about 16" in shown
        assert "fewer than 8" in shown


def test_where_too_many_find_it_too_much_the_page_says_so_with_the_clause(client, federation):
    answers(8, 16)
    with clock.at(NOON + timedelta(days=7)):
        shown = page(client)
    assert "Too much for too many." in shown
    assert "11.burnout" in shown


def test_cards_from_a_meeting_are_typed_in_by_those_who_keep_the_roll(client, federation):
    client.force_login(person("ben"))
    assert client.get(f"{URL}/cards").status_code == 403
    client.force_login(ada())
    assert client.post(f"{URL}/cards", {}).status_code == 422
    assert client.post(f"{URL}/cards", {"n4_0": 9, "n1_1": 3}).status_code == 302
    assert [(one.load, one.change, one.number) for one in Pulse.objects.all()] == [
        (1, 0, 3), (4, -1, 9),
    ]  # fmt: skip
    assert "How loaded are you" in client.get(f"{URL}/sheet").content.decode()


def test_taps_that_nobody_could_have_made_count_nothing(client, federation):
    for said in ({}, {"load": 9, "change": 0}, {"load": "x", "change": "y"}):
        assert client.post(f"{URL}/feel", said).status_code == 302
    assert Pulse.objects.count() == 0


def test_a_closed_unit_is_not_asked(federation):
    leith = unit("leith")
    leith.closed_at = NOON
    leith.save()
    with pytest.raises(Refused, match="is closed"):
        acts.feel(None, leith, LIGHT, "x")


def test_the_first_page_leads_to_ones_own_unit(client, federation):
    assert (
        reverse("pulse:unit", args=["federation"])
        in client.get(reverse("pulse:index")).content.decode()
    )
