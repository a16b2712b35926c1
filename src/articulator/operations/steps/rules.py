from dataclasses import replace

from articulator.identity.bodies.rules import needs
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Unit
from articulator.operations.steps import hanging
from articulator.operations.steps.models import Desk, Order
from articulator.operations.steps.queries import KEEP, named
from articulator.operations.training.rules import may_train

ASK = "Ask them to name you for it, or to send you the link of a helper’s desk."
NOT_YOURS = Refusal(
    "Those who keep the roll of a unit, trainers, and whoever they name run a room.",
    clause=f"powers.{KEEP}",
    appeal="Ask your branch secretary, or come to a training in facilitation.",
)


def may_hold(actor: Actor, unit: Unit) -> Refusal | None:
    """Those who keep the roll of a unit run its rooms, and so do trainers."""
    if unit.closed_at:
        return Refusal(f"{unit} is closed.")
    if may_train(actor, unit) is None:
        return None
    refusal = needs(actor, KEEP, unit)
    if refusal is None or not refusal.clause:
        return refusal
    reason = f"Those who keep the roll of {unit}, trainers, and whoever they name run a room here."
    return replace(refusal, reason=reason, appeal=ASK)


def may_run(actor: Actor, order: Order) -> Refusal | None:
    """Whoever was named for this order, who runs what holds it, and those who may hold it."""
    if named(actor, order) or hanging.runs(actor, order):
        return None
    return may_hold(actor, order.unit)


def may_change(actor: Actor, order: Order) -> Refusal | None:
    if order.stage == "over":
        return Refusal("This is over; it stays as it was.", appeal="Draw up a new one.")
    return may_run(actor, order)


def may_drop(actor: Actor, order: Order) -> Refusal | None:
    """What has never begun can go; what happened stays."""
    if order.started_at:
        return Refusal("This has begun; it stays on record.")
    return may_run(actor, order)


def may_help(_actor: Actor, desk: Desk) -> Refusal | None:
    """Whoever has the link, as long as who lent it could do the same."""
    if desk.closed_at or clock.now() >= desk.closes:
        return Refusal("This helper’s desk is closed.", appeal="Ask for the link of a new one.")
    return may_run(desk.lent_by, desk.order)


def overtaken(order: Order, at: int) -> Refusal | None:
    """Two desks pressed at once: the second press was meant for a step that is over."""
    on = order.on.number if order.on else 0
    if on == at:
        return None
    return Refusal(
        "Somebody else went on already.",
        appeal=f"What is on now is {order.on}." if order.on else "Look at what is on now.",
    )
