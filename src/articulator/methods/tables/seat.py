"""Seat people at tables: by size alone, mixed, or by what they wish to speak about (R-137)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from random import Random

import numpy as np

from articulator.methods.tables.blocks import Block, blocks_of
from articulator.methods.tables.measure import meetings, met_again, met_again_at_least
from articulator.methods.tables.place import Costs, Places, by_programme, deal
from articulator.methods.tables.search import NEVER, Matrix, Room, improve
from articulator.methods.tables.types import By, Guest, Seating, Table, TablesError

STEPS, PATIENCE = 600, 120
SWEEPS = 2
TRIES, SMALL = 8, 80  # of whole programmes, in rooms of so many people


def tables_for(people: int, about: int) -> int:
    """How many tables, so that each has about so many people."""
    if people < 1 or about < 1:
        raise TablesError("It takes one person, and one chair at a table, at least.")
    return max(1, min((people // about, people // about + 1), key=lambda t: _off(people, about, t)))


def _off(people: int, about: int, tables: int) -> float:
    return abs(people / tables - about) if tables else float("inf")


def seat(
    guests: Collection[Guest],
    tables: Sequence[Table],
    by: By = "mixing",
    *,
    pins: Mapping[str, str] | None = None,
    together: Iterable[Collection[str]] = (),
    earlier: Sequence[Seating] = (),
    seed: int = 0,
) -> Seating:
    """Everyone at one table; sizes differ by one at most; the same seed seats the same.

    `by` size: by lot. `mixing`: as few pairs alike in their traits as can be found at one table.
    `interest`: the wishes, together as well as they can be met (a wish of rank r costs the square
    of r - 1, so that nobody is sent to a last wish lightly), and mixed among equally good ones.
    All three avoid those who met at `earlier` tables. `pins` hold people at tables, `together`
    holds people with one another, and whoever needs access sits at an accessible table.

    Raises `TablesError` where that cannot be.
    """
    floor = _Floor(guests, tables, by, pins or {}, together, seed)
    return floor.seating(floor.improved(floor.start(), floor.room(earlier)))


def rounds(
    guests: Collection[Guest],
    tables: Sequence[Table],
    number: int,
    by: By = "mixing",
    *,
    pins: Mapping[str, str] | None = None,
    together: Iterable[Collection[str]] = (),
    earlier: Sequence[Seating] = (),
    seed: int = 0,
) -> tuple[Seating, ...]:
    """So many seatings one after the other, with few who meet again (hosts stay by pins).

    First one by one, each avoiding the meetings before it; then every round once more against all
    others, twice over. Where people still meet again without need, small rooms are tried anew.
    """
    if number < 1:
        raise TablesError("It takes one round at least.")
    told = list(together)
    tries = TRIES if number > 1 and len(guests) <= SMALL else 1
    best: tuple[Seating, ...] = ()
    for attempt in range(tries):
        lots = [f"{turn}.{attempt}" if turn or attempt else "" for turn in range(number)]
        floors = [_Floor(guests, tables, by, pins or {}, told, seed, lot) for lot in lots]
        found = _all_rounds(floors, earlier)
        if not best or _again(found, earlier) < _again(best, earlier):
            best = found
        if _again(best, earlier) <= met_again_at_least(best):
            break
    return best


def _again(found: Sequence[Seating], earlier: Sequence[Seating]) -> int:
    return met_again([*earlier, *found])


def _all_rounds(floors: Sequence["_Floor"], earlier: Sequence[Seating]) -> tuple[Seating, ...]:
    places: list[Places] = []
    seatings: list[Seating] = []
    for floor in floors:
        places.append(floor.improved(floor.start(), floor.room([*earlier, *seatings])))
        seatings.append(floor.seating(places[-1]))
    for at in [*range(len(floors))] * (SWEEPS if len(floors) > 1 else 0):
        others = [*earlier, *seatings[:at], *seatings[at + 1 :]]
        places[at] = floors[at].improved(places[at], floors[at].room(others))
        seatings[at] = floors[at].seating(places[at])
    return tuple(seatings)


def latecomer(seating: Seating, tables: Sequence[Table], guest: Guest) -> str:
    """The table for one who comes late: the smallest, of those that they can reach.

    Where only larger tables are accessible, sizes then differ by more than one.
    """
    free = [table.name for table in tables if table.accessible or not guest.needs_access]
    if not free:
        raise TablesError(f"{guest.name} needs an accessible table, and there is none.")
    wished = {name: rank for rank, name in enumerate(guest.wishes)}
    return min(
        free, key=lambda name: (len(seating.tables[name]), wished.get(name, len(wished)), name)
    )


class _Floor:
    """Blocks in an order that the seed gives, and what a seating of them is measured by."""

    def __init__(
        self,
        guests: Collection[Guest],
        tables: Sequence[Table],
        by: By,
        pins: Mapping[str, str],
        together: Iterable[Collection[str]],
        seed: int,
        lot: str = "",
    ) -> None:
        self.tables, self.by, self.seed = tables, by, seed
        self.blocks = blocks_of(guests, tables, pins, together)
        chance = Random(f"tables {seed} {lot}")  # noqa: S311 - a lot that all can repeat, not a secret
        self.blocks.sort(key=lambda _: chance.random())
        if by == "mixing":  # stable: by lot among those alike
            self.blocks.sort(key=lambda block: sorted(block.people[0].traits.items()))
        self.people = [guest for block in self.blocks for guest in block.people]
        self.traits = sorted({trait for guest in self.people for trait in guest.traits})
        self.wishes = _wishes(self.blocks, tables) if by == "interest" else None

    def start(self) -> Places:
        if self.wishes is not None:
            return by_programme(self.blocks, len(self.tables), self.wishes)
        return deal(self.blocks, len(self.tables))

    def room(self, earlier: Sequence[Seating]) -> Room:
        """To meet again weighs as much as to be alike in every trait, and one more.

        A third meeting weighs four times that, so that it is not always the same two.
        """
        again = _met(self.people, earlier) * (1 + len(self.traits))
        alike = 0 if self.by == "size" else sum(_alike(self.people, trait) for trait in self.traits)
        pairs = self._by_block(again + alike)
        costs = _barred(self.blocks, self.tables)
        if self.wishes is not None:  # one wish weighs more than all that a swap could mix
            costs += (1 + 4 * pairs.sum(axis=1).max()) * self.wishes
        return Room(np.array([block.size for block in self.blocks]), pairs, costs)

    def improved(self, places: Places, room: Room) -> Places:
        if not room.pairs.any():
            return places
        return improve(room, places, STEPS, PATIENCE)

    def seating(self, places: Places) -> Seating:
        seated: dict[str, list[str]] = {table.name: [] for table in self.tables}
        for block, place in zip(self.blocks, places, strict=True):
            seated[self.tables[place].name].extend(guest.name for guest in block.people)
        return Seating(
            self.by, self.seed, {name: tuple(sorted(people)) for name, people in seated.items()}
        )

    def _by_block(self, pairs: Matrix) -> Matrix:
        """From pairs of people to pairs of blocks; a block with itself is beside the point."""
        starts = np.cumsum([0, *(block.size for block in self.blocks[:-1])])
        summed = np.add.reduceat(np.add.reduceat(pairs, starts, axis=0), starts, axis=1)
        np.fill_diagonal(summed, 0)
        return np.asarray(summed, dtype=float)


def _alike(people: Sequence[Guest], trait: str) -> Matrix:
    """1 for each two who said the same; who did not say is like nobody."""
    told = [guest.traits.get(trait) for guest in people]
    numbers = {value: number for number, value in enumerate(sorted({v for v in told if v}))}
    kind = np.array([numbers[value] if value else -1 - at for at, value in enumerate(told)])
    return np.asarray(kind[:, None] == kind[None, :], dtype=float)


def _met(people: Sequence[Guest], earlier: Sequence[Seating]) -> Matrix:
    at = {guest.name: number for number, guest in enumerate(people)}
    met: Matrix = np.zeros((len(people), len(people)))
    for (one, other), times in meetings(earlier).items():
        if one in at and other in at:
            met[at[one], at[other]] = met[at[other], at[one]] = times**2
    return met


def _barred(blocks: Sequence[Block], tables: Sequence[Table]) -> Costs:
    return np.array(
        [[0.0 if at in block.allowed else NEVER for at in range(len(tables))] for block in blocks]
    )


def _wishes(blocks: Sequence[Block], tables: Sequence[Table]) -> Costs:
    """What each block would miss at each table: 0 for a first wish, then 1, 4, 9 and so on.

    A table that was not wished for costs as if it stood after the longest list of anybody, so
    that nobody gains by a short list, nor loses by one.
    """
    longest = max(len(guest.wishes) for block in blocks for guest in block.people)
    return np.array(
        [
            [sum(_missed(guest, table.name, longest) for guest in block.people) for table in tables]
            for block in blocks
        ],
        dtype=float,
    )


def _missed(guest: Guest, table: str, longest: int) -> int:
    if not guest.wishes:
        return 0
    return (guest.wishes.index(table) if table in guest.wishes else longest) ** 2
