"""How people come in: little is asked, a letter asks whether it was them (R-40 to R-64, R-132)."""

import re
import uuid

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articulator.identity.contacts.acts import opt_out
from articulator.identity.contacts.models import Channel, Consent
from articulator.identity.contacts.queries import agreed
from articulator.identity.doors import acts
from articulator.identity.doors.models import PATIENCE, Arrival, Door
from articulator.identity.doors.queries import Said, has_been, standing
from articulator.identity.membership.queries import members
from articulator.identity.units.acts import set_areas
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Cached, Event, Person, Unit
from tests.identity.doors.scene import DAY, come, kind_of, link, nell, rows, say_yes, url
from tests.people import NOON, member, person
from tests.site.test_same_answer import plain, shape

BY_CHANCE = ("Content-Security-Policy", "Content-Length")


# A stranger


def test_a_visitor_leaves_name_and_mail_and_is_nobody_until_the_letter_is_answered(client, event):
    page = come(client, event)
    assert "Now look into your mail" in page.content.decode()
    assert (len(rows(event)), Person.objects.filter(email="nell@example.org").count()) == (1, 0)
    say_yes(client)
    (row,) = rows(event)
    assert (row.person, row.confirmed_at, row.name, row.email) == (nell(), NOON, "", "")
    assert (nell().name, kind_of(nell()), nell().has_usable_password()) == (
        "Nell Tarrant", "participant", False,
    )  # fmt: skip


def test_the_first_form_asks_for_name_and_mail_and_nothing_else(client, event):
    page = client.get(event.get_absolute_url()).content.decode()
    form = page.split('<form method="post" action="/identity/doors/')[1]
    asked = set(re.findall(r'name="(\w+)"', form)) - {"csrfmiddlewaretoken", "_key", "invited"}
    assert asked == {"name", "email", "contact"}


def test_a_box_is_never_ticked_already(client, event, survey, joining):
    for door in (event, survey, joining):
        assert "checked" not in client.get(door.get_absolute_url()).content.decode()


def test_opening_the_letters_page_does_nothing_the_click_does(client, event):
    come(client, event)
    client.get(link())
    assert rows(event)[0].confirmed_at is None
    assert "You are on the list" in say_yes(client).content.decode()
    assert "You are on the list" in client.get(link()).content.decode()


def test_answering_the_letter_twice_makes_nothing_new(client, event):
    come(client, event)
    say_yes(client)
    before = Event.objects.count()
    assert say_yes(client).status_code == 200
    assert (Event.objects.count(), len(rows(event))) == (before, 1)


def test_a_made_up_link_and_an_old_one_lead_to_what_is_open(client, event):
    assert client.get(url("confirm", "abc:def")).status_code == 404
    come(client, event)
    with clock.at(NOON + PATIENCE):
        page = client.get(link())
    assert (page.status_code, "no longer good" in page.content.decode()) == (404, True)


def test_the_number_in_the_public_log_is_not_the_key_to_the_letter(client, event):
    come(client, event)
    (row,) = rows(event)
    assert Event.objects.filter(made__contains=str(row.pk)).exists()
    assert client.post(url("confirm", row.pk.hex)).status_code == 404


def test_what_the_visitor_wrote_stands_neither_in_the_log_nor_in_the_letter(client, event):
    come(client, event)
    say_yes(client)
    said = " ".join(f"{e.facts} {e.subject} {e.made} {e.actor}" for e in Event.objects.all())
    assert ("Nell" in said, "nell@" in said, "Nell" in mail.outbox[-1].body) == (False,) * 3


def test_the_log_does_not_say_who_came(client, event):
    ben = member("ben", event.unit)
    acts.arrive(ben, event, Said())
    assert Event.objects.get(kind="doors.arrive").actor is None


# The same for known and unknown


def ask(door, address):
    """All that somebody outside could notice, and what it cost inside."""
    client, before = Client(), len(mail.outbox)
    client.get(door.get_absolute_url())
    form = {"name": "Anybody", "email": address, "postcode": "EH6 5QD"}
    with CaptureQueriesContext(connection) as queries:
        first = client.post(door.get_absolute_url(), form)
    page = client.get(first["Location"])
    Cached.objects.all().delete()
    headers = {k: v for k, v in first.headers.items() if k not in BY_CHANCE}
    asked = [shape(one["sql"]) for one in queries.captured_queries]
    letter = mail.outbox[-1].body.replace(link(), "")
    body = plain(page.content.decode(), address)
    return first.status_code, headers, body, len(mail.outbox) - before, asked, letter


