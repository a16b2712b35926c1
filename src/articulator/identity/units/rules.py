from articulator.identity.bodies.rules import needs
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Unit

APPEAL = "Ask those who keep the roll of the unit above."


def may_open(actor: Actor, parent: Unit) -> Refusal | None:
    return _closed(parent) or needs(actor, "keep_roll", parent)


def may_place(actor: Actor, unit: Unit) -> Refusal | None:
    return _closed(unit) or needs(actor, "keep_roll", unit)


def may_reshape(actor: Actor, unit: Unit) -> Refusal | None:
    """Dividing and merging is for those who keep the roll above: no branch annexes another."""
    if unit.parent is None:
        return Refusal("The whole organisation is neither divided nor merged here.")
    if unit.autonomous:
        return Refusal(f"{unit} is autonomous: no unit divides it or merges it with another.")
    if unit.children.filter(closed_at=None, autonomous=False).exists():
        return Refusal(f"{unit} has units inside it. Merge or divide those first.", appeal=APPEAL)
    return _closed(unit) or needs(actor, "keep_roll", unit.parent)


def _closed(unit: Unit) -> Refusal | None:
    return Refusal(f"{unit} is closed.", appeal=APPEAL) if unit.closed_at else None
