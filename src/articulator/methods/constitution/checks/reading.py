"""A constitution as the rules read it: what the schema leaves open is read without failing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from articulator.methods.constitution.loader import Constitution, Path
from articulator.methods.constitution.measures import Duration, MeasureError, parse_fraction

_MONTH = 43_830  # minutes in a twelfth of 365.25 days: for comparing lengths, not for dates
_DAY = 1440


@dataclass(frozen=True, slots=True)
class Node:
    """A mapping in the file and where it stands. A value of another kind reads as absent."""

    path: Path
    data: Mapping[str, Any]

    @property
    def id(self) -> str:
        return self.text("id")

    def at(self, *keys: str | int) -> Path:
        return (*self.path, *keys)

    def has(self, key: str) -> bool:
        return self.data.get(key) not in (None, "", [], {})

    def text(self, key: str) -> str:
        value = self.data.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> int | None:
        value = self.data.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def hours(self, key: str) -> Fraction | None:
        value = self.data.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return Fraction(str(value))

    def fraction(self, key: str) -> Fraction | None:
        try:
            return parse_fraction(self.text(key))
        except MeasureError:
            return None

    def minutes(self, key: str) -> int | None:
        """Length of an ISO 8601 duration, a month counting 30.4375 days."""
        try:
            length = Duration.parse(self.text(key))
        except MeasureError:
            return None
        return length.months * _MONTH + length.days * _DAY + length.minutes

    def length(self, key: str) -> str:
        """A duration in words."""
        return Duration.parse(self.text(key)).words()

    def child(self, key: str) -> "Node":
        value = self.data.get(key)
        return Node(self.at(key), value if isinstance(value, Mapping) else {})

    def nodes(self, key: str) -> "tuple[Node, ...]":
        value = self.data.get(key)
        items = value if isinstance(value, list | tuple) else ()
        return tuple(
            Node(self.at(key, place), item)
            for place, item in enumerate(items)
            if isinstance(item, Mapping)
        )

    def texts(self, key: str) -> tuple[str, ...]:
        """A list's strings; a single string counts as a list of one."""
        value = self.data.get(key)
        items = value if isinstance(value, list | tuple) else (value,)
        return tuple(item for item in items if isinstance(item, str))


@dataclass(frozen=True)
class Reading:
    """A constitution's parts, by the names which the rules use."""

    constitution: Constitution

    @cached_property
    def root(self) -> Node:
        return Node((), self.constitution.data)

    @cached_property
    def levels(self) -> tuple[Node, ...]:
        return self.root.nodes("levels")

    @cached_property
    def pools(self) -> tuple[Node, ...]:
        return self.root.nodes("qualification_pools")

    @cached_property
    def bodies(self) -> tuple[Node, ...]:
        return self.root.nodes("bodies")

    @cached_property
    def groups(self) -> tuple[tuple[Node, Node], ...]:
        return tuple((body, group) for body in self.bodies for group in body.nodes("seat_groups"))

    @cached_property
    def offices(self) -> tuple[Node, ...]:
        return self.root.nodes("offices")

    @cached_property
    def powers(self) -> tuple[Node, ...]:
        return self.root.child("powers").nodes("list")

    @cached_property
    def channels(self) -> tuple[Node, ...]:
        return self.root.nodes("channels")

    @cached_property
    def duties(self) -> tuple[Node, ...]:
        return self.root.nodes("duties")

    @cached_property
    def procedures(self) -> Node:
        return self.root.child("procedures")

    @cached_property
    def assumptions(self) -> Node:
        return self.root.child("assumptions")

    @cached_property
    def body_ids(self) -> Mapping[str, Node]:
        return {body.id: body for body in self.bodies}

    def body(self, name: str) -> Node:
        return self.body_ids.get(name, Node((), {}))

    def systems(self, name: str) -> tuple[str, ...]:
        """The functions S1 to S5 of a body."""
        return self.body(name).texts("vsm")

    def executive(self, name: str) -> bool:
        """Runs things (S3 or S4) without being the sovereign meeting itself."""
        systems = self.systems(name)
        return ("S3" in systems or "S4" in systems) and "S5" not in systems

    def recorded(self, section: str) -> bool:
        """`section` may be a part of one: "procedures.recall"."""
        *outer, last = section.split(".")
        node = self.root
        for key in outer:
            node = node.child(key)
        return node.has(last)

    def covers(self, section: str) -> bool:
        """Whether the file claims to say all that the organisation has in this section.

        A `coverage` list decides, naming sections or parts of them. Without one a preset claims
        what it has, and any other file, being the constitution itself, claims all.
        """
        if "coverage" in self.root.data:
            claimed = self.root.texts("coverage")
            return section in claimed or section.split(".", maxsplit=1)[0] in claimed
        return self.recorded(section) or self.root.text("status") != "preset"

    def known(self, section: str) -> bool:
        return self.recorded(section) or self.covers(section)

    def units(self, level: str) -> int | None:
        """How many units a level has: its own figure, else the assumption made."""
        own = next((node.number("units") for node in self.levels if node.id == level), None)
        names = (level, f"{level}s", f"{level}es")
        assumed = (self.assumptions.number(name) for name in names)
        return next((n for n in (own, *assumed) if n is not None and n > 0), None)

    def ref(self, path: Path) -> str:
        """The clause in which `path` stands: the nearest `ref` on the way out."""
        trail: list[Any] = [self.constitution.data]
        for step in path:
            trail.append(_step(trail[-1], step))
        refs = (part.get("ref") for part in reversed(trail) if isinstance(part, Mapping))
        return next((ref for ref in refs if isinstance(ref, str)), "")

    def line(self, path: Path) -> int:
        """The line of `path`, or of the nearest part of it that stands in the file."""
        return self.constitution.position(path)[0]


def _step(value: Any, step: str | int) -> Any:
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, list | tuple) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def mappings(node: Node) -> Iterator[Node]:
    """`node` and every mapping inside it."""
    yield node
    for key in node.data:
        yield from mappings(node.child(key)) if isinstance(node.data[key], Mapping) else ()
        for inner in node.nodes(key):
            yield from mappings(inner)


def strings(value: Any) -> Iterator[str]:
    """Every string inside a value, keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)


def words(names: tuple[str, ...] | list[str]) -> str:
    """'a, b and c'."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1] if names else "")))
