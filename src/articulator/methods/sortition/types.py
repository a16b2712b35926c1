"""Pools, quotas, and the small integer programme over types to which they reduce."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]


class PoolFileError(ValueError):
    """A pool or a quota file that cannot be used; `line` is where (0 when not from a file)."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"line {line}: {message}" if line else message)
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True, order=True)
class Quota:
    """At least `min` and at most `max` people on the panel have `value` as their `feature`."""

    feature: str
    value: str
    min: int
    max: int

    @property
    def label(self) -> str:
        return f"{self.feature} = {self.value}"


@dataclass(frozen=True, slots=True)
class Pool:
    """The people who may be drawn: `rows[i]` maps feature to value for `ids[i]`.

    `lines` holds the line of the file each person came from, and is empty otherwise.
    """

    ids: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    lines: tuple[int, ...] = ()

    def line(self, index: int) -> int:
        return self.lines[index] if self.lines else 0


@dataclass(frozen=True, slots=True)
class PersonType:
    """All members of the pool who look the same to the quotas: their values, how many they are."""

    values: tuple[str, ...]
    size: int


@dataclass(frozen=True, slots=True)
class TypedPool:
    """The pool as the quotas see it: features in order, types in order, and who is of which."""

    features: tuple[str, ...]
    types: tuple[PersonType, ...]
    type_of: Mapping[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Compositions c with 0 <= c <= sizes, lower <= matrix c <= upper, in whole numbers.

    The last row of `matrix` is the number of seats; the others are the quotas in order.
    """

    sizes: Floats
    matrix: Floats
    lower: Floats
    upper: Floats

    @property
    def seats(self) -> int:
        return int(self.upper[-1])

    def admits(self, composition: NDArray[np.int64]) -> bool:
        counts = self.matrix @ composition
        inside = (counts >= self.lower) & (counts <= self.upper)
        return bool(inside.all() and (composition >= 0).all() and (composition <= self.sizes).all())


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Text as compared: without regard to case and to the number of spaces."""
    return " ".join(text.split()).casefold()


def canonical_quotas(quotas: Iterable[Quota]) -> tuple[Quota, ...]:
    """The quotas in the order in which everything else is ordered; refuses contradictions."""
    ordered = tuple(sorted(quotas))
    if not ordered:
        raise PoolFileError(0, "There are no quotas: name at least one feature with its values.")
    seen: dict[tuple[str, str], Quota] = {}
    for quota in ordered:
        _check_quota(quota)
        other = seen.setdefault((plain(quota.feature), plain(quota.value)), quota)
        if other is not quota:
            raise PoolFileError(0, f"{quota.label} has two quotas; keep one of them.")
    return ordered


def _check_quota(quota: Quota) -> None:
    if quota.min < 0 or quota.max < quota.min:
        raise PoolFileError(
            0,
            f"{quota.label}: the minimum {quota.min} and the maximum {quota.max} contradict each"
            " other; the minimum must be at least 0 and at most the maximum.",
        )


def typed(pool: Pool, quotas: tuple[Quota, ...]) -> TypedPool:
    """Group the pool by the features that carry a quota; one pass, cost O(people)."""
    features = tuple(dict.fromkeys(quota.feature for quota in quotas))
    spelling = _spelling(quotas)
    columns = {f: _columns(pool, f) for f in features}
    vectors: dict[str, tuple[str, ...]] = {}
    for index, (person, row) in enumerate(zip(pool.ids, pool.rows, strict=True)):
        if person in vectors or not person:
            raise PoolFileError(pool.line(index), _bad_id(person))
        vectors[person] = tuple(
            spelling[feature].get(plain(row.get(columns[feature], "")))
            or _unknown(pool, index, feature, row.get(columns[feature], ""), spelling[feature])
            for feature in features
        )
    sizes: dict[tuple[str, ...], int] = {}
    for vector in vectors.values():
        sizes[vector] = sizes.get(vector, 0) + 1
    order = {vector: number for number, vector in enumerate(sorted(sizes))}
    types = tuple(PersonType(vector, sizes[vector]) for vector in order)
    return TypedPool(features, types, {p: order[vectors[p]] for p in sorted(vectors)})


def _spelling(quotas: tuple[Quota, ...]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for quota in quotas:
        found.setdefault(quota.feature, {})[plain(quota.value)] = quota.value
    return found


def _columns(pool: Pool, feature: str) -> str:
    """How the pool spells this feature."""
    names = list(pool.rows[0]) if pool.rows else [feature]
    found = [name for name in names if plain(name) == plain(feature)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(names) or "none"
    raise PoolFileError(
        1 if pool.lines else 0,
        f"the quotas speak of {feature!r}, but the pool has"
        f" {'two columns of that name' if found else f'no such column (it has: {known})'}.",
    )


def _bad_id(person: str) -> str:
    if person:
        return f"the id {person!r} is there twice; every person needs an id of their own."
    return "the id is blank; every person needs an id of their own."


def _unknown(pool: Pool, index: int, feature: str, value: str, known: Mapping[str, str]) -> str:
    near = difflib.get_close_matches(plain(value), list(known), n=1)
    hint = f" Did you mean {known[near[0]]!r}?" if near else ""
    said = f"is {value!r}, for which there is no quota" if value.strip() else "is blank"
    raise PoolFileError(
        pool.line(index),
        f"{feature} of {pool.ids[index]!r} {said}; it must be one of:"
        f" {', '.join(known.values())}.{hint}",
    )


def problem_of(people: TypedPool, quotas: tuple[Quota, ...], seats: int) -> Problem:
    """The integer programme over types; T columns, one row per quota and one for the seats."""
    position = {feature: i for i, feature in enumerate(people.features)}
    rows = [
        [float(kind.values[position[quota.feature]] == quota.value) for kind in people.types]
        for quota in quotas
    ]
    return Problem(
        sizes=np.array([kind.size for kind in people.types], dtype=float),
        matrix=np.array([*rows, [1.0] * len(people.types)]),
        lower=np.array([*(q.min for q in quotas), seats], dtype=float),
        upper=np.array([*(q.max for q in quotas), seats], dtype=float),
    )
