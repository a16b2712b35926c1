"""What share of a selection falls to a group that turns out, or trains, more than the others.

A lot from a pool that people enter by themselves is fair to the pool, not to the membership. If
a group makes up the share `e` of the membership and its people are `r` times as likely to be in
the pool, its expected share of the pool, and so of everything that is drawn or elected in
proportion from it, is e·r / (e·r + 1 - e). This is Bayes' rule in odds: the group's odds in the
pool are its odds in the membership times r. Sources: the odds form of Bayes' rule; for
self-selection before a lot B. Flanigan, P. Gölz, A. Gupta, B. Hennig and A. D. Procaccia, "Fair
algorithms for selecting citizens' assemblies", Nature 596 (2021), where the rates are called
opt-in probabilities.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np
from scipy.stats import binom

SELECTIONS = 10_000


class ExposureError(ValueError):
    """The figures do not describe a group in a pool; the message says which, and what would."""


def exposure(share: float, ratio: float) -> float:
    """A group's expected share of the pool: e·r / (e·r + 1 - e).

    `share` is the group's part of the membership (0 to 1), `ratio` how many times likelier its
    people are to be in the pool (0 or more; 1 means alike). Raises ExposureError outside of that.
    """
    _must_be_share(share, "share of the membership")
    if not 0 <= ratio < float("inf"):
        raise ExposureError(f"A group is 0 or more times as likely as others, not {ratio}.")
    weighed, others = share * ratio, 1 - share
    if weighed + others == 0:
        raise ExposureError("A group of everybody, none of them in the pool: the pool is empty.")
    return weighed / (weighed + others)


def ratio_of(share: float, pool_share: float) -> float:
    """The `ratio` behind what is seen: the inverse of `exposure`.

    Both shares lie strictly between 0 and 1, since a group of nobody or of everybody says nothing
    about others. Raises ExposureError.
    """
    for value, what in ((share, "share of the membership"), (pool_share, "share of the pool")):
        _must_be_share(value, what)
        if value in {0, 1}:
            raise ExposureError(f"The {what} must lie between 0 and 1 to be compared.")
    return pool_share * (1 - share) / (share * (1 - pool_share))


def break_even(inside: float, turnout_inside: float, turnout_others: float) -> float:
    """The rate at which others must be in the pool for the lot to be as safe as a vote.

    `inside` is the group's own rate of being in the pool, the turnouts are those of a proportional
    vote. Above the figure the lot gives the group less than the vote does. Raises ExposureError.
    """
    for value in (inside, turnout_inside, turnout_others):
        _must_be_share(value, "rate")
    if turnout_inside == 0:
        raise ExposureError("A group that does not vote has no share of a vote to compare.")
    return inside * turnout_others / turnout_inside


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a selection from the pool may bring: seats of one group among all seats."""

    exposure: float
    seats: int
    expected: float
    low: int
    high: int

    def at_least(self, part: Fraction) -> float:
        """The chance that the group takes this part of the seats, or more."""
        return float(binom.sf(ceil(part * self.seats) - 1, self.seats, self.exposure))


def outlook(share: float, ratio: float, seats: int) -> Outlook:
    """How many of so many drawn seats a group may take: the mean and the middle 90 of 100 draws.

    The pool is taken to be large beside the seats (binomial); from a small pool the true spread is
    narrower, never wider. Raises ExposureError.
    """
    if seats < 1:
        raise ExposureError(f"A selection has at least one seat, not {seats}.")
    found = exposure(share, ratio)
    low, high = (int(binom.ppf(edge, seats, found)) for edge in (0.05, 0.95))
    return Outlook(found, seats, found * seats, low, high)


@dataclass(frozen=True, slots=True)
class Simulated:
    """The mean of many selections, and the error of that mean (one standard deviation)."""

    share: float
    error: float
    third: float


def simulate(
    members: int, share: float, inside: float, others: float, seats: int,
    selections: int = SELECTIONS, seed: int = 1,
) -> Simulated:  # fmt: skip
    """Let people enter a pool one by one and draw from it, again and again.

    `inside` and `others` are the chances of a member of the group, and of anybody else, to be in
    the pool. Returns the group's mean share of the seats, the standard error of that mean, and how
    often it had a third of the seats. Raises ExposureError where a pool could not fill the seats.
    """
    for value, what in ((share, "share"), (inside, "rate"), (others, "rate")):
        _must_be_share(value, what)
    luck = np.random.default_rng(seed)
    group = round(share * members)
    of_group = luck.binomial(group, inside, selections)
    of_others = luck.binomial(members - group, others, selections)
    if int((of_group + of_others).min()) < seats:
        raise ExposureError(f"A pool of these figures cannot always fill {seats} seats.")
    taken = luck.hypergeometric(of_group, of_others, seats)
    error = float(taken.std() / seats / selections**0.5)
    return Simulated(float(taken.mean() / seats), error, float((taken * 3 >= seats).mean()))


def _must_be_share(value: float, what: str) -> None:
    if not 0 <= value <= 1:
        raise ExposureError(f"A {what} lies between 0 and 1, not {value}.")
