"""Who said what to which statement, packed so that a hundred thousand people fit.

Agree is 1, pass 0, disagree -1; what somebody has not seen takes no place at all.
"""

from array import array
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Self, cast

import numpy as np
from numpy.typing import NDArray

type Key = int | str
type Reals = NDArray[np.float64]
type Wholes = NDArray[np.intp]
type Flags = NDArray[np.bool_]

AGREE, PASS, DISAGREE = 1, 0, -1
_KINDS = 3


class VotesError(ValueError):
    """Votes that cannot be read: neither agree nor pass nor disagree, or by nobody known."""


@dataclass(frozen=True, slots=True, eq=False)
class Votes:
    """One vote is one place in `who`, `what` and `said`; sorted by person, then statement.

    `who` and `what` are places in `people` and `statements`; nobody votes twice on a statement.
    """

    people: tuple[Key, ...]
    statements: tuple[Key, ...]
    who: NDArray[np.int32]
    what: NDArray[np.int32]
    said: NDArray[np.int8]

    @property
    def cast(self) -> Wholes:
        """How many statements each person has voted on, passes included."""
        return np.bincount(self.who, minlength=len(self.people))

    def flags(self, statements: Collection[Key]) -> Flags:
        """Which columns these statements are."""
        chosen = frozenset(statements)
        return np.array([key in chosen for key in self.statements], dtype=np.bool_)

    def of(self, rows: Wholes) -> Self:
        """The votes of some people alone, in the order given."""
        starts = np.searchsorted(self.who, np.arange(len(self.people) + 1))
        lengths = starts[rows + 1] - starts[rows]
        ends = np.cumsum(lengths)
        into = np.repeat(starts[rows] - ends + lengths, lengths)
        taken = np.arange(ends[-1] if len(ends) else 0) + into
        who = np.repeat(np.arange(len(rows), dtype=np.int32), lengths)
        people = tuple([self.people[row] for row in rows])
        return type(self)(people, self.statements, who, self.what[taken], self.said[taken])

    def arranged(self) -> Self:
        """The same people ordered by what they said, not by who they are.

        Results then cannot depend on names. Each vote has a random mark; the sum of a person's
        marks orders them, and people who said the same have the same sum.
        """
        marks = np.random.default_rng(0).integers(
            0, 2**64, (_KINDS, len(self.statements)), dtype=np.uint64
        )
        sums = np.zeros(len(self.people), dtype=np.uint64)
        np.add.at(sums, self.who, marks[self.said.astype(np.intp) + 1, self.what])
        return self.of(np.argsort(sums, kind="stable"))


def gather(said: Iterable[tuple[Key, Key, int]], statements: Collection[Key] = ()) -> Votes:
    """Votes from (person, statement, vote), in the order in which they were cast: the last counts.

    `statements` adds those that nobody has voted on. Raises VotesError for any other vote.
    """
    rows = list(said)
    who, what, how = ([row[part] for row in rows] for part in range(3))  # faster than zip
    what += statements
    people, places = _placed(who)
    columns, seen = _placed(what)
    return pack(places, seen[: len(rows)], how, people, columns)


def pack(
    who: Any, what: Any, said: Any, people: tuple[Key, ...], statements: tuple[Key, ...]
) -> Votes:
    """Votes from three arrays of equal length: places of people and statements, and votes.

    Of two votes of a person on a statement the later in the arrays counts.
    """
    who, what = np.asarray(who, dtype=np.int32), np.asarray(what, dtype=np.int32)
    said = _packed(np.asarray(said))
    _refuse_strangers(who, len(people))
    _refuse_strangers(what, len(statements))
    key = who.astype(np.int64) * max(len(statements), 1) + what
    if (np.diff(key) > 0).all():
        return Votes(people, statements, who, what, said)
    order = np.argsort(key, kind="stable")
    order = order[np.append(np.diff(key[order]) > 0, True)]  # the last of each run
    return Votes(people, statements, who[order], what[order], said[order])


def _packed(said: NDArray[Any]) -> NDArray[np.int8]:
    if not ((np.abs(said) <= AGREE) & (said % 1 == 0)).all():
        raise VotesError("A vote is 1 (agree), 0 (pass) or -1 (disagree).")
    return said.astype(np.int8)


def _refuse_strangers(places: NDArray[np.int32], many: int) -> None:
    wrong = places[(places < 0) | (places >= many)]
    if wrong.size:
        raise VotesError(f"A vote names place {wrong[0]}: they are 0 to {many - 1}.")


def _placed(keys: list[Key]) -> tuple[tuple[Key, ...], NDArray[np.int32]]:
    """Each key once, in order; and the place of each among them."""
    try:
        return _numbers_placed(np.asarray(array("q", cast("list[int]", keys)), dtype=np.int64))
    except (TypeError, OverflowError):
        among = tuple(sorted(set(keys), key=_rank))
        place = {key: at for at, key in enumerate(among)}
        return among, np.fromiter(map(place.__getitem__, keys), dtype=np.int32, count=len(keys))


def _numbers_placed(keys: NDArray[np.int64]) -> tuple[tuple[int, ...], NDArray[np.int32]]:
    """As above, without comparing anything where numbers lie close together, as rows' keys do."""
    low, span = (keys.min(), np.ptp(keys) + 1) if len(keys) else (0, 0)
    if span > len(keys):
        among, places = np.unique(keys, return_inverse=True)
        return tuple(among.tolist()), places.astype(np.int32)
    there = np.zeros(span, dtype=np.bool_)
    there[keys - low] = True
    place = np.cumsum(there, dtype=np.int32) - 1
    return tuple((np.flatnonzero(there) + low).tolist()), place[keys - low]


def _rank(key: Key) -> tuple[int, str]:
    return (key, "") if isinstance(key, int) else (-1, key)
