"""Starting to try something, keeping notes, and ending with what was learned."""

from dataclasses import asdict, dataclass

from django.db import models

from articulator.kernel import clock, links
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Unit
from articulator.operations.sprints import letters
from articulator.operations.sprints.models import LENGTH, Note, Revision, Sprint
from articulator.operations.sprints.queries import all_words
from articulator.operations.sprints.rules import may_remind, may_start, may_work


@dataclass(frozen=True, slots=True)
class Goal:
    """What is counted, and what it should come to: fixed before the start."""

    measure: str
    direction: str
    threshold: float


@dataclass(frozen=True, slots=True)
class Idea:
    """What is believed, and what is done to find out."""

    title: str
    hypothesis: str
    deed: str


@dataclass(frozen=True, slots=True)
class Learned:
    """How it ended, what was counted (if it was), what everyone knows now."""

    ending: str
    learned: str
    measured: float | None = None


@act(allow=may_start)
def start(
    actor: Actor, unit: Unit, idea: Idea, goal: Goal,
    parent: Sprint | None = None, what: models.Model | None = None,
) -> Sprint:  # fmt: skip
    """Begin two weeks. `parent` is the ending it takes up, `what` a campaign that it serves."""
    now = clock.now()
    if parent and parent.is_open:
        raise Refused(Refusal("What is taken up has ended. This one is still under way."))
    made = Sprint.objects.create(
        unit=unit, parent=parent, started_by=actor, began_at=now, ends_at=now + LENGTH,
        **asdict(idea), **asdict(goal),
    )  # fmt: skip
    if parent:
        links.join(made, "follows", parent)
    if what:
        links.join(made, "serves", what)
    return made


@act(allow=may_work)
def note(_actor: Actor, sprint: Sprint, text: str) -> Note:
    return Note.objects.create(sprint=sprint, text=text, at=clock.now())


@act(allow=may_work)
def revise(_actor: Actor, sprint: Sprint, goal: Goal, why: str) -> Revision:
    """Change what is measured under way. What it was, and why, stays on the page."""
    before = Goal(sprint.measure, sprint.direction, sprint.threshold)
    if goal == before:
        raise Refused(Refusal("Nothing would change: this is what is measured now."))
    made = Revision.objects.create(sprint=sprint, why=why, at=clock.now(), **asdict(before))
    sprint.measure, sprint.direction, sprint.threshold = (
        goal.measure,
        goal.direction,
        goal.threshold,
    )
    sprint.save(update_fields=["measure", "direction", "threshold"])
    return made


@act(allow=may_work, facts=lambda ended: {"ending": ended.ending})
def end(_actor: Actor, sprint: Sprint, learned: Learned) -> Sprint:
    """Say what was learned. Keep, adapt and stop are worth the same."""
    sprint.ending, sprint.measured = learned.ending, learned.measured
    sprint.learned, sprint.ended_at = learned.learned, clock.now()
    sprint.found_by = all_words(sprint)
    sprint.save()
    return sprint


@act(allow=may_remind)
def remind(_actor: Actor, sprint: Sprint) -> None:
    sprint.reminded_at = clock.now()
    sprint.save(update_fields=["reminded_at"])
    letters.remind(sprint)
