"""Coming under any name, waiting, needs that one host reads (R-132, R-139, R-143)."""

import re
import uuid

import pytest
from django.core import mail

from articulator.identity.contacts.acts import opt_out
from articulator.identity.contacts.models import Channel
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Cached, Event, Person
from articulator.operations.gatherings import acts
from articulator.operations.gatherings.acts import Notice
from articulator.operations.gatherings.models import Need
from articulator.operations.gatherings.tickets import mark, ticket_link, ticket_of
from tests.operations.gatherings.scene import (
    NOTICE,
    announced,
    comes,
    leith,
    needs,
    rows,
    state,
    ticket_page,
    url,
)
from tests.people import member, person


def send(client, gathering, **form):
    return client.post(gathering.get_absolute_url(), {"name": "Nell", **form})


# Any name


def test_a_visitor_comes_under_any_name_and_is_nobody(client, gathering):
    before = Person.objects.count()
    answer = send(client, gathering, name="The one with the dog")
    (row,) = rows(gathering)
    assert answer["Location"] == ticket_page(row)
    assert (row.name, row.person, row.email, Person.objects.count()) == (
        "The one with the dog", None, "", before,
    )  # fmt: skip


def test_only_a_name_is_asked_for(client, gathering):
    page = client.get(gathering.get_absolute_url()).content.decode()
    form = page.split('<form method="post" action="/operations/gatherings/')[1].split("</form>")[0]
    assert len(re.findall(r" required", form)) == 1
    assert re.findall(r"member\w*|join\w*", form.lower()) == []


