"""Whether there are groups at all: groups must come back, and stand out from chance.

K-means finds groups in anything. Two questions tell whether they mean something. *Do they come
back* when a fifth of the people stay away? *Are they further apart* than in rooms in which every
statement has the same votes by the same number of people, but dealt out at random among those who
saw it? Small rooms and thin votes often fail: then there are no stable groups, and that is said.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from articulator.methods.opinion.groups import Grouping, adjusted_rand, group, group_into
from articulator.methods.opinion.space import space
from articulator.methods.opinion.taking_part import enough
from articulator.methods.opinion.votes import Flags, Reals, Votes, Wholes

COMES_BACK = 0.75
CHANCE = 0.05
_DEALS = 39
_DRAWS = 10
_STAY = 0.8
_ASKED = 1_000  # beyond so many people a random sample of them is tested


@dataclass(frozen=True, slots=True)
class Structure:
    """`comes_back`: mean adjusted Rand index with groups found among four fifths of the people.

    `apart` is the silhouette, `by_chance` how often dealt-out votes reach it, `bar` what they
    reach at their 95th percentile.
    """

    comes_back: float
    apart: float
    bar: float
    by_chance: float

    @property
    def stable(self) -> bool:
        return self.comes_back >= COMES_BACK and self.by_chance <= CHANCE


def structure(votes: Votes, hidden: Flags, many: int, rng: Generator) -> Structure:
    """Test the finding of `many` groups. The same generator gives the same answer."""
    sample = _some(votes, rng)
    found = _group(sample, hidden, rng)
    apart = found.apart if found else 0.0
    chance = np.array([_by_chance(sample, hidden, rng) for _ in range(_DEALS)])
    return Structure(
        comes_back=float(np.mean(list(_again(sample, hidden, many, rng)))),
        apart=apart,
        bar=float(np.quantile(chance, 1 - CHANCE)),
        by_chance=float((1 + (chance >= apart).sum()) / (1 + _DEALS)),
    )


def _some(votes: Votes, rng: Generator) -> Votes:
    if len(votes.people) <= _ASKED:
        return votes
    return votes.of(np.sort(rng.choice(len(votes.people), _ASKED, replace=False)))


def _places(votes: Votes, hidden: Flags) -> tuple[Reals, Wholes]:
    """The places of those who voted enough, and who they are."""
    inside = np.flatnonzero(enough(votes))
    return space(votes, hidden).places[inside], inside


def _group(votes: Votes, hidden: Flags, rng: Generator) -> Grouping | None:
    return group(_places(votes, hidden)[0], rng)


def _by_chance(votes: Votes, hidden: Flags, rng: Generator) -> float:
    found = _group(deal_out(votes, rng), hidden, rng)
    return found.apart if found else 0.0


def deal_out(votes: Votes, rng: Generator) -> Votes:
    """The votes on each statement dealt at random to those who saw it: nobody has an opinion."""
    stacked = np.argsort(votes.what, kind="stable")
    shuffled = np.argsort(votes.what + rng.random(len(votes.what)))
    said = np.empty_like(votes.said)
    said[shuffled] = votes.said[stacked]
    return Votes(votes.people, votes.statements, votes.who, votes.what, said)


def _again(votes: Votes, hidden: Flags, many: int, rng: Generator) -> Iterator[float]:
    """How far groups found among four fifths of the people agree with those of all."""
    places, inside = _places(votes, hidden)
    whole = np.full(len(votes.people), -1)
    if len(inside) < many:
        yield 0.0
        return
    whole[inside] = group_into(places, many, rng).groups
    for _ in range(_DRAWS):
        yield _once_more(votes, hidden, whole, many, rng)


def _once_more(votes: Votes, hidden: Flags, whole: Wholes, many: int, rng: Generator) -> float:
    some = round(_STAY * len(votes.people))
    stay = np.sort(rng.choice(len(votes.people), some, replace=False))
    places, inside = _places(votes.of(stay), hidden)
    before = whole[stay[inside]]
    if len(inside) < many or (before < 0).any():
        return 0.0
    return adjusted_rand(before, group_into(places, many, rng).groups)
