"""Moving between units, taking part and leaving, granting a standing."""

from collections.abc import Collection
from datetime import datetime
from uuid import uuid4

from articulator.identity.bodies.acts import resign
from articulator.identity.bodies.models import Term
from articulator.identity.bodies.rules import by_law
from articulator.identity.membership.models import (
    Membership,
    Standing,
)
from articulator.identity.membership.queries import (
    classes,
    membership_of,
    voting_kinds,
)
from articulator.identity.membership.rules import (
    may_become,
    may_grant,
    may_leave,
    may_move,
)
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Person, Unit

BATCH = 2000


@act(allow=may_move)
def move(_actor: Actor, membership: Membership, to: Unit) -> Membership:
    """Take a person's place on the roll to another unit. Both lines stay as history."""
    today = clock.today()
    Membership.objects.filter(pk=membership.pk).update(left_on=today)
    return Membership.objects.create(
        person=membership.person, unit=to, number=membership.number, kind=membership.kind,
        joined_on=membership.joined_on, moved_on=today, district=membership.district,
    )  # fmt: skip


@act(allow=may_become)
def become(_actor: Actor, person: Person, kind: str, unit: Unit, district: str = "") -> Membership:
    """Take part, be a member or an ally from today. Lines before stay as history.

    Whoever is this already stays where they are. Seats are for members alone.
    """
    if kind not in classes():
        raise Refused(Refusal(f"The constitution in force has no class of membership {kind}."))
    held, today = membership_of(person), clock.today()
    if held and held.kind == kind:
        return held
    if held:
        Membership.objects.filter(pk=held.pk).update(left_on=today)
    if kind not in voting_kinds():
        _give_up_seats(person)
    return Membership.objects.create(
        person=person, unit=unit, kind=kind, joined_on=today, number=_number(held),
        district=district or (held.district if held else ""),
    )  # fmt: skip


@act(allow=may_leave)
def leave(_actor: Actor, membership: Membership) -> Membership:
    """Leave the organisation today: the line ends, and with it every seat."""
    membership.left_on = clock.today()
    membership.save(update_fields=["left_on"])
    _give_up_seats(membership.person)
    return membership


def _give_up_seats(person: Person) -> None:
    for term in Term.objects.current().filter(person=person):
        resign(person, term)


def _number(held: Membership | None) -> str:
    """Numbers stay with the person; a new one cannot be guessed and says nothing."""
    return held.number if held else f"N-{uuid4().hex[:10].upper()}"


@act(allow=by_law, facts=lambda moved: {"moved": moved})
def move_all(_actor: Actor, unit: Unit, to: Unit, districts: Collection[str] | None = None) -> int:
    """Take everyone, or those of some postcode districts, to another unit at once."""
    today = clock.today()
    lines = Membership.objects.current().by_rule("a unit is divided or merged").filter(unit=unit)
    if districts is not None:
        lines = lines.filter(district__in=districts)
    going = list(lines)
    Membership.objects.filter(pk__in=[one.pk for one in going]).update(left_on=today)
    Membership.objects.bulk_create(
        (
            Membership(
                person_id=one.person_id, unit=to, number=one.number, kind=one.kind,
                joined_on=one.joined_on, moved_on=today, district=one.district,
            )
            for one in going
        ),
        batch_size=BATCH,
    )  # fmt: skip
    return len(going)


@act(allow=may_grant)
def grant(_actor: Actor, person: Person, kind: str, until: datetime | None = None) -> Standing:
    """Record a standing that a person has earned."""
    return Standing.objects.create(person=person, kind=kind, since=clock.now(), until=until)
