"""Drawing up a running order, changing it, and running it: the server's clock rules.

Every press says which step it was meant for (`at`, 0 before the start). So a press that comes
twice, or from two desks at once, does its work once; the second is told that somebody went on.
"""

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Model, ProtectedError

from articulator.identity.bodies.rules import by_law
from articulator.kernel import clock, links
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Person, Unit
from articulator.methods.kits import MOST, Kit
from articulator.methods.running import MINUTE
from articulator.operations.steps import hanging
from articulator.operations.steps.models import Desk, Facilitator, Order, Step
from articulator.operations.steps.queries import fingerprint, told
from articulator.operations.steps.rules import (
    may_change,
    may_drop,
    may_help,
    may_hold,
    may_run,
    overtaken,
)
from articulator.operations.training.models import Session

ANNOUNCED = timedelta(minutes=30)  # whoever starts within it keeps to the end that was announced
APART = 1_000  # numbers that no step has, while steps change places


def _step(order: Order) -> dict[str, int]:
    return {"step": order.on.number if order.on else 0}


def _changed(order: Order) -> Order:
    order.version += 1
    order.save()
    return order


# Drawing up


@act(allow=may_hold, facts=lambda made: {"kit": made.kit})
def draw_up(_actor: Actor, unit: Unit, kit: Kit, title: str, begins_at: datetime) -> Order:
    return _drawn_up(unit, kit, title, begins_at)


@act(allow=by_law, facts=lambda made: {"kit": made.kit})
def draw_up_for(_actor: Actor, unit: Unit, kit: Kit, title: str, begins_at: datetime) -> Order:
    """For what holds it: the rule of the act there has decided."""
    return _drawn_up(unit, kit, title, begins_at)


@act(allow=may_hold, facts=lambda made: {"kit": made.kit})
def draw_up_training(_actor: Actor, unit: Unit, kit: Kit, session: Session) -> Order:
    """For a training in a room, which begins when it was planned to."""
    if session.unit_id != unit.pk or Order.objects.filter(session=session).exists():
        raise Refused(Refusal("This training has its running order already, or is elsewhere."))
    order = _drawn_up(unit, kit, str(session), session.starts_at)
    order.session = session
    order.save(update_fields=["session"])
    links.join(order, "running order of", session)
    return order


def _drawn_up(unit: Unit, kit: Kit, title: str, begins_at: datetime) -> Order:
    order = Order.objects.create(unit=unit, kit=kit.key, title=title, begins_at=begins_at)
    Step.objects.bulk_create(
        Step(
            order=order, number=number, kind=step.kind, title=step.title, words=step.words,
            notes=step.notes, minutes=step.minutes, least=step.least, leads=step.leads,
            materials=step.materials,
        )
        for number, step in enumerate(kit.steps, 1)
    )  # fmt: skip
    return order


@act(allow=may_change)
def plan(_actor: Actor, order: Order, title: str, begins_at: datetime) -> Order:
    """Another title or time; what the room was promised stays once it is on."""
    order.title = title
    if order.started_at is None:
        order.begins_at = begins_at
    return _changed(order)


@act(allow=by_law)
def move_with(_actor: Actor, order: Order, title: str, begins_at: datetime) -> Order:
    """What holds it was moved or renamed: before the start the order follows."""
    if order.started_at is None and (order.title, order.begins_at) != (title, begins_at):
        order.title, order.begins_at = title, begins_at
        return _changed(order)
    return order


@act(allow=may_change)
def add(_actor: Actor, order: Order, number: int, said: dict[str, Any]) -> Step:
    """Put a step in at a number; those from there on move back by one."""
    steps = list(order.steps.all())
    if len(steps) >= MOST:
        raise Refused(Refusal(f"{MOST} steps are more than an evening holds."))
    number = min(max(number, _first_free(order)), len(steps) + 1)
    made = Step(order=order, number=number, **said)
    made.number = APART * 2
    made.save()
    steps.insert(number - 1, made)
    _number(order, steps)
    _changed(order)
    made.number = number
    return made


