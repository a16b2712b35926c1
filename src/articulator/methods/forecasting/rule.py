"""The rule that ships: one forecast from many models, with its reasons in words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from articulator.methods.bursts.chance import at_least
from articulator.methods.bursts.poisson import fit
from articulator.methods.forecasting.filters import Bank, Vector, learned

FEWEST = 12  # recorded weeks; below that nothing is said
FURTHEST = 8  # weeks ahead: further than that short memories are worth nothing
YEAR = 52.1775  # weeks
WAVE_FROM = 100  # recorded weeks, nearly two years: one winter alone teaches no season
WAVE_NEEDS = 60  # of whatever is counted, in all these weeks
WAVE_MOST = 3.0  # the factor of a season, up or down
PASSES = (0.05, 0.25, 0.5, 0.75, 0.95)
SHARES = (
    (1.9, "about twice as many"), (1.4, "half as many more"), (1.2, "a fifth to a third more"),
    (1.1, "a little more"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One week ahead: the middle, and where it ends in half and in nine tenths of all cases."""

    ahead: int
    median: int
    half: tuple[int, int]
    most: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Forecast:
    """The next weeks, and why. Without steps where too few weeks were recorded."""

    steps: tuple[Step, ...]
    recorded: int
    level: float = 0.0  # a week, now, without the season
    trend: float = 1.0  # the level at the last step over the level now
    season: float = 1.0  # what the time of the year makes of the last step
    why: str = ""


def forecast(counts: Sequence[float | None], ahead: int = 4) -> Forecast:
    """The next `ahead` weeks (1 to 8) of weekly counts, the oldest first; None was not recorded.

    A mixture of gamma-Poisson filters (see `filters`), whose weeks ahead are negative binomial; the
    level's uncertainty grows evenly with the weeks. With two years on record a yearly wave (one
    sine, by quasi-Poisson regression) stands beside "no season". Nothing is said from fewer than
    12 recorded weeks. Raises ValueError for other horizons and for counts below zero.
    """
    if not 1 <= ahead <= FURTHEST:
        raise ValueError(f"between 1 and {FURTHEST} weeks ahead, not {ahead}")
    row = np.array([np.nan if one is None else one for one in counts], dtype=float)
    if np.any(row < 0):
        raise ValueError("a count is never below zero")
    recorded = int(np.sum(~np.isnan(row)))
    if recorded < FEWEST:
        return Forecast((), recorded, why=too_few(recorded))
    wave = _wave(row, ahead)
    bank = learned(row, None if wave is None else wave[: len(row)])
    coming = np.ones(ahead) if wave is None else wave[len(row) :]
    steps = tuple(_step(bank, at, float(coming[at - 1])) for at in range(1, ahead + 1))
    return _reasoned(bank, steps, recorded, float(coming[-1]))


def too_few(recorded: int) -> str:
    """Why nothing is said."""
    weeks = "No week is" if not recorded else "One week is" if recorded == 1 else (
        f"{recorded} weeks are"
    )  # fmt: skip
    return f"{weeks} recorded. From {FEWEST} on something can be said of the next ones."


def _wave(row: Vector, ahead: int) -> Vector | None:
    """What the yearly wave makes of each week and of those ahead; None where nobody can know."""
    known = np.flatnonzero(~np.isnan(row))
    if len(known) < WAVE_FROM or row[known].sum() < WAVE_NEEDS:
        return None
    turn = 2 * np.pi * np.arange(len(row) + ahead) / YEAR
    design = np.column_stack([np.ones(len(turn)), np.sin(turn), np.cos(turn)])
    try:
        with np.errstate(all="ignore"):
            beta = fit(design[known], row[known], np.ones(len(known))).beta
    except np.linalg.LinAlgError:
        return None
    if not np.all(np.isfinite(beta)):  # all there was came in so few weeks that any wave fits
        return None
    most = np.log(WAVE_MOST)
    factor: Vector = np.exp(np.clip(design[:, 1:] @ beta[1:], -most, most))
    return factor


def _step(bank: Bank, ahead: int, season: float) -> Step:
    mean, over = bank.ahead(ahead, season)
    heavy = bank.weight > 1e-4
    weight = bank.weight[heavy] / bank.weight[heavy].sum()
    low, lower, middle, upper, high = (
        _quantile(mean[heavy], over[heavy], weight, share) for share in PASSES
    )
    return Step(ahead, middle, (lower, upper), (low, high))


def _quantile(mean: Vector, over: Vector, weight: Vector, share: float) -> int:
    """The least number at or below which the mixture ends with that chance."""

    def below(number: int) -> bool:
        return float(weight @ at_least(number + 1, mean, over)) <= 1 - share

    low, high = -1, 1
    while not below(high):
        low, high = high, 2 * high + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if below(middle) else (middle, high)
    return high


def _reasoned(bank: Bank, steps: tuple[Step, ...], recorded: int, season: float) -> Forecast:
    level = float(bank.weight @ bank.level)
    then = float(bank.weight @ bank.ahead(len(steps), 1.0)[0])
    waved = float(bank.weight[bank.wave].sum())
    factor = season**waved
    trend = then / level if level else 1.0
    why = " ".join((_level(level), _trend(trend, len(steps)), _season(factor, waved)))
    return Forecast(steps, recorded, level, trend, factor, why.strip())


def _level(level: float) -> str:
    if level < 0.5:
        return "Lately there was hardly one in two weeks."
    return f"Lately there were about {level:.0f} a week."


def _trend(trend: float, weeks: int) -> str:
    span = "in a week" if weeks == 1 else f"in {weeks} weeks"
    if words := _share(trend):
        return f"It grows: {span} {words}."
    if words := _share(1 / trend if trend else 99.0):
        return f"It fades: now there are {words} than {span}."
    return "It neither grows nor fades clearly."


def _share(ratio: float) -> str:
    return next((words for least, words in SHARES if ratio >= least), "")


def _season(factor: float, waved: float) -> str:
    if waved < 0.5:
        return ""
    if words := _share(factor):
        return f"At that time of the year there are usually {words} than on average."
    if _share(1 / factor):
        return "At that time of the year there are usually fewer than on average."
    return "The time of the year makes little difference then."
