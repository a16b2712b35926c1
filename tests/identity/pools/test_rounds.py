"""Invitations by lot: nobody in the pool, nobody who asked for silence, nobody twice (R-56)."""

from datetime import timedelta
from random import Random

import pytest
from django.core import mail
from django.urls import reverse

from articulator.identity.contacts import acts as contacts
from articulator.identity.contacts.models import Channel, Consent
from articulator.identity.pools import acts
from articulator.identity.pools.models import Invited, Round
from articulator.identity.pools.queries import (
    alive,
    can_be_invited,
    progress,
    progress_told,
    units_of,
    waiting,
)
from articulator.kernel import clock
from articulator.kernel.acts import Refused, once
from articulator.kernel.models import Event, Person, Unit
from articulator.methods.lots import choose, seed_from
from articulator.site.tick import tick
from tests.identity.pools.scene import (
    DICE,
    DUE,
    POOL,
    announced,
    drawn,
    into_the_pool,
    people,
    willing,
)
from tests.people import NOON, person

PURPOSE = Consent.Purpose.INVITATIONS


@pytest.fixture
def leith(federation) -> Unit:
    return Unit.objects.get(name="Leith")


@pytest.fixture
def outside(leith) -> list[Person]:
    """Forty in Leith and twenty in Govan, outside of the pool, willing to be invited."""
    made = people(leith, 10, 40)[10:] + people(Unit.objects.get(name="Govan"), 0, 20)
    willing(made)
    return made


def invited(made: Round) -> list[Invited]:
    return list(Invited.objects.by_rule("a test").filter(round=made).select_related("person"))


def names(made: Round) -> set[Person]:
    return {one.person for one in invited(made)}


def test_the_lot_invites_from_every_unit_its_share_and_writes_to_them(outside):
    made = drawn(9)
    assert sorted(one.email for one in names(made)) == sorted(one.to[0] for one in mail.outbox)
    homes = [one.memberships.by_rule("a test").get().unit.name for one in names(made)]
    assert (homes.count("Leith"), homes.count("Govan")) == (6, 3)
    assert "the lot did" in mail.outbox[0].body


def test_everyone_can_draw_again_from_the_list_and_the_seed(outside):
    made = drawn()
    again = choose(units_of(made), made.size, seed_from(DICE))
    assert {one.token for one in invited(made)} == set(again)
    assert (made.candidates, made.token_key) == (60, "")


def test_the_list_is_fixed_before_the_seed(outside, leith):
    made = announced()
    late = people(leith, 0, 30)
    willing(late)
    with clock.at(DUE):
        acts.draw(person("ada"), made, DICE)
    assert names(made) & set(late) == set()


def test_who_is_in_the_pool_or_silent_or_never_agreed_cannot_be_drawn(outside, leith):
    quiet, unasked = outside[0], people(leith, 0, 1)[0]
    contacts.opt_out(quiet, quiet, Channel.MAIL, "a letter")
    withdrawn = outside[1]
    contacts.withdraw(withdrawn, withdrawn.consents.by_rule("a test").get())
    into_the_pool(outside[2:4])
    there = set(can_be_invited(leith.parent, POOL))
    assert there == set(outside[4:])
    assert unasked not in there


def test_who_joined_the_pool_or_asked_for_silence_meanwhile_is_left_in_peace(outside):
    made = announced(60)
    into_the_pool(outside[:5])
    for one in outside[5:10]:
        contacts.opt_out(one, one, Channel.MAIL, "a letter")
    with clock.at(DUE):
        acts.draw(person("ada"), made, DICE)
    assert names(made) == set(outside[10:])
    assert len(mail.outbox) == 50


def test_nobody_is_invited_twice_within_180_days(outside, leith):
    first = drawn(30)
    with clock.at(DUE + timedelta(days=179)):
        assert set(can_be_invited(leith.parent, POOL)) == set(outside) - names(first)
    with clock.at(DUE + timedelta(days=181)):
        assert set(can_be_invited(leith.parent, POOL)) == set(outside)


def test_two_rounds_announced_at_once_invite_nobody_twice(outside):
    one, other = announced(40), announced(40)
    with clock.at(DUE):
        acts.draw(person("ada"), one, DICE)
        acts.draw(person("ada"), other, "1 1 1")
    assert names(one) & names(other) == set()


