"""A result that was asked for is counted by a worker, and so are the weights of statements."""

from articulator.kernel.acts import on
from articulator.kernel.models import Event
from articulator.operations.statements import tasks


@on("statements.release")
@on("statements.wind_up")
def count(event: Event) -> None:
    tasks.count.func(int(event.made.rpartition(":")[2]))


@on("statements.weigh_anew")
def weigh(event: Event) -> None:
    tasks.weigh.func(event.subject.rpartition(":")[2])
