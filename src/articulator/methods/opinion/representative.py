"""What sets a group apart: the statements on which it differs from the others and is itself agreed.

Source: Small et al. 2021; the order of choices as Polis publishes it.
"""

from dataclasses import dataclass

import numpy as np

from articulator.methods.opinion import shares
from articulator.methods.opinion.tallies import Tally
from articulator.methods.opinion.votes import Flags, Key, Reals, Wholes

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Representative:
    """One statement for one group: `agrees` says which side the figures are about.

    `share` and `share_test` are about the group itself, `ratio` and `ratio_test` about it beside
    all other groups. `best_agreed` marks the statement that stands for what the group agrees on.
    """

    statement: Key
    agrees: bool
    success: int
    trials: int
    share: float
    share_test: float
    ratio: float
    ratio_test: float
    best_agreed: bool = False

    @property
    def weight(self) -> float:
        return self.ratio * self.ratio_test * self.share * self.share_test


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """The four figures of every statement for one group, about agreeing or about disagreeing."""

    success: Wholes
    share: Reals
    share_test: Reals
    ratio: Reals
    ratio_test: Reals

    @property
    def passes(self) -> Flags:
        return np.asarray(shares.certain(self.share_test) & shares.certain(self.ratio_test))

    @property
    def liked(self) -> Reals:
        return np.asarray(self.share * self.share_test)

    @property
    def weight(self) -> Reals:
        return np.asarray(self.ratio * self.ratio_test * self.share * self.share_test)


def representative(
    tally: Tally, statements: tuple[Key, ...], hidden: Flags
) -> tuple[tuple[Representative, ...], ...]:
    """For each group up to five statements, those agreed with before those disagreed with.

    `hidden` statements are not chosen; it may be one row for all groups or a row for each.
    """
    others = tally.rest
    agree = _sides(tally.agree, others.agree, tally.seen, others.seen)
    against = _sides(tally.disagree, others.disagree, tally.seen, others.seen)
    out = np.broadcast_to(hidden, tally.seen.shape)
    return tuple(
        [
            _choose(_Group(statements, yes, no, seen), np.flatnonzero(~unshown))
            for yes, no, seen, unshown in zip(agree, against, tally.seen, out, strict=True)
        ]
    )


def _sides(success: Wholes, others: Wholes, trials: Wholes, of_others: Wholes) -> list[_Side]:
    share = shares.share(success, trials)
    figures = (
        success,
        share,
        shares.above_half(success, trials),
        share / shares.share(others, of_others),
        shares.above_others(success, others, trials, of_others),
    )
    return [_Side(*rows) for rows in zip(*figures, strict=True)]


@dataclass(frozen=True, slots=True, eq=False)
class _Group:
    statements: tuple[Key, ...]
    yes: _Side
    no: _Side
    seen: Wholes

    def about(self, at: int, *, best_agreed: bool = False) -> Representative:
        """A statement with the figures of the side on which the group differs more."""
        agrees = bool(self.yes.ratio_test[at] > self.no.ratio_test[at])
        side = self.yes if agrees else self.no
        return Representative(
            self.statements[at],
            agrees,
            success=int(side.success[at]),
            trials=int(self.seen[at]),
            share=float(side.share[at]),
            share_test=float(side.share_test[at]),
            ratio=float(side.ratio[at]),
            ratio_test=float(side.ratio_test[at]),
            best_agreed=best_agreed,
        )


def _choose(group: _Group, shown: Wholes) -> tuple[Representative, ...]:
    """The best agreed first, then those that pass both tests by weight; else the least bad one."""
    best = _best_agreed(group, shown)
    passing = [int(at) for at in shown[(group.yes.passes | group.no.passes)[shown]] if at != best]
    ranked = sorted((group.about(at) for at in passing), key=_weight, reverse=True)
    head = [] if best is None else [group.about(best, best_agreed=True)]
    if not head and not ranked and len(shown):
        head = [group.about(_most_different(group, shown))]
    return tuple(sorted([*head, *ranked][:SHOWN], key=_disagreed))


def _weight(one: Representative) -> float:
    return one.weight


def _disagreed(one: Representative) -> bool:
    return not one.agrees


def _most_different(group: _Group, shown: Wholes) -> int:
    most = np.maximum(group.yes.ratio_test, group.no.ratio_test)[shown]
    return int(shown[np.argmax(most)])


def _best_agreed(group: _Group, shown: Wholes) -> int | None:
    """One pass in the statements' order, since what the next must beat depends on the last."""
    yes, best = group.yes, None
    voted = (yes.success + group.no.success > 0)[shown]
    for at in shown[voted]:
        if best is None:
            beats = _good_start(yes, at)
        elif yes.ratio[best] > 1:
            beats = yes.weight[at] > yes.weight[best]
        else:
            beats = yes.liked[at] > yes.liked[best]
        best = int(at) if beats else best
    return best


def _good_start(yes: _Side, at: int) -> bool:
    different = yes.ratio[at] > 1 and yes.share[at] > 0.5
    return bool(different or yes.share_test[at] > shares.Z_90)
