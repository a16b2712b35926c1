from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Unit


def may_take_everything_out(actor: Actor, _root: Unit) -> Refusal | None:
    """Whoever runs the server, by a command: nobody through a page."""
    return Refusal("Everything leaves by the command line alone.") if actor else None
