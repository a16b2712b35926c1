"""Drawing from a lottery, and calling reserves."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from articulator.methods.sortition.draw import TICKETS, draw_by_hash
from articulator.methods.sortition.lottery import Lottery, Method
from articulator.methods.sortition.types import (
    Pool,
    PoolFileError,
    Quota,
    canonical_quotas,
    typed,
)


@dataclass(frozen=True, slots=True)
class Draw:
    """Who was drawn, by which ticket, and what everybody's chance was before.

    `selected` and `reserves` are in the order of the lot; `composition` counts from 1, in the
    order of the book.
    """

    method: Method
    seats: int
    seed: str
    book_hash: str
    ticket: int
    composition: int
    selected: tuple[str, ...]
    reserves: tuple[str, ...]
    probabilities: Mapping[str, float]
    excluded: Mapping[str, str]

    @property
    def min_probability(self) -> float:
        return min(self.probabilities.values())

    def to_json(self) -> dict[str, Any]:
        """Stable field names; every value is a number, a string, a list or a mapping of these."""
        return {
            "method": self.method,
            "seats": self.seats,
            "selected": list(self.selected),
            "reserves": list(self.reserves),
            "probabilities": dict(self.probabilities),
            "min_probability": self.min_probability,
            "excluded": dict(self.excluded),
            "ticket": self.ticket,
            "composition": self.composition,
            "seed": self.seed,
            "book_hash": self.book_hash,
        }

    def to_text(self) -> str:
        """The result in plain words, for a terminal or a minute book."""
        people, lowest = len(self.probabilities), self.min_probability
        lines = [
            f"{self.seats} of {people} people drawn by lot ({self.method}).",
            f"Ticket {self.ticket:06d} of {TICKETS:,}; seed {self.seed}.",
            f"Book {self.book_hash}.",
            f"The lowest chance was {lowest:.4%}; equal ones would be {self.seats / people:.4%}.",
            "",
            "Selected, with the chance each had:",
            *(f"  {person}  {self.probabilities[person]:.4%}" for person in self.selected),
            "",
            f"Reserves in the order of the lot: {', '.join(self.reserves) or 'none'}.",
            *(f"{person} had no chance. {why}" for person, why in self.excluded.items()),
        ]
        return "\n".join(lines) + "\n"


def draw(lottery: Lottery, pool: Pool, seed: str, *, reserves: int | None = None) -> Draw:
    """Draw a panel and its reserves with a public seed of at least 32 hexadecimal digits.

    The ticket picks a composition (how many of each type); inside a type, those with the lowest
    HMAC-SHA256 are chosen. All others are reserves, the first `reserves` of them if given.
    Raises PoolFileError when the pool is not the one of the lottery, SeedError for a bad seed.
    """
    if typed(pool, lottery.quotas).type_of != lottery.type_of:
        raise PoolFileError(
            0, "The pool is not the one for which this lottery was made; make a new lottery."
        )
    drawn = draw_by_hash(lottery.book, lottery.book_hash, lottery.type_of, seed)
    return Draw(
        method=lottery.method,
        seats=lottery.seats,
        seed=seed.strip().lower(),
        book_hash=lottery.book_hash,
        ticket=drawn.ticket,
        composition=drawn.composition + 1,
        selected=drawn.selected,
        reserves=drawn.reserves[:reserves],
        probabilities=lottery.probabilities,
        excluded=lottery.excluded,
    )


def next_reserve(
    selected: Collection[str],
    gone: Collection[str],
    reserves: Sequence[str],
    pool: Pool,
    quotas: Iterable[Quota],
) -> str | None:
    """Whom to call next when a seat falls vacant; None when no reserve is left.

    `selected` holds everybody who was ever given a seat, `gone` those who declined or left.
    Called is the reserve with whom those seated are nearest to the quotas (the number of people
    by which minima are missed and maxima exceeded); among equals the first by the lot, so that
    nobody can steer the choice.
    """
    ordered = canonical_quotas(quotas)
    people = typed(pool, ordered)
    kinds = [set(zip(people.features, kind.values, strict=True)) for kind in people.types]
    seated = [kinds[people.type_of[p]] for p in dict.fromkeys(selected) if p not in gone]
    counts = [sum((q.feature, q.value) in kind for kind in seated) for q in ordered]
    waiting = [p for p in reserves if p not in gone and p not in selected]
    deviation = {
        kind: _deviation(ordered, counts, kinds[kind])
        for kind in {people.type_of[person] for person in waiting}
    }
    return min(waiting, key=lambda person: deviation[people.type_of[person]], default=None)


def _deviation(
    quotas: Sequence[Quota], counts: Sequence[int], newcomer: Collection[tuple[str, str]]
) -> int:
    total = 0
    for quota, count in zip(quotas, counts, strict=True):
        now = count + ((quota.feature, quota.value) in newcomer)
        total += max(0, quota.min - now) + max(0, now - quota.max)
    return total
