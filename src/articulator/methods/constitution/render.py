"""A constitution in plain language: a handbook of clauses, each in sentences."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from articulator.methods.constitution.clauses import clause_ref
from articulator.methods.constitution.loader import Constitution, Path
from articulator.methods.constitution.wording import bodies, powers, practice, seats, sections
from articulator.methods.constitution.wording.names import Names, capital, plain
from articulator.methods.constitution.wording.phrases import Own, Phrases, Telling, tell

# Keys without a sentence of their own: the format's version, and ids where a name stands instead.
UNSPOKEN = ("articulator_constitution",)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause in sentences. `ref` cites it, `path` leads to it in the file.

    `basis` is the source it rests on; `enforce` is platform, recorded or human ("" where the file
    does not say).
    """

    title: str
    ref: str
    basis: str
    enforce: str
    path: Path
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The clauses of one section of the file."""

    title: str
    key: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A constitution to be read: every section of the file, in the file's order."""

    title: str
    version: str
    version_id: str
    sections: tuple[Section, ...]

    def to_text(self) -> str:
        """Plain text: titles underlined, each clause with its number, basis and enforcement."""
        parts = [_underlined(self.title, "="), f"Version {self.version}, id {self.version_id}"]
        for section in self.sections:
            parts.append(_underlined(section.title, "-"))
            parts += [_clause_text(clause) for clause in section.clauses]
        return "\n\n".join(parts) + "\n"


def render(constitution: Constitution) -> Document:
    """The whole constitution in sentences. Nothing of the file is left out.

    A key without a phrase of its own (an extension, for instance) is told as `Key: value.`
    """
    data = constitution.data
    writer = _Writer(data, Names(data))
    about = {key: value for key, value in data.items() if key in sections.ABOUT}
    first = writer.clause(about, (), sections.ABOUT, data["title"])
    told = [Section("About this document", "", (first,))]
    for key, value in data.items():
        if key not in sections.ABOUT and key not in UNSPOKEN:
            told.append(Section(_title(key), key, tuple(writer.section(key, value))))
    return Document(data["title"], data["version"], constitution.version_id, tuple(told))


@dataclass(frozen=True, slots=True)
class _Writer:
    data: Mapping[str, Any]
    names: Names

    def section(self, key: str, value: Any) -> Iterator[Clause]:
        own, title = _SECTIONS.get(key, Own("", {})), _title(key)
        if isinstance(value, Mapping):
            yield from self.clauses(value, (key,), own, title)
        elif key in _SECTIONS:
            yield from self.listed(value, (key,), own)
        else:
            telling = _ELSE.get(key, lambda value, names: tell({key: value}, {}, names))
            yield self.clause(value, (key,), telling, title)

    def listed(self, value: list[Any], path: Path, own: Own) -> Iterator[Clause]:
        for number, part in enumerate(value):
            yield from self.clauses(part, (*path, number), own, own.title + self.title(part, path))

    def clauses(
        self, part: Mapping[str, Any], path: Path, own: Own, title: str, above: Clause | None = None
    ) -> Iterator[Clause]:
        """The clause of a part, then those of the parts inside it that are clauses of their own."""
        here = self.clause(part, path, own.phrases, title, above)
        yield here
        for key, inner in self.inner(own).items():
            if key not in part:
                continue
            if isinstance(part[key], list):
                for number, one in enumerate(part[key]):
                    name = inner.title + self.title(one, (*path, key))
                    yield from self.clauses(one, (*path, key, number), inner, name, here)
            else:
                yield from self.clauses(part[key], (*path, key), inner, inner.title, here)

    def inner(self, own: Own) -> dict[str, Own]:
        if own.phrases is bodies.body:
            return {"seat_groups": Own("", seats.group)}
        if callable(own.phrases):
            return {}
        return {key: value for key, value in own.phrases.items() if isinstance(value, Own)}

    def clause(
        self, part: Any, path: Path, phrases: Phrases | Telling, title: str,
        above: Clause | None = None,
    ) -> Clause:  # fmt: skip
        told = phrases(part, self.names) if callable(phrases) else tell(part, phrases, self.names)
        labels = part if isinstance(part, Mapping) and path else {}
        return Clause(
            title=title,
            ref=clause_ref(self.data, path),
            basis=labels.get("basis") or (above.basis if above else ""),
            enforce=labels.get("enforce") or (above.enforce if above else ""),
            path=path,
            sentences=tuple(told),
        )

    def title(self, part: Mapping[str, Any], path: Path) -> str:
        if path[0] == "powers":
            return powers.power_title(part)
        if path[-1] == "seat_groups":
            body = self.data["bodies"][path[1]]["name"].partition(" (")[0]
            return f"{body}: {part.get('name') or plain(part['id'])}"
        return capital(part.get("name") or plain(part.get("id") or part.get("holder") or ""))


