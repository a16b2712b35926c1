"""Asking for a list of people, preparing it, taking it, deleting it; taking everything out."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from articulator.identity.exports.columns import Column, chosen
from articulator.identity.exports.letters import tell
from articulator.identity.exports.models import Export, Piece
from articulator.identity.exports.queries import as_json, scope, table
from articulator.identity.exports.rules import (
    may_ask,
    may_delete,
    may_export,
    may_prepare,
    may_take,
    may_take_everything_out,
)
from articulator.identity.membership.queries import Sought
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Person, Unit
from articulator.methods.cells import harmless

State = Export.State


def _columns(of: Export) -> Mapping[str, Any]:
    return {"columns": of.columns}


def _outcome(of: Export) -> Mapping[str, Any]:
    return {"state": of.state}


@act(allow=may_ask, facts=_columns)
def ask(actor: Actor, unit: Unit, reason: str, columns: Sequence[str], sought: Sought) -> Export:
    """Ask for a list of people of a roll, and say why. A worker prepares it."""
    assert isinstance(actor, Person), "the rule has let somebody in"
    wanted = [column.key for column in chosen(columns)]
    if not wanted:
        raise Refused(Refusal("Choose at least one column."))
    if not reason.strip():
        raise Refused(Refusal("Say what the list is for."))
    return Export.objects.create(
        unit=unit, by=actor, reason=reason.strip()[:300], columns=wanted, sought=as_json(sought)
    )


@act(allow=may_prepare, facts=_outcome)
def prepare(_actor: Actor, of: Export) -> Export:
    """Write the list, whole or not at all, if who asked for it may still have it."""
    if refusal := may_export(of.by, of.unit):
        of.state, of.words = State.REFUSED, refusal.reason[:300]
    else:
        columns = chosen(of.columns)
        of.rows = _write(of, columns, table(of, columns))
        of.state, of.ready_at, of.scope = State.READY, clock.now(), scope(of.by, of.unit)
    of.save()
    tell(of)
    return of


def _write(of: Export, columns: list[Column], rows: Iterable[list[list[object]]]) -> int:
    """A piece of the file for each batch: never more than one of them in memory."""
    total = 0
    for number, (data, many) in enumerate(_csv(columns, rows)):
        Piece.objects.create(of=of, number=number, data=data)
        total += many
    return total


def _csv(columns: list[Column], rows: Iterable[list[list[object]]]) -> Iterator[tuple[bytes, int]]:
    """The mark at the beginning tells spreadsheets that the text is UTF-8."""
    yield b"\xef\xbb\xbf" + _lines([[column.words for column in columns]]), 0
    for batch in rows:
        yield _lines(batch), len(batch)


def _lines(rows: Iterable[Iterable[object]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([harmless(_text(cell)) for cell in row] for row in rows)
    return out.getvalue().encode()


@act(allow=may_take)
def take(_actor: Actor, of: Export) -> Export:
    """Download a list: each time stands in the log."""
    of.taken += 1
    of.save(update_fields=["taken"])
    return of


@act(allow=may_delete)
def put_away(_actor: Actor, of: Export) -> Export:
    """Delete the file. That it was asked for, by whom and why, stays as proof."""
    Piece.objects.filter(of=of).delete()
    of.state, of.ready_at = State.GONE, of.ready_at or clock.now()
    of.save(update_fields=["state", "ready_at"])
    return of


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)


@act(allow=may_take_everything_out)
def take_everything_out(_actor: Actor, root: Unit) -> Unit:
    """Say in the log that everything leaves as files; what follows (`package.write`) only reads."""
    return root
