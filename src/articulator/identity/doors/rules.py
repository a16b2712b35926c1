from articulator.identity.bodies.rules import needs
from articulator.identity.doors.models import PATIENCE, Arrival, Door, Guest
from articulator.identity.doors.queries import to_invite_to
from articulator.identity.membership.queries import membership_of, voting_kinds
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Person, Unit

OTHERS = "Look at the list of open doors: something else is on soon."


def may_tend(actor: Actor, unit: Unit) -> Refusal | None:
    """Whoever keeps the roll of a unit opens and closes its doors."""
    if unit.closed_at:
        return Refusal(f"{unit} is closed.")
    return needs(actor, "keep_roll", unit)


def may_look(actor: Actor, door: Door) -> Refusal | None:
    """Who may see how many came; names are within their sight or not."""
    return may_tend(actor, door.unit)


def may_change(actor: Actor, door: Door) -> Refusal | None:
    """What stood on a closed door stays as it was read."""
    if not door.is_open:
        return Refusal("This door is closed.", appeal="Open a new one.")
    return may_tend(actor, door.unit)


def may_come(actor: Actor, door: Door) -> Refusal | None:
    """Everyone, while the door is open; whoever votes already has joined."""
    if not door.is_open or door.unit.closed_at:
        return Refusal("This door is not open.", appeal=OTHERS)
    if door.kind == Door.Kind.JOIN and actor and _votes(actor):
        return Refusal("You are a member already.", appeal="Your branch stands on your own page.")
    return None


def may_confirm(_actor: Actor, arrival: Arrival) -> Refusal | None:
    """Whoever holds the letter. An event that is over still makes them known, if they wish."""
    if arrival.confirmed_at:
        return Refusal("This was confirmed already.")
    if arrival.came_at <= clock.now() - PATIENCE:
        return Refusal("This letter is too old, and what it asked about is forgotten.")
    return None


def may_invite(actor: Actor, door: Door) -> Refusal | None:
    if actor is None or not _votes(actor):
        return Refusal("Members invite, by their own name.", appeal="Pass the address on instead.")
    if not to_invite_to().filter(pk=door.pk).exists():
        return Refusal("Nobody can be invited there now.", appeal=OTHERS)
    return None


def may_refuse(_actor: Actor, _invited: Guest) -> Refusal | None:
    """Whoever holds the letter."""
    return None


def may_leave(actor: Actor, person: Person) -> Refusal | None:
    if actor != person:
        return Refusal("Everyone leaves by themselves.")
    if membership_of(person) is None:
        return Refusal("You are not on our roll, so there is nothing to leave.")
    return None


def may_support(actor: Actor, person: Person) -> Refusal | None:
    return None if actor == person else Refusal("Nobody decides this for somebody else.")


def _votes(person: Person) -> bool:
    held = membership_of(person)
    return held is not None and held.kind in voting_kinds()
