"""Opening units, giving them their area, dividing and merging them."""

from collections.abc import Collection, Mapping
from itertools import chain, count

from django.utils.text import slugify

from articulator.identity.bodies.acts import end_all_terms
from articulator.identity.bodies.rules import by_law
from articulator.identity.membership.acts import move_all
from articulator.identity.units.models import PostcodeArea
from articulator.identity.units.rules import may_open, may_place, may_reshape
from articulator.kernel import clock, links
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Unit

type Decision = Mapping[str, str]  # which body decided it, and when


@act(allow=may_open)
def open_unit(_actor: Actor, parent: Unit, level: str, name: str) -> Unit:
    """Open a region, a branch or a campaign below `parent`."""
    if Unit.objects.filter(name__iexact=name).exists():
        raise Refused(Refusal(f"There is a unit called {name} already. Give it another name."))
    return Unit.objects.create(parent=parent, level=level, name=name, slug=_slug(parent, name))


@act(allow=by_law)
def open_autonomous(_actor: Actor, parent: Unit, level: str, name: str) -> Unit:
    """Open a unit that `parent` supports and does not direct: no power leads into it."""
    if Unit.objects.filter(name__iexact=name).exists():
        raise Refused(Refusal(f"There is a unit called {name} already. Give it another name."))
    return Unit.objects.create(
        parent=parent, level=level, name=name, slug=_slug(parent, name), autonomous=True
    )


@act(allow=by_law)
def close_autonomous(_actor: Actor, unit: Unit) -> None:
    """Close it: it has ended by its own word."""
    Unit.objects.filter(pk=unit.pk, autonomous=True).update(closed_at=clock.now())


@act(allow=may_place, facts=lambda codes: {"areas": codes})
def set_areas(_actor: Actor, unit: Unit, codes: Collection[str]) -> list[str]:
    """Say which postcode areas lead to this unit. An area leads to one unit alone."""
    if taken := PostcodeArea.objects.filter(code__in=codes).exclude(unit=unit).first():
        raise Refused(
            Refusal(
                f"{taken.code} leads to {taken.unit} already.",
                appeal=f"Take it from {taken.unit} first, or name a narrower area.",
            )
        )
    unit.areas.exclude(code__in=codes).delete()
    there = set(unit.areas.values_list("code", flat=True))
    PostcodeArea.objects.bulk_create(
        PostcodeArea(unit=unit, code=code) for code in codes if code not in there
    )
    return sorted(codes)


@act(allow=may_reshape)
def divide(
    actor: Actor, unit: Unit, name: str, districts: Collection[str], decision: Decision
) -> Unit:
    """Make a new unit beside this one, and let the people of some districts go there.

    Offices stay where they are; the new unit fills its own. Whoever would rather stay moves back.
    """
    if not decision.get("body"):
        raise Refused(Refusal("Say which body decided this."))
    assert unit.parent, "the rule has refused the whole organisation"
    made = open_unit(actor, unit.parent, unit.level, name)
    PostcodeArea.objects.filter(unit=unit, code__in=districts).update(unit=made)
    move_all(actor, unit, made, districts)
    links.join(made, "divided from", unit)
    return made


@act(allow=may_reshape, facts=lambda merged: {"into": str(merged.pk)})
def merge(actor: Actor, unit: Unit, into: Unit, decision: Decision) -> Unit:
    """Let everyone of a unit go to another, with what it supports, and close it."""
    if into.closed_at or into == unit or into.parent != unit.parent:
        raise Refused(
            Refusal(f"{unit} can be merged with an open unit beside it, not with {into}.")
        )
    if not decision.get("body"):
        raise Refused(Refusal("Say which body decided this."))
    move_all(actor, unit, into)
    PostcodeArea.objects.filter(unit=unit).update(unit=into)
    Unit.objects.filter(parent=unit, autonomous=True).update(parent=into)
    end_all_terms(actor, unit)
    Unit.objects.filter(pk=unit.pk).update(closed_at=clock.now())
    links.join(into, "merged with", unit)
    return into


def _slug(parent: Unit, name: str) -> str:
    """A name for the address that no other unit has."""
    wished = slugify(name)[:80] or parent.slug
    options = chain(
        (wished, f"{parent.slug}-{wished}"[:80]), (f"{wished[:70]}-{n}" for n in count(2))
    )
    return next(slug for slug in options if not Unit.objects.filter(slug=slug).exists())
