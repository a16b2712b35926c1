"""Reading a roll of members from a CSV file, line by line, with every fault named.

Columns: `id`, `name`, `branch` are needed; `email`, `region`, `class`, `joined`,
`trained_until` are known; every other column is an attribute of the member (gender, age_band …).
Dates are ISO 8601 (2024-05-31).
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

NEEDED = ("id", "name", "branch")
KNOWN = (*NEEDED, "email", "region", "class", "joined", "trained_until")
LARGEST = 50_000_000  # bytes; about half a million members
LONGEST_FIELD = 1_000


class RollError(ValueError):
    """The file as a whole cannot be read as a roll; nothing was taken from it."""


@dataclass(frozen=True, slots=True)
class Member:
    """One good line of a roll; `line` counts as a text editor does, the header being 1."""

    line: int
    id: str
    name: str
    branch: str
    region: str = ""
    email: str = ""
    kind: str = "member"
    joined: date | None = None
    trained_until: date | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fault:
    """One line that cannot be taken, and what to do about it."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Roll:
    members: tuple[Member, ...]
    faults: tuple[Fault, ...]
    columns: tuple[str, ...]


def read_roll(data: bytes) -> Roll:
    """Read a CSV roll (UTF-8, UTF-16 or Windows-1252; comma, semicolon or tab).

    Raises RollError if the file has no usable header; bad lines become faults and leave the
    others untouched. A formula (a cell that begins with = + @ or a tab) is refused, since
    spreadsheets would run it when the roll is exported again.
    """
    if len(data) > LARGEST:
        raise RollError(f"The file has {len(data):,} bytes; the most is {LARGEST:,}. Split it.")
    text = _text(data)
    rows = _rows(text)
    header = _header(next(rows, (1, [])))
    members: list[Member] = []
    faults: list[Fault] = []
    first_lines: dict[str, int] = {}
    for line, cells in rows:
        taken = _member(line, header, cells, first_lines)
        if isinstance(taken, Fault):
            faults.append(taken)
        else:
            first_lines[taken.id] = line
            members.append(taken)
    return Roll(tuple(members), tuple(faults), tuple(header))


def _text(data: bytes) -> str:
    encodings = ("utf-16",) if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RollError("The file is not text. Save it from the spreadsheet as “CSV UTF-8”.")


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    if "\0" in text:
        raise RollError("The file is not text. Save it from the spreadsheet as “CSV UTF-8”.")
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, [cell.strip() for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        raise RollError(f"Line {line}: the file cannot be read as CSV ({error}).") from error


def _header(row: tuple[int, list[str]]) -> list[str]:
    header = [name.lower().replace(" ", "_") for name in row[1]]
    if missing := [name for name in NEEDED if name not in header]:
        raise RollError(
            f"Line 1: the column {', '.join(missing)} is missing. "
            f"The first line must name the columns, at least {', '.join(NEEDED)}."
        )
    if doubled := sorted({name for name in header if name and header.count(name) > 1}):
        raise RollError(f"Line 1: the column {', '.join(doubled)} appears twice.")
    return header


def _member(
    line: int, header: Sequence[str], cells: Sequence[str], first_lines: Mapping[str, int]
) -> Member | Fault:
    if len(cells) > len(header):
        return Fault(line, f"has {len(cells)} cells, the header names {len(header)}")
    row = dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=True))
    if reason := _fault(row, first_lines):
        return Fault(line, reason)
    return Member(
        line=line,
        id=row["id"],
        name=row["name"],
        branch=row["branch"],
        region=row.get("region", ""),
        email=row.get("email", "").lower(),
        kind=row.get("class") or "member",
        joined=_date(row.get("joined", "")),
        trained_until=_date(row.get("trained_until", "")),
        attributes={k: v for k, v in row.items() if k and k not in KNOWN and v},
    )


def _fault(row: Mapping[str, str], first_lines: Mapping[str, int]) -> str:
    for name in NEEDED:
        if not row[name]:
            return f"the column {name} is empty"
    for name, cell in row.items():
        if len(cell) > LONGEST_FIELD:
            return f"the column {name} holds {len(cell):,} characters; the most is {LONGEST_FIELD}"
        if cell[:1] in ("=", "+", "@", "\t", "\r"):
            return f"the column {name} begins with {cell[0]!r}, like a formula of a spreadsheet"
    if row["id"] in first_lines:
        return f"the id {row['id']} stands on line {first_lines[row['id']]} already"
    email = row.get("email", "")
    if email and (email.count("@") != 1 or " " in email or "." not in email.partition("@")[2]):
        return f"{email} is not a mail address"
    return _date_fault(row)


def _date_fault(row: Mapping[str, str]) -> str:
    for name in ("joined", "trained_until"):
        try:
            _date(row.get(name, ""))
        except ValueError:
            return f"the column {name} holds {row[name]}; write dates as 2024-05-31"
    return ""


def _date(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None
