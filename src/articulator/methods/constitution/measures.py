"""What a constitution measures with: ISO 8601 durations, exact fractions, majorities."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

_DURATION = re.compile(
    r"P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?)?"
)
_FRACTION = re.compile(r"(\d+)/([1-9]\d*)")
_NAMES = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven",
          8: "eight", 9: "nine", 10: "ten", 11: "eleven", 12: "twelve"}  # fmt: skip
_PARTS = {
    (1, 2): "half", (1, 3): "a third", (2, 3): "two thirds", (1, 4): "a quarter",
    (3, 4): "three quarters", (1, 5): "a fifth", (1, 10): "a tenth", (1, 20): "a twentieth",
    (1, 100): "one in a hundred",
}  # fmt: skip


class MeasureError(ValueError):
    """A duration or a fraction that is not written as the constitution's format asks."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as ISO 8601 writes it: calendar months, then exact days and minutes."""

    text: str
    months: int
    days: int
    minutes: int

    @classmethod
    def parse(cls, text: str) -> "Duration":
        """Read `P2Y`, `P6W`, `P1M`, `PT24H` (ISO 8601-1:2019, 5.5.2.2, whole numbers only)."""
        found = _DURATION.fullmatch(text)
        if not found:
            raise MeasureError(f"{text!r} is not a duration; write P2Y, P6M, P6W, P14D or PT24H")
        years, months, weeks, days, hours, minutes = (int(part or 0) for part in found.groups())
        return cls(text, 12 * years + months, 7 * weeks + days, 60 * hours + minutes)

    def after(self, moment: datetime) -> datetime:
        """The moment this much later; the last day of a month stays inside the month."""
        month = moment.month - 1 + self.months
        year, month = moment.year + month // 12, month % 12 + 1
        day = min(moment.day, monthrange(year, month)[1])
        later = moment.replace(year=year, month=month, day=day)
        return later + timedelta(days=self.days, minutes=self.minutes)

    def before(self, moment: datetime) -> datetime:
        """The moment this much earlier."""
        month = moment.year * 12 + moment.month - 1 - self.months
        year, month = month // 12, month % 12 + 1
        day = min(moment.day, monthrange(year, month)[1])
        earlier = moment.replace(year=year, month=month, day=day)
        return earlier - timedelta(days=self.days, minutes=self.minutes)

    def __str__(self) -> str:
        return self.text

    def words(self) -> str:
        """`two years`, `six weeks`, `24 hours`."""
        years, months = divmod(self.months, 12)
        weeks, days = divmod(self.days, 7) if self.days % 7 == 0 and "W" in self.text else (0, self.days)
        hours, minutes = divmod(self.minutes, 60)
        parts = [(years, "year"), (months, "month"), (weeks, "week"), (days, "day"),
                 (hours, "hour"), (minutes, "minute")]  # fmt: skip
        return " and ".join(
            f"{number_word(n)} {unit}{'s' if n != 1 else ''}" for n, unit in parts if n
        )


def number_word(number: int) -> str:
    return _NAMES.get(number, str(number))


def parse_fraction(text: str) -> Fraction:
    """Read an exact share such as `2/3`."""
    found = _FRACTION.fullmatch(text)
    if not found:
        raise MeasureError(f"{text!r} is not a fraction; write it as 2/3, in quotes")
    return Fraction(int(found[1]), int(found[2]))


def fraction_words(text: str) -> str:
    share = parse_fraction(text)
    return _PARTS.get((share.numerator, share.denominator), f"{share.numerator}/{share.denominator}")


def majority_reached(majority: str, votes_for: int, votes_against: int) -> bool:
    """Whether a proposal is carried: `1/2` asks for strictly more than half, others for at least.

    Abstentions are not votes. Nothing is carried without a vote for it.
    """
    needed = parse_fraction(majority)
    cast = votes_for + votes_against
    if not votes_for:
        return False
    if needed == Fraction(1, 2):
        return 2 * votes_for > cast
    return votes_for >= needed * cast
