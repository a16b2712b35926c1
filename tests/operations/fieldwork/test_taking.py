"""What phones bring: exactly once, in any order, whatever their clocks say; no always wins."""

import json
from datetime import timedelta

import pytest
from django.core import mail

from articulator.intelligence.listening import acts as listening
from articulator.intelligence.listening.models import Contact, Mode
from articulator.intelligence.listening.queries import new_key
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event
from articulator.operations.fieldwork import acts
from articulator.operations.fieldwork.models import Held, Place, Receipt, Turf
from tests.operations.fieldwork.scene import (
    DAY,
    HOUR,
    Phone,
    held,
    issued,
    opened,
    phone,
    place,
    sets,
    url,
    visits,
    words,
)
from tests.people import NOON, person

KNOWN = "0190a000-0000-7000-8000-000000000000"  # one and the same in every worker


def test_a_talk_is_a_call_and_an_answer_apart_from_it(turf):
    ben = phone(turf)
    ben.talk(place(turf), "The rent.")
    said = ben.send()
    assert (len(said["taken"]), said["held"]) == (2, [])
    assert visits(turf) == [("1", "spoke")]
    assert words() == ["The rent."]
    (one,) = sets()
    assert (one.mode, one.place, one.survey) == (Mode.DOORSTEP, "Mill Lane", turf.survey)


def test_no_row_leads_from_a_door_to_a_word(turf):
    """Neither an id nor a moment is shared: the call and the answer came under their own."""
    ben = phone(turf)
    key = ben.talk(place(turf), "The rent.")
    ben.send()
    (one,) = sets()
    assert key not in (one.seal, str(one.pk))
    assert (one.week, [f.name for f in one._meta.fields if "door" in f.name]) == (NOON.date(), [])


def test_a_short_street_is_not_told(turf):
    ben = phone(turf)
    ben.talk(place(turf, "2"), "Damp.")
    ben.send()
    assert [one.place for one in sets()] == ["By the mill"]


def test_the_same_envelope_again_changes_nothing(turf):
    ben = phone(turf)
    ben.talk(place(turf))
    first = ben.send(forget=False)
    before = Event.objects.count()
    again = ben.send(forget=False)
    assert sorted(first["taken"]) == sorted(again["taken"])
    assert (words(), visits(turf)) == (["The rent."], [("1", "spoke")])
    assert Event.objects.count() == before + 1  # that the phone reported


def test_another_envelope_under_a_known_number_waits(turf):
    ben = phone(turf)
    key = ben.talk(place(turf), "The rent.")
    ben.send()
    ben.seal({"kind": "answers", "place": str(place(turf).pk), "answers": {"q1": "Not the rent."},
              "thread": "", "at": ben.now}, key)  # fmt: skip
    assert ben.send()["held"] == [key]
    assert (words(), [one.why for one in held(ben.packet)]) == (["The rent."], [Held.Why.OTHER])
    acts.admit(person("ada"), held(ben.packet)[0])
    assert (words(), held(ben.packet)) == (["Not the rent.", "The rent."], [])


@pytest.mark.parametrize("ahead", [-3 * DAY, -HOUR, HOUR, 3 * DAY, -365 * DAY])
def test_a_wrong_clock_is_put_right(turf, ahead):
    with clock.at(NOON + DAY):
        ben = phone(turf, ahead=ahead)
        ben.call(place(turf), "nobody")
        with clock.at(NOON + DAY + 5 * HOUR):
            ben.send()
    ben.packet.refresh_from_db()
    assert abs(ben.packet.ahead - ahead.total_seconds()) <= 1
    at = place(turf).visited_at
    assert abs(at - (NOON + DAY)) <= timedelta(seconds=1)


def test_a_moment_is_never_before_the_list_or_in_the_future(turf):
    ben = phone(turf)
    there = str(place(turf).pk)
    for at in (0, ben.now + 90_000_000):
        ben.seal({"kind": "visit", "place": there, "outcome": "nobody", "at": at})
    ben.send()
    rows = place(turf).visits.by_rule("a test").values_list("at", flat=True)
    assert set(rows) == {NOON}