@pytest.mark.parametrize("kind", ["event", "joining"])
def test_known_and_unknown_get_the_same_answer_for_the_same_work(kind, request):
    door = request.getfixturevalue(kind)
    member("ben", Unit.objects.get(name="Leith"))
    dev = person("dev")
    opt_out(dev, dev, Channel.MAIL, "a test")
    set_areas(person("ada"), Unit.objects.get(name="Leith"), ["EH6"])
    unknown = ask(door, "stranger@example.org")
    for known in ("ben@example.org", "ada@example.org", "dev@example.org"):
        assert ask(door, known) == unknown, known


def test_too_many_letters_to_one_address_are_stopped(client, event):
    answers = [come(client, event).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
    assert len(mail.outbox) == 5


def test_a_form_sent_twice_makes_one_row_and_one_letter(client, event):
    key = str(uuid.uuid4())
    for _ in range(2):
        come(client, event, _key=key)
    assert (len(rows(event)), len(mail.outbox)) == (1, 1)
    ben = member("ben", event.unit)
    client.force_login(ben)
    key = str(uuid.uuid4())
    for _ in range(2):
        client.post(event.get_absolute_url(), {"_key": key})
    assert Event.objects.filter(kind="doors.arrive").count() == 1


def test_what_nobody_confirmed_is_forgotten_after_fourteen_days(client, event, survey):
    from articulator.site.tick import tick

    come(client, event)
    come(client, survey, "finn@example.org", q1="Damp")
    say_yes(client)
    with clock.at(NOON + PATIENCE):
        assert [words for words in tick() if "forgotten" in words] == [
            "arrivals at “Tenants meet” forgotten"
        ]
        assert list(tick()) == []
    assert (rows(event), len(rows(survey))) == ([], 1)


# What was ticked


def test_a_ticked_box_counts_from_the_answer_to_the_letter_in_its_very_words(client, event):
    come(client, event, contact="on")
    assert agreed(Consent.Purpose.CONTACT).count() == 0
    say_yes(client)
    (yes,) = agreed(Consent.Purpose.CONTACT)
    assert (yes.person, yes.wording, yes.channel) == (
        nell(), Consent.Purpose.CONTACT.words, "event: Tenants meet",
    )  # fmt: skip


def test_an_unticked_box_is_a_no_and_so_is_a_box_that_the_door_does_not_have(client, event):
    come(client, event, positions="on")
    say_yes(client)
    assert agreed(Consent.Purpose.CONTACT).count() + agreed(Consent.Purpose.POSITIONS).count() == 0


# Somebody who is known


def test_a_known_address_is_found_in_any_spelling_and_keeps_its_name_and_standing(client, event):
    ben = member("ben", event.unit)
    come(client, event, "Ben@Example.org")
    say_yes(client)
    ben.refresh_from_db()
    assert (rows(event)[0].person, ben.name, kind_of(ben)) == (ben, "Ben Castell", "member")


def test_whoever_is_signed_in_comes_with_one_click_and_once(client, event):
    client.force_login(member("ben", event.unit))
    for _ in range(2):
        page = client.post(event.get_absolute_url(), follow=True).content.decode()
        assert "You are on the list" in page
    assert (len(rows(event)), len(mail.outbox)) == (1, 0)


def test_nobody_comes_through_a_closed_door(client, event):
    acts.close(person("ada"), event)
    assert come(client, event).status_code == 403
    with pytest.raises(Refused, match="not open"):
        acts.arrive(person("ben"), event, Said())
    assert rows(event) == []


def test_the_door_of_an_event_closes_when_it_begins(client, event):
    with clock.at(NOON + 5 * DAY):
        assert come(client, event).status_code == 403


# Surveys


def test_a_survey_is_answered_without_a_name_and_nobody_knows_by_whom(client, survey):
    page = client.post(survey.get_absolute_url(), {"q1": "Damp", "q2": ""}, follow=True)
    (row,) = rows(survey)
    assert "without a name" in page.content.decode()
    assert (row.person, row.answers, row.told, len(mail.outbox)) == (
        None, ["Damp", ""], [("What hurts?", "Damp")], 0,
    )  # fmt: skip


def test_whoever_wants_to_hear_the_results_leaves_both_name_and_address(client, survey):
    page = client.post(survey.get_absolute_url(), {"q1": "Damp", "name": "Nell"})
    assert (page.status_code, "or neither" in page.content.decode()) == (422, True)
    come(client, survey, q1="Damp", results="on")
    say_yes(client)
    assert (rows(survey)[0].person, agreed(Consent.Purpose.RESULTS).count()) == (nell(), 1)


def test_a_survey_with_no_answer_is_sent_back(client, survey):
    assert client.post(survey.get_absolute_url(), {"q1": " "}).status_code == 422


# Never a membership ask at the first visit


def test_after_signing_up_for_an_event_membership_is_not_named(client, event, joining):
    pages = [come(client, event), client.get(link()), say_yes(client)]
    for page in pages:
        main = page.content.decode().split("<main")[1].split("</main>")[0].lower()
        assert re.findall(r"member\w*|join\w*|dues", main) == []
    assert re.findall(r"member\w*|join\w*|dues", mail.outbox[-1].body.lower()) == []


def test_membership_is_offered_when_the_event_has_been_and_not_before(client, event, joining):
    come(client, event)
    say_yes(client)
    client.force_login(nell())
    assert has_been(nell()) is False
    assert "See what membership means" not in client.get(url("you")).content.decode()
    with clock.at(NOON + 6 * DAY):
        assert has_been(nell()) is True
        assert "See what membership means" in client.get(url("you")).content.decode()
        acts.arrive(nell(), joining, Said(home=event.unit))
        assert standing(nell()).ready is False


# Joining


def test_a_stranger_joins_by_postcode_and_is_a_member_of_that_branch(client, joining, leith):
    set_areas(person("ada"), leith, ["EH6"])
    come(client, joining, postcode="eh6 5qd")
    assert members(leith).count() == 0
    assert "You are a member" in say_yes(client).content.decode()
    assert list(members(leith)) == [nell()]
    (line,) = nell().memberships.by_rule("a test")
    assert (line.district, line.joined_on, line.kind) == ("EH6", NOON.date(), "member")


def test_an_unknown_postcode_asks_for_a_choice_and_the_choice_wins(client, joining, leith):
    page = come(client, joining, postcode="ZZ1 1AA")
    assert (page.status_code, "Choose one below" in page.content.decode()) == (422, True)
    assert come(client, joining).status_code == 422
    come(client, joining, postcode="ZZ1 1AA", home=str(leith.pk))
    say_yes(client)
    assert list(members(leith)) == [nell()]


def test_a_participant_who_joins_keeps_their_number_and_their_history(client, event, joining):
    come(client, event)
    say_yes(client)
    client.force_login(nell())
    with clock.at(NOON + 9 * DAY):
        client.post(joining.get_absolute_url(), {"home": str(event.unit.pk)})
    lines = nell().memberships.by_rule("a test").order_by("joined_on")
    assert [(one.kind, one.left_on is None) for one in lines] == [
        ("participant", False), ("member", True),
    ]  # fmt: skip
    assert len({one.number for one in lines}) == 1


def test_a_member_joins_only_once(client, joining, leith):
    ben = member("ben", leith)
    with pytest.raises(Refused, match="a member already"):
        acts.arrive(ben, joining, Said(home=leith))
    come(client, joining, "ben@example.org", home=str(leith.pk))
    assert say_yes(client).status_code == 200
    assert ben.memberships.by_rule("a test").count() == 1


def test_the_join_page_says_all_that_the_constitution_says(client, joining):
    page = client.get(joining.get_absolute_url()).content.decode()
    for said in ("announced 30 days after you joined", "after six months and a short free",
                 "Members pay dues", "leave on any day"):  # fmt: skip
        assert said in page


def test_the_way_to_membership_leads_to_its_door_or_says_that_there_is_none(client, federation):
    assert "Nobody can join by this page" in client.get(url("join")).content.decode()
    root = Unit.objects.get(parent=None)
    made = acts.open_door(person("ada"), root, Door.Kind.JOIN, acts.Sign("Join", "Us."))
    assert client.get(url("join"))["Location"] == made.get_absolute_url()


def test_without_the_class_in_the_constitution_coming_writes_no_line(client, federation):
    leith = Unit.objects.get(name="Leith")
    sign = acts.Sign("Hands", "Two hours.")
    door = acts.open_door(person("ada"), leith, Door.Kind.CAMPAIGN, sign)
    made = acts.knock(None, door, Said("Nell", "nell@example.org"))
    acts.confirm(None, made)
    assert (kind_of(nell()), standing(nell()).kind) == (None, "participant")


def test_arrivals_are_read_under_a_name_alone(event):
    with pytest.raises(RuntimeError, match="nobody said for whom"):
        list(Arrival.objects.all())
