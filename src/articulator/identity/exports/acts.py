"""Taking people or the whole organisation out as files: each leaves its line in the log."""

from articulator.identity.exports.rules import may_take_everything_out
from articulator.kernel.acts import Actor, act
from articulator.kernel.models import Unit


@act(allow=may_take_everything_out)
def take_everything_out(_actor: Actor, root: Unit) -> Unit:
    """Say in the log that everything leaves as files; what follows (`package.write`) only reads."""
    return root
