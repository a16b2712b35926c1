"""What a constitution sets up: bodies, groups of seats, offices and powers, typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from articulator.methods.constitution.clauses import power_ref
from articulator.methods.constitution.loader import Constitution
from articulator.methods.constitution.measures import Duration


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """Seats of one body that are filled in the same way. `seats` is None where it is not fixed."""

    id: str
    method: str
    seats: int | None
    approx: int | None
    term: Duration | None
    term_limit: int | None
    rest: Duration | None
    stagger: int | None
    electorate: str | None
    candidates: str | None
    fallback_candidates: str | None
    stratify: tuple[str, ...]
    quotas: tuple[Mapping[str, Any], ...]
    alternates: str | None
    clause: str


@dataclass(frozen=True, slots=True)
class BodyPlan:
    """A body or an office, one for the whole (`per` is None) or one per unit of a level."""

    id: str
    name: str
    kind: str
    per: str | None
    clause: str
    accountable_to: str | None
    meets: Duration | None
    groups: tuple[GroupPlan, ...]


@dataclass(frozen=True, slots=True)
class PowerPlan:
    """A power and the body or office that holds it."""

    id: str
    holder: str
    clause: str


def compile_bodies(constitution: Constitution) -> tuple[BodyPlan, ...]:
    """Every body, then every office, in the order of the file."""
    bodies = [_body(body) for body in constitution.data["bodies"]]
    offices = [_office(office) for office in constitution.data.get("offices", [])]
    return (*bodies, *offices)


def compile_powers(constitution: Constitution) -> tuple[PowerPlan, ...]:
    """Every power with its holder, in the order of the file.

    A power listed once more with `over` a level has a holder in each unit of that level too.
    """
    return tuple(
        PowerPlan(power["id"], power["holder"], power_ref(power))
        for power in constitution.data["powers"]["list"]
    )


def _body(body: Mapping[str, Any]) -> BodyPlan:
    clause = body.get("ref") or body["id"]
    return BodyPlan(
        id=body["id"],
        name=body["name"],
        kind=body["kind"],
        per=body.get("per"),
        clause=clause,
        accountable_to=body.get("accountable_to"),
        meets=_duration(body.get("meets", {}).get("every")),
        groups=tuple(_group(group, clause) for group in body.get("seat_groups", [])),
    )


def _office(office: Mapping[str, Any]) -> BodyPlan:
    """An office is a body of its own, with one group of seats filled as the office says."""
    clause = office.get("ref") or office["id"]
    seats = {"id": "holder", "seats": office.get("seats", 1)}
    way = {"method": office_method(office), "electorate": office.get("elected_by")}
    terms = {key: office[key] for key in ("term", "term_limit", "rest") if key in office}
    group = seats | way | terms | {"candidates": office.get("held_by"), "ref": clause}
    return BodyPlan(
        id=office["id"],
        name=office.get("name") or office["id"].replace("_", " ").capitalize(),
        kind="office",
        per=office.get("per"),
        clause=clause,
        accountable_to=office.get("accountable_to") or office.get("held_by"),
        meets=None,
        groups=(_group(group, clause),),
    )


def office_method(office: Mapping[str, Any]) -> str:
    """How an office is filled: as it says; else by election if it names who elects."""
    method: str = office.get("method") or ("stv" if office.get("elected_by") else "appointed")
    return method


def _group(group: Mapping[str, Any], body_clause: str) -> GroupPlan:
    seats = group["seats"]
    return GroupPlan(
        id=group["id"],
        method=group["method"],
        seats=seats if isinstance(seats, int) else None,
        approx=None if isinstance(seats, int) else seats.get("approx"),
        term=_duration(group.get("term")),
        term_limit=group.get("term_limit"),
        rest=_duration(group.get("rest")),
        stagger=group.get("stagger"),
        electorate=group.get("electorate"),
        candidates=group.get("candidates"),
        fallback_candidates=group.get("fallback_candidates"),
        stratify=tuple(group.get("stratify", ())),
        quotas=tuple(group.get("quotas", ())),
        alternates=group.get("alternates"),
        clause=group.get("ref") or f"{body_clause}.{group['id']}",
    )


def _duration(text: str | None) -> Duration | None:
    return Duration.parse(text) if text else None
