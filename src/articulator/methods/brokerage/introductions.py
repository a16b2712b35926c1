"""Who could be introduced to whom, by whom, and why."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import isnan

import numpy as np
from numpy.typing import NDArray

from articulator.methods.brokerage.network import Floats, Ints, Network
from articulator.methods.brokerage.pairs import Ground, Worth, worth

type Flags = NDArray[np.bool_]

SEEDS = 2000  # in a larger network only the most enclosed are looked at: they gain most
BUSY = 500  # who has more contacts than this is nobody's mutual friend
SHORTLIST = 20_000  # pairs that are looked at for reasons
FEW = 50  # a trait that more have than this brings nobody together
BRIDGE = 0.1  # what each difference (sphere, region) adds to the drop of constraint


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of one: what it needs, what it gives, where and about what it works."""

    needs: frozenset[str] = frozenset()
    gives: frozenset[str] = frozenset()
    place: str = ""
    people: frozenset[str] = frozenset()  # whom it works with and for
    themes: frozenset[str] = frozenset()
    apart: tuple[str, ...] = ()  # in what two may differ so that a tie bridges: sphere, region


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two should meet. `kind`: fit, need, place, people or theme."""

    kind: str
    what: str
    giver: str = ""  # for a fit: who has what the other needs


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two who are not tied, with all that the proposal rests on."""

    one: str
    other: str
    through: str | None  # who knows both; None where nobody does
    mutual: int  # how many know both
    reasons: tuple[Reason, ...]
    likelihood: float  # L3: 0 where no path of three ties leads from one to the other
    one_before: float  # constraint; NaN without ties
    one_after: float
    other_before: float
    other_after: float
    bridges: int  # in how many of the `apart` they differ

    @property
    def drop(self) -> float:
        pairs = ((self.one_before, self.one_after), (self.other_before, self.other_after))
        return sum(before - after for before, after in pairs if not isnan(before))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the proposals are to respect."""

    traits: Mapping[str, Traits] = field(default_factory=dict)
    protected: Collection[str] = ()  # neither introduced nor asked to introduce
    apart: Collection[tuple[str, str]] = ()  # pairs that were introduced, or said no


NOTHING_KNOWN = Traits()


def introductions(net: Network, asked: Asked | None = None, most: int = 50) -> list[Proposal]:
    """The best pairs first.

    Those that share more than a place come before the others; among them by the product of their
    ranks in likelihood, in what the tie opens (drop of constraint of both ends, more where it
    bridges) and in reasons. Whoever is proposed often already is not proposed again, so that not
    all meet the same one.
    """
    asked, ground = asked or Asked(), Ground(net)
    first, second, alike = _candidates(ground, asked)
    if not len(first):
        return []
    told = worth(ground, first, second)
    bridges = _bridges(net, asked, first, second)
    value = told.drop + BRIDGE * bridges
    short = np.lexsort((_rank(told.likelihood) * _rank(value), ~alike))[:SHORTLIST]
    why = [_reasons(net, asked, int(first[at]), int(second[at])) for at in short]
    weight = np.array([sum(_weight(one) for one in reasons) for reasons in why])
    product = _rank(told.likelihood[short]) * _rank(value[short]) * _rank(weight)
    best = np.lexsort((product, ~alike[short]))
    chosen = _spread(
        ((int(first[short[at]]), int(second[short[at]]), int(at)) for at in best), most
    )
    return [_proposal(ground, asked, told, bridges, first, second, int(short[at]), why[at])
            for at in chosen]  # fmt: skip


def _rank(figures: Floats) -> Floats:
    """1 for the largest; equal figures share the best rank that any of them has."""
    return np.asarray(np.searchsorted(np.sort(-figures), -figures) + 1.0, dtype=float)


def _spread(pairs: Iterable[tuple[int, int, int]], most: int) -> list[int]:
    """The first pairs in which nobody appears more than a few times."""
    seen: dict[int, int] = defaultdict(int)
    chosen: list[int] = []
    often = max(3, most // 10)
    for one, other, at in pairs:
        if len(chosen) == most:
            break
        if seen[one] < often and seen[other] < often:
            seen[one] += 1
            seen[other] += 1
            chosen.append(at)
    return chosen


# Which pairs come into question


def _candidates(ground: Ground, asked: Asked) -> tuple[Ints, Ints, Flags]:
    """Pairs that a mutual contact could bring together, and pairs with a rare trait in common.

    With it, which of them have one.
    """
    net, many = ground.net, max(1, len(ground.net.names))
    alike, seeds = _alike(net, asked.traits), _seeds(ground)
    looked_at = np.isin(alike // many, seeds) | np.isin(alike % many, seeds)
    keys = _once(np.concatenate([*_friends_of_friends(ground, seeds), alike[looked_at]]))
    first, second = np.divmod(keys, many)
    barred = np.isin(np.arange(len(net.names)), _rows(net, asked.protected))
    keep = ~(barred[first] | barred[second])
    pairs = {(min(a, b), max(a, b)) for a, b in asked.apart}
    gone = [net.at[a] * many + net.at[b] for a, b in sorted(pairs)
            if a in net.at and b in net.at]  # fmt: skip
    tied = net.owners * many + net.contacts
    keep &= ~np.isin(keys, np.array(gone, np.int64)) & ~np.isin(keys, tied)
    return first[keep], second[keep], np.isin(keys[keep], alike)


def _once(keys: Ints) -> Ints:
    """Sorted and without repeats; faster than numpy's own for millions."""
    keys.sort()
    return np.asarray(keys[np.diff(keys, prepend=-1) != 0], dtype=np.int64)


