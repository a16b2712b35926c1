"""Who comes, which tables there are, and who sits where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Literal

type By = Literal["size", "mixing", "interest"]
type Pair = tuple[str, str]  # two people, in the order of their names


class TablesError(ValueError):
    """These people cannot be seated so; the message says why and what would work."""


@dataclass(frozen=True, slots=True)
class Guest:
    """One who comes. `traits` holds only what they agreed to be mixed by, such as their unit."""

    name: str
    traits: Mapping[str, str] = field(default_factory=dict)
    wishes: tuple[str, ...] = ()  # tables, the dearest first
    needs_access: bool = False  # must sit at an accessible table


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    accessible: bool = True


@dataclass(frozen=True)
class Seating:
    """Who sits where, in the order of the tables; the people of a table by name."""

    by: By
    seed: int
    tables: Mapping[str, tuple[str, ...]]

    @cached_property
    def place(self) -> dict[str, str]:
        """The table of each person."""
        return {person: table for table, people in self.tables.items() for person in people}

    @property
    def sizes(self) -> tuple[int, ...]:
        return tuple(len(people) for people in self.tables.values())

    def pairs(self) -> Iterator[Pair]:
        """All who sit with one another."""
        for people in self.tables.values():
            yield from combinations(sorted(people), 2)
