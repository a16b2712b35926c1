"""How loaded people say they are, week by week, told so that it tells of nobody.

What was said is a number for each pair of answers (how loaded, since last week). A week is told
only if eight or more answered, every figure is rounded to eights, and a group under eight (or all
but a group under eight) is told as that and no more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from articulator.methods.suppression import SMALL, Cell, in_eights, safe

HEAVY, WORSE = 4, -1  # the answers that are watched: it is too much; worse than last week


FEW, NEARLY_ALL = "fewer than 8", "all but fewer than 8"


@dataclass(frozen=True, slots=True)
class Felt:
    """One week as it may be told: how many answered, in eights, and two parts of them in words."""

    week: date
    answered: int
    heavy: str
    worse: str
    exact: Fraction  # the share of those who find it too much: for thresholds, never shown

    def reaches(self, share: Fraction) -> bool:
        """Whether a share is reached, by a group that is large enough to be told of."""
        return self.exact >= share and self.heavy != FEW


def tell(week: date, said: Mapping[tuple[int, int], int]) -> Felt | None:
    """A week from its numbers; None where fewer than eight answered."""
    total = sum(said.values())
    if total < SMALL:
        return None
    heavy = sum(n for (load, _), n in said.items() if load == HEAVY)
    worse = sum(n for (_, change), n in said.items() if change == WORSE)
    exact = Fraction(heavy, total)
    return Felt(week, in_eights(total), _words(total, heavy), _words(total, worse), exact)


def _words(total: int, inside: int) -> str:
    """A part of those who answered, in eights; one under eight, or its rest, only as that."""
    if safe(Cell("", total, inside)):
        return f"about {in_eights(inside)}"
    return FEW if inside < SMALL else NEARLY_ALL
