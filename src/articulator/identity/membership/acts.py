"""Moving between units, importing and undoing a roll, granting a standing."""

import hashlib
import json
from collections.abc import Collection, Iterable
from datetime import date, datetime, time
from uuid import uuid4

from django.contrib.auth.hashers import make_password
from django.db.models import ProtectedError
from django.utils import timezone

from articulator.identity.bodies.acts import resign
from articulator.identity.bodies.models import Term
from articulator.identity.bodies.rules import by_law
from articulator.identity.membership.models import (
    Attribute,
    ImportRow,
    Membership,
    RollImport,
    Standing,
)
from articulator.identity.membership.queries import (
    TRAINED,
    Facts,
    classes,
    membership_of,
    plan_import,
    voting_kinds,
)
from articulator.identity.membership.rules import (
    may_become,
    may_carry_out,
    may_grant,
    may_keep_roll,
    may_leave,
    may_move,
    may_undo,
)
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Person, Unit
from articulator.methods.roll import read_roll

BATCH = 2000


@act(allow=may_move)
def move(_actor: Actor, membership: Membership, to: Unit) -> Membership:
    """Take a person's place on the roll to another unit. Both lines stay as history."""
    today = clock.now().date()
    Membership.objects.filter(pk=membership.pk).update(left_on=today)
    return Membership.objects.create(
        person=membership.person, unit=to, number=membership.number, kind=membership.kind,
        joined_on=membership.joined_on, moved_on=today, district=membership.district,
    )  # fmt: skip


@act(allow=may_become)
def become(_actor: Actor, person: Person, kind: str, unit: Unit, district: str = "") -> Membership:
    """Take part, be a member or an ally from today. Lines before stay as history.

    Whoever is this already stays where they are. Seats are for members alone.
    """
    if kind not in classes():
        raise Refused(Refusal(f"The constitution in force has no class of membership {kind}."))
    held, today = membership_of(person), clock.now().date()
    if held and held.kind == kind:
        return held
    if held:
        Membership.objects.filter(pk=held.pk).update(left_on=today)
    if kind not in voting_kinds():
        _give_up_seats(person)
    return Membership.objects.create(
        person=person, unit=unit, kind=kind, joined_on=today, number=_number(held),
        district=district or (held.district if held else ""),
    )  # fmt: skip


@act(allow=may_leave)
def leave(_actor: Actor, membership: Membership) -> Membership:
    """Leave the organisation today: the line ends, and with it every seat."""
    membership.left_on = clock.now().date()
    membership.save(update_fields=["left_on"])
    _give_up_seats(membership.person)
    return membership


def _give_up_seats(person: Person) -> None:
    for term in Term.objects.current().filter(person=person):
        resign(person, term)


def _number(held: Membership | None) -> str:
    """Numbers stay with the person; a new one cannot be guessed and says nothing."""
    return held.number if held else f"N-{uuid4().hex[:10].upper()}"


@act(allow=by_law, facts=lambda moved: {"moved": moved})
def move_all(_actor: Actor, unit: Unit, to: Unit, districts: Collection[str] | None = None) -> int:
    """Take everyone, or those of some postcode districts, to another unit at once."""
    today = clock.now().date()
    lines = Membership.objects.current().by_rule("a unit is divided or merged").filter(unit=unit)
    if districts is not None:
        lines = lines.filter(district__in=districts)
    going = list(lines)
    Membership.objects.filter(pk__in=[one.pk for one in going]).update(left_on=today)
    Membership.objects.bulk_create(
        (
            Membership(
                person_id=one.person_id, unit=to, number=one.number, kind=one.kind,
                joined_on=one.joined_on, moved_on=today, district=one.district,
            )
            for one in going
        ),
        batch_size=BATCH,
    )  # fmt: skip
    return len(going)


@act(allow=may_keep_roll, facts=lambda made: {"rows": made.rows.count()})
def preview_import(actor: Actor, unit: Unit, file_name: str, data: bytes) -> RollImport:
    """Read a file and write down what carrying it out would do. The roll stays as it is."""
    planned = plan_import(unit, read_roll(data))
    made = RollImport.objects.create(
        unit=unit, file_name=file_name[:200], file_hash=hashlib.sha256(data).hexdigest(), by=actor
    )
    rows = [
        ImportRow(
            roll_import=made, line=one.line, effect=one.effect, words=one.words[:300],
            person=one.person, before=one.before, after=one.after,
        )
        for one in planned
    ]  # fmt: skip
    ImportRow.objects.bulk_create(rows, batch_size=BATCH)
    return made


@act(allow=may_carry_out, facts=lambda done: done)
def carry_out(_actor: Actor, roll_import: RollImport) -> dict[str, int]:
    """Do what the preview says, all of it or nothing."""
    rows = list(roll_import.rows.select_related("person"))
    added = [row for row in rows if row.effect == ImportRow.Effect.ADD]
    changed = [row for row in rows if row.effect == ImportRow.Effect.CHANGE]
    if added:
        _add(added)
    for row in changed:
        _change(row)
    RollImport.objects.filter(pk=roll_import.pk).update(state=RollImport.State.DONE)
    return {"added": len(added), "changed": len(changed)}


