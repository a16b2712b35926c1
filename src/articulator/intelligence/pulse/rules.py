from articulator.identity.bodies.rules import needs
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Unit


def may_feel(_actor: Actor, unit: Unit) -> Refusal | None:
    """Anybody, without a name."""
    return Refusal(f"{unit} is closed.") if unit.closed_at else None


def may_count(actor: Actor, unit: Unit) -> Refusal | None:
    """Cards from a meeting are counted by those who keep the roll there."""
    return may_feel(actor, unit) or needs(actor, "keep_roll", unit)