def _incompatible(value: Any, names: Names) -> list[str]:
    pairs = [f"{names.of(one)} and {names.of(other)}" for one, other in value]
    return [f"Nobody may hold a seat or an office in both: {'; '.join(pairs)}."] if pairs else []


def _offices_at_once(value: Any, _: Names) -> list[str]:
    return [f"Nobody may hold more than {value} offices at a time."]


_DEFAULT_LEVEL = {
    "lowest_able": "What is not listed here is decided at the lowest level that can decide it.",
}


def _rest(value: str, names: Names) -> str:
    level = names.level(value) if value in {one["id"] for one in names.data["levels"]} else ""
    return _DEFAULT_LEVEL.get(value) or (
        f"What is not listed here is decided by {f'each {level}' if level else names.of(value)}."
    )


_SECTIONS: Mapping[str, Own] = {
    "sources": Own("", sections.SOURCE),
    "assumptions": Own("", sections.ASSUMPTIONS),
    "identity": Own("", sections.IDENTITY),
    "levels": Own("", sections.LEVEL),
    "electorates": Own("", sections.ELECTORATE),
    "membership": Own("", sections.MEMBERSHIP),
    "qualification_pools": Own("", sections.POOL),
    "bodies": Own("", bodies.body),
    "offices": Own("", seats.office),
    "powers": Own("", {"default_level": _rest, "list": Own("", powers.power)}),
    "procedures": Own("", sections.PROCEDURES),
    "channels": Own("", powers.channel),
    "duties": Own("", practice.duty),
    "local_practice": Own("", practice.PRACTICE),
    "movement_grid": Own("", practice.GRID),
    "sensing": Own("", practice.SENSING),
    "brokerage": Own("", practice.BROKERAGE),
    "incubator": Own("", practice.INCUBATOR),
    "training": Own("", practice.TRAINING),
    "ecology_guard": Own("", practice.ECOLOGY),
    "finance": Own("", practice.FINANCE),
    "adoption": Own("", practice.ADOPTION),
}
_ELSE: Mapping[str, Callable[[Any, Names], list[str]]] = {
    "incompatible": _incompatible,
    "max_concurrent_offices": _offices_at_once,
}
_TITLES = {
    "identity": "Who we are",
    "levels": "Levels of the organisation",
    "electorates": "Groups of people",
    "membership": "Membership",
    "qualification_pools": "Pools of qualified members",
    "bodies": "Bodies and their seats",
    "offices": "Offices",
    "incompatible": "What does not go together",
    "max_concurrent_offices": "Offices at the same time",
    "powers": "Powers and who holds them",
    "procedures": "Procedures",
    "channels": "Who tells whom",
    "duties": "Duties",
    "local_practice": "Local practice",
    "movement_grid": "The map of movements",
    "sensing": "Listening",
    "brokerage": "Making links",
    "incubator": "The campaign incubator",
    "training": "Training",
    "ecology_guard": "Care for others and for ourselves",
    "finance": "Money",
    "adoption": "Trying things out",
}


def _title(key: str) -> str:
    return _TITLES.get(key, capital(plain(key)))


_ENFORCED = {
    "platform": "the platform sees to it",
    "recorded": "breaches are recorded in public",
    "human": "people see to it",
}


_BASES = {"default": "no source, chosen by the drafters", "law": "required by law"}


def _underlined(title: str, line: str) -> str:
    return f"{title}\n{line * len(title)}"


def _clause_text(clause: Clause) -> str:
    heading = f"{clause.ref}. {clause.title}" if clause.ref else clause.title
    basis = _BASES.get(clause.basis, f"source: {clause.basis}" if clause.basis else "")
    labels = "; ".join(filter(None, [basis, _ENFORCED.get(clause.enforce, "")]))
    return "\n".join([heading, *clause.sentences, *([f"[{labels}]"] if labels else [])])
