"""Surveys as XLSForm workbooks, which ODK, KoboToolbox and others share: what of one we can ask.

Source: the XLSForm reference (xlsform.org): a sheet `survey` with a row a question (type, name,
label), a sheet `choices` (list_name, name, label), a sheet `settings` (form_title,
default_language). Labels may stand in several languages, as `label::English (en)`.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

LARGEST, UNPACKED, PARTS = 2_000_000, 16_000_000, 300  # bytes, bytes, files within the workbook
LONGEST_TEXT, LONGEST_OPTION, MOST_OPTIONS, MOST = 300, 160, 30, 60
RANGE = 11  # steps of a scale: as many as anybody reads out
BY_ITSELF = frozenset({
    "start", "end", "today", "deviceid", "phonenumber", "username", "email", "audit", "calculate",
    "hidden", "xml-external", "csv-external", "start-geopoint", "background-audio",
})  # fmt: skip
SELECT = re.compile(
    r"^select[_ ]?(one|1|multiple|all that apply)\s+(from\s+)?(\S+)(.*)$", re.IGNORECASE
)
MARKUP = re.compile(r"</?\w[^>]*>|[*_#]{2,}|^#+\s*")

# Answers carry no name: who wants to hear from us leaves an address apart from them.
WHO = re.compile(
    r"\b(your name|full name|first name|last name|surname|phone|telephone|mobile|e-?mail|"
    r"(home|street|your) address|date of birth|birthday)\b|^name\W*$", re.IGNORECASE,
)  # fmt: skip

type Row = Mapping[str, Any]


class FormError(ValueError):
    """A file that is no XLSForm, with what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: `kind` is open, choice, several or scale; open ones have no options."""

    kind: str
    text: str
    heading: str = ""
    options: tuple[str, ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """What can be asked of a workbook, and a sentence for each thing that cannot."""

    title: str
    asked: tuple[Asked, ...]
    left_out: tuple[str, ...]


@dataclass(slots=True)
class _Reading:
    """Where a reading stands: the headings it is under, and how deep in what is left out."""

    choices: Mapping[str, Sequence[str]]
    label: str
    asked: list[Asked] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    of_some: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    repeats: int = 0


def read(data: bytes) -> Form:
    """The questions of a workbook (.xlsx) or of its sheets as one CSV file, in their order.

    Raises FormError for anything else, for files that are too large or unpack to too much, and
    where nothing can be asked.
    """
    sheets = _sheets(data)
    settings = next(iter(sheets.get("settings") or ()), {})
    rows = sheets.get("survey") or ()
    if not rows:
        raise FormError("There is no sheet called “survey” with a question in it.")
    label = _label_column(rows, str(settings.get("default_language", "")))
    reading = _Reading(_choices(sheets.get("choices") or (), label), label)
    for row in rows:
        _take(reading, row)
    if not reading.asked:
        why = f" {reading.left_out[0]}" if reading.left_out else ""
        raise FormError(f"Nothing in this form can be asked here.{why}")
    told = (*reading.left_out, *_of_some(reading.of_some), *_too_many(reading.asked))
    return Form(_plain(settings.get("form_title")), tuple(reading.asked[:MOST]), told)


def _of_some(words: Sequence[str]) -> Iterator[str]:
    if words:
        many = "one question" if len(words) == 1 else f"{len(words)} questions"
        yield f"The form asks {many} of some people only, as “{words[0]}”: here all are asked."


def _too_many(asked: Sequence[Asked]) -> Iterator[str]:
    for one in asked[MOST:]:
        yield f"“{one.text}”: a survey has at most {MOST} questions."


def _sheets(data: bytes) -> Mapping[str, Sequence[Row]]:
    from pyxform.xls2json_backends import csv_to_dict, xlsx_to_dict  # noqa: PLC0415 - slow to load

    if len(data) > LARGEST:
        raise FormError("This file is larger than two megabytes. Take pictures out of it.")
    packed = data.startswith(b"PK")
    if packed:
        _must_be_small_inside(data)
    try:
        found: Mapping[str, Sequence[Row]] = (
            xlsx_to_dict(BytesIO(data)) if packed else csv_to_dict(data.decode("utf-8-sig"))
        )
    except Exception as why:  # whatever a library says of a file that is none
        raise FormError(
            "This is no XLSForm that can be read. Save it as .xlsx, with the sheets “survey” and "
            "“choices”."
        ) from why
    return {str(name).lower(): rows for name, rows in found.items() if isinstance(rows, list)}


def _must_be_small_inside(data: bytes) -> None:
    try:
        parts = zipfile.ZipFile(BytesIO(data)).infolist()
    except zipfile.BadZipFile as why:
        raise FormError("This workbook is damaged. Save it again as .xlsx.") from why
    if len(parts) > PARTS or sum(one.file_size for one in parts) > UNPACKED:
        raise FormError("This workbook unpacks to more than any survey holds.")


def _label_column(rows: Sequence[Row], language: str) -> str:
    """`label`, or that of the form's own language, or of the first language there is."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    spoken = [one for one in columns if one.lower().startswith("label::")]
    own = [one for one in spoken if language and one[7:].strip().lower() == language.lower()]
    return next(iter([*(one for one in columns if one.lower() == "label"), *own, *spoken]), "label")


