"""What each row of a file would do: read against everything known, a thousand rows at a time."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any
from uuid import UUID, uuid4

from articulator.identity.bodies.models import Term
from articulator.identity.constitution.queries import sight
from articulator.identity.contacts.models import Consent, Phone
from articulator.identity.imports.models import Import, Row
from articulator.identity.imports.queries import preset
from articulator.identity.membership.models import Attribute, Membership, Standing
from articulator.identity.membership.queries import TRAINED, classes, voting_kinds
from articulator.identity.merges.models import Identifier
from articulator.identity.units.models import PostcodeArea
from articulator.kernel.models import Person, Unit
from articulator.methods.people import Line, Match, Someone, Unread, Verdict, compare
from articulator.methods.postcodes import areas, district

WHY = "an import compares its file with what is known"
MEMBERSHIPS = "civicrm-memberships"  # a file in which every line is a membership that runs
Effect = Row.Effect


@dataclass(slots=True)
class Known:
    """What is known of a person, as far as a file can add to it."""

    person: Person
    lines: list[Membership] = field(default_factory=list)
    phones: set[str] = field(default_factory=set)
    numbers: set[tuple[str, str]] = field(default_factory=set)
    consents: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    trained: bool = False
    sits: bool = False  # in a seat: an address that a file brings must not lead to its powers

    @property
    def line(self) -> Membership | None:
        return next((one for one in self.lines if one.left_on is None), None)

    def someone(self) -> Someone:
        place = str(self.line.unit_id) if self.line else ""
        return Someone(self.person.name, self.person.email or "", frozenset(self.phones), place)


def known(keys: Iterable[UUID]) -> dict[UUID, Known]:
    """These people with all that belongs to them, in the same number of questions for any."""
    keys = list(keys)
    found = {one.pk: Known(one) for one in Person.objects.filter(pk__in=keys)}
    for line in Membership.objects.by_rule(WHY).filter(person__in=keys).order_by("joined_on"):
        found[line.person_id].lines.append(line)
    for phone in Phone.objects.by_rule(WHY).filter(person__in=keys):
        found[phone.person_id].phones.add(phone.number)
    for number in Identifier.objects.by_rule(WHY).filter(person__in=keys):
        found[number.person_id].numbers.add((number.scheme, number.value))
    for yes in Consent.objects.by_rule(WHY).filter(person__in=keys):
        found[yes.person_id].consents.add(yes.purpose)  # no file brings back a withdrawn one
    for told in Attribute.objects.by_rule(WHY).filter(person__in=keys):
        found[told.person_id].attributes.add(told.name)
    for earned in Standing.objects.by_rule(WHY).filter(person__in=keys, kind=TRAINED):
        found[earned.person_id].trained = True
    for pk in Term.objects.current().filter(person__in=keys).values_list("person", flat=True):
        found[pk].sits = True
    return found


def additions(one: Known, facts: Mapping[str, Any], votes: Collection[str]) -> list[str]:
    """What a row adds to a person who is known. It fills gaps, and never overwrites."""
    line, said = one.line, []
    if facts["email"] and not one.person.email and not one.sits:
        said.append("mail address")
    if set(facts["phones"]) - one.phones:
        said.append("phone")
    if line is None or becomes(line, facts, votes):
        said.append("place on the roll" if line is None else facts["kind"])
    elif earlier(line, facts):
        said.append("day of joining")
    if line and facts["district"] and not line.district:
        said.append("district")
    if facts["number"] and tuple(facts["number"]) not in one.numbers:
        said.append("number there")
    said += [f"agreed to {purpose}" for purpose in facts["consents"] if purpose not in one.consents]
    if "features" not in one.consents:
        said += [name for name in facts["attributes"] if name not in one.attributes]
    return said + (["training"] if facts["trained"] and not one.trained else [])


def becomes(line: Membership, facts: Mapping[str, Any], votes: Collection[str]) -> bool:
    """Whether the file itself says that somebody who only takes part is a member.

    Never the other way, and never because a file without such a column is brought in. `votes` are
    the classes of membership that vote.
    """
    return facts["says_kind"] and facts["kind"] in votes and line.kind not in votes


def earlier(line: Membership, facts: Mapping[str, Any]) -> bool:
    said = facts["joined"]
    if not said or line.moved_on is not None:
        return False
    return date.fromisoformat(said) < line.joined_on


class Planner:
    """Reads the lines of one file in their order, and says of each what it would do."""

    def __init__(self, of: Import) -> None:
        self.of, self.scheme = of, preset(of.source).scheme
        self.home = of.home or of.unit
        self.votes = frozenset(voting_kinds())
        self.kinds = {kind.casefold(): kind for kind in classes()}
        self.units = {one.pk: one for one in Unit.objects.filter(closed_at=None)}
        self.named = {one.name.casefold(): one for one in self.units.values()}
        inside = [pk for pk, one in self.units.items() if of.unit.contains(one)]
        self.inside = frozenset(inside)
        self.areas = dict(
            PostcodeArea.objects.filter(unit__in=inside).values_list("code", "unit_id")
        )
        self.seen_by = sight(of.by)
        self.earlier: dict[str, tuple[int, UUID, Someone]] = {}  # what this file said already
        self.meant: dict[UUID, int] = {}  # and of whom, in which line

    def plan(self, lines: Sequence[Line | Unread]) -> list[Row]:
        """A batch: unsaved rows, found in the same number of questions for any batch."""
        good = [one for one in lines if isinstance(one, Line)]
        found = _Found(self.scheme, good, self._homes(good))
        return [self._unread(one) if isinstance(one, Unread) else self._row(one, found)
                for one in lines]  # fmt: skip

    def _homes(self, lines: Iterable[Line]) -> dict[int, Unit | str]:
        return {one.line: self._unit(one) for one in lines}

    def _unit(self, line: Line) -> Unit | str:
        """Where somebody belongs: by the branch named, by postcode, else the import's own unit."""
        named = [self.named.get(branch.casefold()) for branch in line.branches]
        chosen = next((one for one in named if one and one.pk in self.inside), None)
        if chosen:
            return chosen
        if outside := next(filter(None, named), None):
            return f"{outside} is not part of {self.of.unit}, whose roll you keep"
        if line.branches:
            return self._no_branch(line.branches[0])
        codes = areas(line.postcode) if line.postcode else ()
        return next((self.units[self.areas[code]] for code in codes if code in self.areas),
                    self.home)  # fmt: skip

    def _no_branch(self, name: str) -> str:
        near = get_close_matches(name.casefold(), list(self.named), n=1)
        hint = f" Did you mean {self.named[near[0]]}?" if near else ""
        return f"there is no branch called {name[:80]}.{hint}"

    def _unread(self, one: Unread) -> Row:
        quiet = _quiet(one, one.email, one.phones)
        return self._made(one.line, Effect.UNREAD, one.why, quiet=quiet)

    def _row(self, line: Line, found: "_Found") -> Row:
        unit = found.homes[line.line]
        someone = Someone(line.name, line.email, frozenset(line.phones), "")
        if isinstance(unit, Unit):
            someone = Someone(line.name, line.email, frozenset(line.phones), str(unit.pk))
        best, match = found.best(line, someone)
        quiet = _quiet(line, line.email, line.phones, best if _is_same(match) else None)
        if isinstance(unit, str):
            return self._made(line.line, Effect.UNREAD, unit, quiet=quiet)
        first = self.meant.get(best.person.pk, 0) if best and _is_same(match) else 0
        if first:
            row = self._made(line.line, Effect.UNREAD, f"line {first} says this person already")
        elif _is_same(match):
            row = self._against(line, unit, best, match)
        else:
            row = self._repeat(line, unit, someone) or self._against(line, unit, best, match)
        row.quiet = quiet
        if row.effect not in (Effect.UNREAD, Effect.DOUBT):
            self._keep(line, someone, row)
        return row

    def _repeat(self, line: Line, unit: Unit, someone: Someone) -> Row | None:
        """What the file says twice is taken once."""
        for key in _keys(line, self.scheme):
            if key not in self.earlier:
                continue
            first, who, other = self.earlier[key]
            match = compare(someone, other)
            if key.startswith("number") or match.verdict == Verdict.SAME:
                why = f"line {first} says this person already"
                return self._made(line.line, Effect.UNREAD, why)
            if match.verdict == Verdict.DOUBT:
                words = f"{line.name}: perhaps the same as line {first}: {match.reason}"
                return self._made(line.line, Effect.DOUBT, words, who, self._facts(line, unit))
        return None

    def _against(self, line: Line, unit: Unit, best: Known | None, match: Match | None) -> Row:
        facts = self._facts(line, unit)
        if best is None or match is None:
            if not line.name:
                why = f"nobody has the number {line.number}. Import the file with the names first"
                return self._made(line.line, Effect.UNREAD, why)
            words = f"{line.name} comes onto the roll of {unit}"
            return self._made(line.line, Effect.NEW, words, uuid4(), facts)
        if refusal := self._refusal(best):
            return self._made(line.line, Effect.UNREAD, refusal)
        name = line.name or self._name_of(best)
        if match.verdict == Verdict.DOUBT:
            words = f"{name}: perhaps {self._name_of(best)}, who is known: {match.reason}"
            return self._made(line.line, Effect.DOUBT, words, best.person.pk, facts)
        added = additions(best, facts, self.votes)
        effect = Effect.UPDATE if added else Effect.SAME
        words = f"{name}: adds {', '.join(added)}" if added else f"{name} is known like this"
        return self._made(line.line, effect, words, best.person.pk, facts)

    def _name_of(self, best: Known) -> str:
        """A file tells an officer no name that the data charter keeps from them."""
        home = self.units.get(best.line.unit_id) if best.line else None
        if home and not self.seen_by.sees_names(home):
            return f"somebody in {home}"
        return best.person.name

    def _refusal(self, best: Known) -> str:
        if best.line and best.line.unit_id not in self.inside:
            where = f"this address or number is known outside of {self.of.unit}"
            return f"{where}. Ask those who keep the roll above"
        if best.lines and not best.line:
            return "this person has left the organisation. No file brings anybody back"
        return ""

    def _facts(self, line: Line, unit: Unit) -> dict[str, Any]:
        told = self.kinds.get(line.kind.casefold(), "")
        return {
            "name": line.name, "email": line.email, "phones": list(line.phones),
            "unit": str(unit.pk), "kind": told or self.of.kind,
            "says_kind": bool(told) or self.of.source == MEMBERSHIPS,
            "district": district(line.postcode),
            "joined": line.joined.isoformat() if line.joined else "",
            "number": [self.scheme, line.number] if line.number else [],
            "trained": line.trained_until.isoformat() if line.trained_until else "",
            "attributes": dict(line.attributes),
            "consents": list(line.consents) + (["features"] if line.attributes else []),
        }  # fmt: skip

    def _keep(self, line: Line, someone: Someone, row: Row) -> None:
        assert row.who, "only rows that were left out have nobody"
        self.meant[row.who] = line.line
        for key in _keys(line, self.scheme):
            self.earlier.setdefault(key, (line.line, row.who, someone))

    def _made(
        self,
        line: int,
        effect: Row.Effect,
        words: str,
        who: UUID | None = None,
        facts: Mapping[str, Any] | None = None,
        quiet: Mapping[str, Any] | None = None,
    ) -> Row:
        return Row(
            of=self.of, line=line, effect=effect, words=words[:300], who=who,
            facts=facts or {}, quiet=quiet or {},
        )  # fmt: skip


