"""How good chances were, once it is known what happened."""

from collections.abc import Sequence
from dataclasses import dataclass

type Said = tuple[float, bool]  # a chance in 0..1, and whether it happened

BANDS = 10


def brier(chance: float, happened: bool) -> float:
    """The square of the error of one chance: 0 is perfect, .25 is "I do not know", 1 is worst.

    Brier (1950), Monthly Weather Review 78, 1-3, in the halved form usual for yes or no.
    """
    if not 0 <= chance <= 1:
        raise ValueError("a chance is between 0 and 1")
    return (chance - happened) ** 2


@dataclass(frozen=True, slots=True)
class Brier:
    """A mean Brier score and what it is made of."""

    score: float
    reliability: float  # how far what was said is from what happened: 0 is calibrated
    resolution: float  # how far what happens differs from band to band: more is better
    uncertainty: float  # how hard the questions were
    within: float  # what is left because chances of one band are not quite the same


def decomposed(said: Sequence[Said]) -> Brier:
    """Murphy's parts of the mean Brier score: reliability - resolution + uncertainty + within.

    Murphy (1973), Journal of Applied Meteorology 12, 595-600; chances are put into ten bands, and
    what that leaves over is the term of Stephenson, Coelho and Jolliffe (2008), Weather and
    Forecasting 23, 752-757. Raises ValueError for no chances.
    """
    if not said:
        raise ValueError("nothing has been resolved")
    number = len(said)
    base = sum(happened for _, happened in said) / number
    reliability = resolution = within = 0.0
    for rows in _banded(said):
        share, mean, came = len(rows) / number, _mean(rows), _share(rows)
        reliability += share * (mean - came) ** 2
        resolution += share * (came - base) ** 2
        within += sum((p - mean) ** 2 - 2 * (p - mean) * (y - came) for p, y in rows) / number
    score = sum(brier(p, y) for p, y in said) / number
    return Brier(score, reliability, resolution, base * (1 - base), within)


def skill(score: float, beside: float) -> float:
    """How much of another score is saved: 1 is perfect, 0 no better, below 0 worse.

    The Brier skill score (Murphy 1988, Monthly Weather Review 116, 2417-2424); 0 where the other
    score is 0, since nothing can be saved.
    """
    return 1 - score / beside if beside else 0.0


@dataclass(frozen=True, slots=True)
class Band:
    """Chances that are near to one another: what was said on average, and how often it came."""

    said: float
    came: float
    number: int


def calibration(said: Sequence[Said]) -> tuple[Band, ...]:
    """For each tenth in which chances were said, the lowest first: what was said, what came.

    Shapes: pairs of a chance in 0..1 and what happened; empty bands are left out. Whoever is
    calibrated is right seven times of ten where they say 7 in 10 (Dawid 1982, Journal of the
    American Statistical Association 77, 605-610).
    """
    return tuple(Band(_mean(rows), _share(rows), len(rows)) for rows in _banded(said))


def _banded(said: Sequence[Said]) -> list[list[Said]]:
    bands: list[list[Said]] = [[] for _ in range(BANDS)]
    for chance, happened in said:
        bands[min(int(chance * BANDS), BANDS - 1)].append((chance, happened))
    return [rows for rows in bands if rows]


def _mean(rows: Sequence[Said]) -> float:
    return sum(chance for chance, _ in rows) / len(rows)


def _share(rows: Sequence[Said]) -> float:
    return sum(happened for _, happened in rows) / len(rows)