@act(allow=may_change)
def change(_actor: Actor, order: Order, step: Step, said: dict[str, Any]) -> Step:
    kept = _of(order, step)
    if kept.is_over:
        raise Refused(Refusal("This step is over; it stays as it was."))
    for name, value in said.items():
        setattr(kept, name, value)
    kept.save()
    _changed(order)
    return kept


@act(allow=may_change)
def move(_actor: Actor, order: Order, step: Step, to: int) -> Step:
    """Give a step that is to come another place among those that are to come."""
    kept, steps = _coming(order, step), list(order.steps.all())
    steps.remove(kept)
    steps.insert(min(max(to, _first_free(order)), len(steps) + 1) - 1, kept)
    _number(order, steps)
    _changed(order)
    return kept


@act(allow=may_change, facts=_step)
def remove(_actor: Actor, order: Order, step: Step) -> Order:
    kept = _coming(order, step)
    if order.steps.count() == 1:
        raise Refused(Refusal("An order has at least one step.", appeal="Change this one."))
    kept.delete()
    _number(order, list(order.steps.all()))
    return _changed(order)


@act(allow=may_change)
def hang(_actor: Actor, order: Order, step: Step, thing: Model | None) -> Step:
    """Let a step lead to what a higher feature does there (None: to nothing)."""
    kept = _of(order, step)
    label, _, key = links.ref(thing).rpartition(":") if thing else ("", "", "")
    before = Step(**{one.attname: getattr(kept, one.attname) for one in Step._meta.concrete_fields})  # noqa: SLF001 - documented
    kept.what_kind, kept.what_id = label, key
    kept.save()
    _changed(order)
    if order.on_id == kept.pk:
        hanging.pass_on(before, kept)
    return kept


@act(allow=may_drop)
def drop(_actor: Actor, order: Order) -> None:
    """Away with an order that never began; what holds it holds it."""
    try:
        order.delete()
    except ProtectedError as error:
        raise Refused(Refusal("Something is built on this order.", appeal="Change it.")) from error


def _of(order: Order, step: Step) -> Step:
    kept = order.steps.filter(pk=step.pk).first()
    if kept is None:
        raise Refused(Refusal("This step is gone.", appeal="Load the page again."))
    return kept


def _coming(order: Order, step: Step) -> Step:
    kept = _of(order, step)
    if kept.number < _first_free(order):
        raise Refused(Refusal("This step has begun; it stays where it is."))
    return kept


def _first_free(order: Order) -> int:
    return order.on.number + 1 if order.on else 1


def _number(order: Order, steps: Sequence[Step]) -> None:
    """Number them as they stand: out of the way first, since no two may share a number."""
    order.steps.update(number=F("number") + APART)
    for number, step in enumerate(steps, 1):
        Step.objects.filter(pk=step.pk).update(number=number)
        step.number = number


# Running


@act(allow=may_change, facts=_step)
def start(_actor: Actor, order: Order, at: int = 0) -> Order:
    """The first step begins. From here on the room has been promised an end."""
    _meant_for(order, at)
    steps = list(order.steps.all())
    order.started_at = clock.now()
    order.ends_by = _promised(order) + sum(step.minutes for step in steps) * MINUTE
    return _begin(order, steps[0])


def _promised(order: Order) -> datetime:
    """From when the room counts: the time announced, unless the room was told another."""
    assert order.started_at, "it starts now"
    is_near = abs(order.started_at - order.begins_at) <= ANNOUNCED
    return order.begins_at if is_near else order.started_at


@act(allow=may_change, facts=_step)
def go_on(actor: Actor, order: Order, at: int) -> Order:
    """What is on is over, and the next step begins; after the last one, all is over."""
    step = _meant_for(order, at)
    following = order.steps.filter(number=step.number + 1).first()
    if following is None:
        return end(actor, order, at)
    _finish(order, step)
    return _begin(order, following, step)


@act(allow=may_change, facts=_step)
def go_back(_actor: Actor, order: Order, at: int) -> Order:
    """That was too early: the step before goes on as if nobody had pressed."""
    step = _meant_for(order, at)
    before = order.steps.filter(number=step.number - 1).first()
    if before is None:
        raise Refused(Refusal("This is the first step."))
    step.began_at, step.paused, step.given = None, timedelta(), 0
    step.save()
    before.ended_at = None
    before.save()
    order.on, order.paused_at = before, None
    hanging.pass_on(step, before)
    return _changed(order)


