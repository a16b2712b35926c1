"""YAML as constitutions use it: YAML 1.2's core schema without its traps.

Only `true` and `false` are booleans, only decimal digits without a leading zero are numbers;
`on`, `yes`, `012`, `1_000` and `2026-11-24` are text. Keys appear once. There are no aliases,
anchors, tags or second documents, so nothing can unfold into more than was written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

LARGEST = 1_000_000  # bytes
DEEPEST = 30

type Event = Any  # of PyYAML, whose stubs leave out most attributes
type Path = tuple[str | int, ...]
type Position = tuple[int, int]

_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?")
_PARSER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be read, and the line and column (from 1) where it stands."""

    place: Position
    path: Path
    message: str


def read(text: str) -> tuple[Any, dict[Path, Position], tuple[Fault, ...]]:
    """The text as plain data, where each part of it stands, and all that could not be read.

    The data is None where nothing could be read; otherwise faulty parts are missing from it.
    """
    if fault := _unreadable(text):
        return None, {}, (fault,)
    reader = _Reader(yaml.parse(text.removeprefix("\ufeff"), Loader=_PARSER))
    try:
        data = reader.document()
    except yaml.YAMLError as error:
        return None, {}, (*reader.faults, _not_yaml(error))
    return data, reader.positions, tuple(reader.faults)


def _unreadable(text: str) -> Fault | None:
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        return Fault((line, 1), (), "a character here is not valid Unicode")
    if size > LARGEST:
        return Fault((1, 1), (), f"the text has {size:,} bytes; at most {LARGEST:,} are read")
    return None


def _not_yaml(error: yaml.YAMLError) -> Fault:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    why = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
    return Fault(place, (), f"this is not YAML: {why}")


def _place(event: Event) -> Position:
    return event.start_mark.line + 1, event.start_mark.column + 1


@dataclass
class _Reader:
    """Turns YAML's events into plain data and remembers where each part stood."""

    events: Iterator[Event]
    positions: dict[Path, Position] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def document(self) -> Any:
        start = [next(self.events), next(self.events)]
        if isinstance(start[1], yaml.StreamEndEvent):
            self._fault(start[1], (), "the text is empty")
            return None
        root = next(self.events)
        if not isinstance(root, yaml.MappingStartEvent):
            self._fault(root, (), "a constitution consists of sections such as `identity:`")
            return None
        data = self._value(root, ())
        next(self.events)  # the document's end
        if not isinstance(more := next(self.events), yaml.StreamEndEvent):
            self._fault(more, (), "a second document begins here; a constitution is one")
        return data

    def _fault(self, event: Event, path: Path, message: str) -> None:
        self.faults.append(Fault(_place(event), path, message))

    def _value(self, event: Event, path: Path) -> Any:
        self.positions.setdefault(path, _place(event))
        if isinstance(event, yaml.AliasEvent):
            self._fault(event, path, f"write this out: the alias *{event.anchor} is not allowed")
            return None
        if event.anchor is not None:
            self._fault(event, path, f"the anchor &{event.anchor} is not allowed")
        if event.tag is not None:
            self._fault(event, path, f"the tag {event.tag} is not allowed")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if len(path) > DEEPEST:
            self._fault(event, path, f"this is nested more than {DEEPEST} levels deep")
            return self._skip()
        return (
            self._mapping(path) if isinstance(event, yaml.MappingStartEvent) else self._list(path)
        )

    def _skip(self) -> None:
        """Pass over a collection, however deep."""
        depth = 1
        while depth:
            event = next(self.events)
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)

    def _list(self, path: Path) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self._value(event, (*path, len(found))))
        return found

    def _mapping(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(key := next(self.events), yaml.MappingEndEvent):
            fault = self._key_fault(key, path, found)
            if fault:
                self._fault(key, (*path, "?"), fault)
                if isinstance(key, yaml.CollectionStartEvent):
                    self._skip()
                self._value(next(self.events), (*path, "?"))
            else:
                self.positions[(*path, key.value)] = _place(key)
                found[key.value] = None
                found[key.value] = self._value(next(self.events), (*path, key.value))
        return found

    def _key_fault(self, key: Event, path: Path, found: dict[str, Any]) -> str:
        if not isinstance(key, yaml.ScalarEvent) or key.anchor or key.tag:
            return "a key must be a plain word"
        if key.value == "<<":
            return "merging with << is not allowed: write the keys out"
        if key.value in found:
            first = self.positions[(*path, key.value)][0]
            return f"{key.value} appears twice; first on line {first}"
        return ""

    def _scalar(self, event: Event, path: Path) -> Any:
        text: str = event.value
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            self._fault(event, path, "a character here is not valid Unicode")
            return None
        if event.style:  # in quotes, or a block of text
            return text
        if text in _WORDS:
            return _WORDS[text]
        return _number(text) if _NUMBER.fullmatch(text) else text


def _number(text: str) -> int | float:
    """A number with nothing behind the point is a whole one, as in JSON."""
    number = float(text)
    return int(text.partition(".")[0]) if number.is_integer() else number
