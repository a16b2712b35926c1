"""The opinion of a room, as much of it as the number of people bears.

Under 12 voters a list; from 12 on what most share and what divides; groups only from 40 people who
have voted enough, and only where the groups are stable and none has fewer than eight.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from articulator.methods.opinion.agreement import (
    Consensus,
    Divided,
    common_ground,
    consensus,
    divided,
    group_aware,
)
from articulator.methods.opinion.groups import group_into
from articulator.methods.opinion.representative import Representative, representative
from articulator.methods.opinion.routing import priorities
from articulator.methods.opinion.space import Space, space
from articulator.methods.opinion.standing import Standing, standings
from articulator.methods.opinion.structure import Structure, structure
from articulator.methods.opinion.taking_part import ENOUGH, enough
from articulator.methods.opinion.tallies import by_group, overall
from articulator.methods.opinion.votes import Flags, Key, Reals, Votes, Wholes
from articulator.methods.suppression import SMALL

POINTS_FROM = 12
GROUPS_FROM = 40


class Level(StrEnum):
    """How much may be said: each level says what the ones before say, and more."""

    LIST = "list"
    POINTS = "points"
    GROUPS = "groups"


@dataclass(frozen=True, slots=True)
class Group:
    """People who vote alike: how many, and what sets them apart. Names are given by people."""

    people: int
    representative: tuple[Representative, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """How far every group agrees with a statement.

    `product` is Polis's group-aware consensus; `least` what the least agreeing group agrees at
    least, with a tenth of doubt.
    """

    statement: Key
    product: float
    least: float


@dataclass(frozen=True, slots=True, eq=False)
class Opinion:
    """What may be shown of a room, and the map behind it.

    `people`, `placed` (each one's group, -1 for none) and `space.places` stand in one order, which
    is that of what people said; `space` and `priorities` follow `statements` by place. `ground` is
    sorted, the widest agreement first. `structure` is None below the level of groups.
    """

    level: Level
    voters: int
    in_groups: int
    people: tuple[Key, ...]
    statements: tuple[Key, ...]
    standings: tuple[Standing, ...]
    consensus: Consensus
    divided: tuple[Divided, ...]
    groups: tuple[Group, ...]
    ground: tuple[Ground, ...]
    structure: Structure | None
    placed: Wholes
    space: Space
    priorities: Reals
    why: str


def opinion(
    votes: Votes,
    *,
    hidden: Collection[Key] = (),
    about_people: Collection[Key] = (),
    seed: int = 0,
) -> Opinion:
    """The room's opinion. The same votes and seed give the same, whoever the people are.

    Nothing is told of a statement that fewer than eight people of the room or group have seen.
    `hidden` statements were taken out by moderators; those `about_people` ask who one is, and are
    shown to everybody soon.
    """
    votes = votes.arranged()
    out, rng = votes.flags(hidden), np.random.default_rng(seed)
    whole, plane, inside = overall(votes), space(votes, out), enough(votes, out)
    voters = int((votes.cast > 0).sum())
    test = structure(votes, out, rng, SMALL) if inside.sum() >= GROUPS_FROM else None
    placed = _placed(plane, inside, test, rng)
    level = _level(voters, placed)
    points, untold = level is not Level.LIST, out | (whole.seen < SMALL)
    groups, ground = _groups(votes, placed, out)
    return Opinion(
        level=level,
        voters=voters,
        in_groups=int((placed >= 0).sum()),
        people=votes.people,
        statements=votes.statements,
        standings=standings(whole, votes.statements, out),
        consensus=consensus(whole, votes.statements, untold) if points else Consensus((), ()),
        divided=divided(whole, votes.statements, untold) if points else (),
        groups=groups,
        ground=ground,
        structure=test,
        placed=placed,
        space=plane,
        priorities=priorities(whole, plane.extremity, votes.flags(about_people)),
        why=_why(voters, int(inside.sum()), test, level),
    )


def _placed(
    plane: Space, inside: Flags, test: Structure | None, rng: np.random.Generator
) -> Wholes:
    """Everybody's group; nobody has one unless all groups are stable and large enough."""
    placed = np.full(len(inside), -1)
    if test is None or not test.stable:
        return placed
    found = group_into(plane.places[inside], test.many, rng)
    if np.bincount(found).min() >= SMALL:
        placed[inside] = found
    return placed


def _level(voters: int, placed: Wholes) -> Level:
    if (placed >= 0).any():
        return Level.GROUPS
    return Level.POINTS if voters >= POINTS_FROM else Level.LIST


def _groups(
    votes: Votes, placed: Wholes, hidden: Flags
) -> tuple[tuple[Group, ...], tuple[Ground, ...]]:
    many = int(placed.max(initial=-1)) + 1
    if not many:
        return (), ()
    tally, size = by_group(votes, placed, many), np.bincount(placed[placed >= 0])
    untold = hidden | (tally.seen < SMALL)
    told = representative(tally, votes.statements, untold)
    groups = tuple([Group(int(n), one) for n, one in zip(size, told, strict=True)])
    product, least = group_aware(tally), common_ground(tally)
    shown = [at for at in np.argsort(-least, kind="stable") if not untold[:, at].any()]
    ground = [Ground(votes.statements[at], float(product[at]), float(least[at])) for at in shown]
    return groups, tuple(ground)


def _why(voters: int, inside: int, test: Structure | None, level: Level) -> str:
    """In a sentence, why this much is said and no more."""
    if level is Level.GROUPS:
        return f"{inside} of {voters} people are in the groups: those with {ENOUGH} votes or more."
    if test is not None:
        return f"No stable groups: {_fault(test)}."
    if level is Level.POINTS:
        return (
            f"Groups are looked for when {GROUPS_FROM} people have voted on {ENOUGH} statements;"
            f" {inside} have."
        )
    return f"With {voters} voters only a list is shown; from {POINTS_FROM} on also what is shared."


def _fault(test: Structure) -> str:
    if not test.many:
        return f"there would be groups of fewer than {SMALL} people"
    if not test.returns:
        return "with some people away other groups are found"
    if not test.stable:
        return "votes dealt out at random fall apart as clearly"
    return f"among all people there would be groups of fewer than {SMALL}"
