"""Moderation by name, answers to those who spoke, reminders (R-138, R-143)."""

from datetime import timedelta

import pytest
from django.core import mail

from articulator.identity.contacts.acts import keep_silent
from articulator.identity.contacts.models import Channel
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.links import origins, outcomes
from articulator.operations.statements import acts, tasks
from articulator.operations.statements.models import Conversation, Follower
from articulator.operations.statements.queries import (
    owed,
    own_statements,
    queue,
    ruled,
    turn,
    voice_of,
)
from tests.operations.statements.scene import (
    AGREE,
    DUE,
    asked,
    closed,
    council,
    numbered,
    phone,
    room,
    seated,
)
from tests.people import person


@pytest.fixture(autouse=True)
def _post(settings):
    settings.MAILERS = {
        "default": {"BACKEND": "articulator.kernel.mail.Outbox"},
        "post": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"},
    }


@pytest.fixture
def of(federation) -> Conversation:
    return asked()


@pytest.fixture
def ada(of):
    return person("ada")


@pytest.fixture
def ben(of, ada):
    acts.name_steward(ada, of, person("ben"))
    return person("ben")


@pytest.fixture
def said(of):
    return acts.say(None, of, phone("nell", of), "My landlord Mr Grey is a thief.")


@pytest.fixture
def counted(of) -> Conversation:
    room(of, 9, AGREE, AGREE)
    return closed(of)


def refused(deed, *args) -> str:
    with pytest.raises(Refused) as caught:
        deed(*args)
    return caught.value.refusal.reason


# Moderation


def test_a_statement_is_taken_out_by_somebody_with_a_name_and_a_reason(of, ben, said):
    acts.rule_on(ben, said, "names", "Say it without his name.")
    assert [one.number for one in ruled(of)] == [4]
    told = ruled(of)[0]
    assert [(r.by, r.reason, r.note) for r in told.rulings.all()] == [
        (ben, "names", "Say it without his name.")
    ]
    assert not told.readable
    assert turn(of, None, phone(2, of)).left == 3


def test_whoever_said_it_is_told_in_their_browser_and_nobody_else(of, ben, said):
    acts.rule_on(ben, said, "names")
    assert own_statements(voice_of(of, phone("nell", of))) == [said]
    assert own_statements(voice_of(of, phone("omar", of))) == []


def test_a_stranger_moderates_nothing(of, said):
    assert "allows" in refused(acts.rule_on, person("zoe"), said, "insult")


def test_an_appeal_is_heard_by_somebody_else(of, ada, ben, said):
    acts.rule_on(ben, said, "names")
    assert "Only whoever said this" in refused(acts.appeal, None, said, phone(3, of), "Mine!")
    acts.appeal(None, said, phone("nell", of), "He owns forty houses; he is no private man.")
    assert list(queue(of)) == [said]
    assert "yourself" in refused(acts.rule_on, ben, said, "fits")
    acts.rule_on(ada, said, "fits", "A landlord of forty houses is public.")
    said.refresh_from_db()
    assert (said.state, said.appeal) == ("shown", "")
    assert [r.reason for r in said.rulings.all()] == ["fits", "names"]


def test_a_second_appeal_after_two_have_looked_is_refused(of, ada, ben, said):
    acts.rule_on(ada, said, "fits")
    acts.rule_on(ben, said, "insult")
    assert "Two people" in refused(acts.appeal, None, said, phone("nell", of), "Again?")


def test_what_came_back_must_still_be_alone(of, ada, ben, said):
    acts.rule_on(ben, said, "duplicate")
    acts.say(None, of, phone(5, of), "My landlord Mr Grey is a thief")
    assert "by now" in refused(acts.rule_on, ada, said, "fits")


def test_after_the_count_nothing_is_taken_out(counted, ada):
    assert "counted" in refused(acts.rule_on, ada, numbered(counted, 1), "insult")


# What comes of it


def passed_on(of: Conversation, *numbers: int):
    chosen = [numbered(of, number) for number in numbers]
    acts.pass_on(person("ada"), of, chosen, council(), DUE)
    return chosen[0].outcome


def test_nothing_is_passed_on_before_the_room_is_counted(of, ada):
    assert "counted" in refused(acts.pass_on, ada, of, [numbered(of, 1)], council(), DUE)


def test_the_thread_runs_from_the_answer_over_the_statement_to_the_room(counted):
    made = passed_on(counted, 1, 2)
    assert [knot.kind for knot in origins(made)] == ["answers", "asks"]
    assert [knot.words for knot in origins(numbered(counted, 1))] == [counted.question]
    assert len(outcomes(counted)) == 2
    passed_on(counted, 1)
    assert len(outcomes(counted)) == 2


def test_somebody_who_sits_in_the_body_answers_and_nobody_for_them(counted, ada):
    made = passed_on(counted, 1)
    gita = seated(person("gita"), council())
    assert list(owed(gita)) == [made]
    assert "answers this" in refused(acts.answer, ada, made, "We shall see.")
    acts.answer(gita, made, "Yes: a rent strike in May.")
    assert (made.answered_by, made.is_late) == (gita, False)
    assert list(owed(gita)) == []


def test_where_nobody_sits_the_desk_writes_down_the_answer(counted, ada):
    made = passed_on(counted, 1)
    acts.answer(ada, made, "The council is not elected yet.")
    assert made.answered_by == ada


def letters() -> list[tuple[str, str]]:
    return [(one.to[0], one.subject) for one in mail.outbox]


def follow(of: Conversation, email: str) -> Follower:
    acts.follow(None, of, email)
    return Follower.objects.by_rule("a test").get(email=email)


def test_whoever_left_an_address_and_said_yes_gets_the_answer(counted, ada):
    acts.confirm(None, follow(counted, "nell@example.org"))
    follow(counted, "never@example.org")
    made = passed_on(counted, 1)
    mail.outbox.clear()
    acts.answer(ada, made, "Yes: a rent strike in May.")
    assert letters() == [("nell@example.org", f"An answer: {counted}")]
    assert "Yes: a rent strike in May." in mail.outbox[0].body
    acts.answer(ada, made, "Yes: a rent strike in June.")
    assert len(letters()) == 1


def test_an_address_that_asked_for_silence_gets_none(counted, ada):
    keep_silent(Channel.MAIL, ["quiet@example.org"], "a test")
    follow(counted, "quiet@example.org")
    assert letters() == []


def test_an_address_that_nobody_confirmed_is_forgotten_after_two_weeks(counted):
    follow(counted, "never@example.org")
    with clock.at(clock.now() + timedelta(days=14)):
        list(tasks.tick())
    assert not Follower.objects.by_rule("a test").exists()


def test_with_its_letter_an_address_is_taken_back_at_any_time(counted):
    found = follow(counted, "nell@example.org")
    acts.confirm(None, found)
    acts.unfollow(None, found)
    assert not Follower.objects.by_rule("a test").exists()


def test_whoever_owes_an_answer_and_is_late_is_reminded_every_two_weeks(counted):
    seated(person("gita"), council())
    passed_on(counted, 1, 2)
    late = clock.now() + timedelta(days=31)
    for days, many in ((0, 1), (1, 1), (15, 2)):
        with clock.at(late + timedelta(days=days)):
            list(tasks.tick())
        assert letters() == [("gita@example.org", f"Waiting for Council: {counted}")] * many


def test_nobody_is_reminded_of_what_is_answered(counted, ada):
    acts.answer(ada, passed_on(counted, 1), "Done.")
    with clock.at(clock.now() + timedelta(days=60)):
        assert list(tasks.tick()) == []
