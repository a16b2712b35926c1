"""What changes between two versions of a constitution, in sentences."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from articulator.methods.constitution.canonical import canonical_json
from articulator.methods.constitution.clauses import clause_path, clause_ref
from articulator.methods.constitution.loader import Constitution, Path
from articulator.methods.constitution.measures import (
    MeasureError,
    fraction_words,
    spoken_list,
)
from articulator.methods.constitution.render import Clause, render
from articulator.methods.constitution.wording.names import Names, plain
from articulator.methods.constitution.wording.spoken import in_words


@dataclass(frozen=True, slots=True)
class Change:
    """One change: which clause, where in the file, and what it means.

    `path` leads into the new version, for what is removed into the old one.
    """

    kind: Literal["added", "removed", "changed"]
    ref: str
    path: Path
    sentence: str

    def __str__(self) -> str:
        return f"{self.ref or 'The document'}: {self.sentence}"


def diff(old: Constitution, new: Constitution) -> tuple[Change, ...]:
    """Every difference in content, grouped by clause in the order of the file.

    Empty exactly when the version ids agree: comments, layout and the order of keys do not count.
    """
    found = _Comparison(_Side.of(old), _Side.of(new)).mappings((), ())
    grouped: dict[str, list[Change]] = {}
    for change in found:
        grouped.setdefault(change.ref, []).append(change)
    return tuple(change for changes in grouped.values() for change in changes)


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two versions, with its names and its clauses in sentences."""

    data: Mapping[str, Any]
    names: Names
    clauses: Mapping[Path, Clause]

    @classmethod
    def of(cls, constitution: Constitution) -> "_Side":
        clauses = [
            clause for section in render(constitution).sections for clause in section.clauses
        ]
        told = {clause.path: clause for clause in clauses}
        return cls(constitution.data, Names(constitution.data), told)

    def at(self, path: Path) -> Any:
        part: Any = self.data
        for step in path:
            part = part[step]
        return part

    def ref(self, path: Path) -> str:
        clause = clause_path(self.data, path)
        return clause_ref(self.data, clause) if clause else ""

    def subject(self, path: Path) -> str:
        """What a path means inside its clause: `interval of the meetings`."""
        own = path[len(clause_path(self.data, path)) :]
        keys = [_KEYS.get(str(step), plain(str(step))) for step in own if isinstance(step, str)]
        return " of the ".join(reversed(keys)) or "clause"

    def words(self, value: Any) -> str:
        if isinstance(value, str) and (" " in value or value != value.lower()):
            try:
                return fraction_words(value)
            except MeasureError:
                spoken = in_words(value, self.names)
                return spoken if spoken != plain(value) else f"“{value}”"
        return in_words(value, self.names)

    def told(self, path: Path) -> str:
        """All that a part says, in the sentences of the clauses in it."""
        inside = [one for place, one in self.clauses.items() if place[: len(path)] == path and path]
        return " ".join(sentence for clause in inside for sentence in clause.sentences)


@dataclass(frozen=True, slots=True)
class _Comparison:
    old: _Side
    new: _Side

    def values(self, before: Path, after: Path) -> Iterator[Change]:
        was, is_ = self.old.at(before), self.new.at(after)
        if canonical_json(was) == canonical_json(is_):
            return
        if isinstance(was, Mapping) and isinstance(is_, Mapping):
            yield from self.mappings(before, after)
        elif _has_ids(was) and _has_ids(is_):
            yield from self.items(before, after)
        elif isinstance(was, list) and isinstance(is_, list):
            yield self.lists(before, after)
        else:
            yield self.changed(before, after)

    def mappings(self, before: Path, after: Path) -> Iterator[Change]:
        was, is_ = self.old.at(before), self.new.at(after)
        for key in [*was, *(key for key in is_ if key not in was)]:
            if key not in is_:
                yield self.gone((*before, key))
            elif key not in was:
                yield self.added((*after, key))
            else:
                yield from self.values((*before, key), (*after, key))

    def items(self, before: Path, after: Path) -> Iterator[Change]:
        """Lists of things with ids: what has the same id is the same thing."""
        was, is_ = _ids(self.old.at(before)), _ids(self.new.at(after))
        for key, place in was.items():
            if key in is_:
                yield from self.values((*before, place), (*after, is_[key]))
            else:
                yield self.gone((*before, place))
        yield from (self.added((*after, place)) for key, place in is_.items() if key not in was)
        if [key for key in was if key in is_] != [key for key in is_ if key in was]:
            what = self.new.subject(after)
            said = f"the order of the {what} changes." if what != "clause" else "the order changes."
            yield Change("changed", self.new.ref(after), after, said)

    def lists(self, before: Path, after: Path) -> Change:
        was, is_ = self.old.at(before), self.new.at(after)
        dropped = [self.old.words(one) for one in was if one not in is_]
        taken = [self.new.words(one) for one in is_ if one not in was]
        parts = [
            dropped and f"loses {spoken_list(dropped)}",
            taken and f"gains {spoken_list(taken)}",
        ]
        told = spoken_list([part for part in parts if part]) or (
            f"changes from {self.old.words(was)} to {self.new.words(is_)}"
        )
        said = f"the {self.new.subject(after)} {told}."
        return Change("changed", self.new.ref(after), after, said)

    def changed(self, before: Path, after: Path) -> Change:
        was, is_ = self.old.at(before), self.new.at(after)
        first, then = self.old.words(was), self.new.words(is_)
        if first == then:
            first, then = canonical_json(was), canonical_json(is_)
        said = f"the {self.new.subject(after)} changes from {first} to {then}."
        return Change("changed", self.new.ref(after), after, said)

    def added(self, path: Path) -> Change:
        return Change("added", self.new.ref(path), path, _whole(self.new, path, "is added", "new"))

    def gone(self, path: Path) -> Change:
        said = _whole(self.old, path, "is removed", "removed")
        return Change("removed", self.old.ref(path), path, said)


def _whole(side: _Side, path: Path, happens: str, label: str) -> str:
    if told := side.told(path):
        return f"{label}. {told}"
    value = side.at(path)
    return f"the {side.subject(path)} {happens}: {side.words(value)}."


def _has_ids(value: Any) -> bool:
    return value == [] or bool(_ids(value))


def _ids(value: Any) -> dict[str, int]:
    """Where the things of a list are, by id; {} where they have none.

    A power may be listed once more over a level, so that belongs to what it is.
    """
    if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
        return {}
    keys = [f"{one.get('id', '')} {one.get('over', '')}" for one in value]
    if len(set(keys)) < len(keys) or not all("id" in one for one in value):
        return {}
    return {key: place for place, key in enumerate(keys)}


_KEYS = {
    "apportion": "apportionment",
    "by": "one who does it",
    "every": "interval",
    "from": "origin",
    "max": "maximum",
    "meets": "meetings",
    "min": "minimum",
    "not_in": "list of what excludes it",
    "over": "units",
    "per": "unit or ratio",
    "ref": "number of the clause",
    "rest": "rest between terms",
    "vsm": "task",
    "within": "time allowed",
}
