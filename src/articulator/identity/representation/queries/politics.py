"""What a body thinks beside what its members think."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import QuerySet

from articulator.identity.bodies.models import Body, Term
from articulator.identity.membership.queries import members
from articulator.identity.representation.models import Consultation, Published
from articulator.identity.representation.queries.consulting import (
    Answered,
    consultations,
    counted,
    results,
)
from articulator.kernel import clock
from articulator.kernel.models import Person
from articulator.methods.representation import Agreement, Table, agreement, settled
from articulator.methods.suppression import SMALL, in_tens

FEW_VOICES = 3  # so many published answers at least, before a body is compared with its members


@dataclass(frozen=True, slots=True)
class Line:
    """One statement: where the members stand, and where those of the body who published do."""

    answered: Answered
    yes: int
    neither: int
    no: int
    silent: int

    @property
    def body(self) -> float | None:
        voices = self.yes + self.neither + self.no
        return (self.yes - self.no) / voices if voices else None

    @property
    def members_words(self) -> str:
        """`about 120 agree, about 40 disagree`."""
        no, _, yes = self.answered.cells or [None] * 3
        said = ((yes, "agree"), (no, "disagree"))
        return ", ".join(f"{f'about {n}' if n else 'fewer than 8'} {word}" for n, word in said)

    @property
    def left(self) -> str:
        """Where the members' range begins, of 100 from no to yes (for the picture)."""
        said = self.answered.leaning
        return f"{max(50 * (1 + said.mean - said.margin), 0):.1f}" if said else ""

    @property
    def width(self) -> str:
        said = self.answered.leaning
        return f"{max(100 * said.margin, 1):.1f}" if said else ""

    @property
    def at(self) -> str:
        return f"{50 * (1 + self.body):.1f}" if self.body is not None else ""

    @property
    def settled(self) -> bool:
        """Whether the majority among the holders stands, whatever the silent would say."""
        return settled(self.yes - self.no, self.silent)

    @property
    def opposite(self) -> bool:
        said = self.answered.leaning
        return bool(said and self.body and said.mean * self.body < 0)


@dataclass(frozen=True, slots=True)
class Politics:
    """What a body thinks beside what its members think."""

    consultation: Consultation
    lines: tuple[Line, ...]
    agreement: Agreement | None
    voices: int  # holders who published
    seats: int
    answered: int | None  # members, in tens

    @property
    def opposite(self) -> int:
        return sum(line.opposite for line in self.lines)

    @property
    def silent(self) -> int:
        return self.seats - self.voices

    @property
    def settled(self) -> int:
        return sum(line.settled for line in self.lines)

    @property
    def least(self) -> int:
        return self._statements(self.agreement.differs_low) if self.agreement else 0

    @property
    def most(self) -> int:
        return self._statements(self.agreement.differs_high) if self.agreement else 0

    def _statements(self, share: float) -> int:
        return round(share * self.agreement.statements) if self.agreement else 0


def politics(body: Body, seated: Sequence[Term]) -> Politics | None:
    """The last consultation that the body's members were asked in; None if there was none yet."""
    closed = consultations(body.unit).filter(closes__lte=clock.now()).order_by("-closes")
    if (last := closed.first()) is None:
        return None
    asked = members(body.unit)
    people, said = _tables(last, asked)
    ours = _published(last, {term.person_id for term in seated}, people, said)
    judged = agreement(ours, said) if len(ours) >= FEW_VOICES and len(said) >= SMALL else None
    seats = len({term.person_id for term in seated})
    lines = (_line(one, ours[:, number], seats) for number, one in enumerate(results(last, asked)))
    about = in_tens([len(said)])
    return Politics(last, tuple(lines), judged, len(ours), seats, about[0] if about else None)


def _tables(consultation: Consultation, asked: QuerySet[Person]) -> tuple[list[UUID], Table]:
    """Everybody's answers from -1 to 1, a row each, in the order of the statements."""
    numbers = {pk: n for n, pk in enumerate(consultation.statements.values_list("pk", flat=True))}
    found = counted().filter(statement__in=list(numbers), person__in=asked)
    rows: dict[UUID, Any] = {}
    for person, statement, value in found.values_list("person", "statement", "value").order_by(
        "person"
    ):
        row = rows.setdefault(person, np.full(len(numbers), np.nan))
        row[numbers[statement]] = value / 2
    table = np.stack(list(rows.values())) if rows else np.empty((0, len(numbers)))
    return list(rows), table


def _published(
    consultation: Consultation, seated: set[UUID], people: Sequence[UUID], said: Table
) -> Table:
    """The rows of those holders who let everybody know what they answered."""
    shown = Published.objects.by_rule("published by themselves").filter(
        consultation=consultation, person__in=seated
    )
    chosen = set(shown.values_list("person", flat=True))
    mine: Table = said[[n for n, person in enumerate(people) if person in chosen]]
    return mine


def _line(answered: Answered, ours: Table, seats: int) -> Line:
    yes, no = int((ours > 0).sum()), int((ours < 0).sum())
    neither = int((ours == 0).sum())
    return Line(answered, yes, neither, no, seats - yes - neither - no)
