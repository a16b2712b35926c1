from articulator.identity.bodies.rules import needs
from articulator.identity.membership.models import Membership, RollImport
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Person, Unit


def may_keep_roll(actor: Actor, unit: Unit) -> Refusal | None:
    return needs(actor, "keep_roll", unit)


def may_move(actor: Actor, membership: Membership) -> Refusal | None:
    """Everyone chooses their branch; its secretary may do it for them. Nobody is fetched away."""
    if membership.left_on:
        return Refusal("This person is not on this roll any more.")
    if actor == membership.person:
        return None
    return may_keep_roll(actor, membership.unit)


def may_become(actor: Actor, person: Person) -> Refusal | None:
    """Everyone decides for themselves where they stand; a door of the house does it for them."""
    return None if actor in (None, person) else Refusal("Nobody decides this for somebody else.")


def may_leave(actor: Actor, membership: Membership) -> Refusal | None:
    if membership.left_on:
        return Refusal("You have left already.")
    if actor == membership.person:
        return None
    return Refusal("Everyone leaves by themselves.")


def may_carry_out(actor: Actor, roll_import: RollImport) -> Refusal | None:
    if roll_import.state != RollImport.State.PREVIEWED:
        return Refusal(f"This import is not waiting: it is {roll_import.get_state_display()}.")
    return may_keep_roll(actor, roll_import.unit)


def may_undo(actor: Actor, roll_import: RollImport) -> Refusal | None:
    if roll_import.state != RollImport.State.DONE:
        return Refusal("Only an import that was carried out can be undone.")
    if RollImport.objects.filter(state=RollImport.State.DONE, at__gt=roll_import.at).exists():
        return Refusal("A later import builds on this one: undo that one first.")
    return may_keep_roll(actor, roll_import.unit)


def may_grant(actor: Actor, _person: Person) -> Refusal | None:
    """Who keeps the roll; and the organisation itself, inside an act that has its own rule."""
    return None if actor is None else needs(actor, "keep_roll")
