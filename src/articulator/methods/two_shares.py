"""Whether one share is larger than another, or whether that cannot be told.

The interval of the difference is that of R. G. Newcombe, *Interval estimation for the difference
between independent proportions*, Statistics in Medicine 17 (1998), method 10 (without continuity
correction): from the two Wilson intervals, it never leaves the possible range and holds for small
numbers.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

Z = 1.959963984540054  # 19 times in 20


class Verdict(StrEnum):
    MORE = "more"
    LESS = "less"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    yes: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= self.yes <= self.of:
            raise ValueError(f"{self.yes} of {self.of} is no share.")

    @property
    def value(self) -> float:
        return self.yes / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval; from 0 to 1 where nobody was asked."""
        if not self.of:
            return 0.0, 1.0
        doubt = Z * Z / self.of
        middle = (self.value + doubt / 2) / (1 + doubt)
        reach = Z * sqrt(self.value * (1 - self.value) / self.of + doubt / (4 * self.of))
        reach /= 1 + doubt
        return max(middle - reach, 0.0), min(middle + reach, 1.0)


def difference(one: Share, other: Share) -> tuple[float, float]:
    """Between what `one` minus `other` may lie, from -1 to 1, 19 times in 20."""
    (low, high), (lower, higher) = one.interval, other.interval
    gap = one.value - other.value
    down = sqrt((one.value - low) ** 2 + (higher - other.value) ** 2)
    up = sqrt((high - one.value) ** 2 + (other.value - lower) ** 2)
    return max(gap - down, -1.0), min(gap + up, 1.0)


def compared(one: Share, other: Share) -> Verdict:
    low, high = difference(one, other)
    return Verdict.MORE if low > 0 else Verdict.LESS if high < 0 else Verdict.UNSURE
