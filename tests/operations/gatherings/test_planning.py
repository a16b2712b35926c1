"""Announcing, moving, calling off; how often; calendars (R-130, R-131, R-140, R-141)."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event, Unit
from articulator.operations.gatherings import acts
from articulator.operations.gatherings.acts import Notice
from articulator.operations.gatherings.cadence import cadence, rhythm
from articulator.operations.gatherings.models import Gathering
from tests.operations.gatherings.scene import (
    DAY,
    EVENING,
    HOUR,
    NOTICE,
    adopt_an_assembly,
    announced,
    comes,
    leith,
    url,
)
from tests.people import NOON, member, person


def noticed(**more) -> Notice:
    return Notice(**{**NOTICE.fields(), **more})


# Announcing


def test_whoever_announces_is_the_first_host_and_cares_for_every_need(gathering):
    (host,) = gathering.hosts.all()
    assert host.person == person("ada")
    assert sorted(gathering.cares.values_list("kind", flat=True)) == [
        "access", "childcare", "food", "language",
    ]  # fmt: skip


def test_a_member_without_a_seat_announces_nothing(federation):
    with pytest.raises(Refused, match="hold a seat in Leith"):
        acts.announce(member("ben", leith()), leith(), NOTICE)


def test_nothing_is_announced_for_a_time_that_is_over(federation):
    past = noticed(starts_at=NOON - HOUR, ends_at=NOON + HOUR)
    with pytest.raises(Refused, match="time is over"):
        acts.announce(person("ada"), leith(), past)


def test_the_page_is_public_and_says_day_place_and_how_to_get_in(client, gathering):
    page = client.get(gathering.get_absolute_url()).content.decode()
    for words in ("7 March", "18:00", "Hall", "No steps", "I want to come", "Leith"):
        assert words in page


def test_a_partner_event_names_its_partner(client, gathering):
    client.force_login(person("ada"))
    form = {
        **NOTICE.fields(), "kind": "partner", "starts_at": "2026-03-20T18:00", "partner": "",
        "ends_at": "2026-03-20T20:00", "capacity": "", "way": "",
    }  # fmt: skip
    page = client.post(url("plan", "leith"), form)
    assert (page.status_code, "Name those with whom" in page.content.decode()) == (422, True)
    client.post(url("plan", "leith"), {**form, "partner": "Leith Food Co-op"})
    assert Gathering.objects.get(kind="partner").partner == "Leith Food Co-op"
    assert "Leith Food Co-op" in client.get(url("index")).content.decode()


# Moving and calling off


def test_those_who_come_hear_of_another_place_and_not_of_another_word(gathering):
    comes(gathering, email="nell@example.org")
    mail.outbox.clear()
    acts.change(person("ada"), gathering, noticed(text="We eat well."))
    assert mail.outbox == []
    acts.change(person("ada"), gathering, noticed(place="Church"))
    (letter,) = mail.outbox
    assert (letter.to, "Church" in letter.body) == (["nell@example.org"], True)
    assert b"SEQUENCE:2" in letter.attachments[0].content.encode()


def test_called_off_reaches_people_and_calendars_and_cannot_be_undone(client, gathering):
    comes(gathering, email="nell@example.org")
    comes(gathering, "No address")
    acts.call_off(person("ada"), gathering, "The hall is flooded.")
    assert ("Called off" in mail.outbox[-1].subject, len(mail.outbox)) == (True, 2)
    assert "The hall is flooded." in mail.outbox[-1].body
    assert b"STATUS:CANCELLED" in client.get(url("file", gathering.pk)).content
    assert "flooded" in client.get(gathering.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="called off"):
        comes(gathering)
    with pytest.raises(Refused, match="called off"):
        acts.change(person("ada"), gathering, NOTICE)


def test_what_is_over_stays_as_it_was_announced(gathering):
    with clock.at(EVENING + 2 * HOUR), pytest.raises(Refused, match="This is over"):
        acts.call_off(person("ada"), gathering, "Too late")


# How often


def test_where_nothing_asks_for_it_one_in_a_quarter_is_a_wish(client, federation):
    assert (cadence(leith()).words, cadence(leith()).asked) == ("every three months", False)
    page = client.get(url("series", "leith")).content.decode()
    assert "No rule asks for it" in page


def test_the_constitution_says_how_often_and_the_page_names_the_clause(client, federation):
    adopt_an_assembly()
    said = cadence(leith())
    assert (said.words, said.clause, said.asked) == ("every month", "10", True)
    assert cadence(federation).asked is False
    assert "every month" in client.get(url("series", "leith")).content.decode()


def test_a_missed_one_brings_help_and_no_word_of_blame(client, federation):
    adopt_an_assembly()
    announced(at=NOON - 40 * DAY)
    assert rhythm(leith()).state == "missed"
    page = client.get(url("series", "leith")).content.decode()
    assert "Shall we help?" in page
    assert "A kit" in page
    assert [word for word in ("overdue", "failed", "late", "must") if f" {word} " in page] == []


def test_what_others_held_lately_is_shown_to_whoever_missed_one(client, federation):
    adopt_an_assembly()
    announced(at=NOON - 10 * DAY, title="Soup and rent")
    page = client.get(url("series", "govan")).content.decode()
    assert ("Soup and rent" in page, rhythm(Unit.objects.get(slug="govan")).state) == (True, "none")


def test_a_planned_one_ends_the_waiting_and_one_called_off_does_not_count(federation):
    adopt_an_assembly()
    announced(at=NOON - 40 * DAY)
    planned = announced()
    assert rhythm(leith()).state == "planned"
    acts.call_off(person("ada"), planned, "Flood")
    assert rhythm(leith()).state == "missed"


def test_trainings_are_no_open_assembly(federation):
    announced(kind="training")
    assert rhythm(leith()).next is None


@pytest.mark.parametrize("page", ["index", "rhythm", "outcomes"])
def test_lists_take_the_same_questions_for_one_and_for_three(client, federation, page):
    adopt_an_assembly()

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url(page)).status_code == 200
        return len(asked)

    announced()
    client.get(url(page))
    first = questions()
    for name in ("Fife", "Ayr"):
        Unit.objects.create(parent=federation, level="branch", name=name, slug=name.lower())
        announced(title=name)
    assert questions() == first


# Hosts


def test_hosts_are_named_by_those_who_plan_and_not_by_hosts(gathering):
    ben, cleo = member("ben", leith()), member("cleo", leith())
    acts.name_host(person("ada"), gathering, ben)
    with pytest.raises(Refused, match="hold a seat"):
        acts.name_host(ben, gathering, cleo)
    acts.change(ben, gathering, noticed(title="Ours"))
    assert gathering.hosts.count() == 2


def test_a_host_who_cares_for_something_gives_it_to_another_first(gathering):
    acts.name_host(person("ada"), gathering, member("ben", leith()))
    ada, ben = gathering.hosts.all()
    with pytest.raises(Refused, match="still cares"):
        acts.stop_hosting(person("ada"), ada)
    for care in gathering.cares.all():
        acts.entrust(person("ada"), gathering, care.kind, ben)
    acts.stop_hosting(person("ada"), ada)
    assert [one.person for one in gathering.hosts.all()] == [ben.person]


# Calendars and posters


def test_the_feed_of_a_unit_holds_what_is_inside_it(client, gathering):
    answer = client.get(url("feed", "federation"))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert f"UID:{gathering.pk}@gatherings.articulator".encode() in answer.content
    assert str(gathering.pk).encode() not in client.get(url("feed", "govan")).content


def test_the_poster_carries_a_code_and_the_address_to_type(client, gathering, settings):
    settings.ADDRESS = "https://ours.example"
    page = client.get(url("poster", gathering.pk)).content.decode()
    assert "data:image/svg+xml;base64," in page
    assert f"https://ours.example{gathering.get_absolute_url()}" in page


def test_the_log_says_who_announced_and_who_called_off(gathering):
    acts.call_off(person("ada"), gathering, "Flood")
    said = Event.objects.filter(kind__startswith="gatherings.").values_list("kind", "actor__name")
    assert list(said) == [
        ("gatherings.announce", "Ada Okafor"), ("gatherings.call_off", "Ada Okafor"),
    ]  # fmt: skip
