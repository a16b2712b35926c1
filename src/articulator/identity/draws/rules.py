from articulator.identity.bodies.models import SeatGroup
from articulator.identity.bodies.queries import vacant_seats
from articulator.identity.bodies.rules import filled_by, needs
from articulator.identity.draws.models import Draw, Invitation
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal


def may_call(actor: Actor, group: SeatGroup) -> Refusal | None:
    return filled_by(SeatGroup.Method.SORTITION, group) or needs(
        actor, "run_draws", group.body.unit
    )


def may_freeze(actor: Actor, draw: Draw) -> Refusal | None:
    if draw.stage() != "called":
        return Refusal("The pool of this draw is frozen already.")
    return needs(actor, "run_draws", draw.group.body.unit)


def may_publish(_actor: Actor, draw: Draw) -> Refusal | None:
    """The chances follow from the frozen pool: no one decides, so anyone may have them computed."""
    return None if draw.stage() == "frozen" else Refusal("There is no frozen pool to compute for.")


def may_draw(actor: Actor, draw: Draw) -> Refusal | None:
    if draw.stage() == "drawn":
        return Refusal("This draw has been held. There is no second draw.")
    if draw.stage() != "published":
        return Refusal("The chances must be published before the seed may exist.")
    if clock.now() < draw.seed_due:
        return Refusal("The seed does not exist yet: it is fixed in public at the time announced.")
    return needs(actor, "run_draws", draw.group.body.unit)


def may_answer(actor: Actor, invitation: Invitation) -> Refusal | None:
    if actor != invitation.entry.person:
        return Refusal("Only the person who was drawn can answer.")
    if invitation.answer != Invitation.Answer.OPEN:
        return Refusal(f"This invitation is closed: it was {invitation.get_answer_display()}.")
    if clock.now() > invitation.answer_by:
        return Refusal("The time to answer is over; the seat goes to the next reserve.")
    if not vacant_seats(invitation.entry.draw.group, invitation.entry.draw.terms_begin).exists():
        return Refusal("Every seat of this group is taken.")
    return None


def has_lapsed(_actor: Actor, invitation: Invitation) -> Refusal | None:
    if invitation.answer != Invitation.Answer.OPEN or clock.now() <= invitation.answer_by:
        return Refusal("This invitation has not run out.")
    return None
