"""Who edits a briefing, and who answers it.

Until a constitution names an office for it, whoever keeps the roll of a unit edits its briefings:
they answer for the unit already, and every unit has them.
"""

from articulator.identity.bodies.rules import needs
from articulator.intelligence.briefings.models import Briefing, Duty, Finding
from articulator.intelligence.briefings.queries import (
    KEEPS,
    conferences,
    drafts,
    sits_in,
    sitting,
    told_until_yesterday,
    wants,
)
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Unit


def may_edit(actor: Actor, unit: Unit) -> Refusal | None:
    if unit.closed_at:
        return Refusal(f"{unit} is closed.")
    return needs(actor, KEEPS, unit)


def may_begin(actor: Actor, unit: Unit) -> Refusal | None:
    if wants(unit):
        return Refusal("There is a briefing every fortnight already.")
    return may_edit(actor, unit)


def may_end(actor: Actor, unit: Unit) -> Refusal | None:
    if not wants(unit):
        return Refusal("No briefing is composed here.")
    return may_edit(actor, unit)


def may_prepare(actor: Actor, unit: Unit) -> Refusal | None:
    """Whoever edits, where a conference is near: that of the unit, or of one around it."""
    if refusal := may_edit(actor, unit):
        return refusal
    if drafts(unit).filter(edition=Briefing.Edition.CONFERENCE).exists():
        return Refusal("There is a draft for the conference already.", appeal="Edit that one.")
    if told_until_yesterday(unit):
        return Refusal(
            "The conference has been told of everything until yesterday.",
            appeal="Compose the next one tomorrow.",
        )
    if not conferences(unit):
        return Refusal(
            f"The constitution in force names no conference for {unit}.",
            appeal="A briefing every fortnight reaches every other body.",
        )
    return None


def may_change(actor: Actor, briefing: Briefing) -> Refusal | None:
    """A draft, by whoever edits. What is published is never changed."""
    if briefing.published_at:
        return Refusal(
            "This briefing is published, and stays as it was read.",
            appeal="Say in the next one what was wrong in it.",
        )
    return may_edit(actor, briefing.unit)


def may_change_finding(actor: Actor, finding: Finding) -> Refusal | None:
    return may_change(actor, finding.briefing)


def may_publish(actor: Actor, briefing: Briefing) -> Refusal | None:
    if refusal := may_change(actor, briefing):
        return refusal
    if not briefing.findings.filter(left_out=False).exists():
        return Refusal("A briefing without a finding says nothing.", appeal="Write one yourself.")
    return None


def may_read(actor: Actor, briefing: Briefing) -> Refusal | None:
    """What is published is for everyone in the house; a draft for those who edit it."""
    return None if briefing.published_at else may_edit(actor, briefing.unit)


def may_answer(actor: Actor, duty: Duty) -> Refusal | None:
    """Whoever sits in the body that owes it, once; who edits, while nobody sits there."""
    if duty.answered_at:
        return Refusal("This has been answered, and the answer stays.")
    if sits_in(actor, duty.body):
        return None
    if not sitting(duty.body).exists():
        return needs(actor, KEEPS, duty.briefing.unit)  # even if the unit has closed meanwhile
    return Refusal(
        f"{duty.body} answers this, by somebody who sits there.", clause=duty.body.clause,
        appeal="Ask one of them; their names stand on the page of the body.",
    )  # fmt: skip


def may_remind(_actor: Actor, duty: Duty) -> Refusal | None:
    """The clock reminds once, of what is late."""
    if duty.answered_at or duty.reminded_at or not duty.days_late:
        return Refusal("There is nothing to remind of.")
    return None
