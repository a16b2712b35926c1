from articulator.identity.bodies.rules import needs
from articulator.identity.exports.models import Export
from articulator.identity.exports.queries import scope
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Unit

State = Export.State


def may_export(actor: Actor, unit: Unit) -> Refusal | None:
    """Whoever keeps the roll of a unit. Asked again when the list is made and when it is taken."""
    return needs(actor, "keep_roll", unit)


def may_ask(actor: Actor, unit: Unit) -> Refusal | None:
    if refusal := may_export(actor, unit):
        return refusal
    if Export.objects.filter(by=actor, unit=unit, state=State.WAITING).exists():
        return Refusal(f"A list of {unit} is being prepared for you already.")
    return None


def may_prepare(actor: Actor, of: Export) -> Refusal | None:
    """The organisation itself, by a worker, once."""
    if actor is not None or of.state != State.WAITING:
        return Refusal("Nothing is to be prepared here.")
    return None


def may_take(actor: Actor, of: Export) -> Refusal | None:
    """Only who asked for it, only while they hold the office, only while it shows what they see."""
    if actor is None or actor != of.by:
        return Refusal("Only the officer who asked for this list can take it.")
    if refusal := may_export(actor, of.unit):
        return refusal
    if of.state != State.READY or clock.now() >= of.gone_at:
        return Refusal(f"There is no file here: it is {of.get_state_display()}.")
    if of.scope != scope(actor, of.unit):
        return Refusal(
            "What you may see of people has changed since this list was made.",
            clause="powers.keep_roll", appeal="Ask for a new one.",
        )  # fmt: skip
    return None


def may_delete(actor: Actor, of: Export) -> Refusal | None:
    """Who asked for it, in office or not, and whoever keeps the roll; by the clock after a week."""
    if of.state == State.GONE:
        return Refusal("It is deleted already.")
    if actor is None or actor == of.by:
        return None
    return may_export(actor, of.unit)


def may_take_everything_out(actor: Actor, _root: Unit) -> Refusal | None:
    """Whoever runs the server, by a command: nobody through a page."""
    return Refusal("Everything leaves by the command line alone.") if actor else None
