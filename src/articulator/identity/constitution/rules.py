from articulator.identity.bodies.queries import PLATFORM_POWERS, holds
from articulator.identity.constitution.models import Version
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Unit


def may_draft(actor: Actor, _unit: Unit) -> Refusal | None:
    """Anyone who is known may propose a text; adopting it is another matter."""
    return None if actor else Refusal("Sign in to propose a constitution.")


def may_adopt(actor: Actor, version: Version) -> Refusal | None:
    if version.adopted_at:
        return Refusal("This version was adopted already.")
    if holds(actor, "adopt_constitution"):
        return None
    return Refusal(
        f"Only those whom the constitution allows to {PLATFORM_POWERS['adopt_constitution']} "
        "can do this.",
        clause="powers.adopt_constitution",
        appeal="Ask the body that decides on the constitution to have its decision recorded.",
    )
