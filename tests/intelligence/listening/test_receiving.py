"""What devices, pages and papers hand in, exactly once, coarsely, and taken back at will (R-87)."""

import uuid
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulator.intelligence.listening import acts
from articulator.intelligence.listening.acts import Asks
from articulator.intelligence.listening.models import Contact
from articulator.intelligence.listening.queries import Left, coarse, new_key, received, spaced
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event
from tests.intelligence.listening import scene
from tests.people import NOON, person

DAY = timedelta(days=1)


def test_a_submission_becomes_one_set_however_often_it_is_sent(federation):
    survey = scene.opened()
    sent = scene.said(survey, "The rent")
    first = [acts.receive(None, sent) for _ in range(3)]
    assert len(scene.sets(survey)) == 1
    assert {one.pk for one in first} == {received(sent.id).pk}
    assert scene.texts(survey) == {"The rent": 1}


def test_five_hundred_who_say_the_same_are_one_text_with_their_number(federation):
    survey = scene.opened()
    scene.heard(survey, "The rent!", "the  RENT", "The rent", "thé rent", "Damp")
    assert scene.texts(survey) == {"The rent!": 4, "Damp": 1}


def test_what_is_kept_of_it_is_coarse(federation):
    survey = scene.opened()
    late = NOON + 3 * DAY
    with clock.at(late + DAY):
        [made] = scene.heard(survey, "Damp", place="Flat 3, 12a Elm Road, EH6 5QD", at=late)
    assert (made.place, made.week) == ("Elm Road EH6", date(2026, 3, 2))
    assert not any(isinstance(value, uuid.UUID) for value in vars(made).values()
                   if value not in {survey.pk, made.unit_id})  # fmt: skip


@given(st.integers(1, 9999), st.sampled_from(("", "a", " b")), st.text("abc ", max_size=9))
def test_no_number_of_a_door_is_kept(number, letter, more):
    assert str(number) not in coarse(f"{number}{letter} Mill Lane {more}")


def test_the_log_tells_neither_who_asked_nor_which_set_it_became(federation):
    survey = scene.opened()
    acts.receive(person("ben"), scene.said(survey, "Damp"))
    event = Event.objects.filter(kind="listening.take_in").get()
    assert (event.actor, event.made, event.facts) == (None, "", {})


def test_every_kind_of_answer_is_read_as_it_was_meant(federation):
    survey = scene.opened()
    answers = {"q1": " Cold\n rooms ", "q2": "2", "q2_own": "A boat", "q3": ["3", "1"], "q4": "1"}
    made = acts.receive(None, scene.said(survey, answers=answers))
    kept = {key: scene.answer(made, key) for key in ("q1", "q2", "q3", "q4")}
    assert {key: one.chosen for key, one in kept.items()} == {
        "q1": [], "q2": [2], "q3": [1, 3], "q4": [1],
    }  # fmt: skip
    assert (kept["q1"].text.words, kept["q2"].text.words) == ("Cold rooms", "A boat")


def test_what_cannot_be_read_is_left_out_and_the_rest_is_taken(federation):
    survey = scene.opened()
    answers = {"q1": "Damp", "q2": "9", "q3": ["x", "2"], "q3_own": "no", "q77": "what?"}
    made = acts.receive(None, scene.said(survey, answers=answers))
    assert {one.question.key for one in made.answers.by_rule("a test")} == {"q1", "q3"}


def test_a_question_of_one_place_is_asked_there_alone(federation):
    asks = (*scene.ASKS, Asks(scene.K.OPEN, "And the tram?", unit=scene.unit("leith")))
    survey = scene.opened(*asks)
    here, there = (
        acts.receive(None, scene.said(survey, answers={"q5": "Late"}, unit=scene.unit(slug)))
        for slug in ("leith", "federation")
    )
    assert (here.answers.by_rule("a test").count(), there.answers.by_rule("a test").count()) == (
        1, 0,
    )  # fmt: skip


def test_a_device_without_a_network_has_two_weeks(federation):
    survey = scene.opened()
    acts.close(person("ada"), survey)
    with clock.at(NOON + 13 * DAY):
        assert acts.receive(None, scene.said(survey, "Damp"))
    with clock.at(NOON + 15 * DAY), pytest.raises(Refused, match="more than two weeks"):
        acts.receive(None, scene.said(survey, "Late"))


def test_nothing_comes_into_a_draft_nor_from_elsewhere(federation):
    with pytest.raises(Refused, match="not open"):
        acts.receive(None, scene.said(scene.drafted(), "Damp"))
    survey = scene.opened(of="leith")
    with pytest.raises(Refused, match="no part of"):
        acts.receive(None, scene.said(survey, "Damp", unit=scene.unit("federation")))
    with pytest.raises(Refused, match="Nobody is asked by pigeon"):
        acts.receive(None, scene.said(survey, "Damp", mode="pigeon"))


# Taking back


def test_the_holder_of_a_slip_takes_back_what_they_said(federation):
    survey, key = scene.opened(), new_key()
    scene.heard(survey, "The rent", "Damp", thread=key)
    scene.heard(survey, "The rent")
    acts.take_back(None, survey, spaced(key).upper())
    assert scene.texts(survey) == {"The rent": 1}
    assert len(scene.sets(survey)) == 1


def test_what_was_taken_back_does_not_come_again_by_a_late_device(federation):
    survey, key = scene.opened(), new_key()
    acts.take_back(None, survey, key)
    assert scene.heard(survey, "Damp", thread=key) == [None]
    assert scene.sets(survey) == []


def test_a_contact_is_apart_from_the_answers_unless_its_person_ties_them(federation):
    survey, key = scene.opened(), new_key()
    scene.heard(survey, "Damp", thread=key)
    left = Left("Gita@example.org", ["results"], scene.unit(), "doorstep")
    acts.leave_contact(None, survey, left)
    made = Contact.objects.by_rule("a test").get()
    assert (made.email, made.thread, made.wording) == (
        "gita@example.org", "", "I agree to be told what became of what I said.",
    )  # fmt: skip
    tied = Left("jon@example.org", ["results", "contact"], scene.unit(), "doorstep", thread=key)
    acts.leave_contact(None, survey, tied)
    [answers] = scene.sets(survey)
    assert Contact.objects.by_rule("a test").get(thread=answers.thread).email == "jon@example.org"
    acts.take_back(None, survey, key)
    assert [one.email for one in Contact.objects.by_rule("a test")] == ["gita@example.org"]


def test_no_address_is_kept_without_a_yes_to_something(federation):
    with pytest.raises(Refused, match="leave no address"):
        acts.leave_contact(None, scene.opened(), Left("a@b.org", [], scene.unit(), "stall"))
