"""The append-only, hash-chained log: append, export as JSON lines, verify."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from articulator.kernel import clock
from articulator.kernel.models import Event, LogHead, Person

type Line = dict[str, Any]


def append(
    *, key: UUID, kind: str, actor: Person | None, subject: str, made: str, facts: Mapping[str, Any]
) -> Event:
    """Write the next line. Call inside a transaction: the head stays locked until it ends."""
    head = _locked_head()
    event = Event(
        number=head.number + 1, key=key, at=clock.now(), kind=kind, actor=actor,
        subject=subject, made=made, facts=dict(facts), previous=head.hash,
    )  # fmt: skip
    event.hash = digest(line(event))
    event.save(force_insert=True)
    LogHead.objects.filter(pk=1).update(number=event.number, hash=event.hash)
    return event


def _locked_head() -> LogHead:
    locked = LogHead.objects.select_for_update().filter(pk=1)
    if head := locked.first():
        return head
    LogHead.objects.get_or_create(pk=1)  # before the first line of all
    return locked.get()


def line(event: Event) -> Line:
    """An event as it is exported: everything that its hash covers, and the hash."""
    return {
        "number": event.number,
        "key": str(event.key),
        "at": event.at.isoformat(),
        "kind": event.kind,
        "actor": str(event.actor_id) if event.actor_id else None,
        "subject": event.subject,
        "made": event.made,
        "facts": event.facts,
        "previous": event.previous,
        "hash": event.hash,
    }


def digest(exported: Line) -> str:
    """SHA-256 of the line without its own hash, as canonical JSON (sorted keys, no spaces)."""
    body = {name: value for name, value in exported.items() if name != "hash"}
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def export() -> Iterator[Line]:
    return (line(event) for event in Event.objects.order_by("number").iterator(2000))


def faults(lines: Iterable[Line]) -> Iterator[str]:
    """What is wrong with a log, line by line; nothing where it is whole.

    Works on an exported file as well as on the database: it needs the lines alone.
    """
    number, previous = 0, ""
    for number, exported in enumerate(lines, 1):
        if exported["number"] != number:
            yield f"line {number}: event {exported['number']} stands where {number} should be"
        if exported["previous"] != previous:
            yield f"line {number}: does not continue from the line before it"
        if exported["hash"] != digest(exported):
            yield f"line {number}: was changed after it was written"
        previous = exported["hash"]


def stored_faults() -> Iterator[str]:
    """The faults of the log in the database; also compares its end with the recorded head."""
    yield from faults(export())
    head, last = LogHead.objects.filter(pk=1).first(), Event.objects.order_by("number").last()
    if (head.hash if head else "") != (last.hash if last else ""):
        yield "the end of the log is not the recorded head: lines are missing or were added"
