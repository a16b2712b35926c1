from articulator.intelligence.ecology.models import Plan
from articulator.intelligence.ecology.rules import may_tend
from articulator.kernel.acts import Actor, Refusal


def may_look_back(actor: Actor, plan: Plan) -> Refusal | None:
    """Whoever planned it, and those who care for others in the unit; once, when it is over."""
    if plan.dropped_at:
        return Refusal("This was dropped: it never happened.")
    if plan.reviewed_at:
        return Refusal("This was looked back on already.", appeal="Read it, and try it again.")
    if not plan.is_over:
        return Refusal("This is not over yet.", appeal="Look back on it when it is.")
    return None if actor and actor.pk == plan.by_id else may_tend(actor, plan.unit)
