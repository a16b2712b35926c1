"""From the cells of a row to what is known of a person there, or why it cannot be read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import phonenumbers

from articulator.methods.cells import runs
from articulator.methods.people.columns import ATTRIBUTES
from articulator.methods.people.reading import Row

LONGEST = {"name": 120, "first": 60, "last": 60, "number": 60, "branch": 400, "kind": 60}
AHEAD = timedelta(days=366)
YES = frozenset({"1", "y", "yes", "true", "t", "on", "subscribed", "active", "opted in", "x"})
NO = frozenset({"", "0", "n", "no", "false", "f", "off", "-", "none", "null"})
RUNS = frozenset({"", "new", "current", "grace", "active", "yes", "1", "true"})
# Characters that turn the direction of text, so that a name reads as another.
TURNS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
NOTHING = re.compile("[\u200b\ufeff\u2060]")
MAIL = re.compile(r"[^\s@\"<>(),;:\\]+@[^\s@\"<>(),;:\\]+\.[^\s@\"<>(),;:\\.]{2,}")


@dataclass(frozen=True, slots=True)
class Line:
    """What a row says of a person. `silent` are the addresses that asked to be left alone."""

    line: int
    number: str = ""
    name: str = ""
    email: str = ""
    phones: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    postcode: str = ""
    kind: str = ""
    joined: date | None = None
    trained_until: date | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    consents: tuple[str, ...] = ()
    silent_mail: bool = False
    silent_phone: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that cannot be taken, and why. Whom it asks to leave alone is kept all the same."""

    line: int
    why: str
    email: str = ""
    phones: tuple[str, ...] = ()
    silent_mail: bool = False
    silent_phone: bool = False


class _FaultError(ValueError):
    """Why a row cannot be read."""


class Lines:
    """Reads rows by a mapping (for each column one of our fields, or nothing)."""

    def __init__(self, mapping: Sequence[str], region: str, today: date) -> None:
        self.region, self.today = region, today
        self.places = [(i, key) for i, key in enumerate(mapping) if key]

    def read(self, row: Row) -> Line | Unread:
        cells: dict[str, list[str]] = {}
        for index, key in self.places:
            if index < len(row.cells):
                cells.setdefault(key, []).append(row.cells[index])
        reach = self._reach(cells)
        try:
            if row.fault:
                raise _FaultError(row.fault)
            return self._line(row.line, cells, reach)
        except _FaultError as fault:
            mail, phone = reach.silent
            return Unread(row.line, str(fault), reach.email, reach.phones, mail, phone)

    def _line(self, line: int, cells: Mapping[str, list[str]], reach: "_Reach") -> Line:
        one = {key: _clean(key, values[0]) for key, values in cells.items()}
        if any(_is_yes(cell) for cell in cells.get("deceased", [])):
            raise _FaultError("this person has died. Nobody will write or call there")
        if one.get("status", "").casefold() not in RUNS:
            raise _FaultError(f"the membership does not run any more ({one['status'][:40]})")
        _must_be_whole(one, reach)
        mail, phone = reach.silent
        return Line(
            line, one.get("number", ""), _name(one), reach.email, reach.phones,
            tuple(filter(None, re.split(r"\s*[,;|]\s*", one.get("branch", "")))),
            one.get("postcode", "")[:16], one.get("kind", ""), self._day(one, "joined"),
            _date(one, "trained_until"),
            {key: one[key][:60] for key in ATTRIBUTES if one.get(key)},
            tuple(key.partition(":")[2] for key, cell in one.items()
                  if key.startswith("consent:") and cell.casefold() in YES),
            mail, phone,
        )  # fmt: skip

    def _reach(self, cells: Mapping[str, list[str]]) -> "_Reach":
        said = "".join(cells.get("email", [])).casefold()
        email = said if MAIL.fullmatch(said) and len(said) <= 254 else ""
        told = [cell for key in ("phone", "phone2") for cell in cells.get(key, []) if cell]
        found = {cell: self._phone(cell) for cell in told}
        wrong = next((cell for cell, number in found.items() if not number), "")
        both = any(map(_is_no, _all(cells, "no_contact", "deceased")))
        mail = both or any(map(_is_no, _all(cells, "no_mail")))
        phone = both or any(map(_is_no, _all(cells, "no_phone")))
        mail = mail or any(map(_not_yes, _all(cells, "mail_status")))
        phone = phone or any(map(_not_yes, _all(cells, "phone_status")))
        numbers = tuple(dict.fromkeys(filter(None, found.values())))
        return _Reach(email, numbers, (mail, phone), "" if email else " ".join(said.split()), wrong)

    def _phone(self, cell: str) -> str:
        """The number in its international form; empty if there is none in it."""
        if len(cell) > 40:
            return ""
        if re.fullmatch(r"\+[1-9]\d{7,14}", cell):
            return cell
        try:
            number = phonenumbers.parse(cell, self.region)
        except phonenumbers.NumberParseException:
            return ""
        if not phonenumbers.is_possible_number(number):
            return ""
        said = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        return said if len(said) <= 16 else ""

    def _day(self, one: Mapping[str, str], key: str) -> date | None:
        """The day, which may lie a little ahead: some memberships begin next month."""
        day = _date(one, key)
        if day and day - self.today > AHEAD:
            raise _FaultError(f"the day {day.isoformat()} lies far ahead")
        return day


