"""Who is asked what, who sees it, and what may be told (R-46, R-47)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from articulator.identity.contacts import acts as contacts
from articulator.identity.contacts.models import Consent
from articulator.identity.representation import acts
from articulator.identity.representation.models import (
    Consultation,
    Position,
    Published,
)
from articulator.identity.representation.queries import (
    alive,
    consultations,
    own,
)
from articulator.identity.representation.tasks import tick
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event, Unit
from tests.identity.representation.scene import (
    NO,
    OVER,
    TEXTS,
    YES,
    ask,
    cells,
    say,
    sit,
)
from tests.people import NOON, member, person

# Asking


def test_whoever_may_call_elections_may_ask_and_nobody_else(federation, cast, asked):
    with pytest.raises(Refused, match="Only those whom the constitution allows"):
        acts.open_consultation(person("ben"), federation, "Mine", "So", "three", NOON, OVER, TEXTS)
    assert [str(one) for one in asked.statements.all()] == TEXTS
    assert [knot.words for knot in alive(federation)] == [
        "Next year", "Whom its bodies represent, and how well",
    ]  # fmt: skip


@pytest.mark.parametrize("number", [2, 13])
def test_a_consultation_is_short(federation, number):
    with pytest.raises(Refused, match="3 to 12 statements"):
        ask(federation, statements=[f"S{n}" for n in range(number)])


def test_a_branch_is_asked_by_itself_or_with_everybody(federation, leith, cast):
    ours, all_of_us = ask(leith), ask(federation)
    govan = Unit.objects.get(name="Govan")
    assert set(consultations(leith)) == {ours, all_of_us}
    assert set(consultations(govan)) == {all_of_us}
    mia = member("mia", govan)
    with pytest.raises(Refused, match="full members of Leith"):
        acts.answer(mia, ours, YES, consents=True)


# Answering


def test_nothing_is_kept_without_an_express_yes(cast, asked):
    with pytest.raises(Refused, match="only if you agree"):
        acts.answer(cast[0], asked, YES)
    assert own(cast[0], asked) == {}
    acts.answer(cast[0], asked, YES, consents=True)
    acts.answer(cast[0], asked, NO)  # the consent is in force
    assert own(cast[0], asked) == NO
    consent = Consent.objects.seen_by(cast[0]).get()
    assert (consent.purpose, consent.wording) == ("positions", Consent.Purpose.POSITIONS.words)


def test_an_answer_said_again_takes_the_old_one_s_place_and_leaves_the_others(cast, asked):
    say(asked, cast[:1], {1: 1, 2: -1})
    say(asked, cast[:1], {2: 0, 3: -1, 9: 1})
    assert own(cast[0], asked) == {1: 1, 2: 0, 3: -1}


def test_one_answer_per_person_and_statement_is_a_law_of_the_database(cast, asked):
    say(asked, cast[:1])
    with pytest.raises(IntegrityError), transaction.atomic():
        Position.objects.create(person=cast[0], statement=asked.statements.all()[0], value=0)


def test_answers_are_taken_between_the_two_days_alone(federation, cast):
    later = ask(federation, opens=NOON + timedelta(days=1))
    with pytest.raises(Refused, match="not open yet"):
        acts.answer(cast[0], later, YES, consents=True)
    with clock.at(OVER), pytest.raises(Refused, match="is closed"):
        acts.answer(cast[0], later, YES, consents=True)


def test_the_log_says_that_somebody_answered_not_who_nor_what(cast, asked):
    say(asked, cast[:1])
    event = Event.objects.get(kind="representation.answer")
    assert (event.actor, event.facts, event.made) == (None, {}, "")


def test_nobody_sees_anybody_s_answers_but_their_own(cast, asked):
    say(asked, cast)
    assert Position.objects.seen_by(cast[0]).count() == 3
    assert Position.objects.seen_by(person("ada")).count() == 0
    assert own(None, asked) == {}


def test_figures_are_in_tens_and_fewer_than_8_are_not_told(cast, asked):
    say(asked, cast[:7])
    assert cells(asked) == [None, None, None]
    say(asked, cast[7:], {1: 1, 2: -1})
    assert cells(asked) == [[None, None, 10], [None, None, None], None]


def test_a_withdrawn_consent_takes_the_answers_out_and_deletes_them(cast, asked):
    say(asked, cast[:8])
    assert cells(asked)[0] == [None, None, 10]
    contacts.withdraw(cast[0], Consent.objects.seen_by(cast[0]).get())
    assert cells(asked)[0] is None
    assert Position.objects.by_rule("a test").filter(person=cast[0]).count() == 0


def test_without_a_consent_in_force_an_answer_does_not_count_even_if_it_is_still_there(cast, asked):
    say(asked, cast[:8])
    Consent.objects.filter(person=cast[0]).update(withdrawn_at=NOON)
    assert cells(asked)[0] is None


def test_everybody_can_delete_their_own_answers_also_after_the_end(cast, asked):
    say(asked, cast[:2])
    with clock.at(OVER):
        acts.take_back(cast[0], asked)
        with pytest.raises(Refused, match="no answers here"):
            acts.take_back(cast[0], asked)
    assert (own(cast[0], asked), own(cast[1], asked)) == ({}, YES)


def test_answers_are_deleted_two_years_after_the_end(cast, asked):
    say(asked, cast)
    with clock.at(OVER + Consultation.KEPT):
        assert list(tick()) == []
    with clock.at(OVER + Consultation.KEPT + timedelta(days=1)):
        assert list(tick()) == ["answers to “Next year” deleted"]
        assert list(tick()) == []
    assert Position.objects.by_rule("a test").count() == 0


# Publishing


def test_only_office_holders_publish_and_only_if_they_wish(cast, asked, council):
    say(asked, cast)
    sit(council, cast[:1])
    with pytest.raises(Refused, match="Only people who hold an office"):
        acts.publish(cast[1], asked)
    assert Published.objects.by_rule("a test").count() == 0
    acts.publish(cast[0], asked)
    acts.unpublish(cast[0], asked)
    assert Published.objects.by_rule("a test").count() == 0


def test_nobody_publishes_what_they_have_not_answered(cast, asked, council):
    sit(council, cast[:1])
    with pytest.raises(Refused, match="no answers here"):
        acts.publish(cast[0], asked)
