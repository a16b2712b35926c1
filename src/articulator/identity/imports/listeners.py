"""What an officer has asked for is done by a worker."""

from articulator.identity.imports import tasks
from articulator.kernel.acts import on
from articulator.kernel.models import Event


@on("imports.name_columns")
@on("imports.carry_out")
@on("imports.undo")
def work(event: Event) -> None:
    tasks.take_up.func(event.subject.rpartition(":")[2])
