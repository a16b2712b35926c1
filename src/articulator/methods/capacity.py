"""What a group can carry week by week, against what is planned on it.

Everything is counted in whole calendar weeks, Monday to Sunday. A demand counts with its full
amount in every week that it touches, and a capacity only as far as it holds on every day that
matters: where a figure must lean to one side, it leans to the side of those who carry.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby

DAY, WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Span:
    """So much a week, from one day to another, both included."""

    begins: date
    ends: date
    per_week: int

    def touches(self, first: date, last: date) -> bool:
        return self.begins <= last and self.ends >= first


@dataclass(frozen=True, slots=True)
class Promise:
    """A demand to which somebody said yes, and what they knew then: the load, their capacity."""

    span: Span
    seen_load: int
    seen_capacity: int


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a group: what it can carry, what is planned on it."""

    monday: date
    capacity: int
    load: int

    @property
    def share(self) -> Fraction | None:
        """The part of the capacity that is taken; None where there is no capacity to take from."""
        return Fraction(self.load, self.capacity) if self.capacity else None

    def most(self, share: Fraction) -> int:
        """The whole number that the share of the capacity allows at most."""
        return share * self.capacity // 1

    def over(self, share: Fraction) -> bool:
        return self.load > self.most(share)


def monday(day: date) -> date:
    return day - day.weekday() * DAY


def mondays(begins: date, ends: date) -> list[date]:
    """The Mondays of all weeks that a span touches; none if it ends before it begins."""
    if ends < begins:
        return []
    first = monday(begins)
    return [first + n * WEEK for n in range((ends - first).days // 7 + 1)]


def outlook(
    capacities: Sequence[Span], demands: Sequence[Span], begins: date, ends: date
) -> tuple[Week, ...]:
    """Each week from one day to another: the capacity that holds throughout, and the whole load."""
    return tuple(
        Week(
            first,
            _capacity(capacities, max(first, begins), min(first + 6 * DAY, ends)),
            sum(one.per_week for one in demands if one.touches(first, first + 6 * DAY)),
        )
        for first in mondays(begins, ends)
    )


def _capacity(capacities: Sequence[Span], first: date, last: date) -> int:
    """The least that is there on any of these days."""
    days = (first + n * DAY for n in range((last - first).days + 1))
    return min(sum(one.per_week for one in capacities if one.touches(day, day)) for day in days)


def bearable(week: Week, share: Fraction, promises: Iterable[Promise]) -> int:
    """What may be planned in a week: the share of the capacity, or more where they said yes to it.

    A yes to more holds while the capacity is no less than it was when they said it.
    """
    last = week.monday + 6 * DAY
    agreed = (
        one.seen_load
        for one in promises
        if one.span.touches(week.monday, last) and one.seen_capacity <= week.capacity
    )
    return max(week.most(share), *agreed, 0)


def worst(weeks: Sequence[Week], share: Fraction, promises: Sequence[Promise] = ()) -> Week | None:
    """The week that goes furthest beyond what is bearable; None if none does."""
    beyond = [(week.load - bearable(week, share, promises), week) for week in weeks]
    most = max((by for by, _ in beyond), default=0)
    return next((week for by, week in beyond if by == most), None) if most > 0 else None


def peak(weeks: Sequence[Week]) -> Week:
    """The week with the greatest load, and among these the one with the least capacity."""
    return max(weeks, key=lambda week: (week.load, -week.capacity))


@dataclass(frozen=True, slots=True)
class Run:
    """Weeks one after the other in which nothing changes, from a Monday to a Sunday."""

    begins: date
    ends: date
    capacity: int
    load: int


def runs(weeks: Iterable[Week]) -> list[Run]:
    """The same weeks in as few rows as say it all; `weeks` are in order and without gaps."""
    alike = groupby(weeks, key=lambda week: (week.capacity, week.load))
    return [_run(list(group)) for _, group in alike]


def _run(weeks: Sequence[Week]) -> Run:
    first, last = weeks[0], weeks[-1]
    return Run(first.monday, last.monday + 6 * DAY, first.capacity, first.load)
