"""A result as its page shows it: words first, then the map of the groups and its table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

from articulator.operations.statements.models import Conversation, Release, Statement

NAMES = "ABCDE"
WIDE, HIGH, EDGE = 640, 400, 90  # of the map
VERDICTS = {
    "agree": "Most agree",
    "disagree": "Most disagree",
    "split": "The room is split",
    "unsure": "Many passed",
    "too few": "Too few have voted",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A statement with what is told of it."""

    statement: Statement
    verdict: str
    words: str
    tone: str
    agree: str = ""
    disagree: str = ""
    passed: str = ""


@dataclass(frozen=True, slots=True)
class Circle:
    """A group on the map: where, how large, and what sets it apart."""

    name: str
    x: int
    y: int
    radius: int
    people: int
    says: tuple[tuple[str, Statement], ...]


@dataclass(frozen=True, slots=True)
class Said:
    lines: tuple[Line, ...]
    shared: tuple[Line, ...]
    rejected: tuple[Line, ...]
    divided: tuple[Line, ...]
    ground: tuple[Line, ...]
    circles: tuple[Circle, ...]
    wide: int = WIDE
    high: int = HIGH


def drawn(conversation: Conversation, release: Release) -> Said:
    """Statements that have been taken out since are not told any more."""
    told: Mapping[str, Any] = release.told
    shown = conversation.statements.filter(state=Statement.State.SHOWN)
    texts = {str(one.pk): one for one in shown}
    lines = {
        row["statement"]: _line(texts[row["statement"]], row)
        for row in told.get("rows", [])
        if row["statement"] in texts
    }

    def some(name: str) -> tuple[Line, ...]:
        return tuple(lines[key] for key in told.get(name, ()) if key in lines)

    return Said(
        tuple(lines.values()), some("shared"), some("rejected"), some("divided"), some("ground"),
        tuple(_circles(told.get("groups", ()), texts)),
    )  # fmt: skip


def _line(statement: Statement, row: Mapping[str, Any]) -> Line:
    verdict = row["verdict"]
    words = VERDICTS[verdict]
    if "low" not in row:
        return Line(statement, verdict, f"{words} to tell.", "")
    sure = f"{words}. In a larger room like this one, {_between(row)} would agree."
    cells = [_about(row[name]) for name in ("agree", "disagree", "passed")]
    return Line(statement, verdict, sure, {"agree": "good"}.get(verdict, ""), *cells)


def _between(row: Mapping[str, Any]) -> str:
    low, high = row["low"], row["high"]
    return f"{low} to {high} in ten" if low < high else f"about {low} in ten"


def _about(cell: int | None) -> str:
    return "fewer than 8" if cell is None else f"about {cell}"


def _circles(
    groups: Iterable[Mapping[str, Any]], texts: Mapping[str, Statement]
) -> Iterable[Circle]:
    for name, one in zip(NAMES, groups, strict=False):
        people = one["people"] or 0
        says = tuple(
            (_says(each), texts[each["statement"]])
            for each in one["says"]
            if each["statement"] in texts
        )
        x = WIDE // 2 + one["x"] * (WIDE // 2 - EDGE) // 100
        y = HIGH // 2 - one["y"] * (HIGH // 2 - EDGE) // 100
        yield Circle(name, x, y, min(EDGE - 10, 20 + round(6 * sqrt(people))), people, says)


def _says(point: Mapping[str, Any]) -> str:
    side = "agree" if point["agrees"] else "disagree"
    return f"about {point['tenths']} in ten {side}"