def _rows(net: Network, names: Collection[str]) -> Ints:
    return np.array(sorted(net.at[name] for name in names if name in net.at), np.int64)


def _friends_of_friends(ground: Ground, seeds: Ints) -> Iterator[Ints]:
    net, many = ground.net, len(ground.net.names)
    yield np.zeros(0, np.int64)
    introduces = np.where(net.degrees <= BUSY, net.degrees, 0)
    for seed in np.array_split(seeds, max(1, len(seeds) // 100)):
        steps = ground.steps[seed]
        owner = np.repeat(seed, np.diff(steps.indptr))
        broker = steps.indices.astype(np.int64)
        ways = introduces[broker]
        step = np.repeat(np.arange(len(broker)), ways)
        within = np.arange(len(step)) - np.repeat(np.cumsum(ways) - ways, ways)
        first = owner[step]
        second = net.contacts[net.weights.indptr[broker[step]].astype(np.int64) + within]
        other = first != second
        low, high = np.minimum(first, second)[other], np.maximum(first, second)[other]
        yield _once(low * many + high)


def _seeds(ground: Ground) -> Ints:
    """All; of a large network the most enclosed, and as many of those without any tie."""
    many = len(ground.net.names)
    if many <= 2 * SEEDS:
        return np.arange(many)
    tied, alone = np.flatnonzero(ground.net.degrees), np.flatnonzero(ground.net.degrees == 0)
    order = np.argsort(-ground.holes.constraint[tied], kind="stable")
    return np.sort(np.concatenate([tied[order[:SEEDS]], alone[:SEEDS]]))


def _alike(net: Network, traits: Mapping[str, Traits]) -> Ints:
    """Pairs with a need, a people, a theme in common, or of which one gives what another needs."""
    holders: dict[tuple[str, str], dict[int, bool]] = defaultdict(dict)
    for name in sorted(traits):
        if name in net.at:
            for token, wants in _tokens(traits[name]).items():
                holders[token][net.at[name]] = wants
    many, keys = len(net.names), set[int]()
    for rows in holders.values():
        if 2 <= len(rows) <= FEW:
            pairs = combinations(sorted(rows), 2)
            keys.update(a * many + b for a, b in pairs if rows[a] or rows[b])
    return np.array(sorted(keys), np.int64)


def _tokens(of: Traits) -> dict[tuple[str, str], bool]:
    """What may bring one together with others, and whether it seeks them.

    Two who only give the same have no need of each other.
    """
    gifts = {("need", one): False for one in of.gives} | {("need", one): True for one in of.needs}
    shared = (("people", of.people), ("theme", of.themes))
    return gifts | {(kind, one): True for kind, words in shared for one in words}


def _bridges(net: Network, asked: Asked, first: Ints, second: Ints) -> Floats:
    """In how many of the things named under `apart` two are known to differ."""
    known = [asked.traits.get(name, NOTHING_KNOWN).apart for name in net.names]
    made = np.zeros(len(first))
    for column in range(max((len(one) for one in known), default=0)):
        words = np.array([one[column] if column < len(one) else "" for one in known])
        one, other = words[first], words[second]
        made += (one != other) & (one != "") & (other != "")
    return made


# Why


def _reasons(net: Network, asked: Asked, first: int, second: int) -> tuple[Reason, ...]:
    names = net.names[first], net.names[second]
    one, other = (asked.traits.get(name, NOTHING_KNOWN) for name in names)
    found = [Reason("fit", what, names[0]) for what in sorted(one.gives & other.needs)]
    found += [Reason("fit", what, names[1]) for what in sorted(other.gives & one.needs)]
    for kind, shared in (
        ("need", one.needs & other.needs), ("people", one.people & other.people),
        ("theme", one.themes & other.themes),
    ):  # fmt: skip
        found += [Reason(kind, what) for what in sorted(shared)]
    if one.place and one.place == other.place:
        found.append(Reason("place", one.place))
    return tuple(found)


def _weight(reason: Reason) -> float:
    """That one has what another needs is worth most; to be in the same place alone, little."""
    return {"fit": 3.0, "need": 2.0, "people": 1.5, "theme": 1.0, "place": 0.5}[reason.kind]


def _proposal(
    ground: Ground, asked: Asked, told: Worth, bridges: Floats, first: Ints, second: Ints, at: int,
    reasons: tuple[Reason, ...],
) -> Proposal:  # fmt: skip
    net = ground.net
    one, other = int(first[at]), int(second[at])
    mutual = _mutual(net, one, other, asked.protected)
    return Proposal(
        net.names[one], net.names[other], mutual[0] if mutual else None, len(mutual), reasons,
        float(told.likelihood[at]), float(told.first_before[at]), float(told.first_after[at]),
        float(told.second_before[at]), float(told.second_after[at]), int(bridges[at]),
    )  # fmt: skip


def _mutual(net: Network, one: int, other: int, protected: Collection[str]) -> Sequence[str]:
    """Who knows both, best first: closest to the one who is less close, then the less busy."""
    rows = net.weights[[one, other]].toarray()
    closeness = rows.min(axis=0)
    found = [int(row) for row in np.flatnonzero(closeness) if net.names[row] not in protected]
    found.sort(key=lambda row: (-closeness[row], net.degrees[row], net.names[row]))
    return [net.names[row] for row in found]
