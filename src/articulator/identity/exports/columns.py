"""What a list can say of people. What nobody but the person may see is not on offer.

Each column names the field it is read from; the register of that field decides whether officers of
the unit may have it. A field that its register closes later is closed here too, without a change.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models

from articulator.identity.contacts.models import Channel, Phone
from articulator.identity.contacts.queries import silent
from articulator.identity.membership.models import Membership, Standing
from articulator.identity.membership.queries import TRAINED
from articulator.kernel.models import Person
from articulator.kernel.personal import Audience, declared

OPEN = (Audience.UNIT, Audience.PUBLIC)


@dataclass(slots=True)
class Batch:
    """Some lines of a roll with all that the columns ask for, in a fixed number of questions."""

    lines: list[Membership]
    phones: dict[UUID, list[str]] = field(default_factory=dict)
    trained: dict[UUID, str] = field(default_factory=dict)
    silent: Mapping[Channel, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: Iterable[Membership]) -> "Batch":
        batch = cls(list(lines))
        keys = [line.person_id for line in batch.lines]
        numbers = Phone.objects.by_rule("a list that an officer may have").filter(person__in=keys)
        for person, number in numbers.order_by("pk").values_list("person", "number"):
            batch.phones.setdefault(person, []).append(number)
        earned = Standing.objects.current().by_rule("a list that an officer may have")
        for one in earned.filter(person__in=keys, kind=TRAINED).order_by("since"):
            batch.trained[one.person_id] = one.since.date().isoformat()
        batch.silent = {
            Channel.MAIL: silent(
                Channel.MAIL, [x.person.email for x in batch.lines if x.person.email]
            ),
            Channel.PHONE: silent(
                Channel.PHONE, {n for all_ in batch.phones.values() for n in all_}
            ),
        }
        return batch


type Read = Callable[[Batch, Membership], object]


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    words: str
    model: type[models.Model]
    field: str
    read: Read
    usual: bool = False

    @property
    def open(self) -> bool:
        """Whether the register lets the officers of a unit see the field."""
        said = (declared(self.model) or {}).get(self.field)
        return said is not None and said.audience in OPEN


def _line(key: str, words: str, *, usual: bool = False) -> Column:
    def read(_batch: Batch, line: Membership) -> Any:
        return getattr(line, key)

    return Column(key, words, Membership, key, read, usual)


def _mail(batch: Batch, line: Membership) -> str:
    """Nothing for those who asked to be left alone: a list would carry their address further."""
    mail = line.person.email or ""
    return "" if mail in batch.silent[Channel.MAIL] else mail


def _phones(batch: Batch, line: Membership) -> str:
    known = batch.phones.get(line.person_id, [])
    return " ".join(one for one in known if one not in batch.silent[Channel.PHONE])


COLUMNS = (
    _line("name", "Name", usual=True),
    _line("number", "Number", usual=True),
    Column("branch", "Branch", Membership, "unit", lambda _, line: line.unit.name, usual=True),
    _line("kind", "Takes part as"),
    _line("joined_on", "Joined"),
    _line("moved_on", "Came from another branch"),
    _line("district", "District of the postcode"),
    Column("email", "Mail address", Person, "email", _mail),
    Column("phone", "Phone numbers", Phone, "number", _phones),
    Column(
        "trained", "Trained since", Standing, "since",
        lambda batch, line: batch.trained.get(line.person_id, ""),
    ),
)  # fmt: skip


def offered() -> list[Column]:
    return [column for column in COLUMNS if column.open]


def chosen(keys: Iterable[str]) -> list[Column]:
    """The columns asked for that are still open, in the order of the house."""
    wanted = set(keys)
    return [column for column in offered() if column.key in wanted]
