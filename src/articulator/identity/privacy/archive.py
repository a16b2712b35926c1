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

from articulator.identity.privacy.owners import Subject, about_people, owner, rows
from articulator.identity.privacy.record import words_of
from articulator.kernel.models import Person
from articulator.kernel.personal import Audience, Kind, Personal, declared, purpose

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run
ANOTHER = "another person"


@dataclass(frozen=True, slots=True)
class Kept:
    """All rows of one model about one person, as they are handed out."""

    name: str
    words: str
    purpose: str
    columns: tuple[tuple[str, str], ...]  # of a field its name, and what it is in words
    rows: tuple[tuple[Any, ...], ...]
    withheld: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        names = [name for name, _ in self.columns]
        return {
            "what": self.words,
            "purpose": self.purpose,
            "fields": dict(self.columns),
            "rows": [dict(zip(names, row, strict=True)) for row in self.rows],
            "kept but not handed out": list(self.withheld),
        }


def kept_of(person: Person) -> Iterator[Kept]:
    """Everything that is kept of a person, model by model; models without a row are left out."""
    subject = Subject(person)
    for model, _ in about_people():
        about, named = rows(model, subject), _named(model)
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
    table.writerow([name for name, _ in kept.columns])
    table.writerows([_cell(value) for value in row] for row in kept.rows)
    return text.getvalue()


def _cell(value: Any) -> str:
    told = json.dumps(value, ensure_ascii=False, default=str) if _nested(value) else str(value)
    text = "" if value is None else told
    return f"'{text}" if text.startswith(FORMULA) else text


def _nested(value: Any) -> bool:
    return isinstance(value, dict | list)


def _zipped(files: dict[str, str], at: datetime) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, at.timetuple()[:6]), text)
    return made.getvalue()


def _kept(model: type[models.Model], found: tuple[models.Model, ...], person: Person) -> Kept:
    said = declared(model) or {}
    fields = [f for f in model._meta.concrete_fields if not _secret(f, said.get(f.name))]  # noqa: SLF001 - documented
    handed = {f.name for f in fields}
    return Kept(
        name=model._meta.label_lower,  # noqa: SLF001 - documented
        words=words_of(model),
        purpose=purpose(_app(model)),
        columns=tuple((f.name, _words(f, said.get(f.name))) for f in fields),
        rows=tuple(tuple(_value(row, f, person) for f in fields) for row in found),
        withheld=tuple(one.words for name, one in said.items() if name not in handed),
    )


def _app(model: type[models.Model]) -> Any:
    return model._meta.app_config  # noqa: SLF001 - documented


def _secret(field: Any, says: Personal | None) -> bool:
    """Keys of a sign-in are named in the copy, never part of it; nor is a copy part of a copy."""
    key = says is not None and says.kind == Kind.ACCESS and says.audience == Audience.NOBODY
    return key or isinstance(field, models.BinaryField)


def _words(field: Any, says: Personal | None) -> str:
    return says.words if says else str(field.verbose_name)


def _named(model: type[models.Model]) -> list[str]:
    """What a row leads to is told by its name, read together with the row."""
    return [f.name for f in model._meta.concrete_fields if f.is_relation and not _human(f)]  # noqa: SLF001 - documented


def _human(field: Any) -> bool:
    """Whether the field leads to a person, or to a row that is about one."""
    other = field.related_model
    return other is Person or bool(other and owner(other))


def _value(row: models.Model, field: Any, person: Person) -> Any:
    value = getattr(row, field.attname)
    if not field.is_relation or value is None:
        return value
    if field.related_model is Person:
        return str(person) if value == person.pk else ANOTHER
    return str(value) if _human(field) else str(getattr(row, field.name))
