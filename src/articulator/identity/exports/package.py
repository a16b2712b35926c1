"""The whole organisation as files: a table as CSV and JSON for each model, and their description.

The description is a Tabular Data Package (specs.frictionlessdata.io): types, keys, and for every
field about people what the register says of it. What is taken and what is left out follows from the
models alone, so that no feature has to be named here:

- tables of sign-ins, sessions and tasks (of other people's packages) and the cache are left out;
- so are fields that only the software itself reads (passwords, letters), unless kept for ever: a
  wish to be left alone outlives a move to another server;
- a field that a model lists under `sealed` is empty until the condition stated there is met.
"""

import csv
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from errno import EEXIST
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Case, F, When
from django.utils.duration import duration_iso_string

from articulator.kernel.models import Cached
from articulator.kernel.personal import Audience, Keep, Personal, Seals, declared
from articulator.methods.cells import harmless

ROWS_AT_ONCE = 2000
OURS = "articulator."
TYPES = {
    models.UUIDField: ("string", "uuid"),
    models.EmailField: ("string", "email"),
    models.BooleanField: ("boolean", "default"),
    models.IntegerField: ("integer", "default"),
    models.FloatField: ("number", "default"),
    models.DecimalField: ("number", "default"),
    models.DurationField: ("duration", "default"),
    models.DateTimeField: ("datetime", "default"),
    models.DateField: ("date", "default"),
    models.JSONField: ("any", "default"),
}
TEXT = ("string", "default")
README = """\
# Everything this organisation has in Articulator

**Treat this folder as the membership list it is.** It tells who belongs to the organisation, which
the law protects as political opinion. Keep it encrypted, and delete it when it has served.

Each table is there twice: as CSV for spreadsheets, with an apostrophe before what a spreadsheet
would run, and as JSON with the exact text. `datapackage.json` says what each column is, how tables
hang together, and of each column about people what the law asks to be known (Tabular Data Package,
specs.frictionlessdata.io).

| table | rows |
|---|---|
{tables}

## What is not here

Ballots of elections that are not declared yet are there without their rankings; keys of draws and
the lots of open counts are empty. And these tables and columns, which only the software reads:

{omitted}
"""


@dataclass(frozen=True, slots=True)
class Written:
    """One table as it was written."""

    name: str
    rows: int
    files: dict[str, tuple[int, str]]  # path: bytes and SHA-256