def test_a_round_needs_people_whom_it_can_reach(leith):
    willing(people(leith, 0, 9))
    with pytest.raises(Refused, match="There are 9 members outside of the pool"):
        announced(10)
    assert Round.objects.count() == 0


@pytest.mark.parametrize(("who", "when", "words"), [
    ("ben", DUE, "hold draws"), ("ada", NOON, "does not exist yet"),
])  # fmt: skip
def test_a_round_is_drawn_by_whom_and_when_it_was_said(outside, who, when, words):
    made = announced()
    with clock.at(when), pytest.raises(Refused, match=words):
        acts.draw(person(who), made, DICE)


def test_there_is_no_second_draw(outside):
    made = drawn()
    with clock.at(DUE), pytest.raises(Refused, match="no second draw"):
        acts.draw(person("ada"), made, "6 6 6")


def test_sent_twice_a_round_is_announced_once(outside):
    key = "5a8e7a54-2a5b-4f6e-9a5f-0f3b6c1d2e3f"
    from uuid import UUID

    for _ in range(2):
        with once(UUID(key)):
            announced()
    assert Round.objects.count() == 1


@pytest.mark.parametrize("luck", range(5))
def test_whatever_people_said_before_nobody_is_invited_against_it(federation, luck):
    """Three rounds, with people entering the pool and asking for silence before each."""
    chance, everyone, pooled = Random(luck), [], set()
    for unit in Unit.objects.filter(level="branch"):
        inside = chance.randint(0, 9)
        made = people(unit, inside, chance.randint(30, 50))
        everyone += made
        pooled |= set(made[:inside])
    willing(chance.sample(everyone, 60))
    quiet, before = set(), set()
    for number in range(3):
        announced_now = announced(8)
        entering = set(chance.sample(everyone, 6)) - pooled
        into_the_pool(list(entering))
        pooled |= entering
        for one in chance.sample(everyone, 6):
            contacts.opt_out(one, one, Channel.MAIL, "a letter")
            quiet.add(one)
        with clock.at(DUE + timedelta(days=number)):
            acts.draw(person("ada"), announced_now, f"{luck} {number}")
        assert names(announced_now) & (pooled | quiet | before) == set()
        before |= names(announced_now)
    assert len(before) == len(Invited.objects.by_rule("a test").all())


# Reminder and answer


def test_the_clock_reminds_once_and_only_those_who_said_nothing(outside):
    made = drawn(20)
    some = invited(made)
    with clock.at(DUE + timedelta(days=1)):
        acts.begin(some[0].person, some[0])
        acts.decline(some[1].person, some[1])
        into_the_pool([some[2].person])
        contacts.opt_out(some[3].person, some[3].person, Channel.MAIL, "a letter")
    mail.outbox.clear()
    for days in (13, 14, 14, 15, 60):
        with clock.at(DUE + timedelta(days=days)):
            list(tick())
    assert sorted(one.to[0] for one in mail.outbox) == sorted(one.person.email for one in some[4:])
    assert {one.subject for one in mail.outbox} == {"Your invitation to a course is still open"}


def test_nobody_presses_the_reminder(outside):
    made = drawn()
    with clock.at(DUE + timedelta(days=20)), pytest.raises(Refused, match="by the clock"):
        acts.remind(person("ada"), made)


def test_the_answers_leave_no_name_in_the_log(outside):
    one, other = invited(drawn())[:2]
    with clock.at(DUE):
        acts.begin(one.person, one)
        acts.decline(other.person, other)
    said = Event.objects.filter(kind__in=["pools.begin", "pools.decline"])
    assert [(event.actor, event.facts) for event in said] == [(None, {}), (None, {})]


def test_nobody_answers_for_another(outside):
    one = invited(drawn())[0]
    with clock.at(DUE), pytest.raises(Refused, match="Only the person"):
        acts.begin(person("ada"), one)


def test_an_invitation_waits_until_it_is_answered_or_the_pool_is_reached(outside):
    one, other, third = invited(drawn())[:3]
    with clock.at(DUE):
        acts.begin(one.person, one)
        acts.decline(other.person, other)
        into_the_pool([third.person])
        fourth = invited(one.round)[3]
        left = [list(waiting(who.person)) for who in (one, other, third, fourth)]
    assert left == [[], [], [], [fourth]]


