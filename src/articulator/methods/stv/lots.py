"""Deciding ties: by looking back, and where that does not help by lot from a public seed."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

type Votes = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Look:
    """One look back: the stage at which votes were not equal, and who remained after it."""

    stage: int
    left: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One candidate out of those with equal votes, and how the tie was decided.

    `looks` are the looks back that told candidates apart, latest stage first; `by_lot` names those
    between whom the lot decided in the end (nobody where looking back was enough).
    """

    candidate: int
    tied: tuple[int, ...]
    looks: tuple[Look, ...] = ()
    by_lot: tuple[int, ...] = ()


def choose(
    tied: Sequence[int], history: Sequence[Votes], order: Sequence[int], *, most: bool
) -> Choice:
    """Choose the one with most (or fewest) votes at the latest earlier stage that tells them apart.

    `history` holds the votes after each stage before the present one; `order` is the order of the
    lot. Where more than two are tied, those at the extreme of the latest unequal stage remain, and
    stages before it decide between them. Whom no stage tells apart the lot does: the first in its
    order is elected or transferred first, the last is excluded first.
    Source: SSI 2007/42 rules 49(2), 49(3) and 51(2).
    """
    left, looks = sorted(tied), list[Look]()
    for stage in range(len(history), 0, -1):
        if len(left) == 1:
            break
        votes = history[stage - 1]
        extreme = (max if most else min)(votes[n] for n in left)
        kept = [n for n in left if votes[n] == extreme]
        if len(kept) < len(left):
            left = kept
            looks.append(Look(stage, tuple(kept)))
    if len(left) == 1:
        return Choice(left[0], tuple(sorted(tied)), tuple(looks))
    ranked = sorted(left, key=order.index)
    return Choice(ranked[0 if most else -1], tuple(sorted(tied)), tuple(looks), tuple(left))


def lot_order(candidates: Mapping[int, str], seed: str) -> tuple[int, ...]:
    """All candidates in the order of the lot: by SHA-256 of the seed and the candidate's name.

    The order depends on names and seed alone, not on ballots or numbers (numbers decide only
    between candidates of the same name). Publish or commit to the seed before ballots are opened.
    """
    return tuple(sorted(candidates, key=lambda n: (_mark(seed, candidates[n]), n)))


def _mark(seed: str, name: str) -> str:
    return hashlib.sha256(f"articulator lot 1\n{seed}\n{name}".encode()).hexdigest()
