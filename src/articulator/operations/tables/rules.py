from datetime import timedelta

from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal
from articulator.operations.gatherings import rules as gatherings
from articulator.operations.gatherings.models import Gathering
from articulator.operations.tables.models import Floor, Table

AFTERWARDS = timedelta(days=1)  # in which a table still brings something back from its phone


def may_lay(actor: Actor, gathering: Gathering) -> Refusal | None:
    """The hosts, once."""
    if Floor.objects.filter(gathering=gathering).exists():
        return Refusal("The tables are laid already.", appeal="Add one at their desk.")
    return gatherings.may_change(actor, gathering)


def may_run(actor: Actor, floor: Floor) -> Refusal | None:
    """The hosts, until a week after the end: then the list is closed, and so are the tables."""
    if clock.now() > floor.gathering.ends_at + gatherings.PAPER:
        return Refusal("This was closed a week after the end.")
    return gatherings.may_host(actor, floor.gathering)


def may_open(actor: Actor, floor: Floor) -> Refusal | None:
    if floor.is_open:
        return Refusal("The tables are open.")
    return may_run(actor, floor)


def may_close(actor: Actor, floor: Floor) -> Refusal | None:
    if not floor.is_open:
        return Refusal("The tables are not open.")
    return may_run(actor, floor)


def may_come(_actor: Actor, floor: Floor) -> Refusal | None:
    """Whoever is in the room; nobody asks who they are."""
    return is_over(floor)


def is_over(floor: Floor) -> Refusal | None:
    if floor.gathering.called_off_at:
        return Refusal("This was called off.")
    if clock.now() > floor.gathering.ends_at + AFTERWARDS:
        return Refusal("This evening is over.", appeal="What the tables brought back stands here.")
    return None


def may_note(_actor: Actor, table: Table) -> Refusal | None:
    """Whoever sits there, or has its card (the view has looked)."""
    if not table.floor.is_open:
        return Refusal(
            "The pads are closed now.", appeal="What you bring back can still be written."
        )
    return None


def may_bring(_actor: Actor, table: Table) -> Refusal | None:
    """Likewise, from the moment in which the tables open."""
    if table.floor.opened_at is None:
        return Refusal("The tables have not begun.")
    return is_over(table.floor)