# How it went


def test_a_round_tells_how_it_went_in_figures_of_eight(outside):
    made = drawn(30)
    some = invited(made)
    with clock.at(DUE):
        for one in some[:20]:
            acts.begin(one.person, one)
    into_the_pool([one.person for one in some[:9]])
    told = progress(made)
    assert (told.invited, told.begun, told.finished) == (30, 20, 9)


def test_no_figure_of_a_round_tells_of_few_by_itself_or_by_difference():
    for invited_ in range(0, 40, 3):
        for begun in range(invited_ + 1):
            for finished in range(begun + 1):
                told = progress_told(invited_, begun, finished)
                said = [n for n in (told.invited, told.begun, told.finished) if n is not None]
                gaps = [a - b for n, a in enumerate(said) for b in said[n + 1 :]]
                assert all(n >= 8 for n in said + gaps)


def test_a_round_is_alive_on_the_page_of_its_unit(outside, federation):
    assert alive(federation) == []
    made = announced()
    assert [(one.kind, one.url) for one in alive(federation)] == [
        ("invitations", made.get_absolute_url())
    ]


# Pages


def test_an_officer_announces_and_draws_from_the_pages(outside, client):
    client.force_login(person("ada"))
    with clock.at(NOON):
        page = client.get(reverse("pools:announce", args=["federation"]))
        assert "60 members outside of the Leadership pool" in page.content.decode()
        answer = client.post(
            reverse("pools:announce", args=["federation"]),
            {"size": 12, "seed_source": "dice", "seed_due": "2026-03-09T12:00"},
        )
    made = Round.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    with clock.at(NOON + timedelta(days=8)):
        url = reverse("pools:draw", args=[made.pk])
        assert client.post(url, {"words": DICE}).status_code == 422
        client.post(url, {"words": DICE, "witnessed": "on"})
        text = client.get(made.get_absolute_url()).content.decode()
        assert client.get(reverse("pools:frame", args=[made.pk])).json()["size"] == 12
    assert len(names(made)) == 12
    assert DICE in text


def test_too_many_are_refused_on_the_form_with_what_was_typed(outside, client):
    client.force_login(person("ada"))
    with clock.at(NOON):
        answer = client.post(
            reverse("pools:announce", args=["federation"]),
            {"size": 61, "seed_source": "dice", "seed_due": "2026-03-09T12:00"},
        )
    assert answer.status_code == 422
    assert "There are 60 members outside of the pool" in answer.content.decode()


def test_the_first_page_shows_the_invitation_and_both_answers(outside, client):
    one, other = invited(drawn())[:2]
    for who, answer, goal in (
        (one, "begin", reverse("training:index")), (other, "later", reverse("home")),
    ):  # fmt: skip
        client.force_login(who.person)
        with clock.at(DUE):
            home = client.get(reverse("home")).content.decode()
            assert "Begin the course" in home
            assert "Not now" in home
            assert client.post(who.get_absolute_url(), {"answer": answer})["Location"] == goal
            assert "Begin the course" not in client.get(reverse("home")).content.decode()


def test_an_invitation_is_shown_to_nobody_else(outside, client):
    one, other = invited(drawn())[:2]
    client.force_login(other.person)
    assert client.get(one.get_absolute_url()).status_code == 404


def test_the_page_of_a_round_names_nobody(outside, client):
    made = drawn()
    for who in (None, person("ada")):
        if who:
            client.force_login(who)
        text = client.get(made.get_absolute_url()).content.decode()
        assert [one for one in invited(made) if one.person.name in text or one.token in text] == []


def test_without_people_to_reach_the_page_teaches(leith, client):
    client.force_login(person("ada"))
    page = client.get(reverse("pools:announce", args=["federation"])).content.decode()
    assert "Too few members can be invited" in page
    assert "No round yet" in client.get(reverse("pools:rounds")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_of_the_database_for_any_number(
    outside, client, count, django_assert_num_queries
):
    for _ in range(count):
        announced()
    with django_assert_num_queries(4):
        text = client.get(reverse("pools:rounds")).content.decode()
    assert text.count("<li><div") == count
