"""Reading a CSV file that anybody may have sent: a line at a time, never more than a line."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

LARGEST = 100_000_000  # bytes
LONGEST = 65_536  # characters of one line
MOST_ROWS = 500_000
MOST_COLUMNS = 300
LONGEST_CELL = 20_000
HOW = "Save it from the spreadsheet as “CSV UTF-8” and send that file."
# How files begin that are no text at all, whatever their name says.
OTHERS = (
    (b"PK\x03\x04", "an Excel or OpenOffice file (or a zip)"),
    (b"PK\x05\x06", "an empty zip"),
    (b"\xd0\xcf\x11\xe0", "an old Excel file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"{\\rtf", "a text document"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
MARKED = ((b"<", "a web page or XML"), (b"{", "JSON"), (b"[", "JSON"))
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class FileError(ValueError):
    """The file as a whole cannot be read; the message says from which line on."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line as a text editor counts (the header is line 1), its cells, or a fault."""

    line: int
    cells: tuple[str, ...]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a file, and its rows as they are read."""

    columns: tuple[str, ...]
    rows: Iterator[Row]


def open_table(file: BinaryIO) -> Table:
    """Read the header; the rows follow one by one, so that a file of any size needs little memory.

    Raises FileError where there is no usable header, and from `rows` where a file breaks off.
    """
    text = io.TextIOWrapper(file, encoding=_encoding(file), errors="replace", newline="")
    lines = _Lines(text)
    delimiter = _delimiter(lines)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    columns = _header(reader)
    return Table(columns, _rows(reader, lines, len(columns)))


class _Lines:
    """The lines of a text, none longer than allowed; one that is too long is passed over."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.text = text
        self.number = 0  # of the line read last
        self.too_long = 0  # the line that was too long, until somebody has said so
        self.read = 0  # characters since the last row began
        self.waiting: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.waiting.pop() if self.waiting else self.text.readline(LONGEST + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self.read += len(line)
        if self.read > LONGEST:
            return self._pass_over(line)
        return line

    def _pass_over(self, line: str) -> str:
        if self.read > len(line):
            raise FileError(
                f"Line {self.number}: a row that begins above is longer than {LONGEST:,} "
                "characters. A quotation mark above is opened and not closed. Correct it there."
            )
        if self.number == 1:
            raise FileError(f"Line 1 is longer than {LONGEST:,} characters. {HOW}")
        while line and not line.endswith(("\n", "\r")):
            line = self.text.readline(LONGEST)
        self.too_long = self.number
        return "\n"

    def peek(self) -> str:
        """The first line, left where it is."""
        line = self.text.readline(LONGEST + 1)
        self.waiting = [line] if line else []
        return line


def _rows(reader: Iterator[list[str]], lines: _Lines, columns: int) -> Iterator[Row]:
    many = 0
    while True:
        start = lines.number + 1
        lines.read = 0
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise FileError(f"Line {start}: {_said(error)}") from error
        if lines.too_long:
            yield Row(lines.too_long, (), f"is longer than {LONGEST:,} characters")
            lines.too_long = 0
        elif any(cells):
            yield _row(start, cells, columns)
        else:
            continue
        many += 1
        if many >= MOST_ROWS:
            raise FileError(f"Line {start}: a file has at most {MOST_ROWS:,} rows. Split it.")


def _row(line: int, cells: list[str], columns: int) -> Row:
    if len(cells) > columns and any(cells[columns:]):
        said = f"has {len(cells)} cells, the header names {columns}"
        return Row(line, tuple(cells[:columns]), said)
    cut = tuple([cell.strip() for cell in cells[:columns]] + [""] * (columns - len(cells)))
    whole = "".join(cut)
    if "\0" in whole:
        return Row(line, cut, "holds characters that are no text (NUL)")
    if "\ufffd" in whole:
        return Row(line, cut, f"holds letters that cannot be read. {HOW}")
    if len(whole) > LONGEST_CELL and any(len(cell) > LONGEST_CELL for cell in cut):
        return Row(line, (), f"has a cell of more than {LONGEST_CELL:,} characters")
    return Row(line, cut)


def _header(reader: Iterator[list[str]]) -> tuple[str, ...]:
    try:
        cells = next(reader, [])
    except csv.Error as error:
        raise FileError(f"Line 1: {_said(error)}") from error
    columns = tuple(" ".join(cell.split()) for cell in cells)
    while columns and not columns[-1]:
        columns = columns[:-1]
    if not columns:
        raise FileError("Line 1 is empty. The first line must name the columns.")
    if len(columns) > MOST_COLUMNS:
        raise FileError(f"Line 1: there are {len(columns):,} columns; the most is {MOST_COLUMNS}.")
    if any("\0" in name or "\ufffd" in name or len(name) > 200 for name in columns):
        raise FileError(f"Line 1: the names of the columns cannot be read. {HOW}")
    return columns


def _said(error: csv.Error) -> str:
    text = str(error)
    if "unexpected end" in text or "field larger" in text:
        return "a quotation mark is opened here and never closed. Correct it in the spreadsheet."
    return f"the file cannot be read as CSV ({text})."


def _encoding(file: BinaryIO) -> str:
    head = file.read(4096)
    _must_be_text(head)
    found = next((name for bom, name in BOMS if head.startswith(bom)), "")
    if not found and len(head) > 3:
        found = "utf-16-le" if head[1:4:2] == b"\0\0" else ""
        found = found or ("utf-16-be" if head[0:4:2] == b"\0\0" else "")
    found = found or _utf8_or_windows(file, head)
    file.seek(0)
    return found


def _must_be_text(head: bytes) -> None:
    if not head.strip():
        raise FileError("The file is empty. The first line must name the columns.")
    what = next((words for mark, words in OTHERS if head.startswith(mark)), "")
    bare = head.lstrip(codecs.BOM_UTF8).lstrip()
    what = what or next((words for mark, words in MARKED if bare.startswith(mark)), "")
    if what:
        raise FileError(f"Line 1: this is {what}, not a CSV file. {HOW}")


def _utf8_or_windows(file: BinaryIO, head: bytes) -> str:
    """UTF-8 if all of it is; else what Windows writes."""
    decoder, data, size = codecs.getincrementaldecoder("utf-8")(), head, 0
    try:
        while data:
            decoder.decode(data)
            size += len(data)
            if size > LARGEST:
                raise FileError(f"The file is larger than {LARGEST // 10**6} MB. Split it.")
            data = file.read(1 << 18)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _delimiter(lines: _Lines) -> str:
    first = lines.peek()
    return max(",;\t|", key=first.count)
