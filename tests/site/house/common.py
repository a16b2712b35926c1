"""What the other files of the house share."""

from articulator.kernel.models import Unit
from articulator.operations.statements.models import Conversation
from articulator.site.demo.personas import home_of, who_is

type Args = dict[str, list[object]]


def talks() -> Conversation:
    """In which people of the branch vote now."""
    return Conversation.objects.open().get(unit=branch())


def branch() -> Unit:
    return home_of(who_is("secretary"))
