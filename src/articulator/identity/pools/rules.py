from articulator.identity.bodies.rules import needs
from articulator.identity.pools.models import REMIND, Invited, Round
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Unit


def may_announce(actor: Actor, unit: Unit) -> Refusal | None:
    return needs(actor, "run_draws", unit)


def may_draw(actor: Actor, announced: Round) -> Refusal | None:
    if announced.drawn_at:
        return Refusal("This round has been drawn. There is no second draw.")
    if clock.now() < announced.seed_due:
        return Refusal("The seed does not exist yet: it is fixed in public at the time announced.")
    return may_announce(actor, announced.unit)


def may_answer(actor: Actor, invited: Invited) -> Refusal | None:
    if actor != invited.person:
        return Refusal("Only the person who was invited can answer.")
    if invited.declined_at:
        return Refusal("You have said not now. The courses are open to you all the same.")
    return None


def is_due(actor: Actor, drawn: Round) -> Refusal | None:
    """The house reminds by the clock, once; nobody presses people."""
    if actor is not None:
        return Refusal("Reminders are sent by the clock.")
    if drawn.reminded_at:
        return Refusal("Those invited have been reminded.")
    if drawn.drawn_at is None or clock.now() < drawn.drawn_at + REMIND:
        return Refusal("It is too early to remind anybody.")
    return None


def by_the_clock(actor: Actor, _unit: Unit) -> Refusal | None:
    return Refusal("The pools are counted by the clock.") if actor else None
