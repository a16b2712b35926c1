"""What the clock asks of signals: look at new numbers, and let alarms climb that nobody answers."""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from articulator.intelligence.signals import acts
from articulator.intelligence.signals.acts import Finding
from articulator.intelligence.signals.ladder import goes_on
from articulator.intelligence.signals.models import Alarm, Series
from articulator.intelligence.signals.queries import (
    KNOWN,
    WEEK,
    ended_in,
    last_week,
    missed_until,
    numbers,
    to_climb,
    to_judge,
    to_tally,
)
from articulator.kernel import clock
from articulator.kernel.acts import attempt
from articulator.kernel.models import Unit
from articulator.methods.bursts import Found, Verdict, silence, watch

AT_ONCE = 500  # series that are judged together
LATE = 4  # weeks back in which a number that came in late may still ring

type Row = Sequence[int | None]


def tick() -> Iterator[str]:
    yield from tally()
    yield from _judge()
    for alarm in list(to_climb()):
        if goes_on(alarm):
            yield attempt(f"alarm “{alarm}” went one level up", acts.climb, None, alarm)
        elif alarm.rung_at <= clock.now() - WEEK:
            yield attempt(f"alarm “{alarm}” rang again", acts.ring_again, None, alarm)


def tally() -> Iterator[str]:
    """Count what the house counts itself."""
    root = Unit.objects.filter(parent=None).first()
    if root is None:
        return
    for kind, by, week in to_tally():
        ended = ended_in(kind.key)
        if numbers := {unit: many for unit, many in by(week).items() if unit not in ended}:
            words = f"{kind.title}: week of {week:%-d %B}, {len(numbers)} units"
            yield attempt(words, acts.tally, None, root, kind.key, week, numbers)


def _judge() -> Iterator[str]:
    now, root = clock.now(), Unit.objects.filter(parent=None).first()
    waiting = list(to_judge().select_related("unit"))
    for start in range(0, len(waiting), AT_ONCE):
        some = waiting[start : start + AT_ONCE]
        rows = numbers(some, last_week(), KNOWN)
        rising = _rising([rows[one.pk] for one in some])
        for one, rises in zip(some, rising, strict=True):
            if found := [*rises, *_silence(one, rows[one.pk])]:
                yield attempt(f"{one}: out of the ordinary", acts.judge, None, one, found)
        if root:
            acts.look(None, root, some, now)
            yield f"looked at the numbers of {len(some)} series"


def _rising(rows: Sequence[Row]) -> list[list[Finding]]:
    """For each series the newest spike and the newest slow rise of the last weeks."""
    table = np.array([[np.nan if n is None else n for n in row] for row in rows], dtype=float)
    found: list[list[Finding]] = []
    for verdicts in watch(table, LATE):
        newest = {}
        for back, one in enumerate(reversed(verdicts)):
            if one.rings and one.found not in newest:
                newest[one.found] = _finding(one, last_week() - back * WEEK)
        found.append(list(newest.values()))
    return found


def _finding(verdict: Verdict, week: date) -> Finding:
    low, high = verdict.usual or (0, 0)
    kind = Alarm.Found.SPIKE if verdict.found is Found.SPIKE else Alarm.Found.RISE
    return Finding(kind, week, int(verdict.count), low, high, verdict.chance)


def _silence(series: Series, row: Row) -> list[Finding]:
    """Whether a unit that used to report has stopped."""
    if not series.kind.silence:
        return []
    known = row if missed_until() == last_week() else row[:-1]
    first = next((at for at, number in enumerate(known) if number is not None), len(known))
    told = silence([number is not None for number in known[first:]])
    if not told.rings:
        return []
    since = missed_until() - (told.weeks - 1) * WEEK
    return [
        Finding(Alarm.Found.SILENCE, since, chance=told.chance, silent_weeks=told.weeks)
    ]  # fmt: skip
