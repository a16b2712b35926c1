from datetime import timedelta

from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Unit
from articulator.operations.gatherings.models import (
    COUNTED,
    FORGOTTEN,
    Gathering,
    Host,
    Need,
)
from articulator.operations.gatherings.queries import cares_for, hosts, own, plans

OTHERS = "Look at what else is on: something else is near, soon."
DOORS_OPEN = timedelta(days=1)  # before it begins: desks are tried out
PAPER = timedelta(days=7)  # after it: what stood on paper is typed in


def may_plan(actor: Actor, unit: Unit) -> Refusal | None:
    """Whoever sits in a body of the unit, or keeps its roll: those whom the constitution lets."""
    if unit.closed_at:
        return Refusal(f"{unit} is closed.")
    if plans(actor, unit):
        return None
    return Refusal(
        f"Those who hold a seat in {unit} plan what it holds.", clause="powers.keep_roll",
        appeal="Bring your idea to them: their names stand on the page of the unit.",
    )  # fmt: skip


def may_name_hosts(actor: Actor, gathering: Gathering) -> Refusal | None:
    """Hosts are named by those who plan, not by other hosts."""
    return may_plan(actor, gathering.unit)


def may_host(actor: Actor, gathering: Gathering) -> Refusal | None:
    if hosts(actor, gathering):
        return None
    refusal = may_plan(actor, gathering.unit)
    return refusal and Refusal(
        "The hosts of this gathering do that.", clause=refusal.clause,
        appeal=f"Ask in {gathering.unit} to be named as one of them.",
    )  # fmt: skip


def may_see_list(actor: Actor, gathering: Gathering) -> Refusal | None:
    """Names are for the hosts alone, not for everyone who could name hosts."""
    if hosts(actor, gathering):
        return None
    return Refusal(
        "Only the hosts of this gathering see who comes.",
        appeal="Whoever plans it can name you as a host.",
    )


def may_change(actor: Actor, gathering: Gathering) -> Refusal | None:
    if gathering.called_off_at:
        return Refusal("This was called off.", appeal="Announce it anew.")
    if gathering.is_over:
        return Refusal("This is over, and stays as it was announced.")
    return may_host(actor, gathering)


def may_draw_up(actor: Actor, gathering: Gathering) -> Refusal | None:
    """The hosts, once."""
    if gathering.order_id:
        return Refusal("There is a running order already.", appeal="Change that one.")
    return may_change(actor, gathering)


def may_call_off(actor: Actor, gathering: Gathering) -> Refusal | None:
    return may_change(actor, gathering)


def may_leave_hosting(actor: Actor, host: Host) -> Refusal | None:
    """A need keeps somebody who cares for it."""
    if host.cares.exists():
        return Refusal(
            f"{host} still cares for something.", appeal="Give that to another host first."
        )
    return None if host.person == actor else may_name_hosts(actor, host.gathering)


def may_come(actor: Actor, gathering: Gathering) -> Refusal | None:
    """Everyone, until it is over."""
    if gathering.called_off_at:
        return Refusal("This was called off.", appeal=OTHERS)
    if gathering.is_over:
        return Refusal("This is over.", appeal=OTHERS)
    if own(gathering, actor):
        return Refusal("You are on the list already.")
    return None


def may_step_back(_actor: Actor, gathering: Gathering) -> Refusal | None:
    """Whoever holds the ticket (the view has looked)."""
    return Refusal("This is over.") if gathering.is_over else None


def may_answer(actor: Actor, need: Need) -> Refusal | None:
    if cares_for(actor, need):
        return None
    return Refusal("Only the host who cares for this kind of need reads and answers it.")


def may_check_in(_actor: Actor, gathering: Gathering) -> Refusal | None:
    """Whoever has the desk's key (the view has looked), around the time of the gathering."""
    now = clock.now()
    if gathering.called_off_at:
        return Refusal("This was called off.")
    if now < gathering.starts_at - DOORS_OPEN:
        return Refusal("The desk opens a day before it begins.")
    if now > gathering.ends_at + PAPER:
        return Refusal("The list was closed a week after the end.")
    return None


def may_type_in(actor: Actor, gathering: Gathering) -> Refusal | None:
    return may_see_list(actor, gathering) or may_check_in(actor, gathering)


def may_feel(_actor: Actor, gathering: Gathering) -> Refusal | None:
    """Whoever was there (they hold a ticket, or the key that hangs at the exit)."""
    if not gathering.has_begun or gathering.called_off_at:
        return Refusal("Nobody can say yet how this was.")
    if clock.now() > gathering.ends_at + FORGOTTEN:
        return Refusal("This is a while ago. Answers were counted for thirty days.")
    return None


def is_to_move_up(_actor: Actor, gathering: Gathering) -> Refusal | None:
    if gathering.called_off_at or gathering.starts_at <= clock.now():
        return Refusal("It is too late to offer a place.")
    return None


def is_to_forget(_actor: Actor, gathering: Gathering) -> Refusal | None:
    if gathering.forgotten_at or clock.now() < gathering.ends_at + FORGOTTEN:
        return Refusal("Names are kept until thirty days after the end.")
    return None


def is_to_count(_actor: Actor, gathering: Gathering) -> Refusal | None:
    if gathering.counted_at or clock.now() < gathering.ends_at + COUNTED:
        return Refusal("Who comes again is counted sixty days after the end.")
    return None
