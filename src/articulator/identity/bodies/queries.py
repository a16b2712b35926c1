"""Who holds what: `holds` is the one question behind every permission."""

from datetime import datetime

from django.db.models import F, QuerySet, Value

from articulator.identity.bodies.models import Body, Power, Seat, SeatGroup, Term
from articulator.kernel import clock
from articulator.kernel.acts import Actor
from articulator.kernel.models import Unit

# The powers that the platform itself asks for. Where the constitution in force assigns one to
# nobody, the founders keep it, so that no organisation locks itself out.
PLATFORM_POWERS = {
    "adopt_constitution": "record that a constitution was adopted",
    "appoint_officers": "appoint officers",
    "keep_roll": "keep the roll of members",
    "run_elections": "call and count elections",
    "run_draws": "hold draws",
}
FOUNDERS = "founders"


def holds(
    person: Actor, power: str, over: Unit | None = None, at: datetime | None = None
) -> Power | None:
    """The grant by which `person` has `power` over a unit (default: the whole) at a time, or None.

    Seats grant powers, the constitution in force grants seats: a person has a power while they sit
    in a body that holds it, for the body's unit and everything below.
    """
    if person is None:
        return None
    over = over or Unit.objects.get(parent=None)
    grants = _grants(power, over)
    if power in PLATFORM_POWERS and not grants.exclude(body__key=FOUNDERS).exists():
        held = grants.filter(body__key=FOUNDERS)
    else:
        held = grants.exclude(body__key=FOUNDERS)
    terms = Term.objects.current(at).filter(person=person)
    return held.filter(body__groups__seats__terms__in=terms).select_related("body__unit").first()


def _grants(power: str, over: Unit) -> QuerySet[Power]:
    return Power.objects.alias(over=Value(over.path)).filter(
        key=power, body__in_force=True, over__startswith=F("body__unit__path")
    )


def holders(body: Body, at: datetime | None = None) -> QuerySet[Term]:
    return (
        Term.objects.current(at)
        .filter(seat__group__body=body)
        .select_related("person", "seat__group")
        .order_by("seat__group__key", "seat__number")
    )


def vacant_seats(group: SeatGroup, at: datetime | None = None) -> QuerySet[Seat]:
    """Seats of the group that nobody holds at that time."""
    taken = Term.objects.current(at or clock.now()).filter(seat__group=group)
    return group.seats.exclude(terms__in=taken).order_by("number")
