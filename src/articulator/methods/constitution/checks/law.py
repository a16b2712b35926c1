"""V15 and L01 to L10: what the law and the Electoral Commission ask of a party in Great Britain.

Sources: Political Parties, Elections and Referendums Act 2000 (PPERA), sections 24 to 26;
Electoral Commission, "What should your party's constitution include?".
"""

from collections.abc import Callable, Iterator
from functools import partial

from articulator.methods.constitution.checks.findings import (
    Issue,
    Judge,
    Rule,
    error,
    missing,
    rule,
    warning,
)
from articulator.methods.constitution.checks.reading import Reading, words
from articulator.methods.constitution.loader import Path

_STATUTORY = ("registered_leader", "nominating_officer", "treasurer")
_COMMISSION = "Electoral Commission, What should your party's constitution include?"
_MEETING_KINDS = {"conference", "council", "committee"}


def is_british_party(reading: Reading) -> bool:
    """Registered in Great Britain to contest elections; a file with no roles may be."""
    roles = reading.root.child("identity").texts("roles")
    return "GB" in reading.root.texts("jurisdiction") and (not roles or "election_vehicle" in roles)


def _in_britain(judge: Judge) -> Judge:
    def only_in_britain(reading: Reading) -> Iterator[Issue]:
        if is_british_party(reading):
            yield from judge(reading)

    only_in_britain.__doc__ = judge.__doc__
    return only_in_britain


@rule("V15", "A British party has its three officers", "PPERA 2000, section 24")
@_in_britain
def statutory_officers(reading: Reading) -> Iterator[Issue]:
    """V15: a British party has its three officers.

    A party on the register has a registered leader, a nominating officer and a treasurer (the
    leader may hold the other offices too), and the constitution says how each is chosen.
    """
    offices = {office.id: office for office in reading.offices}
    lacking = [name for name in _STATUTORY if name not in offices]
    if lacking:
        named = words([name.replace("_", " ") for name in lacking])
        message = f"A party registered in Great Britain needs a {named}; none is named."
        remedy = "Add them to `offices`, and say who holds or elects them."
        yield missing(reading, "offices", error(("offices",), message, remedy))
    for name in _STATUTORY:
        office = offices.get(name)
        if office is not None and not office.has("held_by") and not office.has("elected_by"):
            message = f"Nothing says how the {name.replace('_', ' ')} is chosen."
            yield warning(office.path, message, "Set `elected_by` or `held_by`.")


def _clause(
    code: str,
    title: str,
    section: str,
    says: Callable[[Reading], bool],
    *,
    path: Path,
    remedy: str,
) -> Rule:
    """A point of the Commission's list: the constitution should say something on it."""

    def judge(reading: Reading) -> Iterator[Issue]:
        if not says(reading):
            message = f"A party's constitution should say: {title[0].lower()}{title[1:]}."
            yield missing(reading, section, warning(path, message, remedy))

    judge.__doc__ = f"{code}: {title}."
    return rule(code, title, _COMMISSION)(_in_britain(judge))


def _has(path: Path, reading: Reading) -> bool:
    node = reading.root
    for key in path[:-1]:
        node = node.child(str(key))
    return node.has(str(path[-1]))


def _names_elections(reading: Reading) -> bool:
    return _has(("identity", "elections"), reading)


def _selects_candidates(reading: Reading) -> bool:
    powers = any(power.id.startswith("select_candidates") for power in reading.powers)
    return powers or reading.procedures.has("selection")


def _officers_have_terms(reading: Reading) -> bool:
    return bool(reading.offices) and all(
        office.has("term")
        or any(
            group.has("term") for group in reading.body(office.text("held_by")).nodes("seat_groups")
        )
        for office in reading.offices
    )


def _meetings_are_regular(reading: Reading) -> bool:
    bodies = [b for b in reading.bodies if b.text("kind") in _MEETING_KINDS and not b.has("per")]
    return bool(bodies) and all(body.has("meets") and body.has("quorum") for body in bodies)


def _disputes_are_settled(reading: Reading) -> bool:
    return _has(("procedures", "discipline"), reading)


def _members_have_rules(reading: Reading) -> bool:
    classes = reading.root.child("membership").nodes("classes")
    return any(each.data.get("votes") is True for each in classes)


def _can_be_dissolved(reading: Reading) -> bool:
    powers = any(power.id == "dissolve_party" for power in reading.powers)
    return powers or reading.procedures.has("dissolution")


RULES: tuple[Rule, ...] = (
    statutory_officers,
    _clause(
        "L01",
        "The party's aims and objectives",
        "identity",
        partial(_has, ("identity", "purpose")),
        path=("identity",),
        remedy="Set `purpose`.",
    ),
    _clause(
        "L02",
        "That it means to contest elections, and of what type",
        "identity.elections",
        _names_elections,
        path=("identity",),
        remedy="List the types under `elections`.",
    ),
    _clause(
        "L03",
        "How candidates for public office are selected",
        "powers",
        _selects_candidates,
        path=("powers", "list"),
        remedy="Give somebody the power `select_candidates`, or add a procedure `selection`.",
    ),
    _clause(
        "L04",
        "The terms of its officers, and how they change",
        "offices",
        _officers_have_terms,
        path=("offices",),
        remedy="Set `term` on each office, or on the body that holds it.",
    ),
    _clause(
        "L05",
        "How often its bodies meet, and their quorum",
        "bodies",
        _meetings_are_regular,
        path=("bodies",),
        remedy="Set `meets` and `quorum` on each conference, council and committee.",
    ),
    _clause(
        "L06",
        "How disputes and discipline are settled",
        "procedures.discipline",
        _disputes_are_settled,
        path=("procedures",),
        remedy="Add a procedure `discipline` with an appeal.",
    ),
    _clause(
        "L07",
        "The rules of membership, and who votes",
        "membership",
        _members_have_rules,
        path=("membership",),
        remedy="Name a class of members who vote.",
    ),
    _clause(
        "L08",
        "That it has adopted a financial scheme (PPERA 2000, section 26)",
        "finance",
        partial(_has, ("finance",)),
        path=("finance",),
        remedy="Add the section `finance`.",
    ),
    _clause(
        "L09",
        "How the constitution is amended",
        "procedures",
        partial(_has, ("procedures", "amendment", "majority")),
        path=("procedures", "amendment"),
        remedy="Set the majority and the notice for amendments.",
    ),
    _clause(
        "L10",
        "How the party is dissolved",
        "procedures.dissolution",
        _can_be_dissolved,
        path=("procedures",),
        remedy="Add a procedure `dissolution`.",
    ),
)
