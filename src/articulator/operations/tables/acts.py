"""Laying tables, seating people, noting, bringing back. The log knows that, never who or what."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from articulator.identity.bodies.rules import by_law
from articulator.kernel import clock, links
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.operations.gatherings.models import Gathering
from articulator.operations.tables.models import (
    FEWEST,
    LONGEST,
    MOST,
    Floor,
    Guest,
    Harvest,
    Note,
    Table,
)
from articulator.operations.tables.queries import checked_in, guests, harvests
from articulator.operations.tables.rules import (
    may_bring,
    may_close,
    may_come,
    may_lay,
    may_note,
    may_open,
    may_run,
)
from articulator.operations.tables.seating import place_for, shuffled

MOST_TABLES = 60
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another on paper


@dataclass(frozen=True, slots=True)
class Laying:
    """How many tables, how people come to them, where they stand, what each is about."""

    number: int
    by: str = Floor.By.SIZE
    question: str = ""
    places: Sequence[str] = ()
    topics: Sequence[str] = field(default=())


# Laying


@act(allow=may_lay, facts=lambda made: {"by": made.by})
def lay(_actor: Actor, gathering: Gathering, plan: Laying) -> Floor:
    if not 1 <= plan.number <= MOST_TABLES:
        raise Refused(Refusal(f"One to {MOST_TABLES} tables."))
    if plan.by == Floor.By.INTEREST and len(plan.topics) < plan.number:
        raise Refused(Refusal("People choose by topic: name one for each table."))
    made = Floor.objects.create(gathering=gathering, by=plan.by, question=plan.question)
    for number in range(plan.number):
        _table(made, number + 1, _at(plan.places, number), _at(plan.topics, number))
    links.join(made, "tables of", gathering)
    return made


def _at(words: Sequence[str], number: int) -> str:
    return words[number] if number < len(words) else ""


def _table(floor: Floor, number: int, place: str, topic: str) -> Table:
    code = "".join(secrets.choice(LETTERS) for _ in range(8))
    return Table.objects.create(floor=floor, number=number, place=place, topic=topic, code=code)


@act(allow=may_run)
def add_table(_actor: Actor, floor: Floor, place: str = "", topic: str = "") -> Table:
    last = floor.tables.last()
    number = last.number + 1 if last else 1
    if number > MOST_TABLES:
        raise Refused(Refusal(f"One to {MOST_TABLES} tables."))
    made = _table(floor, number, place, topic)
    _changed(floor)
    return made


@act(allow=may_run, facts=lambda made: {"by": made.by})
def set_way(_actor: Actor, floor: Floor, by: str, question: str) -> Floor:
    """Another way to come to a table, from the next shuffle on; another question."""
    floor.by, floor.question = by, question
    return _changed(floor)


def _changed(floor: Floor) -> Floor:
    floor.version += 1
    floor.save()
    return floor


# Seating


@act(allow=may_run, facts=lambda made: {"shuffle": made.seed})
def shuffle(_actor: Actor, floor: Floor) -> Floor:
    """Everyone who is there gets a table, by the floor's way; whoever is pinned stays."""
    return _shuffle(floor)


def _shuffle(floor: Floor) -> Floor:
    """Part of an act that has locked the floor, or somebody would be seated by two."""
    _take_in(floor)
    rows = list(guests(floor, "everyone gets a table").select_related("table"))
    if not rows:
        raise Refused(
            Refusal("Nobody is checked in yet.", appeal="Tables are given out when people come.")
        )
    floor.seed += 1
    places = shuffled(floor, list(floor.tables.all()), rows)
    for one in rows:
        one.table = places[one.pk]
    Guest.objects.bulk_update(rows, ["table"])
    floor.allotted_at = clock.now()
    return _changed(floor)


def _take_in(floor: Floor) -> None:
    """Whoever is checked in is a guest, once."""
    Guest.objects.bulk_create(
        (Guest(floor=floor, subject=subject) for subject in checked_in(floor.gathering)),
        ignore_conflicts=True,
    )


@act(allow=may_run, facts=lambda made: {"seated": made})
def seat_late(_actor: Actor, floor: Floor) -> int:
    """Whoever came since sits where somebody is needed; nobody else moves."""
    _take_in(floor)
    late = list(guests(floor, "those who came late").filter(table=None))
    for one in late:
        _seat(floor, one)
    _changed(floor)
    return len(late)


def _seat(floor: Floor, late: Guest) -> None:
    there = list(guests(floor, "where somebody is needed").select_related("table"))
    late.table = place_for(list(floor.tables.all()), there, late)
    late.save()


