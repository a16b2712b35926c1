"""The shape of a constitution: JSON Schema 2020-12, with its findings in plain sentences."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator, ValidationError, validators

from articulator.methods.constitution.groups import BUILT_IN_BASES
from articulator.methods.constitution.strict_yaml import Path

type Fault = Any  # a ValidationError of jsonschema, whose fields have no types

_CLOSING = {"additionalProperties", "unevaluatedProperties"}
_MUST_BE = {
    "boolean": "true or false",
    "string": "text, in quotes where it looks like a number",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "a set of keys with values",
}


@cache
def schema() -> dict[str, Any]:
    """The schema that ships with the package."""
    text = files("articulator.methods.constitution").joinpath("schema.json").read_text("utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


def _whole(_: Any, pattern: str, value: Any, __: Any) -> Iterator[ValidationError]:
    """`$` in a pattern is the end of the text, not a place before a last line break."""
    if isinstance(value, str) and (value.endswith("\n") or not re.search(pattern, value)):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


@cache
def _validator() -> Any:
    return validators.extend(Draft202012Validator, {"pattern": _whole})(schema())  # type: ignore[no-untyped-call]


def shape_problems(data: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """Where the data does not have the shape of a constitution, as (path, sentence)."""
    for error in _validator().iter_errors(data):
        yield from _sentences(error, data)
    yield from _bases(data)


def _sentences(error: Fault, data: Any) -> Iterator[tuple[Path, str]]:
    path = tuple(error.absolute_path)
    if error.validator in _CLOSING:
        yield from _unknown_keys(error, path, data)
    elif error.validator == "required":
        lacking = [key for key in error.validator_value if key not in error.instance]
        here = [key for key in lacking if repr(key) in error.message]
        yield path, f"{spoken(path, data)} must say {', '.join(here)}"
    elif error.validator == "oneOf" and error.context:
        for part in _nearest(error.context):
            yield from _sentences(part, data)
    elif error.validator == "if" and error.context:
        for part in error.context:
            yield from _sentences(part, data)
    else:
        yield path, f"{spoken(path, data)}: {_shown(error.instance)} {_wrong(error)}"


def _wrong(error: Fault) -> str:
    described = error.schema.get("description") if isinstance(error.schema, dict) else None
    if error.validator == "enum":
        near = get_close_matches(str(error.instance), map(str, error.validator_value), n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        return f"is not one of {', '.join(map(str, error.validator_value))}{hint}"
    if described:
        return f"is not {described}"
    if error.validator == "type":
        return f"is not {_MUST_BE[error.validator_value]}"
    if error.validator == "dependentRequired":
        return f"is not complete: {error.message}"
    if error.validator in {"minItems", "minProperties"}:
        return "has too little in it"
    return "has too much in it" if error.validator == "maxItems" else f"cannot be: {error.message}"


def _shown(value: Any) -> str:
    if isinstance(value, dict | list):
        return "what stands here"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _nearest(context: list[Fault]) -> list[Fault]:
    """Of several forms that are allowed, the faults of the one which was probably meant."""
    forms: dict[Any, list[Fault]] = defaultdict(list)
    for error in context:
        forms[error.relative_schema_path[0]].append(error)
    return min(forms.values(), key=lambda faults: sum(map(_distance, faults)))


def _distance(fault: Fault) -> int:
    if fault.validator == "required":
        return 2 * len([key for key in fault.validator_value if key not in fault.instance])
    if fault.validator in _CLOSING:
        return len(set(fault.instance) - set(_known(fault.schema)))
    return 100 if fault.validator == "type" and not fault.relative_path else 1


def _unknown_keys(error: Fault, path: Path, data: Any) -> Iterator[tuple[Path, str]]:
    known = _known(error.schema)
    for key in error.instance:
        if key in known or key.startswith("x_"):
            continue
        if error.validator_value is False:
            near = get_close_matches(key, known, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]}?" if near else f"known here: {', '.join(known)}"
            yield (*path, key), f"{key} is not known here; {hint} (extensions begin with x_)"
        else:
            for part in _of_value(error, key):
                what = spoken((*path, key), data)
                yield (*path, key), f"{what}: {_shown(error.instance[key])} {_wrong(part)}"


def _of_value(error: Fault, key: str) -> Iterator[Fault]:
    yield from _validator().evolve(schema=error.validator_value).iter_errors(error.instance[key])


def _known(part: Mapping[str, Any]) -> list[str]:
    """The keys which an object may have, with those it takes over from another by $ref."""
    own = list(part.get("properties", {}))
    other = part.get("$ref", "").removeprefix("#/$defs/")
    return own + (_known(schema()["$defs"][other]) if other else [])


def spoken(path: Path, data: Any) -> str:
    """A path with ids in place of numbers: `bodies.npc.seat_groups.elected.term`."""
    words: list[str] = []
    step: Any
    for step in path:
        data = data[step] if isinstance(data, list) or (data and step in data) else None
        named = isinstance(step, int) and isinstance(data, dict) and isinstance(data.get("id"), str)
        words.append(data["id"] if named and data else str(step))
    return ".".join(words) or "the constitution"


def _bases(data: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """A clause's `basis` is a source of this file, `law` or `default`."""
    sources = data.get("sources")
    listed = sources if isinstance(sources, list) else []
    known = {*BUILT_IN_BASES, *(one.get("id") for one in listed if isinstance(one, dict))}
    for path, basis in _values(data, "basis"):
        if isinstance(basis, str) and basis not in known:
            near = get_close_matches(basis, [name for name in known if name], n=1)
            hint = f"did you mean {near[0]}?" if near else "declare it under sources"
            yield path, f"the basis {basis} is no source of this constitution; {hint}"


def _values(part: Any, key: str, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    if isinstance(part, dict):
        for name, value in part.items():
            if name == key:
                yield (*path, name), value
            elif not name.startswith("x_"):
                yield from _values(value, key, (*path, name))
    elif isinstance(part, list):
        for number, value in enumerate(part):
            yield from _values(value, key, (*path, number))
