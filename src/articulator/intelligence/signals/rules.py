"""Who may count, raise, answer and review."""

from articulator.identity.bodies.models import Body
from articulator.identity.bodies.rules import needs
from articulator.intelligence.signals.ladder import goes_on
from articulator.intelligence.signals.models import Action, Alarm, Case, Series
from articulator.intelligence.signals.queries import answering, seats_of, seen_by
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Unit

KEEPS = "keep_roll"


def may_count(actor: Actor, unit: Unit) -> Refusal | None:
    """Whoever holds a seat in the unit, or keeps its roll."""
    if unit.closed_at:
        return Refusal(f"{unit} is closed.")
    if actor and Body.objects.filter(pk__in=seats_of(actor), unit=unit, in_force=True).exists():
        return None
    return needs(actor, KEEPS, unit)


def may_count_series(actor: Actor, series: Series) -> Refusal | None:
    if series.kind.by:
        return Refusal("The house counts this itself, every Monday.")
    return may_end(actor, series)


def may_end(actor: Actor, series: Series) -> Refusal | None:
    if series.ended_at:
        return Refusal("This is no longer counted.", appeal="Begin to count it again.")
    return may_count(actor, series.unit)


def may_raise(_actor: Actor, unit: Unit) -> Refusal | None:
    """Everyone, with or without an account: an alarm needs no right."""
    return Refusal(f"{unit} is closed.") if unit.closed_at else None


def may_read(actor: Actor, alarm: Alarm) -> Refusal | None:
    if seen_by(actor).filter(pk=alarm.pk).exists():
        return None
    return Refusal(
        "This alarm is read by those who answer it, and by those who run the unit.",
        appeal=f"{alarm.to or alarm.unit} can tell you what came of it.",
    )


def may_answer(actor: Actor, alarm: Alarm) -> Refusal | None:
    """Those who sit at a level that it has reached, once."""
    if alarm.answered_at:
        return Refusal("This alarm has been answered.")
    return _answers(actor, alarm)


def may_strike(actor: Actor, alarm: Alarm) -> Refusal | None:
    """Take out words that name a person. The alarm itself stays."""
    if not alarm.words:
        return Refusal("There are no words to take out.")
    return _answers(actor, alarm)


def _answers(actor: Actor, alarm: Alarm) -> Refusal | None:
    if actor in answering(alarm):
        return None
    whose = f"{alarm.to} answers" if alarm.to else f"Those who keep the roll of {alarm.unit} answer"
    return Refusal(
        f"{whose} this alarm.", clause=alarm.to.clause if alarm.to else "",
        appeal="Tell somebody who sits there: its time is running.",
    )  # fmt: skip


def may_work_on(actor: Actor, case: Case) -> Refusal | None:
    if case.reviewed_at:
        return Refusal("This case is closed.")
    return _answers(actor, case.alarm)


def may_finish(actor: Actor, action: Action) -> Refusal | None:
    if action.done_at:
        return Refusal("This is done already.")
    return may_work_on(actor, action.case)


def may_review(actor: Actor, case: Case) -> Refusal | None:
    """A case ends with a review, and not before what was taken on is done."""
    if refusal := may_work_on(actor, case):
        return refusal
    if open_action := case.actions.filter(done_at=None).first():
        return Refusal(
            f"“{open_action}” is not done yet.", appeal="Finish it, or say that it is done with."
        )
    return None


def may_climb(_actor: Actor, alarm: Alarm) -> Refusal | None:
    """The clock alone makes an alarm climb, and only one that nobody answered in time."""
    if alarm.answered_at or not alarm.is_late:
        return Refusal("This alarm still has time.")
    return None if goes_on(alarm) else Refusal("Nobody sits further up.")


def may_ring_again(_actor: Actor, alarm: Alarm) -> Refusal | None:
    if alarm.answered_at or not alarm.is_late:
        return Refusal("This alarm still has time.")
    return None
