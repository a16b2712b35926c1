"""Where a running order stands: what is on, how long it has, how late the room is, what helps.

A running order is a row of slots, each with so many minutes. It begins at a time, and the room was
promised an end. Everything follows from the slots and one moment; nothing here looks at a clock.

The rules, as a facilitator would say them:

- What is over took as long as it took. What is on ends when its minutes, those that were given on
  top and its pauses are used up, and at once if they are used up already. What comes follows.
- The room is late by as much as the end that follows from this lies behind the end it was promised.
- Time is saved only in what comes, never below the least that a slot needs, and first where the
  least is lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)
NONE = timedelta(0)


@dataclass(frozen=True, slots=True)
class Slot:
    """One step as time knows it."""

    minutes: int
    given: int = 0  # on top, while it was on
    least: int | None = None  # what it can be done in; None: it cannot be shortened
    loss: int = 0  # how much is lost by shortening it; slots with less are shortened first
    began: datetime | None = None
    ended: datetime | None = None
    paused: timedelta = NONE  # pauses that are over

    @property
    def length(self) -> timedelta:
        return (self.minutes + self.given) * MINUTE

    @property
    def spare(self) -> int:
        """Minutes that could be saved here."""
        return 0 if self.least is None else max(0, self.minutes + self.given - self.least)


@dataclass(frozen=True, slots=True)
class Run:
    """A running order: before it starts and after it ends, nothing is `on`."""

    slots: tuple[Slot, ...]
    begins: datetime  # when it is to begin, or began
    ends_by: datetime  # what the room was promised
    on: int | None = None
    paused_at: datetime | None = None

    @property
    def is_over(self) -> bool:
        return self.on is None and bool(self.slots) and self.slots[0].began is not None


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when a slot is, as it was or as it follows now."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Saving:
    """A slot (counted from 0) that could do with fewer minutes."""

    slot: int
    minutes: int
    to: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """What follows from a run at one moment."""

    spans: tuple[Span, ...]
    left: timedelta | None  # of what is on; negative when it is over its time; None: nothing is on
    late: timedelta  # against the promise; negative: ahead of it
    savings: tuple[Saving, ...]  # none while the room is on time
    still_late: timedelta  # what would remain with all of them

    @property
    def ends(self) -> datetime | None:
        return self.spans[-1].ends if self.spans else None


def minutes_of(span: timedelta) -> int:
    """Whole minutes that have passed: 4:59 late is four minutes, and so is 4:59 early."""
    whole = int(abs(span) // MINUTE)
    return whole if span >= NONE else -whole


def minutes_to(span: timedelta) -> int:
    """Whole minutes that are left, the one that has begun included: 0:20 is still a minute."""
    return -int(-span // MINUTE)


def outlook(run: Run, now: datetime) -> Outlook:
    """Everything that a page about a running order tells."""
    spans = tuple(follow(run, now))
    late = spans[-1].ends - run.ends_by if spans else NONE
    saved = () if run.is_over else savings(run, late)
    total = sum(one.minutes for one in saved) * MINUTE
    return Outlook(spans, left(run, now), late, saved, max(NONE, late - total))


def left(run: Run, now: datetime) -> timedelta | None:
    """How long what is on still has. A pause holds it still."""
    if run.on is None:
        return None
    slot = run.slots[run.on]
    assert slot.began, "what is on has begun"
    return slot.began + slot.length + slot.paused - (run.paused_at or now)


def follow(run: Run, now: datetime) -> list[Span]:
    """When each slot was, is and will be."""
    begins, found = run.begins, list[Span]()
    if run.on is None and not run.is_over:
        begins = max(run.begins, now)  # what should have begun begins now at the earliest
    for at, slot in enumerate(run.slots):
        found.append(_span(run, at, slot, begins, now))
        begins = found[-1].ends
    return found


def _span(run: Run, at: int, slot: Slot, begins: datetime, now: datetime) -> Span:
    if at == run.on:
        assert slot.began, "what is on has begun"
        rest = left(run, now) or NONE
        return Span(slot.began, now + max(NONE, rest))
    if slot.began and slot.ended:
        return Span(slot.began, slot.ended)
    # What never began although all is over was left out: it took no time.
    return Span(begins, begins if run.is_over else begins + slot.length)


def savings(run: Run, late: timedelta) -> tuple[Saving, ...]:
    """Where to win back what the room is late: in what comes, cheapest first, later before sooner.

    Later before sooner, because what comes soon is prepared already.
    """
    wanted, found = minutes_to(late), list[Saving]()
    first = 0 if run.on is None else run.on + 1
    coming = [(slot.loss, -at, at) for at, slot in enumerate(run.slots) if at >= first]
    for _, _, at in sorted(coming):
        slot = run.slots[at]
        minutes = min(wanted, slot.spare)
        if minutes > 0:
            found.append(Saving(at, minutes, slot.minutes + slot.given - minutes))
            wanted -= minutes
    return tuple(sorted(found, key=lambda one: one.slot))


def saved(run: Run, found: Sequence[Saving]) -> Run:
    """The run with these savings taken."""
    slots = list(run.slots)
    for one in found:
        slots[one.slot] = replace(slots[one.slot], minutes=one.to, given=0)
    return replace(run, slots=tuple(slots))
