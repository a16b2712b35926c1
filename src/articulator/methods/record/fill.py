"""Filling a body: elect, draw, seat both side by side, write everything down."""

from collections.abc import Mapping
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from articulator.methods import roll, sortition, stv
from articulator.methods.constitution import GroupPlan, load
from articulator.methods.profile import profile_quotas
from articulator.methods.record.inputs import (
    FillError,
    Inputs,
    by_id,
    features,
    in_pool,
    lot_pool,
    may_stand,
    recorded_features,
    row,
)
from articulator.methods.sortition import Lottery, Pool, Quota, sha256

FORMAT = "articulator record 1"

type Json = dict[str, Any]

__all__ = ["FillError", "assemble", "fill", "software"]


def fill(
    constitution: str,
    body: str,
    members: bytes,
    ballots: bytes,
    *,
    seed: str,
    seed_source: str,
    on: date,
) -> Json:
    """Fill a body partly by STV and partly by lot, and return the whole record.

    `members` is a CSV roll, `ballots` a BLT file whose candidates are ids or unique names of
    members, `seed` hexadecimal and public, `on` the day whose roll and pool count. Raises
    FillError, ConstitutionError, RollError, BallotFileError, InfeasibleQuotas or SeedError;
    nothing is half done.
    """
    read = roll.read_roll(members)
    if read.faults:
        raise FillError("\n".join(f"roll, line {f.line}: {f.message}" for f in read.faults[:20]))
    papers = by_id(stv.read_blt(ballots), read.members)
    ordered = tuple(sorted(read.members, key=lambda m: m.id))
    inputs = Inputs(
        load(constitution), body, ordered, papers, seed.strip().lower(), seed_source, on
    )
    return assemble(inputs, None, software())


def software() -> str:
    try:
        return f"articulator {version('articulator')}"
    except PackageNotFoundError:
        return "articulator (not installed)"


def assemble(inputs: Inputs, lottery: Lottery | None, made_by: str) -> Json:
    """The record that follows from the inputs. A given lottery is used, not computed again."""
    elected, count = _election(inputs)
    drawn = _lot(inputs, elected, lottery)
    plan = inputs.plan()
    members = [row(m) for m in inputs.members]
    record: Json = {
        "format": FORMAT,
        "software": made_by,
        "on": inputs.on.isoformat(),
        "constitution": {
            "version_id": inputs.constitution.version_id,
            "title": inputs.constitution.data["title"],
            "data": dict(inputs.constitution.data),
        },
        "body": {"id": plan.id, "name": plan.name, "clause": plan.clause},
        "seed": {
            "value": inputs.seed,
            "source": inputs.seed_source,
            "hash": sha256([inputs.seed, inputs.seed_source]),
        },
        "roll": {"hash": sha256(members), "count": len(members), "members": members},
        "election": count,
        "lot": drawn,
        "seats": _seats(elected, drawn["result"]["selected"]),
    }
    record["record_hash"] = sha256(record)
    return record


def _election(inputs: Inputs) -> tuple[list[str], Json]:
    group, known = inputs.group("stv"), {m.id: m for m in inputs.members}
    for candidate in inputs.papers.candidates:
        if why := may_stand(inputs, group, known[candidate]):
            raise FillError(f"The candidate {candidate} {why} (§ {group.clause}).")
    assert group.seats is not None
    result = stv.count(inputs.papers, seats=group.seats, rule="scottish", lots=inputs.seed)
    ballots = _ballots(inputs)
    elected = [inputs.papers.name(number) for number in result.elected]
    return elected, {
        "group": group.id,
        "clause": group.clause,
        "rule": result.rule,
        "seats": group.seats,
        "hash": sha256(ballots),
        "ballots": ballots,
        "notes": [_quota_note(quota) for quota in group.quotas],
        "result": result.to_json(),
    }


def _ballots(inputs: Inputs) -> Json:
    papers = inputs.papers
    return {
        "candidates": list(papers.candidates),
        "withdrawn": sorted(papers.withdrawn),
        "rankings": [[many, list(ranking)] for many, ranking in sorted(papers.rankings)],
    }


def _quota_note(quota: Mapping[str, Any]) -> str:
    asked = ", ".join(f"{key} {quota[key]}" for key in ("min", "max") if key in quota)
    return (
        f"The constitution asks for {quota['attr']} = {quota['value']}: {asked} among those "
        "elected. This count does not enforce it; compare the result."
    )


def _lot(inputs: Inputs, elected: list[str], lottery: Lottery | None) -> Json:
    group = inputs.group("sortition")
    assert group.seats is not None
    name, reason = lot_pool(inputs, group)
    names = recorded_features(inputs, group)
    pool = _pool(inputs, name, names, set(elected))
    if len(pool.ids) < group.seats:
        raise FillError(f"The pool has {len(pool.ids)} people for {group.seats} seats.")
    everyone = (features(inputs, names, m) for m in inputs.members if in_pool(inputs, None, m))
    wanted = profile_quotas(everyone, names, group.seats)
    notes = [f"The roll says nothing about {n}." for n in group.stratify if n not in names]
    if lottery is None:
        lottery, relaxed = sortition.fair_lottery(pool, wanted, group.seats)
        notes += relaxed
    elif lottery.quotas != tuple(sorted(wanted)):
        notes += _relaxed(pool, wanted, group, lottery)
    people = dict(zip(pool.ids, [dict(r) for r in pool.rows], strict=True))
    return {
        "group": group.id,
        "clause": group.clause,
        "method": lottery.method,
        "seats": group.seats,
        "pool": {"name": name, "reason": reason, "count": len(people), "hash": sha256(people)},
        "notes": notes,
        "lottery": lottery.to_json(),
        "result": sortition.draw(lottery, pool, inputs.seed).to_json(),
    }


def _relaxed(
    pool: Pool, wanted: tuple[Quota, ...], group: GroupPlan, lottery: Lottery
) -> tuple[str, ...]:
    """The sentences about quotas that gave way, derived again; other quotas are not these."""
    assert group.seats is not None
    try:
        sortition.lottery(pool, wanted, group.seats)
    except sortition.InfeasibleQuotas as error:
        changed = {change.quota: change.relaxed for change in error.changes}
        if lottery.quotas == tuple(sorted(changed.get(q, q) for q in wanted)):
            return (*error.reasons, *(f"Therefore: {c.sentence()}." for c in error.changes))
    return ("These are not the quotas that follow from the roll.",)


def _pool(inputs: Inputs, name: str, names: tuple[str, ...], without: set[str]) -> Pool:
    inside = [m for m in inputs.members if in_pool(inputs, name, m) and m.id not in without]
    return Pool(
        ids=tuple(m.id for m in inside),
        rows=tuple(features(inputs, names, m) for m in inside),
    )


def _seats(elected: list[str], selected: list[str]) -> list[Json]:
    """All seats in one list: however they were filled, they have equal standing."""
    filled = [("elected", m) for m in elected] + [("allotted", m) for m in selected]
    return [
        {"seat": number, "member": member, "route": route}
        for number, (route, member) in enumerate(filled, 1)
    ]
