"""How much of a pool an organised group becomes, and how many seats that gives it by lot."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import comb, isfinite, sqrt

import numpy as np

type Number = float | Fraction

SELECTIONS = 10_000


class ExposureError(ValueError):
    """A figure outside of what it can mean, in words."""


def exposure[N: (float, Fraction)](share: N, ratio: N) -> N:
    """The share of the pool that a group becomes: `e·r / (e·r + 1 - e)`.

    `share` (e) is the group's share of the members, `ratio` (r) how many times likelier its people
    are to enter the pool than all others. The same rule holds for any proportional vote, with the
    ratio of turnouts, and for delegates, with the ratio of attendance. Exact for fractions.

    Raises `ExposureError` unless 0 <= e <= 1 and 0 <= r < infinity, and where nobody is left in
    the pool (e = 1, r = 0).
    """
    _within_one("The share of the members", share)
    _a_ratio(ratio)
    whole = share * ratio + 1 - share
    if whole == 0:
        raise ExposureError("Nobody is in the pool: everyone is in the group, and none of it came.")
    return min(share * ratio / whole, type(whole)(1))


def ratio_of[N: (float, Fraction)](share: N, of_pool: N) -> N:
    """The inverse: how many times likelier a group is to enter, from its two shares.

    Raises `ExposureError` unless the group is a true part of both, 0 < e < 1 and 0 <= p < 1.
    """
    _within_one("The share of the members", share)
    _within_one("The share of the pool", of_pool)
    if share in (0, 1) or of_pool == 1:
        raise ExposureError("With nobody inside or nobody outside there is nothing to compare.")
    return of_pool * (1 - share) / (share * (1 - of_pool))


def measured(members: int, inside: int, group: int, group_inside: int) -> Fraction | None:
    """The ratio r of a group as counted; None where the others have nobody or none in the pool."""
    others, others_inside = members - group, inside - group_inside
    if not (0 <= group_inside <= group and 0 <= others_inside <= others):
        raise ExposureError("A part cannot be larger than its whole.")
    if group == 0 or others_inside == 0:
        return None
    return Fraction(group_inside, group) / Fraction(others_inside, others)


def beyond_chance(members: int, inside: int, group: int, group_inside: int) -> bool:
    """Whether a group is in the pool more readily than chance explains, by three standard errors.

    So many, because one looks at some fifteen groups at once (two proportions, pooled).
    """
    ratio = measured(members, inside, group, group_inside)
    if ratio is None:
        return False
    others, rate = members - group, inside / members
    error = sqrt(rate * (1 - rate) * (1 / group + 1 / others))
    return group_inside / group - (inside - group_inside) / others > 3 * error


@dataclass(frozen=True, slots=True)
class OptIn:
    """What share of a group, and of everyone else, is in a pool of a given coverage."""

    group: float
    others: float

    @property
    def possible(self) -> bool:
        return self.group <= 1 and self.others <= 1


def opt_in(share: float, ratio: float, coverage: float) -> OptIn:
    """The rates behind a ratio at a coverage: `q = c / (e·r + 1 - e)` for the others, `r·q` for it.

    A rate above 1 says that this ratio cannot be at this coverage (`possible`).
    """
    _within_one("The coverage", coverage)
    exposure(share, ratio)  # the same figures are refused
    others = coverage / (share * ratio + 1 - share)
    return OptIn(ratio * others, others)


def opt_in_needed(group_opt_in: float, group_turnout: float, turnout: float) -> float:
    """The ordinary opt-in above which a lot from the pool beats a proportional vote.

    It does if the group's ratio in the pool is smaller than its ratio in the vote (H1).
    """
    for name, rate in (("opt-in", group_opt_in), ("turnout", group_turnout), ("turnout", turnout)):
        _within_one(f"The {name}", rate)
    if group_turnout == 0:
        raise ExposureError("A group of which nobody votes cannot be compared.")
    return group_opt_in * turnout / group_turnout


def at_least(needed: int, seats: int, share: float) -> float:
    """The chance that a group with this share of a large pool gets so many seats by lot."""
    _within_one("The share of the pool", share)
    _seats(seats)
    return sum(_binomial(seats, share, k) for k in range(max(needed, 0), seats + 1))


def at_least_of(needed: int, seats: int, group: int, pool: int) -> Fraction:
    """The same, exactly, for a pool of so many people, none of whom is drawn twice."""
    _seats(seats)
    if not 0 <= group <= pool or seats > pool:
        raise ExposureError("The group and the seats cannot be more than the pool.")
    ways = sum(comb(group, k) * comb(pool - group, seats - k) for k in range(needed, seats + 1))
    return Fraction(ways, comb(pool, seats))


@dataclass(frozen=True, slots=True)
class Spread:
    """What the lot may give a group: the mean, and the seats that nine in ten draws lie between."""

    seats: int
    mean: float
    low: int
    high: int
    half: float

    @property
    def half_words(self) -> str:
        """How often the group gets at least half of the seats."""
        if self.half < 0.0005:
            return "less than once in 2,000 draws"
        return f"{_percent(self.half)} of all draws"


def spread(seats: int, share: float) -> Spread:
    """The seats of a group with this share of a large pool (the binomial distribution)."""
    _within_one("The share of the pool", share)
    _seats(seats)
    chances = [_binomial(seats, share, k) for k in range(seats + 1)]
    low, high = _quantile(chances, 0.05), _quantile(chances, 0.95)
    return Spread(seats, seats * share, low, high, min(1.0, sum(chances[(seats + 1) // 2 :])))


@dataclass(frozen=True, slots=True)
class Simulated:
    """What came out of many selections, each with its own pool and its own draw."""

    selections: int
    pool_share: float  # the group's share of the pool, on average
    seat_share: float  # its share of the seats, on average
    error: float  # the standard error of `seat_share`
    half: float  # in what share of the selections it got at least half of the seats


def simulate(
    share: float,
    group_opt_in: float,
    others_opt_in: float,
    seats: int = 24,
    members: int = 20_000,
    seed: int = 0,
    selections: int = SELECTIONS,
) -> Simulated:
    """Let everyone decide whether to enter, then draw; again and again, always the same by seed."""
    for name, rate in (("share", share), ("opt-in", group_opt_in), ("opt-in", others_opt_in)):
        _within_one(f"The {name}", rate)
    _seats(seats)
    chance, group = np.random.default_rng(seed), round(share * members)
    inside = chance.binomial(group, group_opt_in, selections)
    others = chance.binomial(members - group, others_opt_in, selections)
    if int((inside + others).min()) < seats:
        raise ExposureError("The pool is too small for so many seats.")
    seated = chance.hypergeometric(inside, others, seats) / seats
    return Simulated(
        selections,
        float((inside / (inside + others)).mean()),
        float(seated.mean()),
        float(seated.std(ddof=1) / np.sqrt(selections)),
        float((seated >= 0.5).mean()),
    )


def sentence(share: float, ratio: float) -> str:
    """What the figure says, in words for everybody."""
    part, some = exposure(share, ratio), one_in(share)
    belong = "belongs" if some.startswith("one") else "belong"
    return (
        f"If {some} members {belong} to a group whose people are {times(ratio)} to enter the "
        f"pool, they are {_percent(part)} of the pool."
    )


def one_in(share: float) -> str:
    """`one in ten` where it is that, else `12 of 100`."""
    words = {2: "two", 3: "three", 4: "four", 5: "five", 10: "ten", 20: "twenty", 50: "fifty"}
    parts = {round(100 / number): f"one in {word}" for number, word in words.items()}
    percent = round(100 * share, 1)
    return parts.get(int(percent), "") if percent in parts else f"{percent:g} of 100"


def times(ratio: float) -> str:
    """`five times as likely`, `as likely as the others`."""
    if ratio == 1:
        return "as likely as everyone else"
    words = {2: "twice", 3: "three times", 4: "four times", 5: "five times", 10: "ten times"}
    number = round(ratio, 1)
    return f"{words.get(int(number), '') if number in words else f'{number:g} times'} as likely"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %" if share < 0.01 else f"{100 * share:.0f} %"


def _binomial(seats: int, share: float, k: int) -> float:
    return float(comb(seats, k) * share**k * (1 - share) ** (seats - k))


def _quantile(chances: Iterable[float], least: float) -> int:
    """The smallest number of seats that is reached by at least this part of all draws."""
    reached = 0.0
    for seats, chance in enumerate(chances):
        reached += chance
        if reached >= least - 1e-12:
            return seats
    raise AssertionError("chances add up to one")


def _within_one(what: str, share: Number) -> None:
    if not 0 <= share <= 1:  # also false for what is not a number
        raise ExposureError(f"{what} lies between 0 and 1, not at {share}.")


def _a_ratio(ratio: Number) -> None:
    if not (isfinite(ratio) and ratio >= 0):
        raise ExposureError(f"How many times likelier is a number from 0 upwards, not {ratio}.")


def _seats(seats: int) -> None:
    if seats < 1:
        raise ExposureError("A body has at least one seat.")
