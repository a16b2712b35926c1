"""What the room shares: the consensus of all, and what every group can live with.

Consensus and group-aware consensus are those of Polis (Small et al. 2021). `common_ground` is a
cautious reading of the second: the least that the least agreeing group agrees.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv

from articulator.methods.opinion import shares
from articulator.methods.opinion.tallies import Tally
from articulator.methods.opinion.votes import Flags, Key, Reals, Wholes

SHOWN = 5
_LARGE = 0.2  # a side of at least a fifth of those who saw a statement
_CAUTION = 0.1  # nine times in ten the true share of a group is higher


@dataclass(frozen=True, slots=True)
class Shared:
    """A statement on which most of all voters are on one side."""

    statement: Key
    success: int
    trials: int
    share: float
    test: float


@dataclass(frozen=True, slots=True)
class Divided:
    """A statement on which both sides are large; `smaller` is the smaller one's share at least."""

    statement: Key
    agree: int
    disagree: int
    trials: int
    smaller: float


@dataclass(frozen=True, slots=True)
class Consensus:
    agree: tuple[Shared, ...]
    disagree: tuple[Shared, ...]


def consensus(whole: Tally, statements: tuple[Key, ...], hidden: Flags) -> Consensus:
    """Up to five statements which all voters together agree with, and up to five against."""
    sides = (whole.agree, whole.disagree)
    return Consensus(*[_side(side, whole.seen, statements, hidden) for side in sides])


def _side(
    success: Wholes, seen: Wholes, statements: tuple[Key, ...], hidden: Flags
) -> tuple[Shared, ...]:
    share, test = shares.share(success, seen), shares.above_half(success, seen)
    fit = np.flatnonzero((share > 0.5) & shares.certain(test) & ~hidden)
    best = fit[np.argsort(-(share * test)[fit], kind="stable")][:SHOWN]
    return tuple(
        [
            Shared(
                statements[at], int(success[at]), int(seen[at]), float(share[at]), float(test[at])
            )
            for at in best
        ]
    )


def divided(whole: Tally, statements: tuple[Key, ...], hidden: Flags) -> tuple[Divided, ...]:
    """Up to five statements that divide the room most: the smaller side is surely large."""
    fewer = np.minimum(whole.agree, whole.disagree)
    least = np.where(hidden, 0, shares.interval(fewer, whole.seen)[0])
    best = [at for at in np.argsort(-least, kind="stable")[:SHOWN] if least[at] >= _LARGE]
    return tuple(
        [
            Divided(
                statements[at],
                int(whole.agree[at]),
                int(whole.disagree[at]),
                int(whole.seen[at]),
                float(least[at]),
            )
            for at in best
        ]
    )


def group_aware(groups: Tally) -> Reals:
    """The product over groups of the share that agrees, by statement."""
    return np.asarray(shares.share(groups.agree, groups.seen).prod(axis=0))


def common_ground(groups: Tally) -> Reals:
    """What the least agreeing group agrees at least, with a tenth of doubt, by statement."""
    lower = betaincinv(groups.agree + 1, groups.seen - groups.agree + 1, _CAUTION)
    return np.asarray(lower.min(axis=0))