@act(allow=may_change, facts=_step)
def give(_actor: Actor, order: Order, at: int, to: int) -> Order:
    """Let what is on have so many minutes on top in all; two who give five give five."""
    step = _meant_for(order, at)
    step.given = min(max(0, to), 240)
    step.save()
    return _changed(order)


@act(allow=may_change, facts=_step)
def pause(_actor: Actor, order: Order, at: int) -> Order:
    _meant_for(order, at)
    if order.paused_at:
        raise Refused(Refusal("The clock stands still already."))
    order.paused_at = clock.now()
    return _changed(order)


@act(allow=may_change, facts=_step)
def resume(_actor: Actor, order: Order, at: int) -> Order:
    step = _meant_for(order, at)
    if not order.paused_at:
        raise Refused(Refusal("The clock goes on already."))
    _count_pause(order, step)
    step.save()
    return _changed(order)


@act(allow=may_change, facts=_step)
def save_time(_actor: Actor, order: Order, at: int) -> Order:
    """Take what is suggested: shorten what comes, so that the room ends when it was told to."""
    _meant_for(order, at)
    for row in told(order, list(order.steps.all())).savings:
        assert row.to is not None, "savings say to how many minutes"
        row.step.minutes, row.step.given = row.to, 0
        row.step.save()
    return _changed(order)


@act(allow=may_change, facts=_step)
def end(_actor: Actor, order: Order, at: int) -> Order:
    """All is over, wherever it stands: what has not begun was left out."""
    step = _meant_for(order, at)
    _finish(order, step)
    order.on, order.ended_at = None, clock.now()
    hanging.pass_on(step, None)
    return _changed(order)


def _meant_for(order: Order, at: int) -> Step:
    """The step that is on, if the press was meant for it; before the start, the first one."""
    if refusal := overtaken(order, at):
        raise Refused(refusal)
    step = order.on or order.steps.first()
    assert step, "an order has at least one step"
    return step


def _begin(order: Order, step: Step, before: Step | None = None) -> Order:
    step.began_at = clock.now()
    step.save()
    order.on = step
    hanging.pass_on(before, step)
    return _changed(order)


def _finish(order: Order, step: Step) -> None:
    _count_pause(order, step)
    step.ended_at = clock.now()
    step.save()


def _count_pause(order: Order, step: Step) -> None:
    if order.paused_at:
        step.paused += clock.now() - order.paused_at
        order.paused_at = None


# Who runs it beside the officers


@act(allow=may_change)
def name(_actor: Actor, order: Order, person: Person) -> Facilitator:
    """Somebody may run this order, with an office or without."""
    rows = Facilitator.objects.by_rule("nobody is named twice")
    return rows.get_or_create(order=order, person=person)[0]


@act(allow=may_run)
def let_go(_actor: Actor, order: Order, person: Person) -> None:
    Facilitator.objects.filter(order=order, person=person).delete()


@act(allow=may_change)
def lend(actor: Actor, order: Order, words: str) -> Desk:
    """A helper's desk: its link is shown once and kept only as a fingerprint."""
    assert actor, "the rule has refused a visitor"
    token = secrets.token_urlsafe(16)
    made = Desk.objects.create(order=order, lent_by=actor, words=words, mark=fingerprint(token))
    made.token = token
    return made


@act(allow=may_run)
def close(_actor: Actor, order: Order, desk: Desk) -> None:
    Desk.objects.filter(order=order, pk=desk.pk, closed_at=None).update(closed_at=clock.now())


type Press = Callable[..., Order]
PRESSES: dict[str, Press] = {
    "start": start, "next": go_on, "back": go_back, "give": give, "pause": pause,
    "resume": resume, "save": save_time, "end": end,
}  # fmt: skip


@act(allow=may_help, facts=_step)
def lend_a_hand(_actor: Actor, desk: Desk, /, press: str, **said: int) -> Order:
    """Press from a helper's desk, in the name of whoever lent it."""
    return PRESSES[press](desk.lent_by, desk.order, **said)
