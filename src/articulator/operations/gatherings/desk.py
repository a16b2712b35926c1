"""What a desk sends, read strictly: it may have been written anywhere."""

import json
import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4, uuid5

from articulator.methods.checkin import Operation
from articulator.operations.gatherings.acts import Entry
from articulator.operations.gatherings.models import Attendance, Gathering, Scan
from articulator.operations.gatherings.queries import registrations
from articulator.operations.gatherings.tickets import LETTERS, mark

_TICKET = re.compile(rf"[{LETTERS}]{{4}}(?:[- ]?[{LETTERS}]{{4}}){{3}}")
MOST, HIGHEST, LONGEST = 500, 1_000_000, 80
SHOWN = 16  # letters of a mark that desks keep: enough to know a ticket, no name


class DeskError(ValueError):
    """What was sent is not what a desk sends."""


def entries(body: bytes) -> list[Entry]:
    """The operations in a message. Raises DeskError."""
    try:
        said = json.loads(body)["operations"]
        if not isinstance(said, list) or len(said) > MOST:
            raise DeskError(f"A message holds a list of at most {MOST} operations.")
        return [_entry(one) for one in said]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DeskError(str(error)) from error


def _entry(said: Mapping[str, Any]) -> Entry:
    key, number = str(UUID(said["id"])), int(said["number"])
    if not 0 <= number <= HIGHEST:
        raise DeskError("A desk counts from one.")
    subject = mark(str(said["ticket"])) if said.get("ticket") else str(said.get("subject", ""))
    undoes = str(UUID(said["undoes"])) if said.get("undoes") else ""
    operation = Operation(key, str(UUID(said["device"])), number, subject[:64], undoes)
    return Entry(operation, str(said.get("name", ""))[:LONGEST] if subject == key else "")


def judged(gathering: Gathering, sent: list[Entry]) -> tuple[list[Entry], list[str]]:
    """What counts, and the ids of what belongs to no ticket of this gathering."""
    known = marks(gathering)
    good, unknown = [], []
    for one in sent:
        said = one.operation
        if said.undoes or said.subject == said.id or said.subject in known:
            good.append(one)
        else:
            unknown.append(said.id)
    return good, unknown


def new(gathering: Gathering, sent: list[Entry]) -> list[Entry]:
    """What the server does not know yet: what is sent again is answered without an act."""
    keys = [UUID(one.operation.id) for one in sent]
    rows = Scan.objects.by_rule("sent again").filter(gathering=gathering, pk__in=keys)
    there = {str(key) for key in rows.values_list("pk", flat=True)}
    return [one for one in sent if one.operation.id not in there]


def typed(gathering: Gathering, text: str) -> Entry | None:
    """One line typed at a desk: a ticket, a name or nothing. None for a ticket that is none."""
    key, device = str(uuid4()), str(uuid5(gathering.pk, "typed"))
    is_ticket = looks_like_a_ticket(text)
    subject = mark(text) if is_ticket else key
    if is_ticket and subject not in marks(gathering):
        return None
    number = Scan.objects.by_rule("the next number").filter(gathering=gathering).count() + 1
    return Entry(Operation(key, device, number, subject), "" if is_ticket else text[:LONGEST])


def looks_like_a_ticket(text: str) -> bool:
    """Four groups of four, with or without what parts them, perhaps at the end of an address."""
    return bool(_TICKET.fullmatch(text.strip().rstrip("/").rsplit("/", 1)[-1].lower()))


def marks(gathering: Gathering) -> set[str]:
    return set(registrations(gathering, "tickets at the desk").values_list("mark", flat=True))


def state(gathering: Gathering) -> dict[str, Any]:
    """What a desk keeps, so that it knows a ticket without a network: no name, no address."""
    rows = Attendance.objects.by_rule("who is in").filter(gathering=gathering)
    inside = list(rows.values_list("subject", flat=True))
    latest = Scan.objects.by_rule("the next number").filter(gathering=gathering).last()
    return {
        "known": sorted(one[:SHOWN] for one in marks(gathering)),
        "inside": sorted(one[:SHOWN] for one in inside if len(one) == 64),
        "there": len(inside),
        "number": latest.number if latest else 0,
    }
