"""Who has voted enough to be placed in a group.

Enough is seven votes, or every statement where there are fewer. In Polis whoever is in stays
in, and while fewer than fifteen have voted enough those with most votes fill up.
"""

from collections import Counter
from collections.abc import Iterable

import numpy as np

from articulator.methods.opinion.votes import Flags, Key, Votes

ENOUGH = 7
AT_LEAST = 15


def enough(votes: Votes, hidden: Flags) -> Flags:
    """Who has voted enough on the statements that are shown, whatever came before."""
    shown = ~hidden
    cast = np.bincount(votes.who, shown[votes.what], len(votes.people))
    return np.asarray(cast >= min(ENOUGH, max(int(shown.sum()), 1)))


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
