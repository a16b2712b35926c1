"""What a count leaves behind: every stage, its reasons in words, what each winner holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from articulator.methods.stv.papers import Ranking

UNIT = 100_000  # votes are whole numbers of 1/100000 of a vote


def decimal(votes: int) -> str:
    """Votes in units of 1/100000 as a decimal with five places: 12345678 is 123.45678."""
    return f"{votes // UNIT}.{votes % UNIT:05}"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: what was done, the votes after it, who was elected or excluded, and why."""

    number: int
    action: str  # "first", "surplus" or "exclude"
    candidate: int | None
    votes: Mapping[int, int]
    non_transferable: int
    elected: tuple[int, ...]
    excluded: tuple[int, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parcel:
    """Papers of one value that a winner held when elected: needed if the seat falls vacant."""

    value: int
    papers: tuple[tuple[int, Ranking], ...]


@dataclass(frozen=True, slots=True)
class Lot:
    """A tie that the lot decided: at which stage, for what, between whom."""

    stage: int
    purpose: str
    between: tuple[int, ...]
    chosen: int


@dataclass(frozen=True, slots=True)
class Count:
    """A whole count. `to_json` is what the command line and the records publish."""

    rule: str
    title: str
    candidates: tuple[str, ...]
    withdrawn: tuple[int, ...]
    seats: int
    valid: int
    quota: int
    elected: tuple[int, ...]
    stages: tuple[Stage, ...]
    lots: tuple[Lot, ...]
    seed: str
    lot_order: tuple[int, ...]
    parcels: Mapping[int, tuple[Parcel, ...]]

    def to_json(self) -> dict[str, Any]:
        """The count as plain data; field names are stable and described in docs/methods/stv.md."""
        return {
            "rule": self.rule,
            "title": self.title,
            "candidates": {str(n): name for n, name in enumerate(self.candidates, 1)},
            "withdrawn": list(self.withdrawn),
            "seats": self.seats,
            "valid": self.valid,
            "quota": self.quota,
            "elected": list(self.elected),
            "stages": [_stage(stage) for stage in self.stages],
            "lots": {
                "seed": self.seed,
                "order": list(self.lot_order),
                "used": [
                    {"stage": lot.stage, "purpose": lot.purpose, "between": list(lot.between),
                     "chosen": lot.chosen}
                    for lot in self.lots
                ],
            },
        }  # fmt: skip


def _stage(stage: Stage) -> dict[str, Any]:
    return {
        "number": stage.number,
        "action": stage.action,
        "candidate": stage.candidate,
        "votes": {str(n): decimal(votes) for n, votes in stage.votes.items()},
        "non_transferable": decimal(stage.non_transferable),
        "elected": list(stage.elected),
        "excluded": list(stage.excluded),
        "reasons": list(stage.reasons),
    }
