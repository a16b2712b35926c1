"""What an undo takes away: found for a thousand rows in the same few questions. Acts take it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Model, Q, QuerySet

from articulator.identity.contacts.models import Consent, Phone
from articulator.identity.imports.models import Row
from articulator.identity.imports.planning import WHY
from articulator.identity.membership.models import Attribute, Membership, Standing
from articulator.identity.merges.models import Identifier, Pair
from articulator.identity.merges.queries import deeds
from articulator.kernel.models import Person

OWN = (Membership, Phone, Identifier, Consent, Attribute, Standing)  # what an import itself writes


class Additions:
    """Of people who were known: what a file added goes, what it changed comes back.

    Whatever somebody has changed since stays as it is now. Two rows may mean one person.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        """Rows from the last to the first: what came on top goes first."""
        self.before = [(row.who, row.before) for row in rows if row.who and row.before]
        self.mails = self._mails()
        self.lines = self._lines()
        self.ended = self._ended()
        self.changed_lines = self._changed_lines()
        self.rows: dict[type[Model], Sequence[Any]] = {
            Phone: self._theirs(Phone.objects.by_rule(WHY), "number", "phones"),
            Attribute: self._theirs(Attribute.objects.by_rule(WHY), "name", "attributes"),
            Identifier: self._numbers(),
            Consent: [key for _, keys in self._added("consents") for key in keys],
            Standing: [key for _, key in self._added("standing")],
        }

    def _added(self, what: str) -> Iterator[tuple[UUID, Any]]:
        told = ((who, before["added"]) for who, before in self.before)
        return ((who, added[what]) for who, added in told if what in added)

    def _mails(self) -> list[UUID]:
        """Who still has the address that the file brought."""
        told = {who: before["email"] for who, before in self.before if "email" in before}
        now = Person.objects.filter(pk__in=list(told)).values_list("pk", "email")
        return [pk for pk, email in now if email == told[pk]]

    def _lines(self) -> frozenset[UUID]:
        """The lines that the file added; who has moved or left since keeps theirs."""
        told = [key for _, key in self._added("line")]
        there = Membership.objects.by_rule(WHY).filter(pk__in=told, left_on=None, moved_on=None)
        return frozenset(there.values_list("pk", flat=True))

    def _ended(self) -> list[str]:
        """The lines that ended when one of those began."""
        told = (before for _, before in self.before if "ended" in before)
        return [one["ended"] for one in told if UUID(one["added"]["line"]) in self.lines]

    def _changed_lines(self) -> list[Membership]:
        """Lines of the roll with their old values back, where they still hold the new ones."""
        told = [before["line"] for _, before in self.before if "line" in before]
        keys = [key for key, _, _ in told]
        found = {str(one.pk): one for one in Membership.objects.by_rule(WHY).filter(pk__in=keys)}
        for key, old, new in told:
            line = found.get(key)
            if line and all(str(getattr(line, name)) == value for name, value in new.items()):
                line.joined_on = date.fromisoformat(old.get("joined_on", str(line.joined_on)))
                line.district = old.get("district", line.district)
        return list(found.values())

    def _theirs(self, rows: QuerySet[Any], value: str, added: str) -> list[Any]:
        told = {(who, one) for who, ones in self._added(added) for one in ones}
        there = rows.filter(person__in={who for who, _ in told})
        return [pk for pk, who, one in there.values_list("pk", "person", value)
                if (who, one) in told]  # fmt: skip

    def _numbers(self) -> list[Any]:
        told = {(who, *number) for who, number in self._added("number")}
        there = Identifier.objects.by_rule(WHY).filter(person__in={who for who, *_ in told})
        found = there.values_list("pk", "person", "scheme", "value")
        return [pk for pk, *number in found if tuple(number) in told]


def acted(rows: Iterable[Row]) -> set[UUID]:
    """Of the people that these rows made: those who have done something here since, and stay."""
    told = {row.who: row.facts for row in rows if row.who}
    people = Person.objects.filter(pk__in=list(told))
    stay = set(people.exclude(last_login=None).values_list("pk", flat=True))
    for _, them in deeds(list(told), besides=(*OWN, Pair)):
        stay |= them
    return stay | _lived(told) | _said(told)


def _lived(told: Mapping[UUID, Mapping[str, Any]]) -> set[UUID]:
    """Who has moved, left, or come another way since."""
    lines = Membership.objects.by_rule(WHY).filter(person__in=list(told))
    moved = lines.filter(~Q(left_on=None) | ~Q(moved_on=None)).values_list("person", flat=True)
    earned = Standing.objects.by_rule(WHY).filter(person__in=list(told))
    many = earned.values("person").annotate(n=Count("pk")).values_list("person", "n")
    return set(moved) | {pk for pk, n in many if n > bool(told[pk]["trained"])}


def _said(told: Mapping[UUID, Mapping[str, Any]]) -> set[UUID]:
    """Who has given a number, a yes or a fact of their own since."""
    phones = Phone.objects.by_rule(WHY).filter(person__in=list(told))
    new = {pk for pk, number in phones.values_list("person", "number")
           if number not in told[pk]["phones"]}  # fmt: skip
    yes = Consent.objects.by_rule(WHY).filter(person__in=list(told))
    new |= {pk for pk, purpose, back in yes.values_list("person", "purpose", "withdrawn_at")
            if back or purpose not in told[pk]["consents"]}  # fmt: skip
    traits = Attribute.objects.by_rule(WHY).filter(person__in=list(told))
    return new | {pk for pk, name in traits.values_list("person", "name")
                  if name not in told[pk]["attributes"]}  # fmt: skip
