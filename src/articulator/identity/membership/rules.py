from articulator.identity.bodies.rules import needs
from articulator.identity.membership.models import Membership
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


def may_grant(actor: Actor, _person: Person) -> Refusal | None:
    """Who keeps the roll; and the organisation itself, inside an act that has its own rule."""
    return None if actor is None else needs(actor, "keep_roll")
