"""Where clauses are, and by which number each is cited."""

from collections.abc import Iterator, Mapping
from typing import Any

from articulator.methods.constitution.strict_yaml import Path

_PARTS_ARE_CLAUSES = {"membership", "procedures"}


def clause_path(data: Mapping[str, Any], path: Path) -> Path:
    """The clause in which something stands: the nearest part with a number or an id, or a section.

    () for the few lines at the top of a file that stand in no section.
    """
    found: Path = ()
    for place, part in _parts(data, path):
        named = "ref" in part or "id" in part or len(place) == 1
        if named or (len(place) == 2 and place[0] in _PARTS_ARE_CLAUSES):
            found = place
    return found


def clause_ref(data: Mapping[str, Any], path: Path) -> str:
    """The number of the clause at a path: its `ref`, or one made of the ids on the way to it.

    A body without one is cited by its id, its seats by the body's number and theirs; anything else
    by its place, such as `powers.keep_roll` or `procedures.recall`.
    """
    ref = ""
    for place, part in _parts(data, path):
        ref = part.get("ref") or _made(ref, place, part)
    return ref or ".".join(map(str, path[:1]))


def _made(outer: str, place: Path, part: Mapping[str, Any]) -> str:
    name = str(part.get("id", place[-1]))
    if len(place) == 1:
        return f"section.{name}"
    if len(place) == 2 and place[0] in {"bodies", "offices"}:
        return name
    if place[:2] == ("powers", "list") and len(place) == 3:
        return power_ref(part)
    inner = not outer.startswith("section.") and outer
    return f"{inner or place[0]}.{name}"


def power_ref(power: Mapping[str, Any]) -> str:
    """The number of a power: a second entry, over a level, is cited with that level."""
    over = f".{power['over']}" if "over" in power else ""
    return str(power.get("ref") or f"powers.{power['id']}{over}")


def _parts(data: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """The mappings on the way to a path, outermost first, each with its own path."""
    part: Any = data
    for number, step in enumerate(path):
        part = part[step]
        if isinstance(part, Mapping):
            yield path[: number + 1], part
