"""A closed conversation as three tables that tools made for Polis can read.

What they hold is what was told of the room, in the same tens. Only where everybody was told before
they voted that single votes may be taken out does the third table have rows: mixed anew each time,
without a mark, a time or a word of whoever it was, and none in a room of fewer than eight.
"""

import csv
import io
import secrets
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from articulator.methods.cells import harmless
from articulator.methods.suppression import SMALL
from articulator.operations.statements.models import Conversation, Release, Statement, Vote

MODERATED = {Statement.State.SHOWN: 1, Statement.State.WAITING: 0, Statement.State.OUT: -1}
COMMENTS = (
    "timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated",
    "comment-body",
)  # fmt: skip
VOTERS = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")

type Row = Sequence[object]
type Votes = Mapping[int, int]  # by the statement's number


def archive(of: Conversation, address: str) -> bytes:
    """The three tables in one zip."""
    shown = list(of.statements.filter(state=Statement.State.SHOWN).order_by("number"))
    last = of.releases.filter(final=True, made_at__isnull=False).first()
    rows = _mixed(of, shown) if of.votes_open else []
    comments = [COMMENTS, *_comments(shown, _counts(shown, rows, last))]
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as into:
        into.writestr("comments.csv", _csv(comments))
        into.writestr("participants-votes.csv", _csv(_matrix(shown, rows)))
        into.writestr("summary.csv", _csv(_summary(of, address, shown, rows, last)))
    return held.getvalue()


def _csv(rows: Iterable[Row]) -> str:
    held = io.StringIO()
    csv.writer(held, lineterminator="\n").writerows(rows)
    return held.getvalue()


def _mixed(of: Conversation, shown: Sequence[Statement]) -> list[Votes]:
    """What each voice said, in an order that nobody can make again; nothing of a small room.

    A statement on which fewer than eight voted has no votes here.
    """
    numbers = {one.pk: one.number for one in shown}
    found = Vote.objects.by_rule("everybody was told before they voted").filter(
        voice__conversation=of, statement__in=numbers
    )
    voices: dict[Any, dict[int, int]] = {}
    for voice, statement, said in found.values_list("voice", "statement", "said"):
        voices.setdefault(voice, {})[numbers[statement]] = said
    many = {n for n in numbers.values() if sum(n in one for one in voices.values()) >= SMALL}
    kept = ({n: said for n, said in one.items() if n in many} for one in voices.values())
    rows: list[Votes] = [one for one in kept if one]
    secrets.SystemRandom().shuffle(rows)
    return rows if len(rows) >= SMALL else []


def _matrix(shown: Sequence[Statement], rows: Sequence[Votes]) -> list[Row]:
    numbers = [one.number for one in shown]
    table: list[Row] = [(*VOTERS, *numbers)]
    for at, said in enumerate(rows):
        values = list(said.values())
        counted = (len(values), values.count(Vote.Said.AGREE), values.count(Vote.Said.DISAGREE))
        table.append((at, "", "", *counted, *(said.get(n, "") for n in numbers)))
    return table


def _counts(
    shown: Sequence[Statement], rows: Sequence[Votes], last: Release | None
) -> dict[int, tuple[object, object]]:
    """Who agrees and disagrees: counted from rows that may be read, else as it was told."""
    if rows:
        return {
            one.number: (_said(rows, one.number, 1), _said(rows, one.number, -1))
            for one in shown
            if any(one.number in row for row in rows)
        }
    told = {row["statement"]: row for row in (last.told if last else {}).get("rows", [])}
    return {
        one.number: (row.get("agree"), row.get("disagree"))
        for one in shown
        if (row := told.get(str(one.pk)))
    }


def _said(rows: Sequence[Votes], number: int, value: int) -> int:
    return sum(row.get(number) == value for row in rows)


def _comments(
    shown: Sequence[Statement], counts: Mapping[int, tuple[object, object]]
) -> Iterable[Row]:
    """Each statement that is shown, with the day on which it was said; never by whom."""
    for one in shown:
        day = datetime.combine(one.said_at.date(), datetime.min.time(), UTC)
        agree, disagree = counts.get(one.number, (None, None))
        yield (
            int(day.timestamp() * 1000), day.strftime("%a %b %d 00:00:00 UTC %Y"), one.number, "",
            "" if agree is None else agree, "" if disagree is None else disagree,
            MODERATED[Statement.State(one.state)], harmless(one.text),
        )  # fmt: skip


def _summary(
    of: Conversation, address: str, shown: Sequence[Statement], rows: Sequence[Votes],
    last: Release | None,
) -> list[Row]:  # fmt: skip
    told = last.told if last else {}
    voters = len(rows) or told.get("voters") or f"fewer than {SMALL}"
    return [
        ("topic", harmless(of.question)), ("url", address), ("voters", voters),
        ("voters-in-conv", voters), ("comments", len(shown)),
        ("groups", len(told.get("groups", []))),
        ("conversation-description", harmless(f"A conversation in {of.unit}")),
    ]  # fmt: skip
