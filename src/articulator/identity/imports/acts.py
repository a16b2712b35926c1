"""Taking a file in, saying what its columns mean, carrying it out piece by piece, undoing it."""

import hashlib
from collections.abc import Sequence
from itertools import count
from typing import BinaryIO
from uuid import UUID, uuid4

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Max, Q

from articulator.identity.bodies.rules import needs
from articulator.identity.contacts.acts import keep_silent
from articulator.identity.contacts.models import Channel, Consent, Phone
from articulator.identity.imports.changes import Batch, is_known, is_new
from articulator.identity.imports.models import Import, Part, Remembered, Row
from articulator.identity.imports.queries import (
    SHOWN,
    alike,
    needs_wording,
    refused_columns,
    stored,
)
from articulator.identity.imports.rules import (
    may_carry_out,
    may_drop,
    may_forget,
    may_import,
    may_name_columns,
    may_undo,
    may_work,
)
from articulator.identity.imports.undoing import OWN, Additions, acted
from articulator.identity.membership.models import Attribute, Membership, Standing
from articulator.identity.membership.queries import classes
from articulator.identity.merges.models import Identifier, Pair
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Person, Unit
from articulator.methods.people import FIELDS, FileError, doubled, open_table, recognise

PART = 1 << 20
BATCH = 1000
State = Import.State


@act(allow=may_import)
def take_in(actor: Actor, unit: Unit, name: str, file: BinaryIO) -> Import:
    """Keep a file until it is carried out or put away. Nothing else happens yet."""
    taken = Import.objects.create(
        unit=unit, by=actor, file_name=name[-200:] or "a file", size=0, home=unit
    )
    digest = hashlib.sha256()
    for number in count():
        data = file.read(PART)
        if not data:
            break
        digest.update(data)
        taken.last += data.count(b"\n")  # near enough to show how far the reading is
        taken.size += len(data)
        Part.objects.create(of=taken, number=number, data=data)
    taken.file_hash = digest.hexdigest()
    _look_at(taken)
    taken.save()
    return taken


def _look_at(taken: Import) -> None:
    """Read the columns and the first rows. Raises FileError where there is nothing to read."""
    table = open_table(stored(taken))  # type: ignore[arg-type]
    if twice := doubled(table.columns):
        raise FileError(f"Line 1: the column {', '.join(twice[:5])} appears twice. Rename one.")
    samples: list[list[str]] = [[] for _ in table.columns]
    for row, _ in zip(table.rows, range(20), strict=False):
        for kept, cell in zip(samples, row.cells, strict=False):
            if cell and not row.fault and len(kept) < SHOWN and cell[:60] not in kept:
                kept.append(cell[:60])
    taken.columns, taken.samples = list(table.columns), samples
    taken.source = recognise(table.columns).key


@act(allow=may_name_columns)
def name_columns(
    actor: Actor, of: Import, mapping: Sequence[str], kind: str, home: Unit, wording: str = ""
) -> Import:
    """Say what each column means; then the file is read, and the preview made."""
    if why := _wrong(of, mapping, kind, home, wording):
        raise Refused(Refusal(why))
    if "trained_until" in mapping and (refusal := needs(actor, "keep_roll")):
        raise Refused(refusal)
    of.mapping, of.kind, of.home, of.wording = list(mapping), kind, home, wording[:300]
    of.state, of.words = State.READING, ""
    of.save()
    Remembered.objects.update_or_create(
        unit=of.unit, headers=alike(of.columns),
        defaults={"mapping": list(mapping), "kind": kind, "at": clock.now()},
    )  # fmt: skip
    return of


def _wrong(of: Import, mapping: Sequence[str], kind: str, home: Unit, wording: str) -> str:
    refused = refused_columns(of.columns)
    named = dict(zip(of.columns, mapping, strict=True))
    if set(mapping) - FIELDS.keys():
        return "There is no such field."
    if taken := next((one for one in refused if named[one]), ""):
        return f"The column {taken} would grant rights. No file does that: leave it out."
    if kind not in classes():
        return f"The constitution in force has no class of membership {kind}."
    if not of.unit.contains(home) or home.closed_at:
        return f"{home} is not an open part of {of.unit}."
    if needs_wording(mapping) and not wording.strip():
        return "Say to which words people agreed: without them there is no consent to take over."
    return ""


