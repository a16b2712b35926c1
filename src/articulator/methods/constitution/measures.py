"""What a constitution measures with: ISO 8601 durations, exact fractions, majorities."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

_DURATION = re.compile(
    r"P(?=.)(?:([0-9]{1,3})Y)?(?:([0-9]{1,3})M)?(?:([0-9]{1,3})W)?(?:([0-9]{1,3})D)?"
    r"(?:T(?=.)(?:([0-9]{1,3})H)?(?:([0-9]{1,3})M)?)?"
)
_FRACTION = re.compile(r"([0-9]{1,9})/([1-9][0-9]{0,8})")
_NAMES = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
          "eleven", "twelve")  # fmt: skip
_PARTS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth",
          9: "ninth", 10: "tenth", 12: "twelfth", 20: "twentieth", 100: "hundredth"}  # fmt: skip


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
        """Read `P2Y`, `P6W`, `P1M`, `PT24H` (ISO 8601-1:2019, 5.5.2.2).

        Whole numbers of up to three digits; weeks may stand beside days. Raises MeasureError.
        """
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
        """`two years`, `six weeks`, `one year and six months`, `24 hours`."""
        return _amounts(self._parts())

    def every(self) -> str:
        """How often, for what recurs after this long: `every year`, `every two weeks`."""
        parts = self._parts()
        if self.days % 7 == 0 and self.days and not self.months and not self.minutes:
            parts = [(self.days // 7, "week")]
        if len(parts) == 1 and parts[0][0] == 1:
            return f"every {parts[0][1]}"
        return f"every {_amounts(parts)}"

    def _parts(self) -> list[tuple[int, str]]:
        years, months = divmod(self.months, 12) if "Y" in self.text else (0, self.months)
        weeks, days = divmod(self.days, 7) if "W" in self.text else (0, self.days)
        hours, minutes = divmod(self.minutes, 60)
        parts = [(years, "year"), (months, "month"), (weeks, "week"), (days, "day"),
                 (hours, "hour"), (minutes, "minute")]  # fmt: skip
        return [part for part in parts if part[0]] or [(0, "day")]


def _amounts(parts: list[tuple[int, str]]) -> str:
    return spoken_list([f"{number_word(n)} {unit}{'s' * (n != 1)}" for n, unit in parts])


def number_word(number: int) -> str:
    """Numbers up to twelve as words, others in digits."""
    return _NAMES[number] if 0 <= number <= 12 else f"{number:,}"


def spoken_list(words: Sequence[str], joined_by: str = "and") -> str:
    """`a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joined_by} {words[-1]}"


def parse_fraction(text: str) -> Fraction:
    """Read an exact share such as `2/3`."""
    found = _FRACTION.fullmatch(text)
    if not found:
        raise MeasureError(f"{text!r} is not a fraction; write it as 2/3, in quotes")
    return Fraction(int(found[1]), int(found[2]))


def fraction_words(text: str) -> str:
    """`half`, `a third`, `three quarters`, `eleven twentieths`; uncommon ones in digits."""
    share = parse_fraction(text)
    number, part = share.numerator, _PARTS.get(share.denominator)
    if share == 1:
        return "all"
    if share == Fraction(1, 2):
        return "half"
    if not part or not number:
        return f"{number}/{share.denominator}"
    article = "an" if part[0] == "e" else "a"
    return f"{article} {part}" if number == 1 else f"{number_word(number)} {part}s"


def majority_words(majority: str) -> str:
    """`more than half`, `at least two thirds` (1/2 is the one that must be exceeded)."""
    share = fraction_words(majority)
    return "more than half" if share == "half" else f"at least {share}"


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