def test_the_phone_finds_its_ticket_again_by_a_cookie_that_scripts_cannot_read(client, gathering):
    send(client, gathering)
    cookie = client.cookies["ticket"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (
        True, "Lax", gathering.get_absolute_url(),
    )  # fmt: skip
    assert "You are on the list" in client.get(gathering.get_absolute_url()).content.decode()


def test_the_database_holds_no_ticket(gathering):
    row = comes(gathering)
    assert row.mark == mark(ticket_of(row)) == mark(ticket_of(row).upper().replace("-", " "))
    assert row.mark == mark(f"{ticket_link(row)}#come")
    assert ticket_of(row).replace("-", "") not in row.mark


def test_the_number_in_the_public_log_is_not_a_ticket(client, gathering):
    row = comes(gathering)
    assert Event.objects.filter(made__contains=str(row.pk)).exists()
    for guess in (row.pk.hex, row.mark, "0000-0000-0000-0000"):
        assert client.get(url("ticket", gathering.pk, guess)).status_code == 404


def test_a_ticket_opens_nothing_elsewhere(client, gathering):
    other = announced(title="Another")
    assert client.get(url("ticket", other.pk, ticket_of(comes(gathering)))).status_code == 404


def test_the_log_says_neither_who_came_nor_what_they_need(gathering):
    comes(gathering, "Nell", "nell@example.org", access="A ramp")
    said = " ".join(f"{e.facts} {e.subject} {e.made} {e.actor}" for e in Event.objects.all())
    assert [word for word in ("Nell", "nell@", "ramp") if word in said] == []
    assert Event.objects.get(kind="gatherings.register").actor is None


def test_whoever_is_signed_in_comes_once(gathering):
    ben = member("ben", leith())
    acts.register(ben, gathering, acts.Said("Ben"))
    with pytest.raises(Refused, match="on the list already"):
        acts.register(ben, gathering, acts.Said("Ben"))


def test_a_form_sent_twice_is_one_registration(client, gathering):
    key = str(uuid.uuid4())
    for _ in range(2):
        send(client, gathering, email="nell@example.org", _key=key)
    assert (len(rows(gathering)), len(mail.outbox)) == (1, 1)


def test_nobody_registers_for_what_is_over(client, gathering):
    with clock.at(gathering.ends_at):
        assert send(client, gathering).status_code == 403


# Letters


def test_the_letter_carries_the_ticket_and_repeats_nothing_that_was_typed(client, gathering):
    send(client, gathering, name="Buy pills at", email="nell@example.org", food="http://spam")
    (letter,) = mail.outbox
    assert ticket_page(rows(gathering)[0]) in letter.body
    assert ("pills" in letter.body, "spam" in letter.body) == (False, False)


def test_known_and_unknown_addresses_get_the_same_letter(client, gathering):
    member("ben", leith())
    bodies = []
    for address in ("ben@example.org", "stranger@example.org"):
        send(client, gathering, email=address)
        bodies.append(re.sub(r"ticket/\S+", "ticket", mail.outbox[-1].body))
    assert bodies[0] == bodies[1]


def test_whoever_asked_for_silence_gets_the_ticket_they_asked_for_and_no_more(gathering):
    dev = person("dev")
    opt_out(dev, dev, Channel.MAIL, "a test")
    comes(gathering, email="dev@example.org")
    acts.call_off(person("ada"), gathering, "Flood")
    assert [letter.subject for letter in mail.outbox] == ["Your ticket: What hurts here"]


def test_too_many_letters_to_one_address_are_stopped(client, gathering):
    answers = [send(client, gathering, email="a@example.org").status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]
    Cached.objects.all().delete()


# Full


def filled(number: int = 8):
    gathering = announced(capacity=8, title="Small room")
    return gathering, [comes(gathering, f"P{n}", f"p{n}@example.org") for n in range(number)]


def test_whoever_comes_later_waits_and_moves_up_in_order(federation):
    gathering, people = filled(10)
    assert [state(one) for one in people[7:]] == ["coming", "waiting", "waiting"]
    acts.step_back(None, gathering, people[0])
    assert [state(one) for one in people[8:]] == ["coming", "waiting"]
    assert (mail.outbox[-1].to, "a place for you" in mail.outbox[-1].subject) == (
        ["p8@example.org"], True,
    )  # fmt: skip


def test_whoever_waits_and_steps_back_frees_no_place(federation):
    gathering, people = filled(10)
    acts.step_back(None, gathering, people[8])
    assert state(people[9]) == "waiting"


def test_a_larger_room_takes_in_those_who_wait(federation):
    gathering, people = filled(10)
    larger = Notice(**{**NOTICE.fields(), "capacity": 9})
    acts.change(person("ada"), gathering, larger)
    assert [state(one) for one in people[8:]] == ["coming", "waiting"]
    acts.change(person("ada"), gathering, Notice(**{**NOTICE.fields(), "capacity": None}))
    assert state(people[9]) == "coming"


def test_stepping_back_deletes_what_was_written(client, gathering):
    row = comes(gathering, email="nell@example.org", access="A ramp")
    client.post(url("step_back", gathering.pk, ticket_of(row)))
    assert (rows(gathering), needs(gathering)) == ([], [])
    assert client.get(ticket_page(row)).status_code == 404


# Numbers


def test_fewer_than_eight_are_no_number_for_the_public(client, gathering):
    for n in range(7):
        comes(gathering, f"P{n}")
    assert "mean to come" not in client.get(gathering.get_absolute_url()).content.decode()
    comes(gathering, "P8")
    assert "About 8 people" in client.get(gathering.get_absolute_url()).content.decode()
    for n in range(3):
        comes(gathering, f"Q{n}")
    assert "About 8 people" in client.get(gathering.get_absolute_url()).content.decode()


def test_hosts_see_numbers_against_places_and_what_is_open(client, federation):
    gathering, _ = filled(9)
    comes(gathering, childcare="Two")
    client.force_login(person("ada"))
    page = client.get(url("hosting", gathering.pk)).content.decode()
    assert "8 of 8 places" in page
    assert re.search(r'value">2</span> <span class="label">wait', page)


# Needs


def test_a_need_is_read_by_the_one_host_who_cares_for_it(client, gathering):
    ben = member("ben", leith())
    acts.name_host(person("ada"), gathering, ben)
    host = gathering.hosts.get(person=ben)
    acts.entrust(person("ada"), gathering, Need.Kind.ACCESS, host)
    comes(gathering, "Nell", access="I read lips", food="No nuts")
    read = {}
    for who in ("ada", "ben"):
        client.force_login(person(who))
        read[who] = client.get(url("hosting", gathering.pk)).content.decode()
    assert ("read lips" in read["ada"], "No nuts" in read["ada"]) == (False, True)
    assert ("read lips" in read["ben"], "No nuts" in read["ben"]) == (True, False)
    (need,) = [one for one in needs(gathering) if one.kind == "access"]
    with pytest.raises(Refused, match="Only the host who cares"):
        acts.answer(person("ada"), need, Need.State.ARRANGED, "Yes")


def test_what_became_of_a_need_is_told_on_the_ticket_and_not_in_the_letter(client, gathering):
    row = comes(gathering, email="nell@example.org", childcare="Two and six")
    acts.answer(person("ada"), needs(gathering)[0], Need.State.CANNOT, "Bring them in.")
    assert "Bring them in." in client.get(ticket_page(row)).content.decode()
    assert "cannot be done" in client.get(ticket_page(row)).content.decode()
    assert ("Bring them" in mail.outbox[-1].body, ticket_page(row) in mail.outbox[-1].body) == (
        False, True,
    )  # fmt: skip


def test_the_list_by_name_is_for_hosts_and_not_for_those_who_could_name_them(client, gathering):
    comes(gathering, "Nell the Unmistakable")
    cleo = member("cleo", leith())
    acts.name_host(person("ada"), gathering, cleo)
    client.force_login(cleo)
    assert "Unmistakable" in client.get(url("people", gathering.pk)).content.decode()
    client.force_login(member("finn", leith()))
    assert client.get(url("people", gathering.pk)).status_code == 403
    client.logout()
    assert "Unmistakable" not in client.get(gathering.get_absolute_url()).content.decode()


def test_the_ticket_has_a_code_for_the_door(client, gathering):
    page = client.get(ticket_page(comes(gathering))).content.decode()
    assert "data:image/svg+xml" in page