@act(allow=may_work)
def begin_reading(_actor: Actor, of: Import) -> Import:
    """Read from the beginning: what a reading before this one has noted is put away."""
    of.run, of.done, of.hushed, of.counts = uuid4(), 0, 0, {}
    of.touched_at = clock.now()
    Row.objects.filter(of=of).delete()
    of.save()
    return of


@act(allow=may_work, facts=lambda rows: {"rows": rows})
def note(_actor: Actor, of: Import, run: UUID, rows: Sequence[Row]) -> int:
    """Write down what some rows would do. A reading that another has overtaken stops here."""
    if of.run != run:
        raise Refused(Refusal("Another worker reads this file."))
    Row.objects.bulk_create(rows, batch_size=BATCH)
    for row in rows:
        of.counts[row.effect] = of.counts.get(row.effect, 0) + 1
        of.counts["quiet"] = of.counts.get("quiet", 0) + bool(row.quiet)
    of.done, of.touched_at = rows[-1].line, clock.now()
    of.save(update_fields=["counts", "done", "touched_at"])
    return len(rows)


@act(allow=may_work)
def end_reading(_actor: Actor, of: Import, why_not: str = "") -> Import:
    """The preview is whole; or the file breaks off, and why."""
    of.last = Row.objects.filter(of=of).aggregate(last=Max("line"))["last"] or 0
    of.state = State.UNREADABLE if why_not else State.PREVIEW
    of.words, of.done = why_not[:300], 0
    of.save()
    return of


@act(allow=may_carry_out, facts=lambda decided: {"rows": decided})
def decide(_actor: Actor, of: Import, decision: str, line: int | None = None) -> int:
    """Say whether a possible duplicate is the same person; without a line, for all of them."""
    if decision not in Row.Decision.values:
        raise Refused(Refusal("There is no such decision."))
    rows = Row.objects.filter(of=of, effect=Row.Effect.DOUBT)
    rows = rows.filter(decision="") if line is None else rows.filter(line=line)
    return rows.update(decision=decision)


@act(allow=may_carry_out)
def carry_out(_actor: Actor, of: Import) -> Import:
    """Say yes to the preview: a worker carries it out, opt-outs first."""
    return _start(of, State.CARRYING)


@act(allow=may_undo)
def undo(_actor: Actor, of: Import) -> Import:
    """Take everything back, but the opt-outs: whoever asked for silence keeps it."""
    return _start(of, State.UNDOING)


def _start(of: Import, state: Import.State) -> Import:
    of.state, of.done, of.touched_at = state, 0, clock.now()
    of.save()
    return of


@act(allow=may_work, facts=lambda rows: {"rows": rows})
def go_on(_actor: Actor, of: Import) -> int:
    """One piece of the work, whole or not at all: killed in between, it goes on where it was."""
    of.touched_at = clock.now()
    if of.state == State.CARRYING and of.hushed < of.last:
        return _hush(of)
    if of.state == State.UNDOING:
        return _undo_some(of)
    return _carry_some(of)


def _hush(of: Import) -> int:
    """First of all the opt-outs of the whole file, of rows that are left out too."""
    rows = list(Row.objects.filter(of=of, line__gt=of.hushed).exclude(quiet={})[:BATCH])
    source = f"{of.file_name} ({of.at:%Y-%m-%d})"
    for channel in Channel:
        keep_silent(channel, {one for row in rows for one in row.quiet.get(channel, ())}, source)
    of.hushed = rows[-1].line if len(rows) == BATCH else of.last
    of.save(update_fields=["hushed", "touched_at"])
    return len(rows) or 1


def _carry_some(of: Import) -> int:
    rows = list(Row.objects.filter(of=of, line__gt=of.done)[:BATCH])
    if not rows:
        return _finish(of, State.DONE)
    batch = Batch(of, rows)
    _write(batch)
    _write_again(batch.touched)
    for effect, number in batch.counts.items():
        of.counts[effect] = of.counts.get(effect, 0) + number
    of.done = rows[-1].line
    of.save(update_fields=["done", "touched_at", "counts"])
    return len(rows)


