"""The shape of a constitution: JSON Schema 2020-12, with its findings in plain sentences."""

import json
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

type Path = tuple[str | int, ...]


@cache
def schema() -> dict[str, Any]:
    text = files("articulator.methods.constitution").joinpath("schema.json").read_text("utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


def shape_problems(data: Any) -> Iterator[tuple[Path, str]]:
    """Where the data does not have the shape of a constitution, as (path, sentence)."""
    for error in Draft202012Validator(schema()).iter_errors(data):
        yield from _sentences(error)


def _sentences(error: ValidationError) -> Iterator[tuple[Path, str]]:
    path = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        known = error.schema.get("properties", {})
        for key in error.instance:
            if key not in known and not key.startswith("x_"):
                yield (*path, key), _unknown(key, known)
    elif error.validator == "required":
        missing = [key for key in error.validator_value if key not in error.instance]
        yield path, f"{_where(path)} must say {', '.join(missing)}"
    elif error.validator == "oneOf" and error.context:
        closest = min(error.context, key=lambda e: (e.validator == "type", len(str(e.message))))
        yield from _sentences(closest)
    elif error.validator == "enum":
        yield path, f"{error.instance!r} is not one of {', '.join(map(str, error.validator_value))}"
    else:
        yield path, f"{_where(path)}: {error.message}"


def _unknown(key: str, known: dict[str, Any]) -> str:
    near = get_close_matches(key, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"known here: {', '.join(sorted(known))}"
    return f"{key} is not known here; {hint} (extensions begin with x_)"


def _where(path: Path) -> str:
    return ".".join(map(str, path)) or "the constitution"
