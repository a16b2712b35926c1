"""What an officer has asked for is done by a worker."""

from articulator.identity.merges import acts
from articulator.kernel import links
from articulator.kernel.acts import on
from articulator.kernel.models import Event, Unit


@on("merges.look")
def search(event: Event) -> None:
    unit = links.find(event.subject)
    if isinstance(unit, Unit):
        acts.note_pairs(None, unit)
