"""The copy of everything that is kept of a person: to read, and for other programs."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.template.loader import render_to_string

from articulator.identity.privacy.owners import about_people, in_words, owner, rows, subject_of
from articulator.identity.privacy.record import words_of
from articulator.kernel.models import Person
from articulator.kernel.personal import Audience, Kind, Personal, declared, purpose
from articulator.methods.cells import harmless

ANOTHER = "another person"
HASH = 64  # characters


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that rows tell: its name, what it is in words, and whether a reader misses it."""

    name: str
    words: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """All rows of one model about one person, as they are handed out."""

    name: str
    title: str
    words: str
    purpose: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    withheld: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        names = [column.name for column in self.columns]
        return {
            "what": self.words,
            "purpose": self.purpose,
            "fields": {column.name: column.words for column in self.columns},
            "rows": [dict(zip(names, row, strict=True)) for row in self.rows],
            "kept but not handed out": list(self.withheld),
        }

    @property
    def heads(self) -> list[str]:
        return [column.words for column in self.columns if column.shown]

    @property
    def lines(self) -> list[list[Any]]:
        """The rows as the page shows them: without keys and without the reader's own name."""
        return [
            [_told(value) for value, column in zip(row, self.columns, strict=True) if column.shown]
            for row in self.rows
        ]


def kept_of(person: Person) -> Iterator[Kept]:
    """Everything that is kept of a person, model by model; models without a row are left out."""
    subject = subject_of(person)
    for model, _ in about_people():
        paths = _paths(model)
        about, named = rows(model, subject), [path for path, f in paths if _leads_on(f)]
        if found := tuple(about.select_related(*named) if named else about):
            yield _kept(model, found, person)


def archive(person: Person, house: str, at: datetime) -> bytes:
    """A zip: a page to read, the same as JSON, and a table for each thing that is kept."""
    kept = tuple(kept_of(person))
    context = {"kept": kept, "person": person, "house": house, "at": at}
    files = {
        "readme.html": render_to_string("privacy/copy.html", context),
        "data.json": json.dumps(
            {"organisation": house, "at": at, "kept": {one.name: one.as_data() for one in kept}},
            default=str, ensure_ascii=False, indent=1,
        ),
        **{f"tables/{one.name}.csv": as_csv(one) for one in kept},
    }  # fmt: skip
    return _zipped(files, at)


def as_csv(kept: Kept) -> str:
    """Cells that a spreadsheet would take for a formula begin with an apostrophe."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow([column.name for column in kept.columns])
    table.writerows([_cell(value) for value in row] for row in kept.rows)
    return text.getvalue()


def _cell(value: Any) -> str:
    told = json.dumps(value, ensure_ascii=False, default=str) if _nested(value) else str(value)
    return "" if value is None else harmless(told)


def _nested(value: Any) -> bool:
    return isinstance(value, dict | list)


def _zipped(files: dict[str, str], at: datetime) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, at.timetuple()[:6]), text)
    return made.getvalue()


def _told(value: Any) -> Any:
    """A value as one reads it."""
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_told(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return ", ".join(str(_told(inner)) for inner in value)
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


def _kept(model: type[models.Model], found: tuple[models.Model, ...], person: Person) -> Kept:
    said, paths = declared(model) or {}, _paths(model)
    handed = {path for path, _ in paths}
    return Kept(
        name=model._meta.label_lower,  # noqa: SLF001 - documented
        title=in_words(model),
        words=words_of(model),
        purpose=purpose(_app(model)),
        columns=tuple(_column(path, field, said.get(path)) for path, field in paths),
        rows=tuple(tuple(_value(row, path, field, person) for path, field in paths)
                   for row in found),
        withheld=tuple(one.words for name, one in said.items() if name not in handed),
    )  # fmt: skip


def _app(model: type[models.Model]) -> Any:
    return model._meta.app_config  # noqa: SLF001 - documented


def _paths(model: type[models.Model]) -> list[tuple[str, Any]]:
    """The fields that are handed out; of a row that hangs on another one, what that one is of.

    That somebody voted hangs on their line on the roll, and that line tells of which election.
    """
    said, found = declared(model) or {}, []
    for field in model._meta.concrete_fields:  # noqa: SLF001 - documented
        if _secret(field, said.get(field.name)):
            continue
        found.append((field.name, field))
        other: Any = field.related_model
        if field.is_relation and other is not Person and _human(field):
            found += [(f"{field.name}__{f.name}", f) for f in other._meta.concrete_fields  # noqa: SLF001 - documented
                      if _leads_on(f)]  # fmt: skip
    return found


def _secret(field: Any, says: Personal | None) -> bool:
    """Keys of a sign-in are named in the copy, never part of it; nor is a copy part of a copy."""
    key = says is not None and says.kind == Kind.ACCESS and says.audience == Audience.NOBODY
    return key or isinstance(field, models.BinaryField)


def _column(path: str, field: Any, says: Personal | None) -> Column:
    """Keys and hashes are for programs, as is the reader's own name in every line."""
    hashed = says is None and getattr(field, "max_length", 0) == HASH
    key = (field.primary_key or isinstance(field, models.UUIDField)) and not field.is_relation
    shown = not (hashed or key or (field.is_relation and _human(field)))
    return Column(path, says.words if says else str(field.verbose_name), shown)


def _leads_on(field: Any) -> bool:
    """What a row leads to is told by its name, read together with the row."""
    return bool(field.is_relation and not _human(field))


def _human(field: Any) -> bool:
    """Whether the field leads to a person, or to a row that is about one."""
    other = field.related_model
    return other is Person or bool(other and owner(other))


def _value(row: models.Model, path: str, field: Any, person: Person) -> Any:
    *through, _last = path.split("__")
    holder: Any = row
    for name in through:
        holder = getattr(holder, name)
        if holder is None:
            return None
    value = getattr(holder, field.attname)
    if not field.is_relation or value is None:
        return value
    if field.related_model is Person:
        return str(person) if value == person.pk else ANOTHER
    return str(value) if _human(field) else str(getattr(holder, field.name))
