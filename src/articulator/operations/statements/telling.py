"""From the opinion of a room to what may be told of it, first in words.

Every figure is rounded, none is of fewer than eight, and a statement's figures change only when
eight votes on it are new: two results, minutes apart, must not tell what the few in between said.
"""

from collections.abc import Iterable, Mapping
from math import ceil, floor
from typing import Any

import numpy as np

from articulator.methods.opinion import Group, Level, Opinion, Representative, Standing, Verdict
from articulator.methods.suppression import SMALL, in_tens

MOST = 5  # statements of one kind that a page tells at once
LIVED_WITH = 0.5  # of every group, nine times in ten

type Told = dict[str, Any]


def tell(
    room: Opinion | None, earlier: Mapping[str, Any], newer: Mapping[str, int], version: int,
    *, final: bool,
) -> Told:  # fmt: skip
    """What is told of the room now. `newer`: votes on each statement since its last figures."""
    if room is None or room.voters < SMALL:
        return {"level": "nothing", "rows": []}
    held = {key for key, many in newer.items() if 0 < many < SMALL and key in _keys(earlier)}
    fresh = [_row(one, version) for one in room.standings if one.statement not in held]
    kept = [row for row in earlier.get("rows", []) if row["statement"] in held & _shown(room)]
    told: Told = {
        "level": "points" if room.level is Level.GROUPS and not final else str(room.level),
        "voters": room.voters,
        "rows": sorted([*fresh, *kept], key=_order),
        "held": len(kept),
        **_points(room, held),
    }
    return {**told, **(_groups(room, held) if final else {}), "why": _why(room, final=final)}


def _keys(told: Mapping[str, Any]) -> set[str]:
    return {row["statement"] for row in told.get("rows", [])}


def _shown(room: Opinion) -> set[Any]:
    return {one.statement for one in room.standings}


_PLACE = {word: place for place, word in enumerate(("agree", "split", "unsure", "disagree"))}


def _order(row: Mapping[str, Any]) -> tuple[int, int]:
    return _PLACE.get(row["verdict"], len(_PLACE)), -row.get("low", 0)


def _row(one: Standing, version: int) -> Told:
    """A statement with its verdict; counts in tens, the share that agrees in tenths."""
    row: Told = {"statement": one.statement, "verdict": one.verdict.value, "as_of": version}
    if one.verdict is Verdict.TOO_FEW:
        return row
    cells = in_tens([one.agree, one.disagree, one.passed]) or [None, None, None]
    row |= dict(zip(("agree", "disagree", "passed"), cells, strict=True))
    return {**row, "low": floor(10 * one.low), "high": ceil(10 * one.high)}


def _points(room: Opinion, held: set[str]) -> Told:
    """What most share and what divides, by key: their figures stand in the rows."""
    return {
        "shared": _free((one.statement for one in room.consensus.agree), held),
        "rejected": _free((one.statement for one in room.consensus.disagree), held),
        "divided": _free((one.statement for one in room.divided), held),
    }


def _free(keys: Iterable[Any], held: set[str]) -> list[Any]:
    return [key for key in keys if key not in held][:MOST]


def _groups(room: Opinion, held: set[str]) -> Told:
    wide = [one.statement for one in room.ground if one.least >= LIVED_WITH]
    places = room.space.places
    return {
        "ground": _free(wide, held),
        "groups": [
            {**_group(one, held), **_place(places[room.placed == at], places)}
            for at, one in enumerate(room.groups)
        ],
        "in_groups": room.in_groups,
    }


def _group(one: Group, held: set[str]) -> Told:
    sizes = in_tens([one.people])
    said = [_point(each) for each in one.representative if each.statement not in held]
    return {"people": sizes[0] if sizes else None, "says": said}


def _point(one: Representative) -> Told:
    return {
        "statement": one.statement,
        "agrees": one.agrees,
        "tenths": round(10 * one.success / max(one.trials, 1)),
    }


def _place(own: Any, everybody: Any) -> Told:
    """Where the middle of a group lies and how wide it is, in hundredths of the whole map."""
    widest = max(float(np.abs(everybody).max()), 1e-9)
    x, y = own.mean(axis=0) / widest
    wide = float(np.sqrt(((own - own.mean(axis=0)) ** 2).sum(axis=1).mean())) / widest
    return {"x": round(100 * float(x)), "y": round(100 * float(y)), "wide": round(100 * wide)}


def _why(room: Opinion, *, final: bool) -> str:
    """In a sentence, why this much is told and no more; without figures of a few."""
    if room.level is Level.LIST:
        return "Fewer than 12 people have voted, so this is a list and no more."
    if room.structure is not None and room.level is Level.POINTS:
        return room.why
    if room.level is Level.POINTS:
        return "Groups are looked for when 40 people have voted on seven statements or on all."
    return "" if final else "Whether there are groups is told when the conversation is closed."