@pytest.mark.parametrize("order", [("never", "spoke"), ("spoke", "never")])
def test_never_again_wins_whatever_comes_later(turf, order):
    for at, said in enumerate(order):
        ben = phone(turf, f"Ben {at}")
        ben.call(place(turf), said)
        ben.send()
    assert place(turf).outcome == "never"
    assert str(place(turf).pk) in Phone.send(ben)["gone"]


def test_never_again_holds_in_every_other_list(turf):
    ben = phone(turf)
    ben.call(place(turf), "never")
    ben.send()
    other = opened("Mill lane: 1, 3", name="The lane")
    assert [one.label for one in other.places.all()] == ["3"]
    acts.add_places(person("ada"), other, [acts.Stop("MILL LANE", "1")])
    assert other.places.count() == 1


def test_never_again_reaches_lists_that_are_out_already(turf):
    other = opened("Mill Lane: 1", name="The lane")
    ben, cleo = phone(turf), phone(other, "Cleo")
    ben.call(place(turf), "never")
    ben.send()
    assert cleo.send()["gone"] == [str(place(other).pk)]


def test_an_officer_is_asked_by_letter_never_to_call_again(turf, client):
    client.force_login(person("ada"))
    client.post(url("silence", turf.pk, place(turf).pk))
    assert place(turf).never_at == NOON
    assert str(place(turf).pk) in phone(turf).send()["gone"]


def test_what_was_taken_back_before_it_came_is_not_taken_in(turf, client):
    ben, key = phone(turf), new_key()
    ben.talk(place(turf), "The rent.", thread=key)
    page = url("slip", turf.pk, key)
    assert b"on its way" in client.get(page).content
    client.post(page)
    assert (len(ben.send()["taken"]), words(), ben.kept) == (2, [], {})


def test_the_slip_leads_to_what_became_of_it(turf, client):
    ben, key = phone(turf), new_key()
    ben.talk(place(turf), "The rent.", thread=key)
    ben.send()
    assert client.get(url("slip", turf.pk, key))["Location"].endswith(f"/slips/{key}")
    listening.take_back(None, turf.survey, key)
    assert words() == []


def test_how_to_reach_somebody_stands_beside_what_they_said(turf):
    ben = phone(turf)
    ben.talk(place(turf))
    ben.seal({"kind": "contact", "name": "Nell", "email": "Nell@Example.org",
              "purposes": ["results", "nonsense"]})  # fmt: skip
    ben.send()
    (one,) = Contact.objects.by_rule("a test")
    assert (one.name, one.email, one.purposes, one.thread) == ("Nell", "nell@example.org",
                                                              ["results"], "")  # fmt: skip
    assert [letter.to for letter in mail.outbox] == [["nell@example.org"]]


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "contact", "email": "no address", "purposes": ["results"]},
        {"kind": "contact", "email": "nell@example.org", "purposes": []},
        {"kind": "something"}, {"kind": "visit"}, [], 7, {"kind": ["visit"]},
        {"kind": "visit", "place": "x", "outcome": "nobody", "at": 1},
        {"kind": "visit", "place": KNOWN, "outcome": "nobody", "at": 1},
    ],
)  # fmt: skip
def test_what_nobody_understands_is_held_and_not_lost(turf, said):
    ben = phone(turf)
    key = ben.seal(said)
    assert ben.send()["held"] == [key]
    (one,) = held(ben.packet)
    assert one.why == Held.Why.UNREADABLE
    with pytest.raises(Refused):
        acts.admit(person("ada"), one)
    acts.discard(person("ada"), one)
    assert held(ben.packet) == []


@pytest.mark.parametrize("said", ["all is well", "never"])
def test_a_stall_refuses_nothing_for_ever(federation, said):
    stall = opened("Market Cross", kind=Turf.Kind.STALL)
    ben = phone(stall)
    ben.call(stall.places.get(), said)
    assert len(ben.send()["held"]) == 1


def test_a_stall_is_asked_again_and_again(federation):
    stall = opened("Market Cross", kind=Turf.Kind.STALL)
    ben = phone(stall)
    for said in ("Buses", "Rent", "Damp"):
        ben.talk(stall.places.get(), said)
    assert ben.send()["gone"] == []
    assert words() == ["Buses", "Damp", "Rent"]
    assert {(one.mode, one.place) for one in sets()} == {("stall", "By the mill")}