@act(allow=may_undo, facts=lambda done: done)
def undo(_actor: Actor, roll_import: RollImport) -> dict[str, int]:
    """Bring the roll back to what it was before the import, row for row."""
    rows = list(roll_import.rows.select_related("person"))
    for row in rows:
        if row.effect == ImportRow.Effect.CHANGE:
            _change_back(row)
    people = [row.person for row in rows if row.effect == ImportRow.Effect.ADD and row.person]
    _remove(people)
    RollImport.objects.filter(pk=roll_import.pk).update(state=RollImport.State.UNDONE)
    return {"removed": len(people)}


@act(allow=may_grant)
def grant(_actor: Actor, person: Person, kind: str, until: datetime | None = None) -> Standing:
    """Record a standing that a person has earned."""
    return Standing.objects.create(person=person, kind=kind, since=clock.now(), until=until)


def _add(rows: list[ImportRow]) -> None:
    units = {unit.name.lower(): unit for unit in Unit.objects.all()}
    nobody = make_password(None)
    today = clock.now().date()
    people = [Person(name=r.after["name"], email=r.after["email"], password=nobody) for r in rows]
    Person.objects.bulk_create(people, batch_size=BATCH)
    Membership.objects.bulk_create(
        (
            Membership(
                person=person, unit=units[row.after["branch"].lower()], kind=row.after["kind"],
                number=row.after["number"], joined_on=row.after["joined"] or today,
            )
            for row, person in zip(rows, people, strict=True)
        ),
        batch_size=BATCH,
    )  # fmt: skip
    facts = [(person, row.after) for row, person in zip(rows, people, strict=True)]
    _tell(facts)
    for row, person in zip(rows, people, strict=True):
        row.person = person
    ImportRow.objects.bulk_update(rows, ["person"], batch_size=BATCH)


def _tell(facts: Iterable[tuple[Person, Facts]]) -> None:
    """Write standings and attributes of people who have none of them yet."""
    facts = list(facts)
    now = clock.now()
    Standing.objects.bulk_create(
        (
            Standing(person=person, kind=TRAINED, since=now, until=_end(after["trained_until"]))
            for person, after in facts
            if after["trained_until"]
        ),
        batch_size=BATCH,
    )
    Attribute.objects.bulk_create(
        (
            Attribute(person=person, name=name, value=value)
            for person, after in facts
            for name, value in after["attributes"].items()
        ),
        batch_size=BATCH,
    )


def _change(row: ImportRow) -> None:
    """Make one member's line on the roll say what the file says; keep what was there."""
    person = _person(row)
    row.before["rows"] = _rows(person)
    row.save(update_fields=["before"])
    _write(person, row.after)
    new = {name: row.after[name] for name in ("trained_until", "attributes")}
    if row.before["trained_until"] == new["trained_until"]:
        new["trained_until"] = None
    else:
        person.standings.filter(kind=TRAINED).delete()
    if row.before["attributes"] == new["attributes"]:
        new["attributes"] = {}
    else:
        person.attributes.all().delete()
    _tell([(person, new)])


def _change_back(row: ImportRow) -> None:
    """Bring back the very rows that were there."""
    person, kept = _person(row), row.before["rows"]
    _write(person, row.before)
    person.standings.filter(kind=TRAINED).delete()
    person.attributes.all().delete()
    Standing.objects.bulk_create(Standing(person=person, **one) for one in kept["standings"])
    Attribute.objects.bulk_create(Attribute(person=person, **one) for one in kept["attributes"])


def _rows(person: Person) -> Facts:
    """What is remembered of a person beside their line, field by field."""
    named = "kept to be brought back by an undo"
    standings = person.standings.by_rule(named).filter(kind=TRAINED)
    attributes = person.attributes.by_rule(named)
    kept = {
        "standings": list(standings.values("id", "kind", "since", "until")),
        "attributes": list(attributes.values("id", "name", "value", "told_at")),
    }
    plain: Facts = json.loads(json.dumps(kept, default=str))  # times keep their microseconds
    return plain


def _write(person: Person, facts: Facts) -> None:
    Person.objects.filter(pk=person.pk).update(name=facts["name"], email=facts["email"])
    Membership.objects.filter(number=facts["number"]).update(
        unit=Unit.objects.get(name__iexact=facts["branch"]),
        kind=facts["kind"],
        joined_on=facts["joined"],
    )


def _person(row: ImportRow) -> Person:
    if row.person is None:
        raise Refused(Refusal(f"Line {row.line}: this person is no longer kept."))
    return row.person


def _remove(people: list[Person]) -> None:
    try:
        Membership.objects.filter(person__in=people).delete()
        Standing.objects.filter(person__in=people).delete()
        Person.objects.filter(pk__in=[person.pk for person in people]).delete()
    except ProtectedError as error:
        raise Refused(
            Refusal(
                "Someone whom this import added has acted since (stood, voted or taken a seat), "
                "so it cannot be undone as a whole. Correct single members with a new import."
            )
        ) from error


def _end(day: str) -> datetime:
    return timezone.make_aware(datetime.combine(date.fromisoformat(day), time.max))
