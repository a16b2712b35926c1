"""A constitution's text, read strictly: one meaning per line, every fault with its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from articulator.methods.constitution.canonical import version_id
from articulator.methods.constitution.shape import shape_problems
from articulator.methods.constitution.strict_yaml import Fault, Path, Position, read

__all__ = ["Constitution", "ConstitutionError", "Path", "Position", "Problem", "load"]


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
        """The part of the constitution that a path leads to; LookupError where nothing is."""
        found: Any = self.data
        for step in path:
            found = found[step]
        return found

    def position(self, path: Path) -> Position:
        """Where something stands in the text; for what is not there, where its parent stands."""
        return _position(self.positions, path)


def load(text: str) -> Constitution:
    """Read a constitution (YAML 1.2 core schema, JSON's types only) and check its shape.

    Raises ConstitutionError with every problem found: text that is not YAML, keys that appear
    twice, aliases and tags, keys and values that the schema does not know.
    """
    data, positions, faults = read(text)
    problems = [_problem(fault) for fault in faults]
    blind = {fault.path for fault in faults}
    if isinstance(data, dict):
        for path, message in shape_problems(data):
            if not any(path[:n] in blind for n in range(1, len(path) + 1)):
                problems.append(Problem(*_position(positions, path), path, message))
    if problems:
        raise ConstitutionError(tuple(sorted(problems, key=lambda p: (p.line, p.column))))
    return Constitution(data, positions, version_id(data))


def _problem(fault: Fault) -> Problem:
    return Problem(*fault.place, fault.path, fault.message)


def _position(positions: Mapping[Path, Position], path: Path) -> Position:
    while path and path not in positions:
        path = path[:-1]
    return positions.get(path, (1, 1))
