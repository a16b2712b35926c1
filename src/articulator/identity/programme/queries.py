"""Who decides a programme, what stands in it, which demands wait, what was done for an item."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse

from articulator.identity.bodies.models import Body, Power, Term
from articulator.identity.constitution.queries import law
from articulator.identity.programme.models import Answering, Deed, Demand, Item, Line, Version
from articulator.kernel.acts import Actor
from articulator.kernel.links import Knot
from articulator.kernel.models import Unit
from articulator.methods.changes import Piece, compare

SET, LOCAL = "set_programme", "local_activity"
SIMPLE = "1/2"

# Arrows of the thread: a demand came from something, a version and an item answer it, a deed and
# a campaign work for the item.
RAISED_FROM, DECIDES, ANSWERS = "raised-from", "decides", "answers"
FOR, SERVES = "done-for", "serves"


# Who decides


@dataclass(frozen=True, slots=True)
class Authority:
    """The body that decides the programme of a unit, and the clause on which that rests."""

    body: Body
    clause: str
    majority: str
    local: bool  # by subsidiarity: what the constitution does not list belongs to the unit


def authority(unit: Unit) -> Authority | None:
    return authorities([unit]).get(unit.pk)


def authorities(units: Iterable[Unit]) -> dict[Any, Authority]:
    """The same for many units at once.

    A unit's own body that holds `set_programme`; below the root, where the constitution leaves
    what it does not list to the unit, the body that holds `local_activity` there.
    """
    said = law().get("powers", {})
    rest = said.get("default_level", "")
    majority = {one["id"]: one.get("majority", SIMPLE) for one in said.get("list", ())}
    by_pk = {unit.pk: unit for unit in units}
    held = Power.objects.filter(
        key__in=(SET, LOCAL), body__in_force=True, body__unit__in=list(by_pk)
    ).select_related("body__unit")
    found: dict[Any, Authority] = {}
    for power in sorted(held, key=lambda one: (one.key != SET, one.pk)):
        unit = by_pk[power.body.unit_id]
        own = power.key == SET
        if unit.pk in found or not (own or _left_to(unit, rest)):
            continue
        found[unit.pk] = Authority(
            power.body, power.clause, str(majority.get(power.key, SIMPLE)), local=not own
        )
    return found


def _left_to(unit: Unit, rest: str) -> bool:
    return unit.parent_id is not None and rest in {"lowest_able", unit.level}


def sits(actor: Actor, body: Body) -> bool:
    return actor is not None and Term.objects.current().filter(
        person=actor, seat__group__body=body
    ).exists()  # fmt: skip


def sits_in_unit(actor: Actor, unit: Unit) -> bool:
    """Whether somebody holds a seat in one of the unit's own bodies."""
    held = Term.objects.current().filter(person=actor, seat__group__body__unit=unit)
    return actor is not None and held.filter(seat__group__body__in_force=True).exists()


def holds_a_seat(actor: Actor) -> bool:
    return actor is not None and Term.objects.current().filter(person=actor).exists()


def around(unit: Unit) -> list[Unit]:
    """The unit and those around it, the innermost first."""
    paths = [unit.path[: i + 1] for i, sign in enumerate(unit.path) if sign == "/" and i]
    return list(Unit.objects.filter(path__in=paths, closed_at=None).order_by("-path"))


def asked_of(unit: Unit) -> list[Unit]:
    """Whose programme a unit can ask to say something: its own, and those around it."""
    near = around(unit)
    deciding = authorities(near)
    return [one for one in near if one.pk in deciding]


# What stands in it


def in_force(unit: Unit) -> Version | None:
    return _adopted(unit).first()


def _adopted(unit: Unit) -> QuerySet[Version]:
    return unit.programmes.exclude(adopted_at=None).select_related("unit").order_by("-number")


def versions(unit: Unit) -> list[Version]:
    return list(_adopted(unit))


