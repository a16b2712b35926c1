"""What a count leaves behind: every stage, its reasons in words, what each winner holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from articulator.methods.stv.papers import Bundle

UNIT = 100_000  # votes are whole numbers of 1/100000 of a vote


def decimal(votes: int) -> str:
    """Votes in units of 1/100000 as a decimal with five places: 12345678 is 123.45678."""
    return f"{votes // UNIT}.{votes % UNIT:05}"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: what was done, the votes after it, who was elected or excluded, and why.

    `action` is "first", "surplus" or "exclude"; `candidate` is whose papers moved. Votes are in
    units of 1/100000. `elected` is in the order of election.
    """

    number: int
    action: str
    candidate: int | None
    votes: Mapping[int, int]
    non_transferable: int
    elected: tuple[int, ...]
    excluded: tuple[int, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parcel:
    """Papers of one value that a winner held when elected: needed if the seat falls vacant.

    `value` is what each paper is worth, in units of 1/100000; `papers` are whole rankings.
    """

    value: int
    papers: tuple[Bundle, ...]

    @property
    def many(self) -> int:
        return sum(many for many, _ in self.papers)


@dataclass(frozen=True, slots=True)
class Lot:
    """A tie that the lot decided: at which stage, for what, between whom.

    `purpose` is "order" (who is elected first), "surplus" (whose moves first) or "exclude".
    """

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
    invalid: int
    quota: int
    elected: tuple[int, ...]
    stages: tuple[Stage, ...]
    lots: tuple[Lot, ...]
    seed: str
    lot_order: tuple[int, ...]
    parcels: Mapping[int, tuple[Parcel, ...]]

    @property
    def unfilled(self) -> int:
        """Seats that stay empty because too few candidates stood."""
        return self.seats - len(self.elected)

    def name(self, number: int) -> str:
        return self.candidates[number - 1]

    def to_json(self) -> dict[str, Any]:
        """The count as plain data; field names are stable and described in docs/methods/stv.md."""
        return {
            "rule": self.rule,
            "title": self.title,
            "candidates": {str(n): name for n, name in enumerate(self.candidates, 1)},
            "withdrawn": list(self.withdrawn),
            "seats": self.seats,
            "valid": self.valid,
            "invalid": self.invalid,
            "quota": self.quota,
            "elected": list(self.elected),
            "unfilled": self.unfilled,
            "stages": [_stage(stage) for stage in self.stages],
            "lots": {
                "seed": self.seed,
                "order": list(self.lot_order),
                "used": [_lot(lot) for lot in self.lots],
            },
            "parcels": {
                str(n): [{"value": decimal(p.value), "papers": p.many} for p in parcels]
                for n, parcels in self.parcels.items()
            },
        }


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


def _lot(lot: Lot) -> dict[str, Any]:
    return {
        "stage": lot.stage,
        "purpose": lot.purpose,
        "between": list(lot.between),
        "chosen": lot.chosen,
    }
