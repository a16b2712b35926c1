"""Reading what another survey tool has exported: Kobo, ODK Central, Zetkin, or any table.

A column belongs to a question if it has the question's key (`q2`, `talk/q2`) or its words. One
column tells rows apart (`_uuid`, `KEY`, `id`), so that a file brought twice is brought once. No
other column is read: names, addresses and whereabouts stay in the file.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

from articulator.methods.people.reading import FileError, Row, open_table

MOST = 20_000  # rows of a file
KEYS = ("_uuid", "meta/instanceid", "instanceid", "key", "submission id", "submission_id", "_id",
        "id")  # fmt: skip
MOMENTS = ("_submission_time", "submissiondate", "submitted", "submission date", "end", "start",
           "date")  # fmt: skip


class HeardError(ValueError):
    """Why this file cannot be used, in words for whoever brought it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a file may name it. `options` in their order; none where words are asked."""

    key: str
    text: str
    options: Sequence[str] = ()
    several: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """What one person said: the row's own name, when, and the answers under the questions' keys."""

    id: str
    at: datetime | None
    answers: Mapping[str, str | list[str]]


def read_heard(file: BinaryIO, asked: Sequence[Asked]) -> list[Heard]:
    """The rows in which something was answered. Raises HeardError."""
    try:
        table = open_table(file)
        columns = _Columns(table.columns, asked)
        found = list(columns.read(table.rows))
    except FileError as error:
        raise HeardError(str(error)) from error
    if not found:
        raise HeardError("Nothing in this file answers a question of this survey.")
    return found


class _Columns:
    def __init__(self, names: Sequence[str], asked: Sequence[Asked]) -> None:
        plain = [name.strip().lower() for name in names]
        self.key = _first(plain, KEYS)
        self.moment = _first(plain, MOMENTS)
        self.questions = {
            at: question
            for question in asked
            if (at := _column(names, question)) is not None and at != self.key
        }
        if self.key is None:
            raise HeardError(
                "One column has to tell the rows apart: “_uuid” of Kobo, “KEY” of ODK, or “id”."
            )
        if not self.questions:
            raise HeardError(
                "No column has the key or the words of a question of this survey: "
                + ", ".join(f"“{one.key}”" for one in asked)
            )

    def read(self, rows: Iterator[Row]) -> Iterator[Heard]:
        for number, row in enumerate(rows):
            if row.fault:
                raise HeardError(f"Line {row.line} {row.fault}.")
            if number >= MOST:
                raise HeardError(f"A file has at most {MOST:,} rows. Split it.")
            said = {
                question.key: answer
                for at, question in self.questions.items()
                if (answer := _answer(question, row.cells[at]))
            }
            name = row.cells[self.key or 0]
            if said and not name:
                raise HeardError(f"Line {row.line} has nothing that tells it from other lines.")
            if said:
                at = None if self.moment is None else _moment(row.cells[self.moment])
                yield Heard(name, at, said)


def _first(names: Sequence[str], wanted: Sequence[str]) -> int | None:
    return next((names.index(one) for one in wanted if one in names), None)


def _column(names: Sequence[str], question: Asked) -> int | None:
    """By its key, whatever group stands before it; else by its words."""
    words = _bare(question.text)
    for at, name in enumerate(names):
        if name.strip().replace("-", "/").rpartition("/")[2] == question.key:
            return at
    return next((at for at, name in enumerate(names) if words and _bare(name) == words), None)


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _answer(question: Asked, cell: str) -> str | list[str]:
    if not question.options:
        return cell
    numbers = {_bare(words): str(number) for number, words in enumerate(question.options, 1)}
    numbers |= {number: number for number in numbers.values()}
    if whole := numbers.get(_bare(cell)):
        return [whole] if question.several else whole
    if not question.several:
        return ""
    parts = cell.replace("|", ";").replace(",", ";").split(";")
    parts = cell.split() if len(parts) == 1 else parts
    return sorted({numbers[_bare(one)] for one in parts if _bare(one) in numbers})


def _moment(cell: str) -> datetime | None:
    """None where no moment is told; one without a zone is taken as UTC, as the tools write it."""
    try:
        at = datetime.fromisoformat(cell.strip())
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
