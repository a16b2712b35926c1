"""What a batch of rows writes, made ready. Acts write it."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from articulator.identity.contacts.models import Channel, Consent, Phone
from articulator.identity.contacts.queries import silent
from articulator.identity.imports.models import Import, Row
from articulator.identity.imports.planning import WHY, Known, becomes, earlier, known
from articulator.identity.membership.models import Attribute, Membership, Standing
from articulator.identity.membership.queries import TRAINED, voting_kinds
from articulator.identity.merges.models import Identifier
from articulator.kernel import clock
from articulator.kernel.models import Person

CHANNEL_OF = {"contact": Channel.MAIL, "invitations": Channel.MAIL, "phone": Channel.PHONE}
Effect, Decision = Row.Effect, Row.Decision


def is_new(row: Row) -> bool:
    doubted = row.effect == Effect.DOUBT and row.decision == Decision.OTHER
    return row.effect == Effect.NEW or doubted


def is_known(row: Row) -> bool:
    return row.effect == Effect.UPDATE or (
        row.effect == Effect.DOUBT and row.decision == Decision.SAME
    )


class Batch:
    """The rows of every table that these lines of a file bring, in lists to be written at once."""

    def __init__(self, of: Import, rows: Sequence[Row]) -> None:
        self.of, self.now = of, clock.now()
        self.votes = frozenset(voting_kinds())
        self.nobody = make_password(None)
        self.people: list[Person] = []
        self.lines: list[Membership] = []
        self.phones: list[Phone] = []
        self.numbers: list[Identifier] = []
        self.consents: list[Consent] = []
        self.attributes: list[Attribute] = []
        self.standings: list[Standing] = []
        self.changed_people: list[Person] = []
        self.changed_lines: list[Membership] = []
        self.touched: list[Row] = []
        self.counts: dict[str, int] = {}
        self._look([row for row in rows if is_new(row) or is_known(row)])
        for row in rows:
            if is_new(row):
                self._new(row)
            elif is_known(row):
                self._known(row)

    def _look(self, rows: Sequence[Row]) -> None:
        """What is taken by now, since days may lie between the preview and the yes."""
        mails = {row.facts["email"] for row in rows} - {""}
        self.mails = set(Person.objects.filter(email__in=mails).values_list("email", flat=True))
        told = [row.facts["number"] for row in rows if row.facts["number"]]
        values = [value for _, value in told]
        lines = Membership.objects.by_rule(WHY).filter(left_on=None, number__in=values)
        self.on_roll = set(lines.values_list("number", flat=True))
        taken = Identifier.objects.by_rule(WHY).filter(value__in=values)
        self.taken = set(taken.values_list("scheme", "value"))
        agreed = [row for row in rows if row.facts["consents"]]
        self.quiet = {
            Channel.MAIL: silent(Channel.MAIL, {row.facts["email"] for row in agreed} - {""}),
            Channel.PHONE: silent(
                Channel.PHONE, {one for row in agreed for one in row.facts["phones"]}
            ),
        }
        self.known = known({row.who for row in rows if row.who and is_known(row)})

    def _new(self, row: Row) -> None:
        facts = row.facts
        email = facts["email"]
        if email in self.mails and row.effect == Effect.NEW:
            return self._left_out(row, f"{facts['name']} came in by another way meanwhile")
        if email in self.mails:
            email = ""
        self.mails |= {email} - {""}
        if row.effect == Effect.DOUBT:
            row.who = uuid4()
            self.touched.append(row)
        person = Person(
            id=row.who, name=facts["name"], email=email or None, password=self.nobody,
            known_since=self.now,
        )  # fmt: skip
        self.people.append(person)
        self.lines.append(self._line(person, facts))
        self._rest(row, person, Known(person))
        return self._count("made")

    def _known(self, row: Row) -> None:
        one = self.known.get(row.who) if row.who else None
        if one is None:
            return self._left_out(row, "the person whom this line means is not here any more")
        row.before = {"added": {}}
        self._mail(row, one)
        self._place(row, one)
        self._rest(row, one.person, one)
        self.touched.append(row)
        return self._count("changed")

    def _mail(self, row: Row, one: Known) -> None:
        """Fill a gap. An address that leads to a sign-in is never changed by a file."""
        email = row.facts["email"]
        if email and not one.person.email and not one.sits and email not in self.mails:
            one.person.email = email
            self.mails.add(email)
            self.changed_people.append(one.person)
            row.before["email"] = email

    def _place(self, row: Row, one: Known) -> None:
        line, facts = one.line, row.facts
        if line is None and one.lines:
            return
        if line is None:
            self._add_line(row, one, self._line(one.person, facts))
        elif becomes(line, facts, self.votes):
            self._become(row, one, line)
        else:
            self._fill(row, line)

    def _become(self, row: Row, one: Known, line: Membership) -> None:
        """One who took part is a member from now on: the line before stays as history."""
        line.left_on = max(self.now.date(), line.joined_on)
        self.changed_lines.append(line)
        row.before["ended"] = str(line.pk)
        made = self._line(one.person, row.facts)
        made.unit_id, made.number = line.unit_id, line.number
        made.district = line.district or made.district
        self._add_line(row, one, made)

    def _add_line(self, row: Row, one: Known, made: Membership) -> None:
        self.lines.append(made)
        one.lines.append(made)
        row.before["added"]["line"] = str(made.pk)

    def _fill(self, row: Row, line: Membership) -> None:
        old: dict[str, str] = {}
        if earlier(line, row.facts):
            old["joined_on"] = line.joined_on.isoformat()
            line.joined_on = date.fromisoformat(row.facts["joined"])
        if row.facts["district"] and not line.district:
            old["district"] = ""
            line.district = row.facts["district"]
        if old:
            row.before["line"] = [str(line.pk), old, {key: str(getattr(line, key)) for key in old}]
            self.changed_lines.append(line)

    def _line(self, person: Person, facts: dict[str, Any]) -> Membership:
        joined = date.fromisoformat(facts["joined"]) if facts["joined"] else self.now.date()
        return Membership(
            person=person, unit_id=UUID(facts["unit"]), kind=facts["kind"], joined_on=joined,
            number=self._number(facts["number"]), district=facts["district"], name=person.name,
        )  # fmt: skip

    def _number(self, told: list[str]) -> str:
        """Of a roll its own numbers, as far as they are free; else one that says nothing."""
        value = told[1] if told and told[0] == "roll" else ""
        if value and value not in self.on_roll and len(value) <= 40:
            self.on_roll.add(value)
            return value
        return f"N-{uuid4().hex[:10].upper()}"

    def _rest(self, row: Row, person: Person, one: Known) -> None:
        facts, added = row.facts, row.before.get("added", {})
        for number in facts["phones"]:
            if number not in one.phones:
                one.phones.add(number)
                self.phones.append(Phone(person=person, number=number))
                added.setdefault("phones", []).append(number)
        if facts["number"] and tuple(facts["number"]) not in self.taken:
            scheme, value = facts["number"]
            self.taken.add((scheme, value))
            self.numbers.append(Identifier(person=person, scheme=scheme, value=value))
            added["number"] = [scheme, value]
        self._told(facts, person, one, added)
        self._agreed(facts, person, one, added)
        if facts["trained"] and not one.trained:
            until = timezone.make_aware(
                datetime.combine(date.fromisoformat(facts["trained"]), time.max)
            )
            earned = Standing(person=person, kind=TRAINED, since=self.now, until=until)
            self.standings.append(earned)
            added["standing"] = str(earned.pk)

    def _told(
        self, facts: dict[str, Any], person: Person, one: Known, added: dict[str, Any]
    ) -> None:
        """What people told of themselves rests on their yes: who took it back is left alone."""
        if "features" in one.consents:
            return
        for name, value in facts["attributes"].items():
            if name not in one.attributes:
                self.attributes.append(
                    Attribute(person=person, name=name, value=value, told_at=self.now)
                )
                added.setdefault("attributes", []).append(name)

    def _agreed(
        self, facts: dict[str, Any], person: Person, one: Known, added: dict[str, Any]
    ) -> None:
        for purpose in facts["consents"]:
            if purpose in one.consents or self._silent(purpose, facts):
                continue
            one.consents.add(purpose)
            said = Consent(
                person=person, purpose=purpose, wording=self.of.wording,
                channel=f"the file {self.of.file_name}"[:80], given_at=self.now,
            )  # fmt: skip
            self.consents.append(said)
            added.setdefault("consents", []).append(str(said.pk))

    def _silent(self, purpose: str, facts: dict[str, Any]) -> bool:
        """An opt-out goes before every yes."""
        channel = CHANNEL_OF.get(purpose)
        if channel is None:
            return False
        told = [facts["email"]] if channel == Channel.MAIL else facts["phones"]
        return any(one in self.quiet[channel] for one in told)

    def _left_out(self, row: Row, why: str) -> None:
        row.words, row.effect, row.who = why[:300], Effect.UNREAD, None
        self.touched.append(row)
        self._count("left")

    def _count(self, what: str) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1