@act(allow=may_run)
def pin(_actor: Actor, floor: Floor, guest: Guest, table: Table | None) -> None:
    """Somebody sits at this table, whatever is shuffled; None: they move with the others again."""
    if guest.floor_id != floor.pk or (table and table.floor_id != floor.pk):
        raise Refused(Refusal("This belongs to another evening."))
    guest.pinned = table is not None
    guest.table = table or guest.table
    guest.save()
    _changed(floor)


@act(allow=may_come, secret=True)
def come(_actor: Actor, floor: Floor, subject: str) -> Guest:
    """A phone asks for a table: the one that needs somebody, once tables are given out."""
    made, new = Guest.objects.by_rule("one seat each").get_or_create(floor=floor, subject=subject)
    if made.table_id is None and floor.allotted_at:
        _seat(floor, made)
    if new:
        _changed(floor)
    return made


@act(allow=may_come, secret=True)
def wish(
    _actor: Actor, floor: Floor, subject: str, wishes: Sequence[int], is_new: bool | None = None
) -> None:
    """What somebody says before the tables are given out. The later word replaces the earlier."""
    known = set(floor.tables.values_list("number", flat=True))
    said = [number for number in dict.fromkeys(wishes) if number in known]
    Guest.objects.by_rule("the later word counts").update_or_create(
        floor=floor, subject=subject, defaults={"wishes": said, "is_new": is_new}
    )


# Talking


@act(allow=may_open)
def open_now(_actor: Actor, floor: Floor) -> Floor:
    return _open(floor)


@act(allow=by_law)
def open_with(_actor: Actor, floor: Floor) -> Floor:
    """The step of the running order begins: tables are given out, pads open."""
    return _open(floor)


def _open(floor: Floor) -> Floor:
    if floor.allotted_at is None and (
        checked_in(floor.gathering) or guests(floor, "whether anybody is here").exists()
    ):
        _shuffle(floor)
    floor.opened_at, floor.closed_at = floor.opened_at or clock.now(), None
    floor.shown = None
    return _changed(floor)


@act(allow=may_close)
def close_now(_actor: Actor, floor: Floor) -> Floor:
    return _close(floor)


@act(allow=by_law)
def close_with(_actor: Actor, floor: Floor) -> Floor:
    """The step is over: the pads close. What a table brings back can still be written."""
    return _close(floor)


def _close(floor: Floor) -> Floor:
    if floor.is_open:
        floor.closed_at = clock.now()
    return _changed(floor)


@act(allow=may_note, secret=True)
def note(_actor: Actor, table: Table, key: UUID, text: str) -> None:
    """A line on the pad. Sent again with its key, it is there once."""
    Note.objects.by_rule("a note arrives once").get_or_create(
        id=key, defaults={"table": table, "text": text}
    )


@act(allow=may_bring, secret=True)
def bring(_actor: Actor, table: Table, points: Sequence[str]) -> Harvest:
    """Two to five points for the whole room; said again, they take the old ones' place."""
    return _bring(table, points)


def _bring(table: Table, points: Sequence[str]) -> Harvest:
    said = [plain for one in points if (plain := " ".join(one.split()))]
    if not FEWEST <= len(said) <= MOST or any(len(one) > LONGEST for one in said):
        raise Refused(
            Refusal(f"Bring {FEWEST} to {MOST} points, each of at most {LONGEST} letters.")
        )
    full = [*said, *[""] * (MOST - len(said))]
    made, _ = Harvest.objects.update_or_create(
        table=table, defaults={**dict(zip(Harvest.FIELDS, full, strict=True)), "at": clock.now()}
    )
    _changed(Floor.objects.select_for_update().get(pk=table.floor_id))
    return made


@act(allow=may_run)
def type_in(
    _actor: Actor, floor: Floor, table: Table, lines: Sequence[str], points: Sequence[str]
) -> None:
    """What a table wrote on paper: its notes, and what it brings back."""
    if table.floor_id != floor.pk:
        raise Refused(Refusal("This table stands elsewhere."))
    now, tick = clock.now(), timedelta(microseconds=1)  # the order on the paper stays
    Note.objects.bulk_create(
        Note(table=table, text=line, at=now + n * tick) for n, line in enumerate(lines)
    )
    if points:
        _bring(table, points)


# Telling the room, one table after the other


@act(allow=may_run, facts=lambda made: {"table": made.shown})
def show(_actor: Actor, floor: Floor, number: int | None) -> Floor:
    floor.shown = number
    return _changed(floor)


@act(allow=by_law, facts=lambda made: {"table": made.shown})
def show_first(_actor: Actor, floor: Floor) -> Floor:
    """The step begins in which tables tell: the first that brings something stands on the wall."""
    told = harvests(floor)
    floor.shown = told[0].table.number if told else None
    return _changed(floor)
