"""From the guests of a room to `methods.tables`, and back."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from articulator.kernel.acts import Refusal, Refused
from articulator.operations.tables.models import Floor, Guest, Table

if TYPE_CHECKING:
    from articulator.methods.tables import Guest as Person


def shuffled(floor: Floor, tables: Sequence[Table], guests: Sequence[Guest]) -> Mapping[int, Table]:
    """A table for each guest, by the floor's way; those who are pinned stay."""
    from articulator.methods import tables as method  # noqa: PLC0415 - SciPy is slow to load

    by_name = {str(one.number): one for one in tables}
    pins = {str(one.pk): _name(one) for one in guests if one.pinned}
    free = _enough(tables, len(guests), set(pins.values()))
    before = _earlier(tables, guests)
    try:
        found = method.seat(
            [_guest(one, free) for one in guests],
            [method.Table(name) for name in free],
            floor.by,  # type: ignore[arg-type] # the choices are the method's own words
            pins=pins, seed=floor.seed,
            earlier=[method.Seating("size", 0, before)] if before else (),
        )  # fmt: skip
    except method.TablesError as error:
        raise Refused(Refusal(str(error))) from error
    return {int(guest): by_name[table] for guest, table in found.place.items()}


def place_for(tables: Sequence[Table], guests: Sequence[Guest], late: Guest) -> Table:
    """The table that needs somebody: the smallest, of those wished for if there are such."""
    from articulator.methods import tables as method  # noqa: PLC0415 - as above

    there = {str(one.number): () for one in tables} | _earlier(tables, guests)
    names = [str(one.number) for one in tables]
    seating = method.Seating("size", 0, there)
    chosen = method.latecomer(seating, [method.Table(name) for name in names], _guest(late, names))
    return next(one for one in tables if str(one.number) == chosen)


def _guest(one: Guest, names: Sequence[str]) -> "Person":
    from articulator.methods.tables import Guest as Person  # noqa: PLC0415 - as above

    traits = {} if one.is_new is None else {"is new": str(one.is_new)}
    wishes = tuple(name for number in one.wishes if (name := str(number)) in names)
    return Person(str(one.pk), traits, wishes)


def _name(guest: Guest) -> str:
    assert guest.table, "a pin needs a table"
    return str(guest.table.number)


def _enough(tables: Sequence[Table], people: int, pinned: set[str]) -> list[str]:
    """No more tables than people; those to which somebody is pinned come first."""
    names = [str(one.number) for one in tables]
    names.sort(key=lambda name: (name not in pinned, int(name)))
    return sorted(names[: max(people, 1)], key=int)


def _earlier(tables: Sequence[Table], guests: Sequence[Guest]) -> dict[str, tuple[str, ...]]:
    """Who sits with whom now, where anybody sits."""
    here: dict[str, list[str]] = {str(one.number): [] for one in tables}
    for one in guests:
        if one.table:
            here[_name(one)].append(str(one.pk))
    return {name: tuple(people) for name, people in here.items()} if any(here.values()) else {}
