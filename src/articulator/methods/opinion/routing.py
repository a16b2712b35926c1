"""Which statement to show somebody next.

Polis draws by priority: new statements, those that many agree with and those that tell people
apart come first. Alone it leaves some statements almost without votes, so by default most draws go
to a statement with the fewest votes.
"""

from collections.abc import Collection
from random import Random

import numpy as np

from articulator.methods.opinion.tallies import Tally
from articulator.methods.opinion.votes import Flags, Key, Reals, Wholes

ABOUT_PEOPLE = 7.0**2  # the weight of a statement that asks who one is rather than what one wants
FEWEST_FIRST = 0.7


def priorities(counted: Tally, extremity: Reals, about_people: Flags | None = None) -> Reals:
    """The weight of each statement in the draw, from the counts of those who take part."""
    agreed = (counted.agree + 1) / (counted.seen + 2)
    passed = (counted.passed + 1) / (counted.seen + 2)
    fresh = 1 + 8 * 2.0 ** (-counted.seen / 5)
    weights = ((1 - passed) * (extremity + 1) * agreed * fresh) ** 2
    return np.asarray(
        weights if about_people is None else np.where(about_people, ABOUT_PEOPLE, weights)
    )


def next_statement(
    statements: tuple[Key, ...],
    seen: Wholes,
    weights: Reals,
    done: Collection[Key],
    draw: Random,
    *,
    fewest_first: float = FEWEST_FIRST,
) -> Key | None:
    """One of the statements not among `done` (voted on, hidden); None when nothing is left.

    With `fewest_first=0` it is Polis's roulette wheel.
    """
    left = [at for at, key in enumerate(statements) if key not in done]
    if not left:
        return None
    if draw.random() < fewest_first:
        fewest = min(seen[at] for at in left)
        return statements[draw.choice([at for at in left if seen[at] == fewest])]
    return statements[draw.choices(left, [float(weights[at]) for at in left])[0]]
