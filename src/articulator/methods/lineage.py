"""A family of documents as a tree: where each stands when it is drawn, elders on the left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

type Parents = Mapping[str, str | None]  # for each document the one it came from, in order of age


@dataclass(frozen=True, slots=True)
class Place:
    """Where one document stands: how many steps from the first one, and on which line."""

    key: str
    parent: str | None
    depth: int
    line: int


def tree(parents: Parents) -> tuple[Place, ...]:
    """Everyone's place, each followed by its descendants, the eldest first.

    A first child stands on its parent's line, each further one on a line of its own below, so no
    two stand in one place. A parent who is not in the family counts as none.
    """
    children: dict[str | None, list[str]] = {}
    for key, parent in parents.items():
        children.setdefault(parent if parent in parents else None, []).append(key)
    places: list[Place] = []
    stack: list[tuple[str, str | None, int]] = [
        (key, None, 0) for key in reversed(children.get(None, []))
    ]
    line = -1
    while stack:
        key, parent, depth = stack.pop()
        follows = bool(places) and places[-1].key == parent
        line += not follows
        places.append(Place(key, parent, depth, line))
        stack += [(one, key, depth + 1) for one in reversed(children.get(key, []))]
    return tuple(places)


def ancestors(parents: Parents, key: str) -> tuple[str, ...]:
    """Whom a document came from, the nearest first."""
    found: list[str] = []
    at = parents.get(key)
    while at is not None and at in parents and at not in found:
        found.append(at)
        at = parents.get(at)
    return tuple(found)


def descendants(places: Sequence[Place], key: str) -> tuple[str, ...]:
    """What came of a document, in the order of the tree."""
    family = {key}
    found = []
    for place in places:
        if place.parent in family:
            family.add(place.key)
            found.append(place.key)
    return tuple(found)
