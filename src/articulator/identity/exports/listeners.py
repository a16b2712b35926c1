"""What an officer has asked for is done by a worker."""

from articulator.identity.exports import tasks
from articulator.kernel.acts import on
from articulator.kernel.models import Event


@on("exports.ask")
def work(event: Event) -> None:
    tasks.take_up.func(event.made.rpartition(":")[2])
