from django.db.models import Model

from articulator.identity.bodies.models import SeatGroup, Term
from articulator.identity.bodies.queries import PLATFORM_POWERS, holds, officer, resting
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Unit


def needs(actor: Actor, power: str, over: Unit | None = None) -> Refusal | None:
    """The refusal of anyone who does not hold `power` over the unit."""
    if holds(actor, power, over):
        return None
    if actor and resting(actor) and officer(actor):
        return Refusal(
            "The powers of your office rest until your sign-in has a second factor.",
            appeal="Set it up now, under your name at the top of the page. It takes two minutes.",
        )
    return Refusal(
        f"Only those whom the constitution allows to {PLATFORM_POWERS.get(power, power)} can do "
        f"this{f' for {over}' if over else ''}.",
        clause=f"powers.{power}",
        appeal="Ask an officer, or raise it at the next meeting of the body that appoints them.",
    )


def by_law[S: Model](_actor: Actor, _subject: S) -> Refusal | None:
    """For acts that only other acts perform: the outer act's rule has decided."""
    return None


def may_found(_actor: Actor, _unit: Unit) -> Refusal | None:
    if Unit.objects.exists():
        return Refusal("This organisation has been founded already.")
    return None


def filled_by(method: SeatGroup.Method, group: SeatGroup) -> Refusal | None:
    """The refusal of filling seats in another way than the constitution in force says."""
    if not (group.in_force and group.body.in_force):
        return Refusal("The constitution in force no longer has these seats.", clause=group.clause)
    if group.method == method:
        return None
    wrong = str(method.label).partition(" by ")[0]
    return Refusal(
        f"These seats are filled by {group.get_method_display()}, not by {wrong}.",
        clause=group.clause,
    )


def may_appoint(actor: Actor, group: SeatGroup) -> Refusal | None:
    return filled_by(SeatGroup.Method.APPOINTED, group) or needs(
        actor, "appoint_officers", group.body.unit
    )


def may_resign(actor: Actor, term: Term) -> Refusal | None:
    return None if actor == term.person else Refusal("Only the holder of a seat can give it up.")
