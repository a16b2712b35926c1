"""Which entries may be one person, what a merge takes from each, what stands in its way."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import ForeignObjectRel, QuerySet

from articulator.identity.constitution.queries import Charter, Upward, sight
from articulator.identity.contacts.models import Consent, Phone
from articulator.identity.membership.models import Attribute, Membership, Standing
from articulator.identity.membership.queries import membership_of, memberships
from articulator.identity.merges.models import Identifier, Merge, Pair
from articulator.kernel import clock
from articulator.kernel.acts import Actor
from articulator.kernel.models import Person, Unit
from articulator.methods.people import Match, Someone, pairs

KEPT = timedelta(days=30)  # how long a merge can be undone
WHY = "two entries are compared"
# What moves with a person. Whoever has anything else (a vote, a seat, a deed) is never merged away.
MOVES: tuple[type[models.Model], ...] = (
    Membership, Standing, Attribute, Consent, Phone, Identifier,
)  # fmt: skip


def kept_units(actor: Actor) -> list[Unit]:
    """The units whose roll this person keeps, outermost first."""
    return [grant.body.unit for grant in sight(actor).grants]


def names_stay_below(actor: Actor) -> Charter | None:
    """The charter by which somebody who keeps a roll does not see everyone below, if it says so."""
    seen = sight(actor)
    if seen.charter.upward == Upward.FULL:
        return None
    kept = [grant.body.unit for grant in seen.grants]
    return seen.charter if Unit.objects.filter(parent__in=kept, closed_at=None).exists() else None


def pairs_seen(actor: Actor) -> QuerySet[Pair]:
    """The pairs of which somebody may see both; those known to be two people are not shown."""
    seen = Membership.objects.current().seen_by(actor).values("person")
    found = Pair.objects.filter(apart_at=None, first__in=seen, second__in=seen)
    return found.select_related("first", "second")


def merges_seen(actor: Actor) -> QuerySet[Merge]:
    """The merges of the last thirty days whose people somebody may see."""
    recent = Merge.objects.filter(at__gt=clock.now() - KEPT)
    found = recent.filter(sight(actor).rows("unit", "kept"))
    return found.select_related("kept", "by", "unit")


def alike(unit: Unit) -> Iterable[tuple[str, str, Match]]:
    """The pairs of entries on the roll of a unit and below that may be one person."""
    rows = memberships(unit).values_list("person", "name", "person__email", "unit")
    phones: dict[str, set[str]] = {}
    numbers = Phone.objects.by_rule(WHY).filter(person__in=memberships(unit).values("person"))
    for pk, number in numbers.values_list("person", "number"):
        phones.setdefault(str(pk), set()).add(number)
    return pairs({
        str(pk): Someone(name, email or "", frozenset(phones.get(str(pk), ())), str(home))
        for pk, name, email, home in rows
    })  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """One of two entries as a page shows it."""

    person: Person
    line: Membership | None
    phones: tuple[str, ...]
    account: bool

    @property
    def values(self) -> Mapping[str, str]:
        branch = f"{self.line.unit}, since {self.line.joined_on:%-d %B %Y}" if self.line else ""
        return {"name": self.person.name, "email": self.person.email or "", "branch": branch}


def side(person: Person) -> Side:
    phones = Phone.objects.by_rule(WHY).filter(person=person).values_list("number", flat=True)
    return Side(person, membership_of(person), tuple(phones), bool(rooted(person)))


def rooted(person: Person) -> list[str]:
    """What ties an entry to its person for good: a sign-in, a vote, a seat, anything done here."""
    found = ["a sign-in"] if person.last_login or person.has_usable_password() else []
    if Merge.objects.filter(kept=person).exclude(before={}).exists():
        found.append("a merge that can be undone")
    return found + [what for what, _ in deeds([person.pk], besides=(*MOVES, Pair, Merge))]


def deeds(
    people: list[UUID], besides: Iterable[type[models.Model]]
) -> Iterator[tuple[str, set[UUID]]]:
    """Whatever else points to these people, in every table of the house: what, and to whom."""
    left_out = set(besides)
    hidden = Person._meta.get_fields(include_hidden=True)  # noqa: SLF001 - Django documents it
    for relation in hidden:
        if not isinstance(relation, ForeignObjectRel) or relation.related_model in left_out:
            continue
        model, name = relation.related_model, relation.field.name
        rows = model._base_manager.filter(**{f"{name}__in": people})  # noqa: SLF001
        if found := set(rows.values_list(name, flat=True)):
            yield str(model._meta.verbose_name), found  # noqa: SLF001


def snapshot(one: Person, other: Person) -> dict[str, Any]:
    """Every row that a merge of these two can touch, as it is now."""
    rows = {
        model._meta.label: list(  # noqa: SLF001
            model._base_manager.filter(person__in=[one, other]).values()  # noqa: SLF001
        )
        for model in MOVES
    }
    people = list(Person.objects.filter(pk__in=[one.pk, other.pk]).values())
    return {"people": people, "rows": rows}
