"""Who holds what: `holds` is the one question behind every permission."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import F, QuerySet, Value

from articulator.identity.bodies.models import Body, Power, Seat, SeatGroup, Term
from articulator.kernel import clock
from articulator.kernel.acts import Actor
from articulator.kernel.links import Knot
from articulator.kernel.models import Person, Unit

# The powers that the platform itself asks for. As long as nobody at the top holds one, the founders
# do, so that no organisation locks itself out.
PLATFORM_POWERS = {
    "adopt_constitution": "record that a constitution was adopted",
    "adopt_curriculum": "record that a curriculum was adopted",
    "appoint_officers": "appoint officers",
    "keep_roll": "keep the roll of members",
    "run_elections": "call and count elections",
    "run_draws": "hold draws",
    "run_training": "record trainings",
}
FOUNDERS = "founders"


def holds(
    person: Actor, power: str, over: Unit | None = None, at: datetime | None = None
) -> Power | None:
    """The grant by which `person` has `power` over a unit (default: the whole) at a time, or None.

    Seats grant powers, the constitution in force grants seats: a person has a power while they sit
    in a body that holds it, for the body's unit and everything below. Powers rest while `resting`.
    """
    over = over or Unit.objects.filter(parent=None).first()
    if person is None or over is None or resting(person):
        return None
    terms = Term.objects.current(at)
    mine = _grants(power, over).filter(body__in=_sits_in(person, terms))
    found = mine.exclude(body__key=FOUNDERS).first()
    if not found and _left_to_founders(power, terms):
        found = mine.filter(body__key=FOUNDERS).first()
    return found


def grants(person: Actor, power: str, at: datetime | None = None) -> list[Power]:
    """Every grant by which a person has the power somewhere, the outermost unit first."""
    if person is None or resting(person):
        return []
    terms = Term.objects.current(at)
    found = Power.objects.filter(key=power, body__in_force=True, body__in=_sits_in(person, terms))
    if not _left_to_founders(power, terms):
        found = found.exclude(body__key=FOUNDERS)
    return list(found.select_related("body__unit").order_by("body__unit__path"))


def officer(person: Person, at: datetime | None = None) -> bool:
    """Whether somebody sits in a body that has any power at all."""
    powerful = Body.objects.filter(in_force=True, powers__isnull=False)
    return Term.objects.current(at).filter(person=person, seat__group__body__in=powerful).exists()


def resting(person: Person) -> bool:
    """Whether the house asks officers for a second factor and this person has none yet."""
    return settings.OFFICERS_NEED_SECOND_FACTOR and not person.guarded


def _sits_in(person: Person, terms: QuerySet[Term]) -> list[UUID]:
    """The bodies somebody sits in: few, so they are asked for first and alone (ADR 4)."""
    return list(terms.filter(person=person).values_list("seat__group__body", flat=True))


def _grants(power: str, over: Unit) -> QuerySet[Power]:
    return (
        Power.objects.alias(over=Value(over.path))
        .filter(key=power, body__in_force=True, over__startswith=F("body__unit__path"))
        .select_related("body__unit")
    )


def _left_to_founders(power: str, terms: QuerySet[Term]) -> bool:
    """Whether no one else at the top holds this power of the platform (yet)."""
    if power not in PLATFORM_POWERS:
        return False
    top = Body.objects.filter(in_force=True, unit__parent=None, powers__key=power)
    others = list(top.exclude(key=FOUNDERS).values_list("pk", flat=True))
    return not terms.filter(seat__group__body__in=others).exists()


def holders(body: Body, at: datetime | None = None) -> QuerySet[Term]:
    return (
        Term.objects.current(at)
        .filter(seat__group__body=body)
        .select_related("person", "seat__group")
        .order_by("seat__group__key", "seat__number")
    )


def around(unit: Unit) -> QuerySet[Body]:
    """Bodies and offices that can answer to a unit: its own and those of the units around it."""
    paths = [unit.path[: at + 1] for at, letter in enumerate(unit.path) if letter == "/" and at]
    found = Body.objects.filter(in_force=True, unit__path__in=paths).exclude(kind="electorate")
    return found.exclude(key=FOUNDERS).select_related("unit").order_by("-unit__path", "name")


def alive(unit: Unit) -> list[Knot]:
    """The unit's own bodies, for its page."""
    found = Body.objects.filter(unit=unit, in_force=True).exclude(kind="electorate")
    return [Knot(_kind(body), body.name, body.get_absolute_url()) for body in found]


def _kind(body: Body) -> str:
    return body.kind.replace("_", " ")


def vacant_seats(group: SeatGroup, at: datetime | None = None) -> QuerySet[Seat]:
    """Seats of the group that nobody holds at that time."""
    taken = Term.objects.current(at or clock.now()).filter(seat__group=group)
    return group.seats.exclude(terms__in=taken).order_by("number")
