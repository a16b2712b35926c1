from articulator.identity.bodies.rules import needs
from articulator.identity.membership.queries import members
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Unit
from articulator.operations.dna.catalogue import limits
from articulator.operations.dna.models import Dna
from articulator.operations.dna.queries import ready, seat_of, tellers


def may_begin(actor: Actor, unit: Unit) -> Refusal | None:
    """Any member begins a page, at a kitchen table too; an evening opens tables for everyone."""
    if unit.closed_at:
        return Refusal(f"{unit} is closed.")
    root = Unit.objects.filter(parent=None).first()
    if actor and root and members(root).filter(pk=actor.pk).exists():
        return None
    if needs(actor, "keep_roll", unit) is None:
        return None
    return Refusal(
        "Members begin a page, and whoever runs an evening opens its tables.",
        appeal="Come to an evening: there you write without being a member of anything.",
    )


def may_descend(_actor: Actor, dna: Dna) -> Refusal | None:
    """What is not handed in yet is not passed on: its table may still change it."""
    if dna.is_open:
        return Refusal("This page is still being written.", appeal="Wait until it is handed in.")
    return None


def may_sit(_actor: Actor, dna: Dna) -> Refusal | None:
    return None if dna.is_open else _fixed()


def may_write(_actor: Actor, dna: Dna) -> Refusal | None:
    """While it is open; who sits at its table is asked for in the act, which knows the phone."""
    return None if dna.is_open else _fixed()


def may_hand_in(_actor: Actor, dna: Dna) -> Refusal | None:
    if not dna.is_open:
        return _fixed()
    if missing := ready(dna).missing:
        clause = limits().words_clause if ready(dna).too_long else ""
        return Refusal(missing[0], clause=clause, appeal="The page says what is still to do.")
    return None


def may_test(_actor: Actor, dna: Dna) -> Refusal | None:
    return None if dna.is_open else _fixed()


def may_fill_in(actor: Actor, dna: Dna) -> Refusal | None:
    """Who typed a page in from paper, before it is handed in."""
    return may_write(actor, dna) or may_begin(actor, _unit(dna))


def not_at_the_table(actor: Actor, dna: Dna, mark: str) -> Refusal | None:
    """The refusal of a phone that has no seat; whoever runs the unit's evenings may help out."""
    if seat_of(dna, mark) is not None or helps(actor, dna):
        return None
    return Refusal(
        "Only the table writes on its page.",
        appeal="The code on the table’s card lets you sit down, if there is a seat.",
    )


def helps(actor: Actor, dna: Dna) -> bool:
    """Whether somebody may write for a table that has no phone: who keeps the unit's roll."""
    return dna.unit_id is not None and needs(actor, "keep_roll", dna.unit) is None


def may_read(actor: Actor, dna: Dna, mark: str) -> Refusal | None:
    """Everyone, once it is handed in; before, its own table and the other tables of the evening."""
    near = tellers(dna).filter(seats__mark=mark) if mark else tellers(dna).none()
    if not dna.is_open or not_at_the_table(actor, dna, mark) is None or near.exists():
        return None
    return Refusal(
        "This page is still being written, and its table shows it when it is ready.",
        appeal="If you sit there, type the code on the card.",
    )


def may_see_code(actor: Actor, dna: Dna, mark: str) -> bool:
    """Whoever sits there lets the next one in."""
    return dna.is_open and not_at_the_table(actor, dna, mark) is None


def _unit(dna: Dna) -> Unit:
    assert dna.unit, "what is open is of a unit"
    return dna.unit


def _fixed() -> Refusal:
    return Refusal(
        "This page is handed in, and stays as it was read.",
        appeal="To change it, begin a change: a page of its own, with this one as its parent.",
    )
