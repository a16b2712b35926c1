"""Reading a list of streets: each row a street and its numbers, one by one or as a span.

    street,numbers
    Mill Lane,1-25 odd
    Mill Lane,"2, 4, 6-10 even, 12a"
    Harbour Row,

A row without numbers is the street as a whole (a gate, a stall, a house with a name). A list that
has names of people in it is not taken: turf holds streets, never persons.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from articulator.methods.people.reading import FileError, Row, open_table

MOST = 2_000  # doors in one turf: more than four people walk in a month
LONGEST_STREET, LONGEST_LABEL = 120, 40
STREETS = {"street", "road", "place", "workplace", "address", "building"}
NUMBERS = {"number", "numbers", "door", "doors", "house", "houses", "flats", "gate", "gates"}
PERSONS = {
    "name", "names", "first name", "forename", "surname", "last name", "full name", "email",
    "e-mail", "mail", "phone", "telephone", "mobile", "date of birth", "dob", "elector",
    "elector number", "voter", "resident", "occupier", "member", "age", "gender", "notes",
}  # fmt: skip
_SPAN = re.compile(r"(\d{1,6})\s*(?:-|–|to)\s*(\d{1,6})\s*(odd|even|all)?", re.IGNORECASE)


class StreetsError(ValueError):
    """Why this list cannot be used, in words for whoever brought it."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One place to go to: a street, and the number or name of the door there, if it has one."""

    street: str
    label: str = ""


def read_streets(file: BinaryIO) -> list[Stop]:
    """The stops of a file in its order, each once. Raises StreetsError."""
    try:
        table = open_table(file)
        street, numbers = _columns(table.columns)
        found = _found(table.rows, street, numbers)
    except FileError as error:
        raise StreetsError(str(error)) from error
    if not found:
        raise StreetsError("There is no street in this list.")
    return found


def typed_streets(lines: Iterable[str]) -> list[Stop]:
    """The stops of lines as somebody types them: `Mill Lane: 1-25 odd, 30`."""
    found: dict[Stop, None] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            street, _, numbers = line.partition(":")
            _add(found, street, numbers, number)
    return list(found)


def _columns(columns: Sequence[str]) -> tuple[int, int | None]:
    plain = [column.strip().lower().replace("_", " ") for column in columns]
    if persons := [said for said, one in zip(columns, plain, strict=True) if one in PERSONS]:
        raise StreetsError(
            f"This list has a column “{persons[0]}”. Turf holds streets and doors, never people: "
            "take the column out and send the list again."
        )
    street = next((at for at, one in enumerate(plain) if one in STREETS), None)
    if street is None:
        raise StreetsError("One column has to be called “street”, another may be “numbers”.")
    return street, next((at for at, one in enumerate(plain) if one in NUMBERS), None)


def _found(rows: Iterator[Row], street: int, numbers: int | None) -> list[Stop]:
    found: dict[Stop, None] = {}
    for row in rows:
        if row.fault:
            raise StreetsError(f"Line {row.line} {row.fault}.")
        _add(found, row.cells[street], "" if numbers is None else row.cells[numbers], row.line)
    return list(found)


def _add(found: dict[Stop, None], street: str, numbers: str, line: int) -> None:
    name = " ".join(street.split())
    if not name and not numbers.strip():
        return
    if not name:
        raise StreetsError(f"Line {line} has numbers without a street.")
    if len(name) > LONGEST_STREET or "@" in name:
        raise StreetsError(f"Line {line}: this is no name of a street.")
    for label in labels(numbers, line):
        found[Stop(name, label)] = None
        if len(found) > MOST:
            raise StreetsError(f"A turf has at most {MOST:,} doors. Cut this list into several.")


def labels(numbers: str, line: int = 1) -> Iterator[str]:
    """`1-5 odd, 8, 12a` is 1, 3, 5, 8, 12a; nothing is one place without a number."""
    parts = [part.strip() for part in re.split(r"[,;]", numbers) if part.strip()]
    for part in parts or [""]:
        if len(part) > LONGEST_LABEL or "@" in part:
            raise StreetsError(f"Line {line}: “{part[:20]}…” is no number of a door.")
        if span := _SPAN.fullmatch(part):
            yield from _span(int(span[1]), int(span[2]), (span[3] or "all").lower(), line)
        else:
            yield part


def _span(first: int, last: int, side: str, line: int) -> Iterator[str]:
    if last < first or last - first > MOST:
        raise StreetsError(f"Line {line}: numbers go from {first} to {last}?")
    for number in range(first, last + 1):
        if side == "all" or number % 2 == (side == "odd"):
            yield str(number)