def write(folder: Path) -> list[Written]:
    """Write everything into a new folder, which appears when all of it is there.

    All tables are read at one moment, row by row, in the order of their keys: the same data give
    the same files. Raises FileExistsError where there is something already.
    """
    refuse_what_is_there(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as unfinished:
        made = Path(unfinished) / folder.name
        made.mkdir(mode=0o700)
        with _one_moment():
            written = [_table(model, made) for model in tables()]
        described = json.dumps(describe(written), indent=1, ensure_ascii=False)
        (made / "datapackage.json").write_text(described + "\n", encoding="utf-8")
        (made / "README.md").write_text(_readme(written), encoding="utf-8")
        made.rename(folder)
    return written


def refuse_what_is_there(folder: Path) -> None:
    if folder.exists():
        raise FileExistsError(EEXIST, "there is something already: name a new folder", str(folder))


def tables() -> list[type[models.Model]]:
    """The models that are taken, by name."""
    ours = (m for m in apps.get_models() if m.__module__.startswith(OURS) and m is not Cached)
    return sorted(ours, key=name_of)


def omitted() -> list[str]:
    """What is left out, by name, for the description."""
    others = (m for m in apps.get_models() if m not in tables())
    fields = (f"{name_of(m)}.{f.name}" for m in tables() for f in _meta(m) if not _taken(m, f))
    return sorted([*map(name_of, others), *fields])


def name_of(model: type[models.Model]) -> str:
    return str(model._meta.label_lower)  # noqa: SLF001 - documented


# What is taken


def _meta(model: type[models.Model]) -> Iterable[Any]:
    return model._meta.concrete_fields  # noqa: SLF001 - documented


def _says(model: type[models.Model], field: Any) -> Personal | None:
    return (declared(model) or {}).get(field.name)


def _taken(model: type[models.Model], field: Any) -> bool:
    says = _says(model, field)
    hidden = says and says.audience == Audience.NOBODY and says.keep != Keep.RECORD
    return not hidden and not isinstance(field, models.BinaryField)


def _seals(model: type[models.Model]) -> Seals:
    return getattr(model, "sealed", {})


def _fields(model: type[models.Model]) -> list[Any]:
    return [field for field in _meta(model) if _taken(model, field)]


def _rows(model: type[models.Model]) -> Iterator[tuple[Any, ...]]:
    """The rows in the order of their keys; a sealed field is empty while its seal holds."""
    seals, fields = _seals(model), _fields(model)
    opened = {
        f"opened_{f.name}": Case(When(seals[f.name], then=F(f.name)), output_field=f)
        for f in fields
        if f.name in seals
    }
    names = [f"opened_{f.name}" if f.name in seals else f.attname for f in fields]
    rows = model._base_manager.annotate(**opened).order_by("pk")  # noqa: SLF001 - as in kernel/links
    found: Iterator[tuple[Any, ...]] = rows.values_list(*names).iterator(ROWS_AT_ONCE)
    return found


@contextmanager
def _one_moment() -> Iterator[None]:
    """Every table as it is at the same moment, while others go on writing."""
    if connection.in_atomic_block:
        yield
        return
    mode = getattr(connection, "transaction_mode", None)
    connection.transaction_mode = None  # type: ignore[attr-defined] # SQLite: readers lock nobody
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield
    finally:
        connection.transaction_mode = mode  # type: ignore[attr-defined]


# How it is written


class _Out:
    """A file that knows its size and hash when it is closed."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._hash, self.size = hashlib.sha256(), 0

    def write(self, text: str) -> None:
        data = text.encode()
        self._hash.update(data)
        self.size += len(data)
        self._file.write(text)

    def close(self) -> tuple[int, str]:
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        return self.size, self._hash.hexdigest()


def _table(model: type[models.Model], folder: Path) -> Written:
    """Write both files of a table in one pass."""
    name, columns = name_of(model), [field.attname for field in _fields(model)]
    as_csv, as_json = _Out(folder / f"{name}.csv"), _Out(folder / f"{name}.json")
    lines = csv.writer(as_csv, lineterminator="\n")
    lines.writerow(columns)
    rows = 0
    for rows, values in enumerate(_rows(model), 1):
        plain = [_plain(value) for value in values]
        lines.writerow(map(_cell, plain))
        row = dict(zip(columns, plain, strict=True))
        as_json.write(("[\n" if rows == 1 else ",\n") + json.dumps(row, ensure_ascii=False))
    as_json.write("\n]\n" if rows else "[]\n")
    files = {f"{name}.csv": as_csv.close(), f"{name}.json": as_json.close()}
    return Written(name, rows, files)


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, date | UUID | Decimal):
        return str(value)
    return value


def _cell(value: Any) -> str:
    """A plain value as CSV has it. The JSON beside it has the exact text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


# How it is described


def describe(written: Iterable[Written]) -> dict[str, Any]:
    models_ = {name_of(model): model for model in tables()}
    return {
        "profile": "tabular-data-package",
        "name": "articulator-export",
        "title": "Everything an organisation has in Articulator",
        "resources": [_resource(one, models_[one.name]) for one in written],
        "omitted": omitted(),
    }


def _readme(written: Iterable[Written]) -> str:
    """What whoever opens the folder needs to know first."""
    lines = [f"| `{one.name}` | {one.rows:,} |" for one in written]
    return README.format(tables="\n".join(lines), omitted="\n".join(f"- `{o}`" for o in omitted()))


def _resource(one: Written, model: type[models.Model]) -> dict[str, Any]:
    size, digest = one.files[f"{one.name}.csv"]
    json_size, json_digest = one.files[f"{one.name}.json"]
    return {
        "profile": "tabular-data-resource",
        "name": one.name,
        "title": str(model._meta.verbose_name),  # noqa: SLF001 - documented
        "description": (model.__doc__ or "").strip(),
        "path": f"{one.name}.csv",
        "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
        "bytes": size, "hash": f"sha256:{digest}", "rows": one.rows,
        "json": {"path": f"{one.name}.json", "bytes": json_size, "hash": f"sha256:{json_digest}"},
        "schema": _schema(model),
    }  # fmt: skip


def _schema(model: type[models.Model]) -> dict[str, Any]:
    fields = _fields(model)
    keys = [_foreign_key(field) for field in fields if field.is_relation]
    return {
        "fields": [_described(model, field) for field in fields],
        "primaryKey": model._meta.pk.attname,  # noqa: SLF001 - documented
        "missingValues": [""],
        **({"foreignKeys": keys} if keys else {}),
    }


def _foreign_key(field: Any) -> dict[str, Any]:
    """A reference to a row of the same table leaves the resource empty, as the standard asks."""
    other = field.related_model
    to = "" if other is field.model else name_of(other)
    return {
        "fields": field.attname,
        "reference": {"resource": to, "fields": field.target_field.attname},
    }


def _described(model: type[models.Model], field: Any) -> dict[str, Any]:
    kind, form = _type(field.target_field if field.is_relation else field)
    says, sealed = _says(model, field), field.name in _seals(model)
    said: dict[str, Any] = {"name": field.attname, "type": kind, "format": form}
    rules = {"required": True} if _required(field) and not sealed else {}
    if field.unique and not sealed:
        rules["unique"] = True
    if says:
        said["personal"] = {
            "what": says.words, "class": says.kind, "basis": says.basis, "kept": says.keep,
        }  # fmt: skip
    return {**said, **({"constraints": rules} if rules else {})}


def _required(field: Any) -> bool:
    """An empty cell of a CSV is no value: only what is never an empty text is required."""
    text = isinstance(field, models.CharField | models.TextField | models.JSONField)
    return not field.null and not text


def _type(field: Any) -> tuple[str, str]:
    return next((said for kind, said in TYPES.items() if isinstance(field, kind)), TEXT)
