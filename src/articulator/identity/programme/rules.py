"""Who raises a demand, who drafts and records a programme, who records what was done."""

from django.urls import reverse

from articulator.identity.bodies.queries import holds, officer, resting
from articulator.identity.membership.queries import membership_of
from articulator.identity.programme.models import Deed, Demand, Item, Line, Version
from articulator.identity.programme.queries import authority, holds_a_seat, sits, sits_in_unit
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Person, Unit

RESTS = Refusal(
    "The powers of your office rest until your sign-in has a second factor.",
    appeal="Set it up now, under your name at the top of the page. It takes two minutes.",
)


def may_raise(actor: Actor, unit: Unit) -> Refusal | None:
    """Whoever sits in a body of the unit, or keeps its roll: an office speaks for a unit."""
    if refusal := _closed(unit):
        return refusal
    if _rests(actor):
        return RESTS
    if sits_in_unit(actor, unit) or holds(actor, "keep_roll", unit):
        return None
    return Refusal(
        f"Those who hold a seat in {unit}, or keep its roll, act for it.",
        clause="powers.keep_roll",
        appeal="Bring it to them: their names stand on the page of the unit.",
    )  # fmt: skip


def _closed(unit: Unit) -> Refusal | None:
    return Refusal(f"{unit} is closed.") if unit.closed_at else None


def _rests(actor: Actor) -> bool:
    return actor is not None and resting(actor) and officer(actor)


def may_draft(actor: Actor, unit: Unit) -> Refusal | None:
    """Whoever sits in the body that decides, or the office that records what it decides.

    For the whole that is the office which records what was decided on the constitution; for a
    unit below it, whoever keeps its roll.
    """
    found = authority(unit)
    if found is None:
        return nobody_decides(unit)
    if _rests(actor):
        return RESTS
    recorder = "keep_roll" if found.local or unit.parent_id else "adopt_constitution"
    if sits(actor, found.body) or holds(actor, recorder, unit):
        return None
    return Refusal(
        f"{found.body} decides the programme of {unit}. Those who sit in it draft it, and so does "
        "the office that records what it decides.",
        clause=found.clause,
        appeal="Raise a demand through your branch. It must be answered.",
    )


def nobody_decides(unit: Unit) -> Refusal:
    """The constitution gives this power to nobody: what to do, and where."""
    return Refusal(
        f"The constitution in force names nobody who decides a programme of {unit}.",
        clause="powers",
        appeal="Propose a constitution that gives the power set_programme to a body; or, for a "
        "unit below the whole, leaves what is not listed to it and gives local_activity to one of "
        "its bodies.",
        step="Propose a change of the constitution", to=reverse("constitution:index"),
    )  # fmt: skip


def may_withdraw(actor: Actor, demand: Demand) -> Refusal | None:
    return _is_open(demand) or may_raise(actor, demand.unit)


def may_decline(actor: Actor, demand: Demand) -> Refusal | None:
    return _is_open(demand) or may_draft(actor, demand.asked_of)


def _is_open(demand: Demand) -> Refusal | None:
    if demand.is_open:
        return None
    return Refusal(f"This demand is {demand.get_state_display()}.", appeal="Raise it anew.")


def may_begin(actor: Actor, unit: Unit) -> Refusal | None:
    if unit.programmes.filter(adopted_at=None).exists():
        return Refusal("There is a draft already.", appeal="Change that one.")
    return _closed(unit) or may_draft(actor, unit)


def may_change(actor: Actor, version: Version) -> Refusal | None:
    if version.adopted_at:
        return Refusal(
            "This version was adopted, so it stays as it is.", appeal="Begin a draft of the next."
        )
    return _closed(version.unit) or may_draft(actor, version.unit)


def may_word(actor: Actor, line: Line) -> Refusal | None:
    return may_change(actor, line.version)


# Deeds


def may_record(actor: Actor, item: Item) -> Refusal | None:
    """Members, about what they did with a mandate themselves; offices, about others."""
    if not item.in_force:
        return Refusal("This does not stand in the programme now.")
    if actor is None:
        return Refusal("Sign in: a name stands beside what was done.")
    if _rests(actor):
        return RESTS
    if membership_of(actor) or holds_a_seat(actor):
        return None
    return Refusal("Members and office-holders record what was done.")


def may_record_for_others(actor: Actor, item: Item) -> Refusal | None:
    """An office of the item's unit, or of the recorder's own branch inside it."""
    refusal = may_record(actor, item) or may_raise(actor, item.unit)
    own = membership_of(actor) if actor else None
    if refusal and own and item.in_force and item.unit.contains(own.unit):
        return may_raise(actor, own.unit)
    return refusal


def may_tell_outcome(actor: Actor, deed: Deed) -> Refusal | None:
    if isinstance(actor, Person) and actor.pk in {deed.by_id, deed.recorded_by_id}:
        return None
    return may_raise(actor, deed.item.unit)
