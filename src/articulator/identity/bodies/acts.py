"""Founding, compiling the constitution into bodies and seats, and seating people in them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from articulator.identity.bodies.models import Body, Power, Seat, SeatGroup, Term
from articulator.identity.bodies.queries import FOUNDERS, PLATFORM_POWERS, vacant_seats
from articulator.identity.bodies.rules import by_law, may_appoint, may_found, may_resign
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Person, Unit
from articulator.methods.constitution import BodyPlan, Duration, GroupPlan, PowerPlan

METHODS = set(SeatGroup.Method.values)


@act(allow=may_found)
def found(actor: Actor, unit: Unit, founder: Person) -> Unit:
    """Found the organisation: its outermost unit, and a founder who can set it up."""
    unit.save()
    founder.save()
    body = Body.objects.create(
        unit=unit, key=FOUNDERS, name="Founders", kind="office", clause="founding"
    )
    for power in PLATFORM_POWERS:
        Power.objects.create(body=body, key=power, clause="founding")
    group = SeatGroup.objects.create(
        body=body, key="founders", method=SeatGroup.Method.APPOINTED, size=1, clause="founding"
    )
    seat = Seat.objects.create(group=group, number=1)
    until = clock.now() + timedelta(days=3650)
    seat_person(actor, seat, founder, Term.Route.FOUNDING, clock.now(), until)
    return unit


@act(allow=by_law, facts=lambda bodies: {"bodies": len(bodies)})
def compile_bodies(
    _actor: Actor, unit: Unit, plans: Iterable[BodyPlan], powers: Iterable[PowerPlan]
) -> list[Body]:
    """Make this unit's bodies, groups, seats and powers what the constitution says they are.

    Bodies and groups the constitution no longer names go out of force; seats and terms stay.
    """
    here = [plan for plan in plans if (plan.per or "") == ("" if not unit.parent else unit.level)]
    Body.objects.filter(unit=unit).exclude(key=FOUNDERS).update(in_force=False)
    bodies = [_compile_body(unit, plan) for plan in here]
    _grant_powers({body.key: body for body in bodies}, powers)
    return bodies


def _compile_body(unit: Unit, plan: BodyPlan) -> Body:
    body, _ = Body.objects.update_or_create(
        unit=unit,
        key=plan.id,
        defaults={
            "name": plan.name,
            "kind": plan.kind,
            "clause": plan.clause,
            "accountable_to": plan.accountable_to or "",
            "meets_every": str(plan.meets or ""),
            "in_force": True,
        },
    )
    body.groups.update(in_force=False)
    for group in plan.groups:
        _compile_group(body, group)
    return body


def _compile_group(body: Body, plan: GroupPlan) -> None:
    group, _ = SeatGroup.objects.update_or_create(
        body=body,
        key=plan.id,
        defaults={
            "method": plan.method if plan.method in METHODS else SeatGroup.Method.OTHER,
            "size": plan.seats,
            "term": str(plan.term or ""),
            "term_limit": plan.term_limit,
            "rest": str(plan.rest or ""),
            "electorate": plan.electorate or "",
            "candidates": plan.candidates or "",
            "fallback_candidates": plan.fallback_candidates or "",
            "stratify": list(plan.stratify),
            "clause": plan.clause,
            "in_force": True,
        },
    )
    there = set(group.seats.values_list("number", flat=True))
    missing = (n for n in range(1, (plan.seats or 0) + 1) if n not in there)
    Seat.objects.bulk_create(Seat(group=group, number=number) for number in missing)


def _grant_powers(bodies: dict[str, Body], powers: Iterable[PowerPlan]) -> None:
    Power.objects.filter(body__in=bodies.values()).delete()
    for power in powers:
        if body := bodies.get(power.holder):
            Power.objects.get_or_create(body=body, key=power.id, defaults={"clause": power.clause})


@act(allow=by_law)
def seat_person(
    _actor: Actor, seat: Seat, person: Person, route: Term.Route, since: datetime, until: datetime
) -> Term:
    """Put a person in a seat. A term there that has run out or overlaps ends first."""
    Term.objects.filter(seat=seat, ended=None, until__lte=since).update(ended=since)
    return Term.objects.create(seat=seat, person=person, route=route, since=since, until=until)


@act(allow=by_law, facts=lambda ended: {"ended": ended})
def end_all_terms(_actor: Actor, unit: Unit) -> int:
    """Take a unit's bodies out of force: every seat in them falls vacant. Part of a merger."""
    now = clock.now()
    ended = Term.objects.current().filter(seat__group__body__unit=unit).update(ended=now)
    Body.objects.filter(unit=unit).update(in_force=False)
    return ended


@act(allow=may_appoint)
def appoint(actor: Actor, group: SeatGroup, person: Person) -> Term:
    """Appoint a person to an office that the constitution fills by appointment."""
    seat = vacant_seats(group).first()
    if seat is None:
        raise Refused(Refusal("Every seat of this office is taken.", clause=group.clause))
    since = clock.now()
    until = Duration.parse(group.term or "P1Y").after(since)
    return seat_person(actor, seat, person, Term.Route.APPOINTED, since, until)


@act(allow=may_resign)
def resign(_actor: Actor, term: Term) -> None:
    """Give up a seat: it falls vacant at once."""
    Term.objects.filter(pk=term.pk).update(ended=clock.now())
