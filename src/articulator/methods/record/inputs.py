"""What a body is filled from, taken from files or from a record, and checked."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from articulator.methods import roll
from articulator.methods.constitution import (
    BodyPlan,
    Constitution,
    Duration,
    GroupPlan,
    compile_bodies,
    parse_fraction,
)
from articulator.methods.profile import tenure_band
from articulator.methods.stv import Papers

NOT_TOLD = "not told"


class FillError(ValueError):
    """A body cannot be filled from these inputs: what is wrong, where, what to do."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that decides a filling; the record publishes all of it."""

    constitution: Constitution
    body: str
    members: tuple[roll.Member, ...]
    papers: Papers
    seed: str
    seed_source: str
    on: date

    def plan(self) -> BodyPlan:
        found = [b for b in compile_bodies(self.constitution) if b.id == self.body]
        if not found:
            known = ", ".join(b.id for b in compile_bodies(self.constitution))
            raise FillError(f"The constitution has no body {self.body!r}. It has: {known}.")
        return found[0]

    def group(self, method: str) -> GroupPlan:
        """The body's seats that are filled by this method; there must be one such group."""
        found = [g for g in self.plan().groups if g.method == method and g.seats]
        if len(found) != 1:
            words = {"stv": "elected", "sortition": "allotted"}[method]
            raise FillError(
                f"{self.body} has {len(found)} groups of {words} seats with a fixed number; "
                "a body is filled here that has exactly one."
            )
        return found[0]


def row(member: roll.Member) -> dict[str, Any]:
    """A member as the record keeps them: no name and no address."""
    kept = asdict(member)
    for name in ("line", "name", "email"):
        del kept[name]
    kept["joined"] = member.joined.isoformat() if member.joined else None
    kept["trained_until"] = member.trained_until.isoformat() if member.trained_until else None
    return kept


def member(data: Mapping[str, Any]) -> roll.Member:
    """The inverse of `row`; name and address are gone."""
    return roll.Member(
        line=0,
        id=data["id"],
        name=data["id"],
        branch=data["branch"],
        region=data["region"],
        kind=data["kind"],
        joined=_day(data["joined"]),
        trained_until=_day(data["trained_until"]),
        attributes=dict(data["attributes"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def by_id(papers: Papers, members: Sequence[roll.Member]) -> Papers:
    """The papers with each candidate under their id; files give ids or names that are unique."""
    ids = {m.id for m in members}
    named: dict[str, list[str]] = {}
    for m in members:
        named.setdefault(m.name.casefold(), []).append(m.id)
    found = []
    for candidate in papers.candidates:
        matches = [candidate] if candidate in ids else named.get(candidate.casefold(), [])
        if len(matches) != 1:
            why = "is not on the roll" if not matches else "is the name of several on the roll"
            raise FillError(f"The candidate {candidate!r} {why}: write their id in the ballots.")
        found.append(matches[0])
    return Papers(tuple(found), papers.seats, papers.rankings, papers.title, papers.withdrawn)


def in_pool(inputs: Inputs, name: str | None, member: roll.Member) -> bool:
    """Whether a member is in a pool of the constitution: trained, or simply a member."""
    votes = {c["id"] for c in inputs.constitution.data["membership"]["classes"] if c.get("votes")}
    if member.kind not in votes:
        return False
    pools = {p["id"] for p in inputs.constitution.data.get("qualification_pools", [])}
    if name in pools:
        return member.trained_until is not None and member.trained_until >= inputs.on
    return True


def may_stand(inputs: Inputs, group: GroupPlan, member: roll.Member) -> str:
    """Why a member may not be a candidate; empty if they may."""
    if not in_pool(inputs, group.candidates, member):
        return f"is not in the {group.candidates}"
    said = inputs.constitution.data["membership"].get("standing_for_office", {})
    if not said.get("member_for") or member.joined is None:
        return ""
    since = Duration.parse(said["member_for"]).before(
        datetime.combine(inputs.on, datetime.min.time())
    )
    if member.joined > since.date():
        return f"joined on {member.joined}, too late to stand"
    return ""


def lot_pool(inputs: Inputs, group: GroupPlan) -> tuple[str, str]:
    """The name of the pool that the lot takes from, and why this one."""
    everyone = [m for m in inputs.members if in_pool(inputs, None, m)]
    inside = [m for m in everyone if in_pool(inputs, group.candidates, m)]
    words = f"{len(inside)} of {len(everyone)} members are in the {group.candidates}"
    pools = {p["id"]: p for p in inputs.constitution.data.get("qualification_pools", [])}
    least = pools.get(group.candidates or "", {}).get("min_coverage")
    too_few = least and len(inside) < parse_fraction(least) * len(everyone)
    if too_few and group.fallback_candidates:
        return group.fallback_candidates, f"{words}, fewer than {least}: all members instead."
    return group.candidates or "all_members", f"{words}."


def features(inputs: Inputs, names: Sequence[str], member: roll.Member) -> dict[str, str]:
    """A member's features by name; what they did not tell is a value of its own."""
    told = {**member.attributes, "membership": member.kind}
    told |= {"branch": member.branch, "region": member.region}
    if member.joined:
        told["tenure_band"] = tenure_band(member.joined, inputs.on)
    return {name: told.get(name) or NOT_TOLD for name in names}


def recorded_features(inputs: Inputs, group: GroupPlan) -> tuple[str, ...]:
    """Those of the group's strata that the roll says anything about.

    Without any, being a member is the only feature: a lot without quotas.
    """
    said = {"tenure_band"} if any(m.joined for m in inputs.members) else set()
    for m in inputs.members:
        said |= {"branch"} | ({"region"} if m.region else set()) | set(m.attributes)
    return tuple(name for name in group.stratify if name in said) or ("membership",)