def _write_again(rows: Sequence[Row]) -> None:
    """Rows that are there already, in one statement: ten times as fast as `bulk_update`."""
    Row.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["id"],
        update_fields=["before", "words", "effect", "who"],
    )  # fmt: skip


def _write(batch: Batch) -> None:
    Person.objects.bulk_create(batch.people, batch_size=BATCH)
    Person.objects.bulk_update(batch.changed_people, ["email"], batch_size=BATCH)
    Membership.objects.bulk_update(
        batch.changed_lines, ["left_on", "joined_on", "district"], batch_size=BATCH
    )
    Membership.objects.bulk_create(batch.lines, batch_size=BATCH)
    Phone.objects.bulk_create(batch.phones, batch_size=BATCH)
    Identifier.objects.bulk_create(batch.numbers, batch_size=BATCH)
    Consent.objects.bulk_create(batch.consents, batch_size=BATCH)
    Attribute.objects.bulk_create(batch.attributes, batch_size=BATCH)
    Standing.objects.bulk_create(batch.standings, batch_size=BATCH)


def _undo_some(of: Import) -> int:
    """From the last row to the first, so that what came on top goes first."""
    top = of.last + 1 - of.done
    rows = list(Row.objects.filter(of=of, line__lt=top).order_by("-line")[:BATCH])
    if not rows:
        return _finish(of, State.UNDONE)
    stay = _take_back(rows)
    of.counts["stay"] = of.counts.get("stay", 0) + stay
    of.done = of.last + 1 - rows[-1].line
    of.save(update_fields=["done", "touched_at", "counts"])
    return len(rows)


def _finish(of: Import, state: Import.State) -> int:
    of.state, of.finished_at, of.samples = state, clock.now(), []
    of.save()
    Part.objects.filter(of=of).delete()
    return 0


def _take_back(rows: Sequence[Row]) -> int:
    """Remove whom these rows made, and what they added to others; how many people stay."""
    made = [row for row in rows if row.who and is_new(row)]
    stay = acted(made)
    _remove([row.who for row in made if row.who and row.who not in stay])
    _take_away(Additions([row for row in rows if is_known(row)]))
    return len(stay)


def _remove(people: Sequence[UUID]) -> None:
    """People to whom nothing points but what the import itself wrote: the question was asked."""
    for model in OWN:
        model._base_manager.filter(person__in=people).delete()  # noqa: SLF001
    Pair.objects.filter(Q(first__in=people) | Q(second__in=people)).delete()
    # Not `delete`, which would ask every table again; where something points here, the database
    # refuses, and nothing of this piece is done.
    Person.objects.filter(pk__in=people)._raw_delete(DEFAULT_DB_ALIAS)  # noqa: SLF001


def _take_away(what: Additions) -> None:
    for model, keys in what.rows.items():
        model._base_manager.filter(pk__in=keys).delete()  # noqa: SLF001
    Person.objects.filter(pk__in=what.mails).update(email=None)
    Membership.objects.filter(pk__in=what.lines).delete()
    Membership.objects.filter(pk__in=what.ended).update(left_on=None)
    Membership.objects.bulk_update(what.changed_lines, ["joined_on", "district"], batch_size=BATCH)


@act(allow=may_drop)
def drop(_actor: Actor, of: Import) -> None:
    """Put a file away unread: it is deleted, and so is the preview."""
    _forget(of)
    of.state, of.finished_at = State.DROPPED, clock.now()
    of.save()


@act(allow=may_forget)
def forget(_actor: Actor, of: Import) -> None:
    """After thirty days: only the numbers stay, nobody's name."""
    _forget(of)
    if of.state in Import.OPEN:
        of.state = State.DROPPED
    of.save()


def _forget(of: Import) -> None:
    of.samples = []
    Part.objects.filter(of=of).delete()
    Row.objects.filter(of=of).delete()
