"""The lottery: fair chances for everybody in a pool, proved, and a book of a million tickets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import numpy as np

from articulator.methods.sortition.certificate import Cut, Level
from articulator.methods.sortition.draw import TICKETS, sha256
from articulator.methods.sortition.types import PersonType, Quota

type Method = Literal["leximin", "maximin"]
type Composition = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Certificate:
    """Why no other lottery is fairer: the chance aimed at for each type, levels and cuts.

    `levels` prove the chances by weak duality over the quotas and the `cuts`; the published
    compositions attain them to within one ticket.
    """

    chances: tuple[float, ...]
    levels: tuple[Level, ...]
    cuts: tuple[Cut, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "chances": list(self.chances),
            "levels": [level.to_json() for level in self.levels],
            "cuts": [cut.to_json() for cut in self.cuts],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Certificate":
        return cls(
            tuple(data["chances"]),
            tuple(Level.from_json(level) for level in data["levels"]),
            tuple(Cut.from_json(cut) for cut in data["cuts"]),
        )


@dataclass(frozen=True)
class Lottery:
    """Everything that is fixed before the draw.

    `compositions[i]` lists (type, how many) and has `tickets[i]` of the million tickets; inside a
    type everybody has the same chance. `reasons` says, per type that can be on no panel, why.
    """

    method: Method
    seats: int
    quotas: tuple[Quota, ...]
    features: tuple[str, ...]
    types: tuple[PersonType, ...]
    type_of: Mapping[str, int]
    compositions: tuple[Composition, ...]
    tickets: tuple[int, ...]
    certificate: Certificate
    reasons: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def seat_tickets(self) -> tuple[int, ...]:
        """Per type, seats times tickets: a member's chance is this / size / 10^6, exactly."""
        totals = [0] * len(self.types)
        for composition, count in zip(self.compositions, self.tickets, strict=True):
            for kind, seats in composition:
                totals[kind] += seats * count
        return tuple(totals)

    @cached_property
    def chances(self) -> tuple[float, ...]:
        """The chance of one member of each type."""
        totals = zip(self.seat_tickets, self.types, strict=True)
        return tuple(total / (kind.size * TICKETS) for total, kind in totals)

    @cached_property
    def probabilities(self) -> dict[str, float]:
        """The chance of every member of the pool."""
        return {person: self.chances[kind] for person, kind in self.type_of.items()}

    @property
    def min_probability(self) -> float:
        return min(self.chances)

    @property
    def max_probability(self) -> float:
        return max(self.chances)

    @property
    def geometric_mean(self) -> float:
        """The geometric mean of the members' chances; 0 when somebody has none."""
        if self.min_probability == 0:
            return 0.0
        sizes = [kind.size for kind in self.types]
        return float(np.exp(np.average(np.log(self.chances), weights=sizes)))

    @property
    def gini(self) -> float:
        """The Gini coefficient of the members' chances: 0 when all are equal."""
        order = np.argsort(self.chances)
        chances = np.array(self.chances)[order]
        sizes = np.array([kind.size for kind in self.types], dtype=float)[order]
        before = np.cumsum(sizes) - sizes
        people = sizes.sum()
        above_minus_below = (2 * before + sizes - people) * sizes
        return float(above_minus_below @ chances / (people * (sizes @ chances)))

    @cached_property
    def excluded(self) -> dict[str, str]:
        """Who can be on no panel, and why."""
        return {p: self.reasons[k] for p, k in self.type_of.items() if k in self.reasons}

    @cached_property
    def book(self) -> dict[str, Any]:
        """What is hashed before the draw: whole numbers and words only, no personal data."""
        return {
            "seats": self.seats,
            "quotas": [[q.feature, q.value, q.min, q.max] for q in self.quotas],
            "types": [[list(kind.values), kind.size] for kind in self.types],
            "compositions": [[list(pair) for pair in c] for c in self.compositions],
            "tickets": list(self.tickets),
            "pool": sha256(sorted([p, k] for p, k in self.type_of.items())),
        }

    @cached_property
    def book_hash(self) -> str:
        return sha256(self.book)

    def to_json(self) -> dict[str, Any]:
        """Everything, personal identifiers included; `book` is the part fit to be hashed."""
        return {
            "method": self.method,
            "features": list(self.features),
            "book": self.book,
            "book_hash": self.book_hash,
            "type_of": dict(self.type_of),
            "certificate": self.certificate.to_json(),
            "reasons": {str(kind): reason for kind, reason in self.reasons.items()},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Lottery":
        """The inverse of `to_json`; raises ValueError when the hash does not fit the book."""
        book = data["book"]
        lottery = cls(
            method=data["method"],
            seats=book["seats"],
            quotas=tuple(Quota(*quota) for quota in book["quotas"]),
            features=tuple(data["features"]),
            types=tuple(PersonType(tuple(values), size) for values, size in book["types"]),
            type_of=dict(data["type_of"]),
            compositions=tuple(tuple((k, c) for k, c in comp) for comp in book["compositions"]),
            tickets=tuple(book["tickets"]),
            certificate=Certificate.from_json(data["certificate"]),
            reasons={int(kind): reason for kind, reason in data["reasons"].items()},
        )
        if not lottery.book_hash == data["book_hash"] == sha256(book):
            raise ValueError("The book does not have the hash that is given with it.")
        return lottery
