"""A place falls free when its holder is deleted: whoever waits longest moves up."""

from articulator.kernel.acts import on
from articulator.kernel.models import Event
from articulator.operations.gatherings import acts
from articulator.operations.gatherings.queries import with_free_places


@on("privacy.delete_person")
@on("privacy.let_go")
def move_up(_event: Event) -> None:
    """The log does not say whose places these were, so every full evening to come is looked at."""
    for gathering in with_free_places():
        acts.move_up(None, gathering)
