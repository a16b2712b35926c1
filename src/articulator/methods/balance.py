"""Where a movement is thin: functions by spheres, counted, beside what was meant to be there.

Organisations are counted, never people: a cell of them needs no floor.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import exp, sqrt

from scipy.special import betaincinv

SURE = (
    0.05  # a cell is thin for certain where chance alone would leave it so full or less so rarely
)
PRIOR = 0.5  # Jeffreys


@dataclass(frozen=True, slots=True)
class Cell:
    """One function in one sphere: how many are there, and how many would be by the target."""

    function: str
    sphere: str
    here: int
    meant: float
    chance: float  # of so few or fewer, were the target met (Poisson)

    @property
    def residual(self) -> float:
        """How far below (negative) or above what is meant, in standard deviations (Pearson)."""
        return (self.here - self.meant) / sqrt(self.meant) if self.meant else 0.0

    @property
    def certain(self) -> bool:
        return self.chance < SURE


@dataclass(frozen=True, slots=True)
class Share:
    """What part of the movement does one thing: the figure, its interval (95 %), what is meant."""

    key: str
    many: int
    share: float
    low: float
    high: float
    meant: float

    @property
    def differs(self) -> bool:
        """Whether what is meant lies outside of the interval."""
        return not self.low <= self.meant <= self.high


@dataclass(frozen=True, slots=True)
class Balance:
    """The whole grid. `gaps` are the cells below what is meant, the thinnest first."""

    total: int
    cells: tuple[Cell, ...]
    functions: tuple[Share, ...]
    spheres: tuple[Share, ...]

    @property
    def gaps(self) -> tuple[Cell, ...]:
        """Below what is meant: in number by at least a half, so that 1 beside 1.2 is none."""
        below = [cell for cell in self.cells if cell.here + 0.5 <= cell.meant]
        return tuple(sorted(below, key=lambda one: (one.residual, one.sphere, one.function)))

    def cell(self, function: str, sphere: str) -> Cell:
        return next(c for c in self.cells if (c.function, c.sphere) == (function, sphere))


def balance(
    placed: Iterable[tuple[str, str]], functions: Sequence[str], spheres: Sequence[str],
    target: Mapping[str, float] | None = None,
) -> Balance:  # fmt: skip
    """Count who does what where. `target` weighs functions and spheres; without it all are equal.

    Who is placed outside of the grid is not counted.
    """
    inside = set(product(functions, spheres))
    found = [one for one in placed if one in inside]
    count: dict[tuple[str, str], int] = dict.fromkeys(inside, 0)
    for one in found:
        count[one] += 1
    wanted = {**_even(functions, target), **_even(spheres, target)}
    total = len(found)
    cells = [
        _cell(function, sphere, count[function, sphere], total * wanted[function] * wanted[sphere])
        for sphere, function in product(spheres, functions)
    ]
    return Balance(
        total, tuple(cells),
        _shares(functions, [one for one, _ in found], wanted),
        _shares(spheres, [other for _, other in found], wanted),
    )  # fmt: skip


def _even(keys: Sequence[str], target: Mapping[str, float] | None) -> dict[str, float]:
    """Weights as shares of one; where none is named, the same for all."""
    weights = {key: float((target or {}).get(key, 0)) for key in keys}
    whole = sum(weights.values())
    if any(weight < 0 for weight in weights.values()):
        raise ValueError("A target weighs nothing or more.")
    return {key: weights[key] / whole if whole else 1 / len(keys) for key in keys}


def _cell(function: str, sphere: str, here: int, meant: float) -> Cell:
    return Cell(function, sphere, here, meant, at_most(here, meant))


def at_most(here: int, meant: float) -> float:
    """The chance of so many or fewer where `meant` are expected (Poisson)."""
    term = total = exp(-meant)
    for number in range(1, here + 1):
        term *= meant / number
        total += term
    return min(1.0, total)


def _shares(
    keys: Sequence[str], found: Sequence[str], wanted: Mapping[str, float]
) -> tuple[Share, ...]:
    """Each share with the interval of its marginal of the Dirichlet."""
    total, rest = len(found), PRIOR * (len(keys) - 1)
    made = []
    for key in keys:
        many = sum(one == key for one in found)
        a, b = many + PRIOR, total - many + rest
        low, high = (float(betaincinv(a, b, level)) if rest else 1.0 for level in (0.025, 0.975))
        share = many / total if total else 0.0
        made.append(Share(key, many, share, low, high, wanted[key]))
    return tuple(made)