class _Found:
    """Everybody whom a batch of lines may mean."""

    def __init__(self, scheme: str, lines: Sequence[Line], homes: dict[int, Unit | str]) -> None:
        self.homes, self.scheme = homes, scheme
        self.by: dict[str, list[UUID]] = defaultdict(list)
        self._numbers([one.number for one in lines if one.number])
        self._reach([one.email for one in lines if one.email],
                    [phone for one in lines for phone in one.phones])  # fmt: skip
        self._names(lines)
        self.people = known({pk for found in self.by.values() for pk in found})

    def _numbers(self, numbers: list[str]) -> None:
        told = Identifier.objects.by_rule(WHY).filter(scheme=self.scheme, value__in=numbers)
        for value, pk in told.values_list("value", "person"):
            self.by[f"number {value}"].append(pk)
        if self.scheme == "roll":
            lines = Membership.objects.by_rule(WHY).filter(left_on=None, number__in=numbers)
            for number, pk in lines.values_list("number", "person"):
                self.by[f"number {number}"].append(pk)

    def _reach(self, mails: list[str], phones: list[str]) -> None:
        for mail, pk in Person.objects.filter(email__in=mails).values_list("email", "pk"):
            self.by[f"mail {mail}"].append(pk)
        told = Phone.objects.by_rule(WHY).filter(number__in=phones)
        for number, pk in told.values_list("number", "person"):
            self.by[f"phone {number}"].append(pk)

    def _names(self, lines: Sequence[Line]) -> None:
        units = {home.pk for home in self.homes.values() if isinstance(home, Unit)}
        names = {one.name for one in lines if one.name}
        there = Membership.objects.by_rule(WHY).filter(unit__in=units, name__in=names, left_on=None)
        for unit, name, pk in there.values_list("unit", "name", "person"):
            self.by[f"name {unit} {name}"].append(pk)

    def best(self, line: Line, someone: Someone) -> tuple[Known | None, Match | None]:
        """The person whom a line most likely means, if anybody."""
        for pk in self.by.get(f"number {line.number}", ()) if line.number else ():
            return self.people[pk], self._by_number(line, self.people[pk])
        keys = [f"mail {line.email}"] if line.email else []
        keys += [f"phone {phone}" for phone in line.phones]
        keys.append(f"name {someone.place} {line.name}")
        candidates = {pk for key in keys for pk in self.by.get(key, ())}
        matches = [(compare(someone, self.people[pk].someone()), pk) for pk in candidates]
        matches = [one for one in matches if one[0].verdict != Verdict.OTHER]
        if not matches:
            return None, None
        match, pk = max(matches, key=lambda one: (one[0].score, str(one[1])))
        return self.people[pk], match

    def _by_number(self, line: Line, one: Known) -> Match:
        """A number leads to its person, unless the name there is another."""
        alone = compare(Someone(line.name, "x"), Someone(one.person.name, "x"))
        if line.name and alone.verdict != Verdict.SAME and "different names" in alone.reason:
            return Match(0.5, Verdict.DOUBT, "the same number, but different names")
        return Match(1.0, Verdict.SAME, "the same number")


def _is_same(match: Match | None) -> bool:
    return match is not None and match.verdict == Verdict.SAME


def _keys(line: Line, scheme: str) -> list[str]:
    keys = [f"number {scheme} {line.number}"] if line.number else []
    keys += [f"mail {line.email}"] if line.email else []
    return keys + [f"phone {phone}" for phone in line.phones]


def _quiet(
    said: Line | Unread, email: str, phones: Iterable[str], one: Known | None = None
) -> dict[str, list[str]]:
    """The addresses of a row that asked for silence, and those we know of the same person."""
    known_mail = {one.person.email} if one and one.person.email else set()
    mails = sorted({email} - {""} | known_mail) if said.silent_mail else []
    numbers = sorted(set(phones) | (one.phones if one else set())) if said.silent_phone else []
    return {key: found for key, found in (("mail", mails), ("phone", numbers)) if found}
