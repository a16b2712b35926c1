"""A briefing that is published opens a conversation of the members (R-86)."""

import pytest

from articulator.intelligence.briefings import acts
from articulator.kernel import clock
from articulator.kernel.links import origins
from articulator.kernel.models import Event
from articulator.operations.statements.listeners import talk
from articulator.operations.statements.models import Conversation
from tests.identity.elections.scene import ada
from tests.intelligence.briefings import scene
from tests.people import NOON


@pytest.fixture
def briefing(db):
    with clock.at(NOON):
        scene.found()
        made = scene.drafted()
        acts.write(ada(), made, scene.OWN)
        acts.write(ada(), made, acts.Own("Silent", "a", "b", "c"))
        yield acts.publish(ada(), made, [scene.body("council")])


def test_members_talk_about_what_it_suggests(briefing):
    of = Conversation.objects.get()
    assert str(of) == "What follows from the briefing of 1 March?"
    assert (of.unit, of.speakers) == (briefing.unit, "members")
    assert of.is_open
    assert [one.text for one in of.statements.all()] == ["Read the letters."]
    assert ("about", str(briefing)) in [(knot.kind, knot.words) for knot in origins(of)]


def test_it_closes_before_the_body_owes_its_answer(briefing):
    of = Conversation.objects.get()
    assert of.answered_by == scene.body("council")
    assert of.closes_at.date() <= of.answer_due == briefing.duties.get().due


def test_heard_twice_it_opens_one(briefing):
    talk(Event.objects.get(kind="briefings.publish"))
    assert Conversation.objects.count() == 1