def draft(unit: Unit) -> Version | None:
    return unit.programmes.filter(adopted_at=None).select_related("unit", "drafted_by").first()


def lines(version: Version) -> list[Line]:
    demands = Answering.objects.select_related("demand__unit")
    found = version.lines.select_related("item__unit").order_by("place", "pk")
    return list(found.prefetch_related(Prefetch("answering", demands)))


def before(version: Version) -> Version | None:
    """The adopted version that this one follows, or would follow."""
    found = _adopted(version.unit)
    return found.filter(number__lt=version.number).first() if version.number else found.first()


@dataclass(frozen=True, slots=True)
class Changed:
    """What a version does to one item: `added`, `reworded` or `struck`; `pieces` tell the words."""

    what: str
    item: Item
    heading: str
    pieces: tuple[Piece, ...]


def changes(version: Version, old: Version | None = None) -> list[Changed]:
    """What is otherwise than in the version before; moving alone is no change."""
    old = old or before(version)
    then = {one.item_id: one for one in lines(old)} if old else {}
    now = {one.item_id: one for one in lines(version)}
    found = []
    for key, line in now.items():
        if key not in then:
            found.append(Changed("added", line.item, line.heading, ()))
        elif pieces := compare(_whole(then[key]), _whole(line)):
            found.append(Changed("reworded", line.item, line.heading, pieces))
    gone = [one for key, one in then.items() if key not in now]
    return [*found, *(Changed("struck", one.item, one.heading, ()) for one in gone)]


def _whole(line: Line) -> str:
    return f"{line.heading}\n\n{line.wording}"


def standing(units: Collection[Unit]) -> QuerySet[Item]:
    """The items in force in these units."""
    found = Item.objects.filter(unit__in=units, struck_at=None).exclude(adopted_at=None)
    return found.select_related("unit").order_by("unit__path", "heading")


def programmes() -> QuerySet[Unit]:
    """Units that have a programme, the whole first."""
    has = Unit.objects.filter(programmes__adopted_at__isnull=False, closed_at=None)
    items = Count(
        "programme_items", distinct=True,
        filter=Q(programme_items__struck_at=None, programme_items__adopted_at__isnull=False),
    )  # fmt: skip
    return has.annotate(items=items).order_by("path")


def history(item: Item) -> list[Line]:
    """Every wording of an item, the latest first; the same words are told once."""
    found = item.lines.exclude(version__adopted_at=None).select_related("version__unit")
    told: list[Line] = []
    for one in found.order_by("version__number"):
        if not told or _whole(one) != _whole(told[-1]):
            told.append(one)
    return told[::-1]


def deeds(item: Item) -> list[Deed]:
    return list(item.deeds.select_related("by"))


# Demands


def waiting(unit: Unit | None = None) -> QuerySet[Demand]:
    """Demands that nobody has answered, the oldest first; of a unit: those that it must answer."""
    open_ = Demand.objects.filter(state=Demand.State.OPEN, asked_of__closed_at=None)
    found = open_.select_related("unit", "asked_of")
    return (found.filter(asked_of=unit) if unit else found).order_by("raised_at", "pk")


def raised_by(unit: Unit) -> list[Demand]:
    """What a unit has demanded lately, whatever became of it."""
    return list(unit.demands.select_related("asked_of", "unit").order_by("-raised_at")[:20])


def answerable(version: Version) -> QuerySet[Demand]:
    """What a line of this draft may answer."""
    return waiting(version.unit)


def alive(unit: Unit) -> list[Knot]:
    """For the page of a unit: its programme, and the demands that wait for an answer there."""
    found = []
    if now := in_force(unit):
        found.append(Knot("programme", str(now), _page(unit)))
    if number := waiting(unit).count():
        words = f"{number} demand{'' if number == 1 else 's'} for the programme of {unit}"
        found.append(Knot("waiting", words, _page(unit)))
    return found


def _page(unit: Unit) -> str:
    return reverse("programme:of", args=[unit.slug])