def test_an_envelope_of_another_list_does_not_open(turf):
    ben, cleo = phone(turf), phone(turf, "Cleo")
    ben.talk(place(turf))
    cleo.kept = dict(ben.kept)
    assert len(cleo.send()["held"]) == 2
    assert {one.why for one in held(cleo.packet)} == {Held.Why.UNREADABLE}


def test_what_a_lost_phone_sends_waits_for_whoever_gave_it_out(turf):
    ben = phone(turf)
    ben.talk(place(turf), "The rent.")
    acts.revoke(person("ada"), ben.packet)
    ben.call(place(turf, "3"), "never")
    said = ben.send()
    assert (len(said["taken"]), len(said["held"]), words()) == (1, 2, [])
    assert place(turf, "3").never_at, "whoever asked us never to call again is heard all the same"
    for one in held(ben.packet):
        acts.admit(person("ada"), one)
    assert (words(), held(ben.packet)) == (["The rent."], [])


def test_a_survey_that_is_closed_for_long_leaves_it_sealed(turf):
    ben = phone(turf)
    listening.close(person("ada"), turf.survey)
    ben.talk(place(turf))
    with clock.at(NOON + 20 * DAY):
        assert len(ben.send()["held"]) == 1
    assert [one.why for one in held(ben.packet)] == [Held.Why.REFUSED]


def test_a_list_that_ran_out_is_not_read_but_what_it_holds_is_taken(turf):
    ben = phone(turf)
    ben.talk(place(turf))
    with clock.at(NOON + 8 * DAY):
        assert ben.client.get(url("data", ben.packet.pk)).status_code == 410
        assert "over" in ben.send()
    assert words() == ["The rent."]


def test_after_a_month_the_key_goes_and_with_it_what_a_lost_phone_holds(turf):
    ben = phone(turf)
    ben.talk(place(turf))
    with clock.at(NOON + 38 * DAY):
        assert ben.post(ben.message()).status_code == 410
        acts.shred(None, ben.packet)
        ben.packet.refresh_from_db()
        assert (ben.packet.private, words(), Receipt.objects.count()) == ("", [], 0)


def test_a_key_is_not_destroyed_early(turf):
    with pytest.raises(Refused):
        acts.shred(None, issued(turf))


@pytest.mark.parametrize(
    "body",
    [
        b" ", b"[]", b"{}", b"nonsense", b'{"now": "x", "items": [], "waiting": 0}',
        b'{"now": 1e300, "items": [], "waiting": 0}', b'{"now": true, "items": [], "waiting": 0}',
        b'{"now": 1, "waiting": 0, "items": [{"id": "x", "envelope": ""}]}',
        b'{"now": 1, "waiting": 0, "items": [7]}', b'{"now": 1, "waiting": "x", "items": []}',
        b'{"now": NaN, "waiting": 0, "items": []}', b"\xff\xfe",
        json.dumps({"now": 1, "waiting": 0, "items": [{"id": KNOWN, "envelope": "%"}]}),
        json.dumps({"now": 1, "waiting": 0, "items": [{"id": KNOWN, "envelope": ""}] * 101}),
    ],
)  # fmt: skip
def test_what_no_device_sends_is_refused_in_words(turf, body):
    answer = phone(turf).post(body)
    assert (answer.status_code, bool(answer.json()["error"])) == (400, True)


def test_how_a_place_stands_does_not_depend_on_who_comes_back_first(turf):
    ben, cleo = phone(turf), phone(turf, "Cleo")
    with clock.at(NOON + HOUR):
        ben.call(place(turf), "later")
    with clock.at(NOON + 2 * HOUR):
        cleo.call(place(turf), "nobody")
        cleo.send()
        ben.send()
    assert Place.objects.get(pk=place(turf).pk).outcome == "nobody"


def test_what_a_phone_saved_as_a_file_is_taken_in(turf, client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    ben = phone(turf)
    ben.talk(place(turf), "The rent.")
    client.force_login(person("ada"))
    for _ in range(2):
        file = SimpleUploadedFile("sealed.json", json.dumps(ben.message()).encode())
        assert client.post(url("rescue", ben.packet.pk), {"file": file}).status_code == 302
    assert words() == ["The rent."]
    junk = SimpleUploadedFile("sealed.json", b"junk")
    assert client.post(url("rescue", ben.packet.pk), {"file": junk}).status_code == 422
