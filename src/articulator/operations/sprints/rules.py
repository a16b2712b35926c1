from articulator.identity.bodies.queries import holds
from articulator.identity.membership.queries import members
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Unit
from articulator.operations.sprints.models import Sprint


def may_start(actor: Actor, unit: Unit) -> Refusal | None:
    """Members of the unit, and those who keep its roll. They need not ask anybody."""
    if unit.closed_at:
        return Refusal(f"{unit} is closed.")
    if actor and (members(unit).filter(pk=actor.pk).exists() or holds(actor, "keep_roll", unit)):
        return None
    return Refusal(
        f"Members of {unit} try things there.",
        appeal="Tell one of them what you would try, or come to what is open there.",
    )


def may_work(actor: Actor, sprint: Sprint) -> Refusal | None:
    if not sprint.is_open:
        return Refusal("This sprint has ended.", appeal="Start another one from it.")
    return may_start(actor, sprint.unit)


def may_remind(_actor: Actor, sprint: Sprint) -> Refusal | None:
    return Refusal("This sprint was reminded of.") if sprint.reminded_at else None
