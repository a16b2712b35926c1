"""The two CSV files of the Sortition Foundation, as they are found in the wild.

Quotas: `feature,value,min,max` or `category,name,min,max`, also `category,feature,min,max`, other
columns (suggestions, flexible limits) ignored. People: one row each, an id column under one of
several names or none, in which case the number of the row is the id.
"""

import csv
import io
from collections.abc import Iterator, Mapping

from articulator.methods.sortition.types import Pool, PoolFileError, Quota, plain

FEATURE_COLUMNS = ("category", "feature")
VALUE_COLUMNS = ("value", "name", "feature")
ID_COLUMNS = ("id", "unique_id", "nationbuilder_id", "person_id", "member_id", "unique id")

type Line = tuple[int, dict[str, str]]


def read_quotas(text: str | bytes) -> tuple[Quota, ...]:
    """The quotas in a CSV file. Raises PoolFileError naming the line that cannot be read."""
    lines = list(_lines(text))
    if not lines:
        raise PoolFileError(1, "the file holds no quotas below its heading.")
    columns = list(lines[0][1])
    feature = _column(columns, FEATURE_COLUMNS)
    value = _column([c for c in columns if c != feature], VALUE_COLUMNS)
    least, most = _column(columns, ("min",)), _column(columns, ("max",))
    quotas: dict[tuple[str, str], int] = {}
    found = []
    for number, row in lines:
        quota = Quota(
            _filled(number, row, feature),
            _filled(number, row, value),
            _whole(number, row, least),
            _whole(number, row, most),
        )
        _refuse_contradictions(number, quota, quotas)
        found.append(quota)
    return tuple(found)


def read_pool(text: str | bytes) -> Pool:
    """The people in a CSV file. Raises PoolFileError naming a line with a blank or repeated id."""
    lines = list(_lines(text))
    if not lines:
        raise PoolFileError(1, "the file holds no people below its heading.")
    column = next((c for c in lines[0][1] if plain(c) in ID_COLUMNS), None)
    seen: dict[str, int] = {}
    for position, (number, row) in enumerate(lines, start=1):
        person = row[column].strip() if column else str(position)
        if not person:
            raise PoolFileError(number, f"{column} is blank; every person needs an id.")
        if person in seen:
            raise PoolFileError(
                number, f"the id {person!r} is already on line {seen[person]}; ids must differ."
            )
        seen[person] = number
    return Pool(tuple(seen), tuple(row for _, row in lines), tuple(seen.values()))


def decode(data: str | bytes) -> str:
    """Text from any spreadsheet: UTF-8, UTF-16 with a mark, or Windows-1252."""
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _lines(data: str | bytes) -> Iterator[Line]:
    """Every row that is not empty, with the line it starts on."""
    text = decode(data)
    heading = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names: list[str] = []
    started = 1
    try:
        for cells in reader:
            number, started = started, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if names:
                yield number, _row(number, names, cells)
            else:
                names = _names(number, cells)
    except csv.Error as error:
        raise PoolFileError(started, f"this is not a CSV file: {error}.") from error


def _names(number: int, cells: list[str]) -> list[str]:
    names = [" ".join(cell.split()) for cell in cells]
    repeated = {name for name in names if name and names.count(name) > 1}
    if repeated:
        raise PoolFileError(number, f"two columns are named {min(repeated)!r}.")
    return names


def _row(number: int, names: list[str], cells: list[str]) -> dict[str, str]:
    if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
        raise PoolFileError(
            number, f"there are {len(cells)} values, but the heading names {len(names)} columns."
        )
    padded = cells + [""] * (len(names) - len(cells))
    return {name: cell for name, cell in zip(names, padded, strict=False) if name}


def _column(columns: list[str], wanted: tuple[str, ...]) -> str:
    for name in wanted:
        for column in columns:
            if plain(column) == name:
                return column
    expected = " or ".join(repr(name) for name in wanted)
    raise PoolFileError(1, f"there is no column {expected}; the heading has: {', '.join(columns)}.")


def _filled(number: int, row: Mapping[str, str], column: str) -> str:
    text = " ".join(row[column].split())
    if not text:
        raise PoolFileError(number, f"{column} is blank.")
    return text


def _whole(number: int, row: Mapping[str, str], column: str) -> int:
    text = row[column].strip()
    if not (text.isascii() and text.isdigit()):
        raise PoolFileError(number, f"{column} is {text!r}; it must be a whole number.")
    return int(text)


def _refuse_contradictions(number: int, quota: Quota, seen: dict[tuple[str, str], int]) -> None:
    if quota.max < quota.min:
        raise PoolFileError(
            number, f"{quota.label}: the minimum {quota.min} exceeds the maximum {quota.max}."
        )
    first = seen.setdefault((plain(quota.feature), plain(quota.value)), number)
    if first != number:
        raise PoolFileError(number, f"{quota.label} already has a quota on line {first}.")
