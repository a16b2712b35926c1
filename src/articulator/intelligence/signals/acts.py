"""Counting, ringing, climbing, answering, looking back. There is no act that deletes an alarm."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Q

from articulator.identity.bodies.rules import by_law
from articulator.intelligence.signals import letters
from articulator.intelligence.signals.kinds import KINDS
from articulator.intelligence.signals.ladder import WITHIN, Level, ahead, levels
from articulator.intelligence.signals.models import Action, Alarm, Case, Count, Rung, Series
from articulator.intelligence.signals.queries import answering, hashed, this_week
from articulator.intelligence.signals.rules import (
    may_answer,
    may_climb,
    may_count,
    may_count_series,
    may_end,
    may_finish,
    may_raise,
    may_review,
    may_ring_again,
    may_strike,
    may_work_on,
)
from articulator.kernel import clock, links
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Person, Unit
from articulator.methods.capacity import monday
from articulator.methods.constitution import Duration


@dataclass(frozen=True, slots=True)
class Finding:
    """What a detector found in a series: the figures as they stood."""

    found: Alarm.Found
    week: date
    number: int | None = None
    low: int | None = None
    high: int | None = None
    chance: float | None = None
    silent_weeks: int | None = None


# Counting


@act(allow=may_count)
def begin(_actor: Actor, unit: Unit, key: str) -> Series:
    """Begin to count a kind in a unit, or go on with one that had ended."""
    if key not in KINDS:
        raise Refused(Refusal("Nobody has said what is counted there."))
    made, _ = Series.objects.get_or_create(unit=unit, key=key)
    if made.ended_at:
        made.ended_at = None
        made.save(update_fields=["ended_at"])
    return made


def _number(made: Count) -> Mapping[str, Any]:
    return {"week": made.week.isoformat()}


@act(allow=may_count_series, facts=_number)
def count(
    _actor: Actor, series: Series, week: date, number: int, source: models.Model | None = None
) -> Count:
    """How many there were in a week. The same week again puts it right; twice the same is once."""
    return _count(series, week, number, source)


@act(allow=by_law, facts=lambda units: {"units": units})
def tally(_actor: Actor, _root: Unit, key: str, week: date, numbers: Mapping[Any, int]) -> int:
    """What the house has counted itself, for each unit. What somebody ended stays ended."""
    for unit, number in numbers.items():
        kept, _ = Series.objects.get_or_create(unit_id=unit, key=key)
        if kept.ended_at is None:
            _count(kept, week, number, None)
    return len(numbers)


def _count(series: Series, week: date, number: int, source: models.Model | None) -> Count:
    week = monday(week)
    if week > this_week():
        raise Refused(Refusal("That week has not begun."))
    said = {
        "number": number,
        "source": links.ref(source) if source else "",
        "counted_at": clock.now(),
    }
    made, _ = Count.objects.update_or_create(series=series, week=week, defaults=said)
    series.changed_at = clock.now()
    series.save(update_fields=["changed_at"])
    if source:
        links.join(made, "counts", source)
    return made


@act(allow=may_end)
def end(_actor: Actor, series: Series) -> Series:
    """Count it no longer, so that nobody misses it. Its numbers and its alarms stay."""
    series.ended_at = clock.now()
    series.save(update_fields=["ended_at"])
    return series


@act(allow=by_law)
def judge(_actor: Actor, series: Series, found: Sequence[Finding]) -> Series:
    """Ring for what the detectors found: once for a week, and not while it rings already."""
    for finding in found:
        known = series.alarms.filter(found=finding.found)
        if not known.filter(Q(closed_at=None) | Q(week=finding.week)).exists():
            _ring(Alarm(unit=series.unit, series=series, **asdict(finding)))
    return series


@act(allow=by_law, facts=lambda looked: {"series": looked})
def look(_actor: Actor, _root: Unit, series: Sequence[Series], looked_at: datetime) -> int:
    """The detectors have seen these series as they were before `looked_at`.

    A number that was written down while they read is seen the next time.
    """
    keys = [one.pk for one in series]
    return Series.objects.filter(pk__in=keys).update(judged_at=looked_at)


# Ringing


@act(allow=may_raise, secret=True)
def raise_alarm(
    _actor: Actor, unit: Unit, matter: Alarm.Matter, words: str, token: str, *, past: bool = False
) -> Alarm:
    """Somebody rings. Who it was is not kept: the token, of which we have a hash, follows it."""
    return _ring(
        Alarm(
            unit=unit, found=Alarm.Found.RAISED, matter=matter, words=words, past=past,
            follow=hashed(token),
        )
    )  # fmt: skip


def _ring(alarm: Alarm) -> Alarm:
    alarm.raised_at, alarm.answer_by = clock.now(), Duration.parse(WITHIN).after(clock.now())
    alarm.save(force_insert=True)
    _reach(alarm, levels(alarm.unit, past=alarm.past))
    return alarm


def _reach(alarm: Alarm, further: list[Level]) -> None:
    """Go up to the next level where somebody sits; those that are vacant are written down."""
    now, alarm.to, first = clock.now(), None, alarm.rungs.count()
    for place, level in enumerate(further, first):
        answer_by = level.within.after(now)
        Rung.objects.create(
            alarm=alarm, place=place, body=level.body, reached_at=now, answer_by=answer_by,
            clause=level.clause, vacant=not level.sits,
        )  # fmt: skip
        if level.sits:
            alarm.to, alarm.answer_by = level.body, answer_by
            break
    alarm.rung_at = now
    alarm.save(update_fields=["to", "answer_by", "rung_at"])
    letters.ring(alarm)


def _place(alarm: Alarm) -> Mapping[str, Any]:
    return {"level": alarm.rungs.count()}


@act(allow=may_climb, facts=_place)
def climb(_actor: Actor, alarm: Alarm) -> Alarm:
    """Nobody answered in time: the next level answers."""
    _reach(alarm, ahead(alarm))
    return alarm


@act(allow=may_ring_again)
def ring_again(_actor: Actor, alarm: Alarm) -> Alarm:
    """At the top nobody answers either: it rings there week after week, until somebody does."""
    alarm.rung_at = clock.now()
    alarm.save(update_fields=["rung_at"])
    letters.ring(alarm)
    return alarm


# Answering


@act(allow=may_answer)
def answer(actor: Actor, alarm: Alarm, words: str) -> Case:
    """Take it on, and say so to those who raised it: the case is open."""
    alarm.answered_at = clock.now()
    alarm.save(update_fields=["answered_at"])
    return Case.objects.create(
        alarm=alarm, answer=words, by=actor, body=alarm.to, opened_at=clock.now()
    )


@act(allow=may_work_on)
def add_action(_actor: Actor, case: Case, what: str, who: Person | None, due: date) -> Action:
    if who and who not in answering(case.alarm):
        raise Refused(Refusal("Take on work for others only where they sit with you."))
    return Action.objects.create(case=case, what=what, who=who, due=due, added_at=clock.now())


@act(allow=may_finish)
def finish(_actor: Actor, action: Action) -> Action:
    action.done_at = clock.now()
    action.save(update_fields=["done_at"])
    return action


@act(allow=may_review, facts=lambda case: {"verdict": case.verdict})
def review(
    _actor: Actor, case: Case, verdict: Case.Verdict, what_it_was: str, what_helped: str
) -> Case:
    """What it was, what helped, and whether the alarm was right. The alarm is closed, and stays."""
    case.verdict, case.what_it_was, case.what_helped = verdict, what_it_was, what_helped
    case.reviewed_at = clock.now()
    case.save()
    Alarm.objects.filter(pk=case.alarm_id).update(closed_at=clock.now())
    return case


@act(allow=may_strike)
def strike(_actor: Actor, alarm: Alarm, why: str) -> Alarm:
    """Take out words that name a person. That it was done, and why, stands in their place."""
    alarm.words, alarm.struck = "", why
    alarm.save(update_fields=["words", "struck"])
    return alarm
