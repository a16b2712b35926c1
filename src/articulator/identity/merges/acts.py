"""Looking for people who are on the list twice, merging two entries, and parting them again."""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from articulator.identity.contacts.acts import keep_silent
from articulator.identity.contacts.models import Channel, Consent
from articulator.identity.contacts.queries import addresses, opted_out
from articulator.identity.membership.models import Membership
from articulator.identity.membership.queries import membership_of
from articulator.identity.merges.models import Merge, Pair
from articulator.identity.merges.queries import MOVES, alike, rooted, snapshot
from articulator.identity.merges.rules import (
    may_forget,
    may_look,
    may_merge,
    may_note,
    may_tell_apart,
    may_undo,
)
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Person, Unit

BATCH = 1000
CHOICES = frozenset({"name", "email", "branch"})


@act(allow=may_look)
def look(_actor: Actor, unit: Unit) -> Unit:
    """Ask for a search through the roll of a unit and below; a worker does it."""
    return unit


@act(allow=may_note, facts=lambda found: {"pairs": found})
def note_pairs(_actor: Actor, unit: Unit) -> int:
    """Write down the pairs that were found. What somebody has told apart stays so."""
    found = [
        Pair(unit=unit, first_id=UUID(one), second_id=UUID(other), score=match.score,
             reason=match.reason)
        for one, other, match in alike(unit)
    ]  # fmt: skip
    Pair.objects.filter(unit=unit, apart_at=None).delete()
    Pair.objects.bulk_create(found, batch_size=BATCH, ignore_conflicts=True)
    return len(found)


@act(allow=may_tell_apart)
def tell_apart(_actor: Actor, pair: Pair) -> Pair:
    """Say that these are two people: nobody is asked again."""
    pair.apart_at = clock.now()
    pair.save(update_fields=["apart_at"])
    return pair


@act(allow=may_merge)
def merge(actor: Actor, pair: Pair, first: Iterable[str]) -> Merge:
    """Make two entries one. `first` names the values (name, email, branch) the first one gives.

    The entry that somebody has used stays; where nobody has, the first.
    """
    chosen = set(first)
    if chosen - CHOICES:
        raise Refused(Refusal("There is no such value to choose."))
    kept, gone = (pair.first, pair.second)
    if rooted(gone):
        kept, gone = gone, kept
    if rooted(kept) and _mail(pair, chosen) not in (None, kept.email):
        raise Refused(Refusal(f"{kept} signs in with {kept.email}: this address stays."))
    line = membership_of(pair.first if "branch" in chosen else pair.second)
    name = (pair.first if "name" in chosen else pair.second).name
    email = _mail(pair, chosen) or kept.email or gone.email
    before = snapshot(kept, gone) | {"after": {"name": name, "email": email}}
    _stay_silent(kept, gone)
    before["deleted"] = {Membership._meta.label: _one_place(kept, gone, line)}  # noqa: SLF001
    for model in MOVES:
        before["deleted"].setdefault(model._meta.label, []).extend(_move(model, kept, gone))  # noqa: SLF001
    Merge.objects.filter(kept=gone).update(kept=kept)  # what proves it stays, and goes along
    Person.objects.filter(pk=gone.pk).delete()
    Person.objects.filter(pk=kept.pk).update(name=name, email=email)
    return Merge.objects.create(
        unit=line.unit if line else pair.unit, kept=kept, by=actor,
        before=json.loads(json.dumps(before, cls=DjangoJSONEncoder)),
    )  # fmt: skip


def _stay_silent(one: Person, other: Person) -> None:
    """Where either asked to be left alone, both their addresses are, for good."""
    for channel in Channel:
        if opted_out(one, channel) or opted_out(other, channel):
            told = [*addresses(one, channel), *addresses(other, channel)]
            keep_silent(channel, told, "a merge of two entries")


def _mail(pair: Pair, chosen: set[str]) -> str | None:
    return (pair.first if "email" in chosen else pair.second).email


def _one_place(kept: Person, gone: Person, line: Membership | None) -> list[Any]:
    """Nobody is on two rolls: the place that was not chosen goes."""
    now = Membership.objects.by_rule("a merge").filter(person__in=[kept, gone], left_on=None)
    over = list(now.exclude(pk=line.pk).values_list("pk", flat=True)) if line else []
    Membership.objects.filter(pk__in=over).delete()
    return over


def _move(model: type[models.Model], kept: Person, gone: Person) -> list[Any]:
    """Take the rows of one person to the other; what the other has already is deleted."""
    rows = model._base_manager  # noqa: SLF001
    theirs = {_key(row) for row in rows.filter(person=kept)}
    mine = list(rows.filter(person=gone))
    double = [row.pk for row in mine if (key := _key(row)) and key in theirs]
    rows.filter(pk__in=double).delete()
    rows.filter(person=gone).update(person=kept)
    return double


def _key(row: models.Model) -> tuple[object, ...]:
    """What must not be there twice for one person; nothing where rows may repeat."""
    if isinstance(row, Consent):
        return (row.purpose,) if row.withdrawn_at is None else ()
    names = {"standing": ("kind", "since"), "attribute": ("name",), "phone": ("number",)}
    return tuple(getattr(row, name) for name in names.get(row._meta.model_name or "", ()))  # noqa: SLF001


@act(allow=may_undo)
def undo(_actor: Actor, done: Merge) -> Merge:
    """Part them again: both entries are what they were, row for row."""
    before, kept = done.before, str(done.kept_id)
    gone = next(row for row in before["people"] if row["id"] != kept)
    was = next(row for row in before["people"] if row["id"] == kept)
    _must_be_there_still(before["rows"][Membership._meta.label], done)  # noqa: SLF001
    _as_before(done.kept, was, before["after"])
    _recreate(Person, [gone])
    for label, rows in before["rows"].items():
        model, deleted = apps.get_model(label), set(map(str, before["deleted"][label]))
        _recreate(model, [row for row in rows if str(row["id"]) in deleted])
        mine = [row["id"] for row in rows if row["person_id"] == gone["id"]]
        model._base_manager.filter(pk__in=mine).update(person_id=gone["id"])  # noqa: SLF001
    done.undone_at, done.before = clock.now(), {}
    done.save(update_fields=["undone_at", "before"])
    return done


def _as_before(kept: Person, was: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """What the person has changed since is theirs, and stays."""
    for field in ("name", "email"):
        Person.objects.filter(pk=kept.pk, **{field: after[field]}).update(**{field: was[field]})


def _must_be_there_still(rows: Iterable[Mapping[str, Any]], done: Merge) -> None:
    """Whoever has moved since the merge stays where they chose to be."""
    old = [row["id"] for row in rows]
    now = Membership.objects.filter(person=done.kept, left_on=None).exclude(pk__in=old)
    if now.by_rule("a merge is undone").exists():
        raise Refused(
            Refusal(f"{done.kept} has moved since. What the merge joined can no longer be parted.")
        )


def _recreate(model: type[models.Model], rows: Iterable[Mapping[str, Any]]) -> None:
    fields = {field.attname: field for field in model._meta.concrete_fields}  # noqa: SLF001
    model._base_manager.bulk_create(  # noqa: SLF001
        model(**{name: fields[name].to_python(value) for name, value in row.items()})
        for row in rows
    )


@act(allow=may_forget)
def forget(_actor: Actor, done: Merge) -> None:
    """After thirty days the two entries are no longer kept."""
    done.before = {}
    done.save(update_fields=["before"])
