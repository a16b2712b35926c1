"""What a worker does after acts: counts a result, weighs statements, opens talk on a briefing."""

from datetime import timedelta

from django.utils import timezone

from articulator.intelligence.briefings.models import Briefing
from articulator.intelligence.briefings.queries import duties, shown
from articulator.kernel import clock, links
from articulator.kernel.acts import on
from articulator.kernel.models import Event
from articulator.operations.statements import acts, tasks
from articulator.operations.statements.models import Conversation
from articulator.operations.statements.plans import Plan

TALK = timedelta(days=10)  # so that a body has heard the members before its answer is due


@on("statements.release")
@on("statements.wind_up")
def count(event: Event) -> None:
    tasks.count.func(int(event.made.rpartition(":")[2]))


@on("statements.weigh_anew")
def weigh(event: Event) -> None:
    tasks.weigh.func(event.subject.rpartition(":")[2])


@on("briefings.publish")
def talk(event: Event) -> None:
    """A briefing is published: its members talk about what it suggests, before bodies answer."""
    briefing = links.find(event.subject)
    if not isinstance(briefing, Briefing) or any(
        knot.kind == "about" for knot in links.outcomes(briefing)
    ):
        return
    owed, closes = duties(briefing)[0], clock.now() + TALK
    said = dict.fromkeys(one.suggests for one in shown(briefing) if one.suggests)
    plan = Plan(
        f"What follows from the briefing of {briefing.until.day} {briefing.until:%B}?", closes,
        owed.body, max(owed.due, timezone.localdate(closes)), clock.now(),
        speakers=Conversation.Speakers.MEMBERS, seeds=tuple(said), about=briefing,
    )  # fmt: skip
    acts.ask(event.actor, briefing.unit, plan)
