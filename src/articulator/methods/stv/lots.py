"""Deciding ties: by looking back, and where that does not help by lot from a public seed."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

type Votes = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Choice:
    """One candidate out of those with equal votes, and how the tie was decided.

    `back_to` is the number of the stage that decided (None: not needed or no help); `by_lot`
    names those between whom the lot decided.
    """

    candidate: int
    tied: tuple[int, ...]
    back_to: int | None = None
    by_lot: tuple[int, ...] = ()


def choose(
    tied: Sequence[int], history: Sequence[Votes], order: Sequence[int], *, most: bool
) -> Choice:
    """Choose the one with most (or fewest) votes at the latest earlier stage that tells them apart.

    SSI 2007/42 rules 49(3) and 51(2). Where more than two are tied, those at the extreme of that
    stage remain and earlier stages decide between them; then the lot (`order`, best first, decides:
    first among equals for an election, last for an exclusion).
    """
    left, back_to = list(tied), None
    for stage in range(len(history), 0, -1):
        votes = history[stage - 1]
        extreme = (max if most else min)(votes[n] for n in left)
        kept = [n for n in left if votes[n] == extreme]
        if len(kept) < len(left):
            left, back_to = kept, stage
        if len(left) == 1:
            return Choice(left[0], tuple(tied), back_to if len(tied) > 1 else None)
    ranked = sorted(left, key=order.index)
    return Choice(ranked[0] if most else ranked[-1], tuple(tied), back_to, tuple(sorted(left)))


def lot_order(candidates: Mapping[int, str], seed: str) -> tuple[int, ...]:
    """All candidates in the order of the lot: by SHA-256 of the seed and the candidate's name.

    The order depends on names and seed alone, not on ballots or numbers (numbers decide only
    between candidates of the same name).
    """
    return tuple(sorted(candidates, key=lambda n: (_mark(seed, candidates[n]), n)))


def _mark(seed: str, name: str) -> str:
    return hashlib.sha256(f"articulator lot 1\n{seed}\n{name}".encode()).hexdigest()