@dataclass(frozen=True, slots=True)
class _Reach:
    """How to reach somebody, whether they asked for silence, and what could not be read."""

    email: str
    phones: tuple[str, ...]
    silent: tuple[bool, bool]
    no_mail: str
    no_phone: str


def _all(cells: Mapping[str, list[str]], *keys: str) -> Iterator[str]:
    return (cell for key in keys for cell in cells.get(key, []))


def _must_be_whole(one: Mapping[str, str], reach: _Reach) -> None:
    if reach.no_mail:
        raise _FaultError(f"{reach.no_mail[:60]} is not a mail address")
    if reach.no_phone:
        raise _FaultError(f"{reach.no_phone[:40]} is not a phone number")
    for key, most in LONGEST.items():
        if len(one.get(key, "")) > most:
            raise _FaultError(f"the {key} has more than {most} letters")
    if not _name(one) and not one.get("number"):
        raise _FaultError("there is no name")


def _clean(key: str, cell: str) -> str:
    """A cell as it may be kept."""
    if TURNS.search(cell):
        raise _FaultError(f"the {_words(key)} holds invisible characters that turn letters around")
    if CONTROL.search(cell):
        raise _FaultError(f"the {_words(key)} holds control characters")
    said = " ".join(NOTHING.sub("", cell).split())
    if said == "-":
        return ""
    if runs(said) and not key.startswith("phone"):
        raise _FaultError(f"the {_words(key)} begins with {said[0]!r}, like a formula")
    return said


def _words(key: str) -> str:
    return key.replace("_", " ").replace("consent:", "consent to ")


def _name(one: Mapping[str, str]) -> str:
    parts = " ".join(filter(None, [one.get("first", ""), one.get("last", "")]))
    return parts or one.get("name", "")


def _is_yes(cell: str) -> bool:
    return cell.casefold() not in NO


def _is_no(cell: str) -> bool:
    """Whether a column that says "leave me alone" says so. Whatever is no clear denial does."""
    return cell.casefold() not in NO


def _not_yes(cell: str) -> bool:
    """Whether a column that says "you may" denies it. What is no clear yes is taken as a no."""
    return bool(cell) and cell.casefold() not in YES


def _date(one: Mapping[str, str], key: str) -> date | None:
    cell = one.get(key, "")
    if not cell:
        return None
    try:
        return date.fromisoformat(cell[:10])
    except ValueError:
        raise _FaultError(f"{cell[:20]} is not a day; write 2024-05-31") from None
