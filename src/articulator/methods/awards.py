"""Sharing a small pot: the same base for each, the rest by how the readers rated them.

All money is in whole pence, and no penny is lost. Source: how the Edge Fund (London, since 2012)
shares its rounds; docs/methods/audience.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

BEST = 10  # points on a sheet


@dataclass(frozen=True, slots=True)
class Shares:
    """What each gets, in pence, and what stays in the pot."""

    pence: Mapping[int, int]
    left: int


def means(sheets: Sequence[Sequence[int]], weights: Sequence[int] = ()) -> list[Fraction]:
    """What each reader gives on the whole: a question of weight 2 counts as two of weight 1."""
    return [_mean(sheet, weights or [1] * len(sheet)) for sheet in sheets if sheet]


def _mean(sheet: Sequence[int], weights: Sequence[int]) -> Fraction:
    heavy = sum(points * weight for points, weight in zip(sheet, weights, strict=True))
    return Fraction(heavy, sum(weights))


def rating(sheets: Sequence[Sequence[int]], weights: Sequence[int] = ()) -> Fraction:
    """The mean of the readers' means: nobody's sheet weighs more because it is longer."""
    each = means(sheets, weights)
    return sum(each, Fraction(0)) / len(each) if each else Fraction(0)


def spread(sheets: Sequence[Sequence[int]], weights: Sequence[int] = ()) -> Fraction:
    """How far the readers of a page are apart: the highest mean less the lowest."""
    each = means(sheets, weights)
    return max(each) - min(each) if each else Fraction(0)


def share_out(pot: int, base: int, most: int, ratings: Mapping[int, Fraction]) -> Shares:
    """The base to each, best rated first while the pot lasts; the rest by rating, up to `most`.

    Fractions of a penny go to the largest remainders. What nobody may take stays in the pot.
    """
    ranked = sorted((one for one in ratings if ratings[one] > 0), key=lambda n: (-ratings[n], n))
    served = ranked[: pot // base] if base else ranked
    rest, weight = pot - base * len(served), sum((ratings[one] for one in served), Fraction(0))
    if not served:
        return Shares({}, pot)
    exact = {one: rest * ratings[one] / weight for one in served}
    whole = {one: int(exact[one]) for one in served}
    by_remainder = sorted(served, key=lambda one: (whole[one] - exact[one], one))
    for one in by_remainder[: rest - sum(whole.values())]:
        whole[one] += 1
    given = {one: min(most, base + whole[one]) for one in served}
    return Shares(given, pot - sum(given.values()))
