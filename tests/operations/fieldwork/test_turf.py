"""Turf and lists: who sends people out, what a device gets, how a list ends."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articulator.intelligence.listening import acts as listening
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.operations.fieldwork import acts, keys, queries, tasks
from articulator.operations.fieldwork.models import Packet, Turf
from tests.operations.fieldwork.scene import (
    DAY,
    Phone,
    issued,
    leith,
    opened,
    phone,
    place,
    survey,
    url,
    visits,
    words,
)
from tests.people import NOON, person

FORM = {"name": "By the mill", "town": "Leith", "kind": "doors", "lines": "Mill Lane: 1-9 odd"}


@pytest.fixture
def ada(client):
    client.force_login(person("ada"))
    return client


def asked(**more) -> dict:
    return {**FORM, "survey": survey().pk, **more}


def test_streets_are_typed_in(federation, ada):
    answer = ada.post(url("open", "leith"), asked())
    made = Turf.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert [str(one) for one in made.places.all()] == [f"{n} Mill Lane" for n in (1, 3, 5, 7, 9)]


def test_streets_come_from_a_file(federation, ada):
    file = SimpleUploadedFile("streets.csv", b"street,numbers\nHarbour Row,2-6 even\n")
    ada.post(url("open", "leith"), asked(lines="", file=file))
    assert Turf.objects.get().places.count() == 3


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"street,number,surname\nMill Lane,1,Okafor\n", "never people"),
        (b"PK\x03\x04", "Excel"), (b"street\n" + b"\xff\xfe\x00" * 9, "street"), (b"", "empty"),
        (b"street,numbers\nMill Lane,1-99999\n", "numbers"),
    ],
)  # fmt: skip
def test_a_hostile_file_ends_in_a_message(federation, ada, file, words):
    sent = SimpleUploadedFile("streets.csv", file)
    answer = ada.post(url("open", "leith"), asked(lines="", file=sent))
    assert (answer.status_code, Turf.objects.count()) == (422, 0)
    assert words in answer.content.decode()


def test_doors_need_streets_and_a_stall_is_its_own_place(federation, ada):
    assert ada.post(url("open", "leith"), asked(lines="")).status_code == 422
    ada.post(url("open", "leith"), asked(lines="", kind="stall", name="Market Cross"))
    assert [str(one) for one in Turf.objects.get().places.all()] == ["Market Cross"]


def test_more_streets_are_added_and_none_twice(turf, ada):
    ada.post(url("add", turf.pk), {"lines": "Mill Lane: 1-21 odd"})
    assert turf.places.count() == 13
    assert ada.post(url("add", turf.pk), {"lines": ""}).status_code == 422


def test_a_survey_of_elsewhere_is_not_asked_here(federation):
    other = listening.draft(person("ada"), federation.children.get(slug="govan"), "Govan asks",
                            asks=[listening.Asks("open", "What?")])  # fmt: skip
    listening.open_now(person("ada"), other)
    with pytest.raises(Refused):
        acts.open_turf(person("ada"), leith(), acts.Sketch("X", "Leith", "doors", other))


def test_nobody_else_sends_people_out(turf):
    for one in (None, person("ewa")):
        with pytest.raises(Refused):
            acts.issue(one, turf, "Mallory")
        with pytest.raises(Refused):
            acts.revoke(one, issued(turf))


# Lists


def test_a_link_serves_once(turf, client):
    ben = phone(turf)
    other = Phone(ben.packet)
    assert other.take().status_code == 200  # says that it was used
    assert other.client.get(url("walk", ben.packet.pk)).status_code == 404
    assert ben.client.get(url("walk", ben.packet.pk)).status_code == 200


def test_the_link_leads_its_own_phone_back_to_the_list(turf):
    ben = phone(turf)
    said = url("claim", ben.packet.pk, keys.claim_code(ben.packet))
    assert b"It is on this phone" in ben.client.get(said).content


def test_opening_the_link_takes_nothing(turf, client):
    packet = issued(turf)
    said = url("claim", packet.pk, keys.claim_code(packet))
    assert b"Take it with this phone" in client.get(said).content
    packet.refresh_from_db()
    assert packet.claimed_at is None


def test_a_link_that_is_guessed_leads_nowhere(turf, client):
    said = url("claim", issued(turf).pk, "0000-0000-0000-0000")
    assert client.get(said).status_code == 404


def test_the_database_holds_no_token_and_no_open_key(turf):
    ben = phone(turf)
    token = ben.client.cookies[keys.COOKIE].value
    held = json.dumps(list(Packet._base_manager.values()), default=str)
    assert token not in held
    assert ben.packet.device == keys.hash_of(token)
    assert keys.private_of(ben.packet)
    cookie = ben.client.cookies[keys.COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (
        True, "Lax", url("walk", ben.packet.pk),
    )  # fmt: skip


def test_a_device_gets_places_and_questions_and_nobody(turf):
    ben = phone(turf)
    ben.call(place(turf), "nobody")
    ben.call(place(turf, "3"), "never")
    ben.talk(place(turf, "5"), "CANARY")
    ben.send()
    answer = ben.client.get(url("data", ben.packet.pk))
    said = answer.json()
    assert [one["label"] for one in said["places"]] == ["1", "7", "9", "11", "13", "15", "17", "19",
                                                      "2", "4"]  # fmt: skip
    assert [one["key"] for one in said["survey"]["questions"]] == ["q1", "q2", "q3", "q4"]
    assert len(said["slips"]) == 60
    assert b"CANARY" not in answer.content
    assert answer["Cache-Control"] == "no-store"


def test_slips_are_all_different_and_the_server_forgets_them(turf):
    ben = phone(turf)
    first, second = (ben.client.get(url("data", ben.packet.pk)).json()["slips"] for _ in range(2))
    assert len({one["key"] for one in first + second}) == 120


def test_a_list_that_is_called_back_is_not_read(turf, ada):
    ben = phone(turf)
    ada.post(url("revoke", ben.packet.pk))
    assert ben.client.get(url("data", ben.packet.pk)).status_code == 410
    assert "over" in ben.send()


def test_another_link_ends_the_phone_that_had_the_list(turf, ada):
    ben = phone(turf)
    ada.post(url("renew", ben.packet.pk))
    assert ben.client.get(url("data", ben.packet.pk)).status_code == 404
    assert ben.post(ben.message()).status_code == 404
    again = Phone(Packet.objects.by_rule("a test").get())
    again.take()
    assert again.client.get(url("data", ben.packet.pk)).status_code == 200


def test_a_list_lasts_a_week_at_most(turf):
    packet = acts.issue(person("ada"), turf, "Ben", lasts=30 * DAY)
    assert packet.expires_at == NOON + 7 * DAY


def test_whoever_is_done_gives_the_list_back(turf):
    ben = phone(turf)
    for _ in range(2):
        answer = ben.client.post(url("give_back", ben.packet.pk), "{}", "application/json")
        assert answer.status_code == 200
    assert ben.client.get(url("data", ben.packet.pk)).status_code == 410


def test_another_site_cannot_send_for_a_phone(turf):
    """What another site can send with a cookie is a form: it is no JSON, and not taken."""
    ben = phone(turf)
    for name in ("send", "give_back"):
        assert ben.client.post(url(name, ben.packet.pk), {"a": 1}).status_code == 415


def test_a_closed_turf_is_not_walked(turf, ada):
    ben = phone(turf)
    ada.post(url("close", turf.pk))
    assert ben.client.get(url("data", ben.packet.pk)).status_code == 410
    with pytest.raises(Refused):
        issued(turf)


def test_a_phone_that_is_silent_with_something_in_it_is_asked_for(turf, ada):
    ben = phone(turf)
    ben.post({**ben.message({}), "waiting": 3})
    with clock.at(NOON + 2 * DAY):
        assert [one.carrier for one in queries.silent_devices(person("ada"))] == ["Ben"]
        assert b"3 waited in the phone" in ada.get(url("index")).content


def test_the_clock_destroys_keys(turf):
    packet = issued(turf)
    with clock.at(NOON + 38 * DAY):
        assert list(tasks.tick()) == ["the key of a list of “By the mill” destroyed"]
        assert list(tasks.tick()) == []
    packet.refresh_from_db()
    assert packet.private == ""


# Paper


def test_a_sheet_is_printed_without_the_doors_that_said_no(turf, ada):
    acts.silence(person("ada"), place(turf))
    page = ada.get(url("sheet", turf.pk)).content.decode()
    assert "3 Mill Lane" in page
    assert ">1 Mill Lane" not in page


def test_a_sheet_is_typed_in(turf, ada):
    where = url("type_in", turf.pk, place(turf).pk)
    assert ada.get(where).status_code == 200
    ada.post(where, {"outcome": "spoke", "q1": "The rent.", "q2": "1", "q3": ["1", "3"]})
    assert (visits(turf), words()) == ([("1", "spoke")], ["The rent."])


def test_nobody_was_at_several_doors(turf, ada):
    wanted = [place(turf, label).pk for label in ("1", "3")]
    ada.post(url("in_vain", turf.pk), {"place": wanted})
    assert visits(turf) == [("1", "nobody"), ("3", "nobody")]


def test_answers_of_another_tool_are_brought_in_once(turf, ada):
    for _ in range(2):
        file = SimpleUploadedFile("kobo.csv", b"_uuid,name,q1\nu-1,Nell,The rent\nu-2,,Damp\n")
        assert ada.post(url("bring_in", turf.pk), {"file": file}).status_code == 302
    assert words() == ["Damp", "The rent"]
    junk = SimpleUploadedFile("kobo.csv", b"name\nNell\n")
    assert ada.post(url("bring_in", turf.pk), {"file": junk}).status_code == 422


# Numbers


def test_refusals_are_told_from_eight_on(turf):
    ben = phone(turf)
    for label in ("1", "3", "5", "7", "9", "11", "13"):
        ben.call(place(turf, label), "never")
    ben.send()
    assert queries.tally(turf).refused is None
    ben.call(place(turf, "15"), "never")
    ben.send()
    assert queries.tally(turf).refused == 8


def test_the_list_of_turfs_asks_as_often_for_three_as_for_one(turf, ada):
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as asked_for:
            ada.get(url("index"))
        counts.append(len(asked_for))
        for name in ("Two", "Three"):
            opened("Cable Row: 1-9", name=name)
    assert counts[0] == counts[1]


def test_the_page_of_a_turf_asks_as_often_for_three_lists_as_for_one(turf, ada):
    counts = []
    for _ in range(2):
        phone(turf)
        with CaptureQueriesContext(connection) as asked_for:
            ada.get(turf.get_absolute_url())
        counts.append(len(asked_for))
        phone(turf, "Cleo")
    assert counts[0] == counts[1]
