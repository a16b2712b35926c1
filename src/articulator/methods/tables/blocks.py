"""Those who must sit together are seated as one block; and which tables a block may sit at."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from articulator.methods.tables.types import Guest, Table, TablesError


@dataclass(frozen=True, slots=True)
class Block:
    """People who sit together, mostly one alone, and the tables (by number) that may take them."""

    people: tuple[Guest, ...]
    allowed: frozenset[int]
    pinned: bool

    @property
    def size(self) -> int:
        return len(self.people)


def blocks_of(
    guests: Collection[Guest],
    tables: Sequence[Table],
    pins: Mapping[str, str],
    together: Iterable[Collection[str]],
) -> list[Block]:
    """All blocks, by name, whatever order people were listed in; what cannot be is refused."""
    _check_names(guests, tables, pins)
    groups = _groups(sorted(guest.name for guest in guests), together)
    known = {guest.name: guest for guest in guests}
    blocks = [_block([known[name] for name in group], tables, pins) for group in groups]
    _check_room(blocks, tables)
    return blocks


def _block(people: list[Guest], tables: Sequence[Table], pins: Mapping[str, str]) -> Block:
    named = " and ".join(guest.name for guest in people)
    pinned = {pins[guest.name] for guest in people if guest.name in pins}
    if len(pinned) > 1:
        raise TablesError(f"{named} must sit together, but are pinned to different tables.")
    access = any(guest.needs_access for guest in people)
    allowed = frozenset(
        number
        for number, table in enumerate(tables)
        if (table.accessible or not access) and (not pinned or table.name in pinned)
    )
    if not allowed:
        where = f"the table “{pinned.pop()}” is not" if pinned else "no table is"
        raise TablesError(f"{named} cannot be seated: an accessible table is needed, {where}.")
    return Block(tuple(people), allowed, bool(pinned))


def _groups(names: Sequence[str], together: Iterable[Collection[str]]) -> list[tuple[str, ...]]:
    """Everyone once, those who belong together in one group, also over several sayings."""
    leader = {name: name for name in names}

    def led(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    for group in together:
        _known(group, leader, "who must sit together")
        first, *others = sorted(group) or [""]
        for other in others:
            low, high = sorted((led(first), led(other)))
            leader[high] = low
    members = defaultdict(list)
    for name in names:
        members[led(name)].append(name)
    return [tuple(group) for group in members.values()]


def _check_names(
    guests: Collection[Guest], tables: Sequence[Table], pins: Mapping[str, str]
) -> None:
    _once("person", [guest.name for guest in guests])
    _once("table", [table.name for table in tables])
    if not 1 <= len(tables) <= len(guests):
        raise TablesError(
            f"For {len(guests)} people there are {len(tables)} tables: "
            "one table at least, and nobody sits at an empty one."
        )
    there = {table.name for table in tables}
    _known(pins, {guest.name for guest in guests}, "who is pinned")
    _known(pins.values(), there, "to which somebody is pinned")
    for guest in guests:
        _known(guest.wishes, there, f"for which {guest.name} wishes")
        _once("wish", guest.wishes)


def _check_room(blocks: Sequence[Block], tables: Sequence[Table]) -> None:
    """The plain reasons why it cannot be; what is left is tried when seating."""
    seats = -(-sum(block.size for block in blocks) // len(tables))
    larger = "Take fewer and larger tables."
    for block in blocks:
        if block.size > seats:
            named = " and ".join(guest.name for guest in block.people)
            raise TablesError(f"{named} must sit together at tables of {seats}. {larger}")
    pinned = Counter[int]()
    for block in blocks:
        if block.pinned:
            pinned[min(block.allowed)] += block.size
    for number, people in pinned.items():
        if people > seats:
            raise TablesError(
                f"{people} people are pinned to the table “{tables[number].name}”, which takes "
                f"{seats}. Release some pins. {larger}"
            )


def _known(names: Iterable[str], there: Collection[str], what: str) -> None:
    for name in names:
        if name not in there:
            raise TablesError(f"Nothing is known of “{name}”, {what}.")


def _once(what: str, names: Sequence[str]) -> None:
    for name, number in Counter(names).items():
        if number > 1:
            raise TablesError(f"The {what} “{name}” is named {number} times.")
