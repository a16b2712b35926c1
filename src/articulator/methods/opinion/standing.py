"""How each statement stands in the whole room, in one word and with its interval."""

from dataclasses import dataclass
from enum import StrEnum

from articulator.methods.opinion import shares
from articulator.methods.opinion.tallies import Tally
from articulator.methods.opinion.votes import Flags, Key
from articulator.methods.suppression import SMALL

_CLEAR = 2  # one side is clear when it is twice the other


class Verdict(StrEnum):
    AGREE = "agree"
    DISAGREE = "disagree"
    SPLIT = "split"
    UNSURE = "unsure"
    TOO_FEW = "too few"


@dataclass(frozen=True, slots=True)
class Standing:
    """Counts of one statement and what they say; `low` and `high` enclose the share that agrees.

    With fewer than eight votes there are no counts, only that they are too few.
    """

    statement: Key
    verdict: Verdict
    agree: int = 0
    disagree: int = 0
    passed: int = 0
    low: float = 0.0
    high: float = 1.0


def standings(whole: Tally, statements: tuple[Key, ...], hidden: Flags) -> tuple[Standing, ...]:
    """Every shown statement: the agreed first, then the split, the unsure, the rejected."""
    low, high = shares.interval(whole.agree, whole.seen)
    rows = zip(
        statements, whole.agree, whole.disagree, whole.passed, low, high, hidden, strict=True
    )
    told = [
        _standing(key, int(a), int(d), int(p), float(bottom), float(top))
        for key, a, d, p, bottom, top, out in rows
        if not out
    ]
    return tuple(sorted(told, key=_order))


def _standing(
    key: Key, agree: int, disagree: int, passed: int, low: float, high: float
) -> Standing:
    if agree + disagree + passed < SMALL:
        return Standing(key, Verdict.TOO_FEW)
    return Standing(key, _verdict(agree, disagree, passed), agree, disagree, passed, low, high)


def _verdict(agree: int, disagree: int, passed: int) -> Verdict:
    """Unsure where at least half passed; else a side that is twice the other; else split."""
    if passed >= agree + disagree:
        return Verdict.UNSURE
    if agree >= _CLEAR * disagree:
        return Verdict.AGREE
    return Verdict.DISAGREE if disagree >= _CLEAR * agree else Verdict.SPLIT


_PLACE = {
    Verdict.AGREE: 0,
    Verdict.SPLIT: 1,
    Verdict.UNSURE: 2,
    Verdict.DISAGREE: 3,
    Verdict.TOO_FEW: 4,
}


def _order(standing: Standing) -> tuple[int, float]:
    return _PLACE[standing.verdict], -standing.low
