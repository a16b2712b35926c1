"""Consultations and what came of them, as it may be shown."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet, Value
from django.urls import reverse

from articulator.identity.bodies.models import Body
from articulator.identity.contacts.models import Consent
from articulator.identity.contacts.queries import agreed
from articulator.identity.membership.queries import membership_of
from articulator.identity.representation.models import Consultation, Position, Published, Statement
from articulator.kernel import clock
from articulator.kernel.acts import Actor
from articulator.kernel.links import Knot
from articulator.kernel.models import Person, Unit
from articulator.methods.representation import Leaning, leaning
from articulator.methods.suppression import in_tens


def consultations(unit: Unit | None = None) -> QuerySet[Consultation]:
    """All of them, or those that concern a unit: its own, and those of the units around it."""
    found = Consultation.objects.select_related("unit")
    if unit is None:
        return found
    return found.alias(here=Value(unit.path)).filter(here__startswith=F("unit__path"))


def waiting_for(actor: Actor) -> Consultation | None:
    """The consultation that somebody may answer and has not, the one that closes first."""
    now = clock.now()
    if actor is None or (line := membership_of(actor)) is None:
        return None
    here = consultations(line.unit).filter(opens__lte=now, closes__gt=now)
    mine = Position.objects.seen_by(actor).values("statement__consultation")
    return here.exclude(pk__in=mine).order_by("closes").first()


def outdated() -> QuerySet[Consultation]:
    """Those whose answers are to be deleted."""
    old = Consultation.objects.filter(closes__lt=clock.now() - Consultation.KEPT)
    return old.filter(statements__positions__isnull=False).distinct()


def alive(unit: Unit) -> list[Knot]:
    """Open consultations of the unit, and the way to what its bodies look like, for its page."""
    now = clock.now()
    asked = Consultation.objects.filter(unit=unit, opens__lte=now, closes__gt=now)
    found = [Knot("consultation", one.title, one.get_absolute_url()) for one in asked]
    if Body.objects.filter(unit=unit, in_force=True, groups__isnull=False).exists():
        page = f"{reverse('representation:index')}?unit={unit.slug}"
        found.append(Knot("representation", "Whom its bodies represent, and how well", page))
    return found


def counted() -> QuerySet[Position]:
    """The answers that count: of those whose consent is in force."""
    yes = agreed(Consent.Purpose.POSITIONS).values("person")
    return Position.objects.by_rule("figures without names").filter(person__in=yes)


def own(actor: Actor, consultation: Consultation) -> dict[int, int]:
    """What somebody has answered, by number of the statement."""
    if actor is None:
        return {}
    mine = Position.objects.seen_by(actor).filter(statement__consultation=consultation)
    return dict(mine.values_list("statement__number", "value"))


def has_agreed(person: Person) -> bool:
    return agreed(Consent.Purpose.POSITIONS).filter(person=person).exists()


def has_published(person: Person, consultation: Consultation) -> bool:
    return Published.objects.seen_by(person).filter(consultation=consultation).exists()


@dataclass(frozen=True, slots=True)
class Answered:
    """One statement and what came of it: in tens, nothing for fewer than 8."""

    statement: Statement
    cells: list[int | None] | None  # no, neither, yes

    @property
    def caption(self) -> str:
        return f"{self.statement.number}. {self.statement.text}"

    @property
    def leaning(self) -> Leaning | None:
        """Where people stand, from the numbers as they are shown and no others."""
        if self.cells is None or not any(self.cells):
            return None
        no, neither, yes = (n or 0 for n in self.cells)
        return leaning([-1] * no + [0] * neither + [1] * yes, 10**9)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """For `bars`."""
        words = (("Agree", "won"), ("Neither", ""), ("Disagree", "out"))
        shown = reversed(self.cells or [])
        return [
            {"label": label, "value": n or 0, "text": f"about {n}" if n else "fewer than 8",
             "tone": tone}
            for (label, tone), n in zip(words, shown, strict=False)
        ]  # fmt: skip


def results(consultation: Consultation, people: QuerySet[Person] | None = None) -> list[Answered]:
    """What came of each statement, among everybody asked or among these people."""
    found = counted().filter(statement__consultation=consultation)
    if people is not None:
        found = found.filter(person__in=people)
    cells: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for statement, value, number in found.values_list("statement", "value").annotate(n=Count("pk")):
        cells[statement][1 + (value > 0) - (value < 0)] += number
    return [Answered(one, in_tens(cells[one.pk])) for one in consultation.statements.all()]
