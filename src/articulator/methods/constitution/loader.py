"""Strict YAML: one meaning per line, every fault with its line and column."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from articulator.methods.constitution.canonical import version_id
from articulator.methods.constitution.shape import shape_problems

LARGEST = 1_000_000
DEEPEST = 30

type Path = tuple[str | int, ...]
type Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where (line and column count from 1), and what to do."""

    line: int
    column: int
    path: Path
    message: str

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.message}"


class ConstitutionError(ValueError):
    """A text that is not a constitution; `problems` lists everything found, in order of lines."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Constitution:
    """A constitution that has the right shape; whether it makes sense is for `check` to say."""

    data: Mapping[str, Any]
    positions: Mapping[Path, Position]
    version_id: str

    def at(self, path: Path) -> Any:
        found: Any = self.data
        for step in path:
            found = found[step]
        return found

    def position(self, path: Path) -> Position:
        """Where something stands in the text; for what is not there, where its parent stands."""
        while path and path not in self.positions:
            path = path[:-1]
        return self.positions.get(path, (1, 1))


def load(text: str) -> Constitution:
    """Read a constitution (YAML 1.2 core schema, JSON types only).

    Raises ConstitutionError with every problem found: text that is not YAML, keys that appear
    twice, keys or values that the schema does not know, aliases, dates, tags.
    """
    reader = _Reader()
    data = reader.read(text)
    problems = list(reader.problems)
    if not problems:
        problems = [
            Problem(*reader.position(path), path, message) for path, message in shape_problems(data)
        ]
    if problems:
        raise ConstitutionError(tuple(sorted(problems, key=lambda p: (p.line, p.column))))
    return Constitution(data, reader.positions, version_id(data))


_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+([eE][-+]?[0-9]+)?")


@dataclass
class _Reader:
    """Turns YAML's events into plain data and remembers where each thing stood."""

    positions: dict[Path, Position] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def read(self, text: str) -> Any:
        if len(text) > LARGEST:
            self._fault((1, 1), (), f"the text has {len(text):,} characters; at most {LARGEST:,}")
            return None
        try:
            root = yaml.compose(text, Loader=yaml.BaseLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            self._fault(place, (), f"this is not YAML: {error.problem or error.context}")
            return None
        except (yaml.YAMLError, RecursionError) as error:
            self._fault((1, 1), (), f"this is not YAML: {error}")
            return None
        if not isinstance(root, yaml.MappingNode):
            self._fault((1, 1), (), "a constitution is a list of sections such as `identity:`")
            return None
        return self._value(root, ())

    def position(self, path: Path) -> Position:
        while path and path not in self.positions:
            path = path[:-1]
        return self.positions.get(path, (1, 1))

    def _fault(self, place: Position, path: Path, message: str) -> None:
        self.problems.append(Problem(*place, path, message))

    def _value(self, node: yaml.Node, path: Path) -> Any:
        place = (node.start_mark.line + 1, node.start_mark.column + 1)
        self.positions.setdefault(path, place)
        if id(node) in self.seen or len(path) > DEEPEST:
            self._fault(place, path, "write this out: aliases (*name) and deep nesting are refused")
            return None
        self.seen.add(id(node))
        if node.tag and not node.tag.startswith("tag:yaml.org,2002:"):
            self._fault(place, path, f"the tag {node.tag} is not allowed here")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, (*path, n)) for n, item in enumerate(node.value)]
        return _scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            place = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            key = key_node.value
            if not isinstance(key, str):
                self._fault(place, path, "a key must be a word")
            elif key == "<<":
                self._fault(place, path, "merging with << is not allowed: write the keys out")
            elif key in found:
                first = self.positions[(*path, key)][0]
                self._fault(place, (*path, key), f"{key} appears twice; first on line {first}")
            else:
                self.positions[(*path, key)] = place
                found[key] = self._value(value_node, (*path, key))
        return found


def _scalar(node: yaml.Node) -> Any:
    """YAML 1.2 core schema: only true, false, null, whole numbers and decimals are not text."""
    text = node.value
    if node.style is not None:  # in quotes, or a block of text
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text
