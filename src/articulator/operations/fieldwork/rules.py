"""Who sends people out, who carries a list, what is still taken from a device."""

from articulator.identity.bodies.rules import needs
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Unit
from articulator.operations.fieldwork.models import LATE, Held, Packet, Place, Turf
from articulator.operations.fieldwork.queries import POWER

ASK = "Ask whoever gave you the list for a new link."


def may_send(actor: Actor, unit: Unit) -> Refusal | None:
    """Whoever keeps the roll of a unit sends people out in its name."""
    return Refusal(f"{unit} is closed.") if unit.closed_at else needs(actor, POWER, unit)


def may_tend(actor: Actor, turf: Turf) -> Refusal | None:
    return may_send(actor, turf.unit)


def may_change(actor: Actor, turf: Turf) -> Refusal | None:
    if turf.closed_at:
        return Refusal("This turf is closed. Open a new one for the same streets.")
    return may_tend(actor, turf)


def may_silence(actor: Actor, place: Place) -> Refusal | None:
    return may_tend(actor, place.turf)


def may_issue(actor: Actor, turf: Turf) -> Refusal | None:
    if not turf.survey.is_open:
        return Refusal(
            "The survey of this turf is not open, so there is nothing to ask.",
            appeal="Open the survey first.",
        )
    return may_change(actor, turf)


def may_handle(actor: Actor, packet: Packet) -> Refusal | None:
    """Revoking, renewing, looking at what is held: whoever could have given the list out."""
    return may_tend(actor, packet.turf)


def may_renew(actor: Actor, packet: Packet) -> Refusal | None:
    if not packet.private:
        return Refusal("This list is over, and its key is gone. Give out a new one.")
    return may_handle(actor, packet) or may_issue(actor, packet.turf)


def may_revoke(actor: Actor, packet: Packet) -> Refusal | None:
    if packet.revoked_at:
        return Refusal("This list has been revoked already.")
    return may_handle(actor, packet)


def may_claim(_actor: Actor, packet: Packet) -> Refusal | None:
    """Whoever has the one-time link (the view has looked), once."""
    if packet.claimed_at:
        return Refusal("This link has been used: a list is with one device.", appeal=ASK)
    return None if packet.is_live else Refusal("This list is over.", appeal=ASK)


def may_read(_actor: Actor, packet: Packet) -> Refusal | None:
    """The device that carries it, while it is live."""
    if packet.is_live:
        return None
    return Refusal("This list is over. What you wrote down is still taken.", appeal=ASK)


def may_give_back(_actor: Actor, packet: Packet) -> Refusal | None:
    """The device that carries it."""
    return Refusal("This list is back already.") if packet.returned_at else None


def may_take(_actor: Actor, packet: Packet) -> Refusal | None:
    """The device that carries it (the view has looked), as long as there is a key to open it."""
    if packet.private and clock.now() < packet.expires_at + LATE:
        return None
    return Refusal(
        "This is too late: the key of this list is gone, and nobody can open what it sealed.",
        appeal="Delete it from the phone, and tell whoever gave you the list.",
    )


def may_take_back(_actor: Actor, _turf: Turf) -> Refusal | None:
    """Whoever holds the slip; always."""
    return None


def may_judge(actor: Actor, held: Held) -> Refusal | None:
    if not held.packet.private:
        return Refusal("The key of this list is gone. Nobody can open this any more: discard it.")
    return may_handle(actor, held.packet)


def may_discard(actor: Actor, held: Held) -> Refusal | None:
    return may_handle(actor, held.packet)


def may_type_in(actor: Actor, turf: Turf) -> Refusal | None:
    """Sheets of paper, for as long as the survey takes answers."""
    return may_tend(actor, turf)


def is_to_shred(_actor: Actor, packet: Packet) -> Refusal | None:
    if not packet.private or clock.now() < packet.expires_at + LATE:
        return Refusal("A key is kept until thirty days after its list has run out.")
    return None
