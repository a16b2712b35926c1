"""How well a seating does what it is for, beside what chance alone would do."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import comb

from articulator.methods.tables.types import Guest, Pair, Seating


@dataclass(frozen=True, slots=True)
class Likeness:
    """Pairs of one table who are alike in a trait: so many, by chance, and at the least."""

    pairs: int
    by_chance: Fraction
    least: int  # where every value is dealt out evenly

    @property
    def ratio(self) -> float:
        """1 is chance, below is mixed, above is apart."""
        return float(self.pairs / self.by_chance) if self.by_chance else 1.0


def likeness(seating: Seating, guests: Collection[Guest], trait: str) -> Likeness:
    """How much those of one kind sit among themselves; who did not say is like nobody."""
    kind = {guest.name: guest.traits[trait] for guest in guests if trait in guest.traits}
    pairs = sum(
        kind[one] == kind[other] for one, other in seating.pairs() if one in kind and other in kind
    )
    sizes = Counter(kind[name] for name in seating.place if name in kind)
    people, tables = len(seating.place), len(seating.tables)
    together = sum(comb(size, 2) for size in seating.sizes)
    alike = sum(comb(size, 2) for size in sizes.values())
    chance = Fraction(together * alike, comb(people, 2)) if people > 1 else Fraction(0)
    return Likeness(pairs, chance, sum(_dealt(size, tables) for size in sizes.values()))


def _dealt(people: int, tables: int) -> int:
    """The pairs that are left when so many people are dealt out evenly."""
    each, more = divmod(people, tables)
    return more * comb(each + 1, 2) + (tables - more) * comb(each, 2)


def meetings(seatings: Iterable[Seating]) -> Counter[Pair]:
    """How often each two sat at one table."""
    return Counter(pair for seating in seatings for pair in seating.pairs())


def met_again(seatings: Iterable[Seating]) -> int:
    """How many meetings were not the first of those two."""
    return sum(times - 1 for times in meetings(seatings).values())


def met_again_at_least(seatings: Iterable[Seating]) -> int:
    """The meetings that no seating of the same people could have made first ones.

    There are only so many pairs; and whoever sits at a table of six that was four tables before
    comes from one of those four, so that two at least meet again.
    """
    told = list(seatings)
    people = {name for seating in told for name in seating.place}
    pairs = sum(meetings(told).values()) - comb(len(people), 2)
    before = len(told[0].tables) if told else 0
    tables = sum(_dealt(size, before) for seating in told[1:] for size in seating.sizes)
    same = all(len(seating.place) == len(people) for seating in told)
    return max(0, pairs, tables if same else 0)


def granted(seating: Seating, guests: Iterable[Guest]) -> Counter[int | None]:
    """How many got their first wish (1), second (2), none of theirs (None); of those who wished."""
    return Counter(
        guest.wishes.index(table) + 1
        if (table := seating.place[guest.name]) in guest.wishes
        else None
        for guest in guests
        if guest.wishes
    )
