"""Whether there are groups at all: groups must come back, and stand out from chance.

K-means finds groups in anything. Two questions tell whether they mean something. *Do they come
back* when a fifth of the people stay away? *Are they further apart* than in rooms in which every
statement has the same votes by the same number of people, but dealt out at random among those who
saw it? Small rooms and thin votes often fail: then there are no stable groups, and that is said.
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from articulator.methods.opinion.groups import Grouping, adjusted_rand, group_into, groupings
from articulator.methods.opinion.space import space
from articulator.methods.opinion.taking_part import enough
from articulator.methods.opinion.votes import Flags, Reals, Votes, Wholes

COMES_BACK = 0.75
CHANCE = 0.05
_DEALS = 39
_DRAWS = 30
_STAY = 0.8
_ASKED = 1_000  # beyond so many people a random sample of them is tested


@dataclass(frozen=True, slots=True)
class Structure:
    """How a number of groups stood the test.

    `comes_back` is the mean adjusted Rand index with groups found among four fifths of the people,
    `apart` the silhouette, `bar` what dealt-out votes reach at their 95th percentile, `by_chance`
    how often they reach `apart`.
    """

    many: int
    comes_back: float
    apart: float
    bar: float
    by_chance: float

    @property
    def stable(self) -> bool:
        return self.returns and self.by_chance <= CHANCE

    @property
    def returns(self) -> bool:
        return self.comes_back >= COMES_BACK


def structure(votes: Votes, hidden: Flags, rng: Generator, smallest: int = 1) -> Structure:
    """The first number of groups that comes back, in the order of `groupings`, and its test.

    Where no number comes back, the test of the first. Beyond a thousand people a
    random thousand are tested. The same generator gives the same answer.
    """
    votes = _some(votes, rng)
    found = groupings(_places(votes, hidden)[0], rng, smallest=smallest)
    if not found:
        return Structure(0, 0.0, 0.0, 0.0, 1.0)
    deals = (deal_out(votes, rng) for _ in range(_DEALS))
    chance = np.array([_furthest(dealt, hidden, rng, smallest) for dealt in deals])
    tests = (_test(votes, hidden, one, chance, rng) for one in found)
    first = next(tests)
    return first if first.returns else next((test for test in tests if test.returns), first)


def _furthest(votes: Votes, hidden: Flags, rng: Generator, smallest: int) -> float:
    found = groupings(_places(votes, hidden)[0], rng, smallest=smallest)
    return max((one.apart for one in found), default=0.0)


def _test(votes: Votes, hidden: Flags, one: Grouping, chance: Reals, rng: Generator) -> Structure:
    inside = np.flatnonzero(enough(votes, hidden))
    whole = np.full(len(votes.people), -1)
    whole[inside] = one.groups
    again = [_once_more(votes, hidden, whole, one.many, rng) for _ in range(_DRAWS)]
    return Structure(
        one.many,
        comes_back=float(np.mean(again)),
        apart=one.apart,
        bar=float(np.quantile(chance, 1 - CHANCE)),
        by_chance=float((1 + (chance >= one.apart).sum()) / (1 + _DEALS)),
    )


def _some(votes: Votes, rng: Generator) -> Votes:
    if len(votes.people) <= _ASKED:
        return votes
    return votes.of(np.sort(rng.choice(len(votes.people), _ASKED, replace=False)))


def _places(votes: Votes, hidden: Flags) -> tuple[Reals, Wholes]:
    """The places of those who voted enough, and who they are."""
    inside = np.flatnonzero(enough(votes, hidden))
    return space(votes, hidden, rough=True).places[inside], inside


def deal_out(votes: Votes, rng: Generator) -> Votes:
    """The votes on each statement dealt at random to those who saw it: nobody has an opinion."""
    stacked = np.argsort(votes.what, kind="stable")
    shuffled = np.argsort(votes.what + rng.random(len(votes.what)))
    said = np.empty_like(votes.said)
    said[shuffled] = votes.said[stacked]
    return Votes(votes.people, votes.statements, votes.who, votes.what, said)


def _once_more(votes: Votes, hidden: Flags, whole: Wholes, many: int, rng: Generator) -> float:
    some = round(_STAY * len(votes.people))
    stay = np.sort(rng.choice(len(votes.people), some, replace=False))
    places, inside = _places(votes.of(stay), hidden)
    before = whole[stay[inside]]
    if len(inside) < many:
        return 0.0
    return adjusted_rand(before, group_into(places, many, rng))