def _choices(rows: Sequence[Row], label: str) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        name = str(row.get("list_name") or row.get("list name") or "").strip()
        if words := _plain(row.get(label) or row.get("label") or row.get("name")):
            found.setdefault(name, []).append(words)
    return {name: list(dict.fromkeys(words)) for name, words in found.items()}


def _take(reading: _Reading, row: Row) -> None:
    """One row: a question, a heading, or something that is not asked here."""
    kind = " ".join(str(row.get("type") or "").split())
    words = _plain(row.get(reading.label) or row.get("label"))
    if _groups(reading, kind.lower().replace(" ", "_"), words) or not kind:
        return
    if kind.split()[0].lower() in BY_ITSELF or reading.repeats:
        return
    if why := _why_not(row, words):
        reading.left_out.append(f"“{words or row.get('name') or kind}”: {why}")
        return
    made = _question(reading, kind, words, row)
    if isinstance(made, Asked):
        reading.asked.append(made)
    else:
        reading.left_out.append(f"“{words}”: {made}")
    if isinstance(made, Asked) and row.get("relevant"):
        reading.of_some.append(words)


def _groups(reading: _Reading, kind: str, words: str) -> bool:
    """Follow headings and repeats; whether the row was no more than that."""
    if kind == "begin_group":
        reading.headings.append(words[:60])
    elif kind == "end_group":
        del reading.headings[-1:]
    elif kind == "begin_repeat":
        reading.repeats += 1
        reading.left_out.append(f"“{words or 'a part'}” is asked again and again: one answer each.")
    elif kind == "end_repeat":
        reading.repeats = max(reading.repeats - 1, 0)
    else:
        return False
    return True


def _why_not(row: Row, words: str) -> str:
    if not words:
        return "it has no label."
    if "${" in str(row.get("label") or words):
        return "it speaks of an earlier answer, and answers are not joined here."
    if len(words) > LONGEST_TEXT:
        return f"it is longer than {LONGEST_TEXT} letters, and is read aloud."
    return ""


def _question(reading: _Reading, kind: str, words: str, row: Row) -> Asked | str:
    """The question, or why it is none here."""
    heading = next((one for one in reversed(reading.headings) if one), "")
    if kind.lower() == "text" and WHO.search(words):
        return "it asks who somebody is. Answers carry no name; an address is left apart from them."
    if kind.lower() == "text":
        return Asked("open", words, heading)
    if kind.lower() == "range":
        steps = tuple(_steps(str(row.get("parameters") or "")))
        return Asked("scale", words, heading, steps) if steps else "its steps are too many."
    found = SELECT.match(kind)
    if not found or found[2] or "from_file" in kind:
        return f"“{kind}” is not asked here; ask it in words, or offer answers."
    options = tuple(reading.choices.get(found[3], ()))
    if not 2 <= len(options) <= MOST_OPTIONS or max(map(len, options)) > LONGEST_OPTION:
        return f"it needs 2 to {MOST_OPTIONS} answers of at most {LONGEST_OPTION} letters."
    several = found[1].lower() not in {"one", "1"}
    likert = "likert" in str(row.get("appearance") or "")
    sort = "several" if several else "scale" if likert else "choice"
    return Asked(sort, words, heading, options, own="or_other" in found[4].replace(" ", "_"))


def _steps(parameters: str) -> Iterator[str]:
    """`start=0 end=10 step=2` as the numbers read out; nothing where they are too many."""
    said = dict(re.findall(r"(\w+)\s*=\s*(-?\d+)", parameters))
    first, last = int(said.get("start", 1)), int(said.get("end", 10))
    step = abs(int(said.get("step", 1))) or 1
    if first < last and (last - first) // step < RANGE and abs(first) + abs(last) < 10_000:
        yield from map(str, range(first, last + 1, step))


def _plain(words: Any) -> str:
    """One line, without the marks that make it bold or coloured."""
    return " ".join(MARKUP.sub("", str(words or "")).split())
