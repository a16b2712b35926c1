from articulator.identity.bodies.rules import needs
from articulator.identity.imports.models import Import
from articulator.identity.imports.queries import KEPT, later_on_the_same
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Unit


def may_import(actor: Actor, unit: Unit) -> Refusal | None:
    """Whoever keeps the roll of a unit lets people come onto it, there and below."""
    if unit.closed_at:
        return Refusal(f"{unit} is closed.")
    return needs(actor, "keep_roll", unit)


def may_name_columns(actor: Actor, of: Import) -> Refusal | None:
    if of.state not in Import.OPEN:
        return Refusal(f"Its columns cannot be changed: it is {of.get_state_display()}.")
    return may_import(actor, of.unit)


def may_carry_out(actor: Actor, of: Import) -> Refusal | None:
    if of.state != Import.State.PREVIEW:
        return Refusal(f"This import is not waiting: it is {of.get_state_display()}.")
    return may_import(actor, of.unit)


def may_drop(actor: Actor, of: Import) -> Refusal | None:
    if of.state not in Import.OPEN:
        return Refusal(f"This import is not waiting: it is {of.get_state_display()}.")
    return needs(actor, "keep_roll", of.unit)


def may_undo(actor: Actor, of: Import) -> Refusal | None:
    if of.state != Import.State.DONE or of.finished_at is None:
        return Refusal("Only an import that was carried out can be undone.")
    if clock.now() - of.finished_at > KEPT:
        return Refusal("After thirty days the rows needed to undo it are deleted.")
    if later := later_on_the_same(of):
        return Refusal(f"{later} changed the same people later: undo that one first.")
    return needs(actor, "keep_roll", of.unit)


def may_work(actor: Actor, of: Import) -> Refusal | None:
    """The organisation itself, at what an officer asked for: by a worker, piece by piece."""
    if actor is not None or not of.working:
        return Refusal("Nothing is under way here.")
    return None


def may_forget(actor: Actor, of: Import) -> Refusal | None:
    return Refusal("This is for the clock alone.") if actor or of.working else None
