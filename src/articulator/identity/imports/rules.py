from articulator.identity.bodies.rules import needs
from articulator.identity.constitution.queries import data_charter
from articulator.identity.imports.models import Import
from articulator.identity.imports.queries import later_on_the_same, sees_lines
from articulator.identity.merges.queries import KEPT
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
        return not_waiting(of)
    return may_import(actor, of.unit) or must_see(actor, of)


def may_carry_out(actor: Actor, of: Import) -> Refusal | None:
    if of.state != Import.State.PREVIEW:
        return not_waiting(of)
    return may_import(actor, of.unit) or must_see(actor, of)


def not_waiting(of: Import) -> Refusal:
    return Refusal(f"This import is not waiting. Where it stands: {of.get_state_display()}.")


def must_see(actor: Actor, of: Import) -> Refusal | None:
    """Nobody says yes to lines that they may not read."""
    if sees_lines(actor, of):
        return None
    return Refusal(
        f"The names of {of.unit} stay there, as the data charter says.",
        clause=data_charter().clause,
        appeal="Ask those who keep its roll.",
    )


def may_drop(actor: Actor, of: Import) -> Refusal | None:
    if of.state not in Import.OPEN:
        return not_waiting(of)
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
