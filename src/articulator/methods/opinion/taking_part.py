"""Who has voted enough to be placed in a group.

Enough is seven votes, or every statement where there are fewer. Once in, always in. While fewer than
fifteen have voted enough, those with most votes fill up.
"""

from collections import Counter
from collections.abc import Iterable

import numpy as np

from articulator.methods.opinion.votes import Flags, Key, Votes

ENOUGH = 7
AT_LEAST = 15


def enough(votes: Votes, *, fill: bool = False) -> Flags:
    """Who has voted enough now, whatever came before; `fill` adds the keenest, up to fifteen."""
    inside = votes.cast >= min(ENOUGH, len(votes.statements))
    missing = AT_LEAST - int(inside.sum())
    if fill and missing > 0:
        rest = np.flatnonzero(~inside)
        inside[rest[np.argsort(-votes.cast[rest], kind="stable")][:missing]] = True
    return np.asarray(inside)


def in_conversation(cast: Iterable[tuple[Key, Key, int]]) -> frozenset[Key]:
    """Who is in after these votes, in the order in which they were cast: Polis's sticky rule."""
    votes: Counter[Key] = Counter()
    statements, pairs, inside = set[Key](), set[tuple[Key, Key]](), set[Key]()
    for person, statement, _ in cast:
        statements.add(statement)
        votes[person] += (person, statement) not in pairs
        pairs.add((person, statement))
        if votes[person] >= min(ENOUGH, len(statements)):
            inside.add(person)
        missing = AT_LEAST - len(inside)
        if missing > 0:
            rest = [p for p, _ in votes.most_common() if p not in inside]
            inside.update(rest[:missing])
    return frozenset(inside)
