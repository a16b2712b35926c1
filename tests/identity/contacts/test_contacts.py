"""A yes can be taken back, a no outlives every list, and nobody speaks for somebody else (R-46)."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from articulator.identity.contacts import acts
from articulator.identity.contacts.models import Channel, Consent, OptOut
from articulator.identity.contacts.queries import agreed, channels, opted_out, purposes, writable
from articulator.identity.membership.models import Attribute
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event, Unit
from tests.people import email, member, person

CONTACT = Consent.Purpose.CONTACT


@pytest.fixture
def leith(federation) -> Unit:
    return Unit.objects.get(name="Leith")


@pytest.fixture
def ben(leith):
    return member("ben", leith)


def agree(who, purpose=CONTACT) -> Consent:
    return acts.agree(who, who, purpose, purpose.words, "a test")


# A yes


def test_a_yes_is_kept_with_its_words_and_where_it_was_said(ben):
    said = agree(ben)
    assert (said.wording, said.channel, said.withdrawn_at) == (CONTACT.words, "a test", None)
    assert CONTACT.words == "I agree to hear from you by mail about what goes on near me."


def test_a_yes_said_twice_is_one_yes(ben):
    assert agree(ben) == agree(ben)
    assert Consent.objects.seen_by(ben).count() == 1


def test_the_database_keeps_one_yes_in_force_for_each_purpose(ben):
    said = agree(ben)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(
            person=ben, purpose=CONTACT, wording="Yes.", channel="b", given_at=said.given_at
        )


def test_nobody_agrees_for_somebody_else(ben, leith):
    with pytest.raises(Refused, match="Nobody agrees for somebody else"):
        acts.agree(member("cleo", leith), ben, CONTACT, CONTACT.words, "a test")


def test_a_yes_taken_back_stays_as_a_proof_and_can_be_given_again(ben):
    acts.withdraw(ben, agree(ben))
    assert agreed(CONTACT).count() == 0
    agree(ben)
    states = (
        Consent.objects.seen_by(ben).order_by("given_at").values_list("withdrawn_at", flat=True)
    )
    assert [at is None for at in states] == [False, True]


def test_it_is_taken_back_once_and_by_the_person_alone(ben, leith):
    said = agree(ben)
    with pytest.raises(Refused, match="Nobody agrees for somebody else"):
        acts.withdraw(member("cleo", leith), said)
    acts.withdraw(ben, said)
    with pytest.raises(Refused, match="withdrawn already"):
        acts.withdraw(ben, said)


def test_what_rested_on_a_yes_alone_is_deleted_with_it(ben, leith):
    cleo = member("cleo", leith)
    for one in (ben, cleo):
        Attribute.objects.create(person=one, name="gender", value="woman")
    acts.withdraw(ben, agree(ben, Consent.Purpose.FEATURES))
    left = Attribute.objects.by_rule("a test").values_list("person__name", flat=True)
    assert list(left) == [cleo.name]


def test_of_every_purpose_it_is_known_whether_one_agreed(ben):
    agree(ben)
    assert [one.purpose for one in purposes(ben) if one.consent] == [CONTACT]
    assert [one.purpose for one in purposes(ben)] == list(Consent.Purpose)


# A no


def test_whoever_said_no_is_not_written_to_even_after_a_yes(ben, leith):
    people = [ben, member("cleo", leith), member("dev", leith)]
    for one in people[:2]:
        agree(one)
    acts.opt_out(ben, ben, Channel.MAIL, "a test")
    assert writable(people, CONTACT) == [people[1]]


def test_a_no_is_to_an_address_however_it_is_written_and_outlives_the_person(ben):
    gone = person("quiet")
    acts.opt_out(None, gone, Channel.MAIL, "a letter's link")
    gone.delete()
    ben.email = f" {email('quiet').upper()} "
    assert opted_out(ben, Channel.MAIL)
    assert email("quiet") not in str(OptOut.objects.values())


def test_a_no_to_mail_says_nothing_of_calls(ben):
    acts.give_number(ben, ben, "+447700900001")
    acts.opt_out(ben, ben, Channel.MAIL, "a test")
    assert [(way.channel, way.quiet) for way in channels(ben)] == [
        (Channel.MAIL, True), (Channel.PHONE, False),
    ]  # fmt: skip


def test_a_no_said_twice_is_one_no(ben):
    for _ in range(2):
        acts.opt_out(ben, ben, Channel.MAIL, "a test")
    assert OptOut.objects.count() == 1


def test_only_the_person_lifts_it(ben):
    acts.opt_out(None, ben, Channel.MAIL, "the link of a letter")
    for actor in (None, person("ada")):
        with pytest.raises(Refused, match="Only the person"):
            acts.opt_in(actor, ben, Channel.MAIL)
    acts.opt_in(ben, ben, Channel.MAIL)
    assert not opted_out(ben, Channel.MAIL)


def test_an_officer_silences_nobody(ben):
    with pytest.raises(Refused, match="Only they can say"):
        acts.opt_out(person("ada"), ben, Channel.MAIL, "a test")


def test_the_log_tells_of_neither_address_nor_number(ben):
    acts.give_number(ben, ben, "+447700900001")
    acts.opt_out(ben, ben, Channel.PHONE, "a test")
    told = str(Event.objects.values_list("facts"))
    assert "7700900001" not in told
    assert "ben@" not in told


# The page


def test_the_page_asks_one_and_the_same_number_of_questions(client, ben, django_assert_num_queries):
    client.force_login(ben)
    client.get(reverse("contacts:index"))
    with django_assert_num_queries(7) as first:
        client.get(reverse("contacts:index"))
    for purpose in (CONTACT, Consent.Purpose.PHONE, Consent.Purpose.SKILLS):
        agree(ben, purpose)
    with django_assert_num_queries(len(first)):
        client.get(reverse("contacts:index"))


def test_agreeing_silencing_and_taking_it_back_on_the_page(client, ben):
    client.force_login(ben)
    client.post(reverse("contacts:agree"), {"purpose": "contact"})
    said = Consent.objects.seen_by(ben).get()
    client.post(reverse("contacts:silence"), {"channel": "mail", "quiet": "yes"})
    assert opted_out(ben, Channel.MAIL)
    client.post(reverse("contacts:silence"), {"channel": "mail", "quiet": "no"})
    assert not opted_out(ben, Channel.MAIL)
    client.post(reverse("contacts:withdraw", args=[said.pk]))
    assert agreed(CONTACT).count() == 0


def test_a_purpose_or_channel_that_there_is_not_is_nothing(client, ben):
    client.force_login(ben)
    assert client.post(reverse("contacts:agree"), {"purpose": "power"}).status_code == 404
    assert client.post(reverse("contacts:silence"), {"channel": "doves"}).status_code == 404
