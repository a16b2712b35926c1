"""V01: every name in the file is given once and leads somewhere."""

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from articulator.methods.constitution.checks.findings import (
    Issue,
    Rule,
    error,
    missing,
    rule,
    warning,
)
from articulator.methods.constitution.checks.reading import Node, Reading, mappings, strings, words
from articulator.methods.constitution.groups import BUILT_IN_GROUPS
from articulator.methods.constitution.loader import Path

_GROUP_KEYS = (
    "electorate", "candidates", "fallback_candidates", "by", "from", "confirmed_by", "not_in",
)  # fmt: skip
_POWER_KEYS = (
    "holder", "concurrence", "consult", "bargain_with", "reversible_by", "appeal_to", "via",
    "on_report_of", "delegated_to",
)  # fmt: skip

type Reference = tuple[Path, str]


@rule("V01", "Names are given once and lead somewhere", "Our rule", "bodies")
def names_resolve(reading: Reading) -> Iterator[Issue]:
    """V01: names are given once and lead somewhere.

    Ids are unique, and every reference names something that the file declares.
    """
    yield from _repeated_ids(reading)
    yield from _dangling(reading)
    yield from _clauses(reading)


def _repeated_ids(reading: Reading) -> Iterator[Issue]:
    """Powers are left to V09, which asks whether the two holders differ."""
    people = (*reading.bodies, *reading.offices, *reading.pools)
    seats = (body.nodes("seat_groups") for body in reading.bodies)
    for nodes in (people, reading.levels, reading.channels, reading.duties, *seats):
        seen: set[str] = set()
        for node in nodes:
            if node.id in seen:
                message = f"The id {node.id!r} is given twice: it is unclear which one is meant."
                yield error(node.at("id"), message, "Give one of the two another id.")
            seen |= {node.id} - {""}


def _dangling(reading: Reading) -> Iterator[Issue]:
    people, levels = _people(reading), {level.id for level in reading.levels}
    for path, name in _references(reading):
        if name not in people:
            yield missing(reading, "bodies", _nowhere(path, name, people))
    for path, name in _level_references(reading):
        if name not in levels:
            yield _nowhere(path, name, levels)


def _nowhere(path: Path, name: str, choices: Collection[str]) -> Issue:
    near = get_close_matches(name, choices, 1)
    hint = f" Perhaps {near[0]!r} was meant." if near else ""
    message = f"{'.'.join(map(str, path))} names {name!r}, which the file declares nowhere."
    return error(path, message, f"Correct the name, or declare it.{hint}")


def _people(reading: Reading) -> set[str]:
    """All that can hold, elect, be asked or be told: bodies, offices, pools and known groups."""
    declared = {node.id for node in (*reading.bodies, *reading.offices, *reading.pools)}
    electorates = {node.id for node in reading.root.nodes("electorates")}
    classes = {node.id for node in reading.root.child("membership").nodes("classes")}
    return declared | electorates | classes | BUILT_IN_GROUPS.keys()


def _references(reading: Reading) -> Iterator[Reference]:
    for body in reading.bodies:
        yield from _named(body, "accountable_to", "reports_to")
        yield from _named(body.child("report"), "to")
        for key in ("charter", "decharter"):
            yield from _named(body.child(key), "approved_by", "decided_by", "appeal_to", "notify")
    for _, group in reading.groups:
        yield from _named(group, *_GROUP_KEYS)
    for office in reading.offices:
        yield from _named(office, "held_by", "elected_by", "accountable_to")
    yield from _incompatible(reading)
    for power in reading.powers:
        yield from _named(power, *_POWER_KEYS)
        yield from _named(power.child("ratify"), "by")
    for channel in reading.channels:
        yield from _named(channel, "from", "to", "duty_of")
    for duty in reading.duties:
        yield from _named(duty, "who")
    yield from _named(reading.procedures.child("recall"), "applies_to", "decided_by")
    yield from _named(reading.procedures.child("discipline"), "appeal_to")
    for level in reading.levels:
        yield from _named(level, "formed_by")


def _level_references(reading: Reading) -> Iterator[Reference]:
    """A body may be `per` itself: one for each that is chartered, such as working groups."""
    for level in reading.levels:
        yield from _named(level, "parent")
    for holder in (*reading.bodies, *reading.offices):
        if holder.text("per") != holder.id:
            yield from _named(holder, "per")
    for power in reading.powers:
        yield from _named(power, "over")
    for _, group in reading.groups:
        yield from _named(group.child("seats").child("apportion"), "over")


def _named(node: Node, *keys: str) -> Iterator[Reference]:
    for key in keys:
        for name in node.texts(key):
            yield node.at(key), name


def _incompatible(reading: Reading) -> Iterator[Reference]:
    for name in strings(reading.root.data.get("incompatible")):
        yield ("incompatible",), name


def _clauses(reading: Reading) -> Iterator[Issue]:
    """References by number: cited once each, and the protected ones exist."""
    refs: dict[str, Path] = {}
    for node in mappings(reading.root):
        ref = node.text("ref")
        if ref in refs:
            message = f"Clause {ref} is numbered twice: a citation of it is ambiguous."
            yield warning(node.at("ref"), message, "Give one of the two another number.")
        elif ref:
            refs[ref] = node.path
    identity = reading.root.child("identity")
    lost = [ref for ref in identity.texts("protected") if ref not in refs]
    if lost:
        message = f"The protected list names {words(lost)}, and no clause has that number."
        yield error(identity.at("protected"), message, "Number the clause, or correct the list.")


RULES: tuple[Rule, ...] = (names_resolve,)
