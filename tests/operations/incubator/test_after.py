"""What follows a vote: promises, grants, later rounds (R-163, R-192, R-193)."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from articulator.identity.contacts.models import OptOut
from articulator.identity.contacts.queries import fingerprint
from articulator.kernel import clock
from articulator.kernel.acts import Refused, once
from articulator.kernel.models import Event, Unit
from articulator.operations.incubator import acts
from articulator.operations.incubator.models import Entry, Grant, Pledge, Sheet, pounds
from articulator.operations.incubator.plans import Plan, Promise
from articulator.operations.incubator.queries import (
    chosen,
    pledge_behind,
    pledge_token,
    promised,
    reader_mark,
    shares,
    to_remind,
)
from tests.operations.incubator.scene import cast, declared, drawn, law, opened
from tests.people import NOON, member, person

POUND = 100
TEN = Promise(Pledge.What.MONEY, "Nell", "nell@example.org", pence=10 * POUND)


@pytest.fixture
def won(federation) -> Entry:
    """The page that a room has chosen, where the constitution has a fund of £1,000 a grant."""
    law()
    poll = opened()
    cast(poll, *[[1]] * 9)
    declared(poll)
    return chosen(poll.round)[0]


@pytest.fixture
def ben(won):
    return member("ben", Unit.objects.get(slug="leith"))


# Promises


def test_promises_are_for_what_was_chosen(won):
    other = won.round.entries.get(number=2)
    with pytest.raises(Refused, match="for what the room has chosen"):
        acts.pledge(None, other, TEN)


def test_a_promise_is_whole_pence_and_a_letter_says_how_to_take_it_back(won):
    made = acts.pledge(None, won, TEN)
    assert (made.pence, made.pounds) == (1000, "10")
    letter = mail.outbox[-1]
    assert (letter.to, "no payment" in letter.body) == (["nell@example.org"], True)
    assert pledge_token(made) in letter.body
    acts.take_back(None, pledge_behind(pledge_token(made)))
    assert Pledge.objects.count() == 0
    assert pledge_behind(pledge_token(made)) is None


def test_a_promise_that_is_sent_twice_is_one_promise_and_one_letter(won):
    key = uuid.uuid4()
    for _ in range(2):
        with once(key):
            acts.pledge(None, won, TEN)
    assert (Pledge.objects.count(), len(mail.outbox)) == (1, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": "money"}, {"what": "money", "pence": 0}, {"what": "time", "pence": 5, "hours": 1},
        {"what": "skill"}, {"what": "money", "pence": 5, "hours": 2},
    ],
)  # fmt: skip
def test_the_database_itself_knows_what_a_promise_is(won, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Pledge.objects.create(entry=won, name="Nell", **wrong)


def test_sums_are_told_from_eight_people_on(won):
    for number in range(7):
        acts.pledge(None, won, Promise(Pledge.What.TIME, f"Nell {number}", hours=2))
    assert promised(won).shown is False
    acts.pledge(None, won, Promise(Pledge.What.MONEY, "Omari", pence=1250))
    told = promised(won)
    assert (told.shown, told.hours, told.pounds) == (True, 14, "12.50")


def test_one_reminder_after_a_week_and_none_to_an_address_that_asked_for_silence(won):
    acts.pledge(None, won, TEN)
    quiet = Promise(Pledge.What.TIME, "Omari", "omari@example.org", hours=2)
    acts.pledge(None, won, quiet)
    OptOut.objects.create(channel="mail", fingerprint=fingerprint("omari@example.org"))
    assert list(to_remind()) == []
    with clock.at(NOON + timedelta(days=8)):
        before = len(mail.outbox)
        for one in to_remind():
            acts.remind(None, one)
        assert [letter.to for letter in mail.outbox[before:]] == [["nell@example.org"]]
        assert list(to_remind()) == []


def test_the_log_knows_no_name_of_those_who_promised(won):
    acts.pledge(None, won, TEN)
    event = Event.objects.get(kind="incubator.pledge")
    assert (event.actor, event.facts) == (None, {})


# Money


def test_a_grant_follows_the_declared_vote_in_two_steps_each_in_the_log(won, ben):
    ada = person("ada")
    grant = acts.propose_grant(ada, won, ben, 800 * POUND, "A room and leaflets")
    assert (grant.pounds, grant.clause, grant.released_at) == ("800", "11.fund", None)
    acts.release(ada, grant)
    kinds = Event.objects.filter(kind__in=("incubator.propose_grant", "incubator.release"))
    assert [(one.kind, one.facts["pence"], one.actor) for one in kinds] == [
        ("incubator.propose_grant", 80_000, ada), ("incubator.release", 80_000, ada),
    ]  # fmt: skip
    with pytest.raises(Refused, match="is released"):
        acts.release(ada, grant)


def test_nobody_proposes_money_for_themselves_by_rule_and_by_constraint(won):
    ada = person("ada")
    with pytest.raises(Refused, match="for themselves"):
        acts.propose_grant(ada, won, ada, POUND, "Me")
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(entry=won, pence=1, purpose="Me", payee=ada, proposer=ada)


def test_nobody_releases_money_to_themselves_by_rule_and_by_constraint(won, ben):
    ada = person("ada")
    grant = Grant.objects.create(entry=won, pence=1, purpose="Me", payee=ada, proposer=ben)
    with pytest.raises(Refused, match="to themselves"):
        acts.release(ada, grant)
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.filter(pk=grant.pk).update(released_by=ada, released_at=NOON)


def test_more_than_the_constitution_allows_is_refused_with_its_clause(won, ben):
    with pytest.raises(Refused, match="at most £1,000") as refused:
        acts.propose_grant(person("ada"), won, ben, 1000 * POUND + 1, "More")
    assert refused.value.refusal.clause == "11.fund"
    assert acts.propose_grant(person("ada"), won, ben, 1000 * POUND, "All of it").pence == 100_000


def test_what_was_not_chosen_gets_nothing_and_nobody_gets_twice(won, ben):
    ada = person("ada")
    with pytest.raises(Refused, match="was not chosen"):
        acts.propose_grant(ada, won.round.entries.get(number=3), ben, POUND, "Tea")
    acts.propose_grant(ada, won, ben, POUND, "Tea")
    won = Entry.objects.get(pk=won.pk)
    with pytest.raises(Refused, match="one for each page"):
        acts.propose_grant(ada, won, ben, POUND, "Tea")


def test_a_constitution_without_a_fund_releases_nothing(federation):
    poll = opened()
    cast(poll, *[[1]] * 9)
    entry = chosen(declared(poll).round)[0]
    with pytest.raises(Refused, match="no fund"):
        acts.propose_grant(person("ada"), entry, person("ben"), POUND, "Tea")


def test_only_those_who_run_the_evening_propose_and_release(won, ben):
    with pytest.raises(Refused, match="keep the roll"):
        acts.propose_grant(ben, won, person("cleo"), POUND, "Tea")
    grant = acts.propose_grant(person("ada"), won, ben, POUND, "Tea")
    with pytest.raises(Refused):
        acts.release(person("cleo"), grant)


@pytest.mark.parametrize(
    ("pence", "words"), [(0, "0"), (5, "0.05"), (125_000, "1,250"), (1250, "12.50")]
)
def test_pence_in_words(pence, words):
    assert pounds(pence) == words


# A later round, read at home


@pytest.fixture
def reading(federation):
    """A round of three pages that share £900, £100 of it for each."""
    law()
    plan = Plan("Spring round", NOON, "At home", sheets=True, pot_pence=90_000, base_pence=10_000)
    return acts.open_poll(person("ada"), drawn(3, 0, plan), 1)


def readers(number):
    leith = Unit.objects.get(slug="leith")
    names = ("ben", "cleo", "dev", "ewa")[:number]
    return [member(name, leith) for name in names]


WORDS = "Say who looks after the children."


def test_two_or_three_members_read_each_page_and_their_points_share_the_pot(reading):
    people = readers(3)
    for points, entry in zip((8, 4, 0), reading.round.entries.order_by("number"), strict=True):
        for who in people:
            acts.score(who, entry, [points, points], WORDS)
    declared(reading)
    given = shares(reading)
    assert [(one.rating, one.pence) for one in given] == [
        ("8.0", 56_667),
        ("4.0", 33_333),
        ("0.0", 0),
    ]
    assert given[0].comments == (WORDS,) * 3
    assert [one.number for one in chosen(reading.round)] == [1, 2]
    payee = person("ewa")  # who scored a page is not paid for it
    grant = acts.propose_grant(person("ada"), chosen(reading.round)[1], payee, 33_333, "Tea")
    assert grant.pounds == "333.33"


def test_more_than_its_share_is_refused(reading):
    for entry in reading.round.entries.all():
        for who in readers_once():
            acts.score(who, entry, [6], WORDS)
    declared(reading)
    with pytest.raises(Refused, match="more than the round gave"):
        acts.propose_grant(person("ada"), chosen(reading.round)[0], person("ewa"), 30_001, "Tea")


def readers_once():
    """Three members, made when first asked for."""
    from articulator.identity.membership.queries import membership_of

    leith = Unit.objects.get(slug="leith")
    people = [person(name) for name in ("ben", "cleo", "dev")]
    return [who if membership_of(who) else member(who.name.split()[0].lower(), leith)
            for who in people]  # fmt: skip


def test_points_come_with_words_and_from_each_reader_once(reading):
    entry, (ben, *_) = reading.round.entries.get(number=1), readers(1)
    with pytest.raises(Refused, match="Write a sentence"):
        acts.score(ben, entry, [5], "Good")
    with pytest.raises(Refused, match="0 to 10"):
        acts.score(ben, entry, [11], WORDS)
    acts.score(ben, entry, [5], WORDS)
    with pytest.raises(Refused, match="You have scored"):
        acts.score(ben, entry, [5], WORDS)
    assert str(ben.pk) not in Sheet.objects.get().mark
    assert Sheet.objects.get().mark == reader_mark(ben, reading.round)


def test_a_fourth_reader_is_not_needed_by_rule_and_by_constraint(reading):
    entry, people = reading.round.entries.get(number=1), readers(4)
    for who in people[:3]:
        acts.score(who, entry, [5], WORDS)
    with pytest.raises(Refused, match="that is enough"):
        acts.score(people[3], entry, [5], WORDS)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sheet.objects.create(entry=entry, number=4, mark="x", points=[5], comment="x")


def test_strangers_do_not_score_and_six_weeks_are_the_end(reading):
    entry, (ben, *_) = reading.round.entries.get(number=1), readers(1)
    with pytest.raises(Refused, match="Members score"):
        acts.score(person("jon"), entry, [5], WORDS)
    with clock.at(NOON + timedelta(days=43)), pytest.raises(Refused, match="six weeks are over"):
        acts.score(ben, entry, [5], WORDS)


def test_a_page_that_nobody_read_stops_the_declaration(reading):
    acts.close(person("ada"), reading)
    with pytest.raises(Refused, match="fewer than two readers"):
        acts.declare(person("ada"), reading)
