"""Which gatherings there are, who comes and what they need, and what came of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from articulator.identity.bodies.queries import holds, resting
from articulator.identity.contacts.models import Channel
from articulator.identity.contacts.queries import silent
from articulator.identity.units.queries import officers
from articulator.intelligence.signals.queries import WEEK, a_moment
from articulator.kernel import clock
from articulator.kernel.acts import Actor
from articulator.kernel.links import Knot
from articulator.kernel.models import Unit
from articulator.methods.suppression import SMALL, Cell, in_eights, in_tens, release
from articulator.operations.gatherings.cadence import SHOWN
from articulator.operations.gatherings.models import (
    COUNTED,
    FORGOTTEN,
    Attendance,
    Care,
    Feeling,
    Gathering,
    Need,
    Registration,
    RegistrationQuerySet,
)
from articulator.operations.gatherings.tickets import mark

POWER = "keep_roll"
HALF_A_YEAR = timedelta(weeks=26)


# Gatherings


def coming(unit: Unit | None = None) -> QuerySet[Gathering]:
    """What is still to come, soonest first; of a unit: its own and those inside it."""
    found = Gathering.objects.filter(ends_at__gt=clock.now(), called_off_at=None)
    if unit:
        found = found.filter(unit__path__startswith=unit.path)
    return found.select_related("unit").order_by("starts_at", "title")


def of_calendar(unit: Unit) -> QuerySet[Gathering]:
    """A unit's feed: a year back and all to come, what was called off among them."""
    found = Gathering.objects.filter(unit__path__startswith=unit.path)
    return found.filter(ends_at__gt=clock.now() - SHOWN).select_related("unit")[:500]


def own_of(unit: Unit) -> QuerySet[Gathering]:
    return unit.gatherings.select_related("unit").order_by("-starts_at")


def held_in(week: date) -> dict[Any, int]:
    """How many gatherings of a unit took place in a week, if it had any within half a year."""
    begins, ends = a_moment(week), a_moment(week + WEEK)
    found = Gathering.objects.filter(
        starts_at__gte=begins - HALF_A_YEAR, starts_at__lt=ends, called_off_at=None,
        unit__closed_at=None,
    )  # fmt: skip
    rows = (
        found.order_by().values("unit").annotate(held=Count("pk", filter=Q(starts_at__gte=begins)))
    )
    return {row["unit"]: row["held"] for row in rows}


def alive(unit: Unit) -> list[Knot]:
    """The unit's own gatherings to come, for its page."""
    found = coming().filter(unit=unit)[:12]
    return [Knot(one.get_kind_display(), one.title, one.get_absolute_url()) for one in found]


# Who comes


def plans(actor: Actor, unit: Unit) -> bool:
    """Whether somebody plans what a unit holds: a seat in one of its bodies, or its roll."""
    if actor is None or resting(actor):
        return False
    return bool(holds(actor, POWER, unit)) or officers(unit).filter(person=actor).exists()


def hosts(actor: Actor, gathering: Gathering) -> bool:
    return actor is not None and gathering.hosts.filter(person=actor).exists()


def registrations(gathering: Gathering, why: str) -> RegistrationQuerySet:
    return Registration.objects.by_rule(why).filter(gathering=gathering)


def places_left(gathering: Gathering) -> int | None:
    """None where the room has no limit."""
    if gathering.capacity is None:
        return None
    taken = registrations(gathering, "places against capacity")
    return max(0, gathering.capacity - taken.filter(state=Registration.State.COMING).count())


def with_free_places() -> QuerySet[Gathering]:
    """Those to come in which somebody waits though a place is free."""
    coming = Count("registrations", filter=Q(registrations__state=Registration.State.COMING))
    waiting = Count("registrations", filter=Q(registrations__state=Registration.State.WAITING))
    ahead = Gathering.objects.filter(called_off_at=None, starts_at__gt=clock.now())
    counted = ahead.annotate(coming=coming, waiting=waiting).filter(waiting__gt=0)
    return counted.filter(Q(capacity=None) | Q(coming__lt=F("capacity"))).order_by("starts_at")


def publicly(number: int) -> int | None:
    """A number as everyone may see it: in eights, and none for a few."""
    return in_eights(number) if number >= SMALL else None


def expected(gathering: Gathering) -> int | None:
    """About how many mean to come, for everyone."""
    return publicly(registrations(gathering, "a number for everyone").count())


def behind(gathering: Gathering, ticket: str) -> Registration | None:
    """The registration that a ticket opens."""
    found = registrations(gathering, "whoever holds the ticket is the person")
    return found.filter(mark=mark(ticket)).select_related("gathering__unit", "person").first()


def own(gathering: Gathering, person: Actor) -> Registration | None:
    found = registrations(gathering, "one's own")
    return found.filter(person=person).first() if person else None


def to_tell(gathering: Gathering) -> list[Registration]:
    """Those whom a letter reaches and who did not ask for silence."""
    found = registrations(gathering, "a letter about what they come to")
    rows = list(found.exclude(email="").select_related("gathering__unit"))
    quiet = silent(Channel.MAIL, [row.email for row in rows])
    return [row for row in rows if row.email not in quiet]


# What hosts see


@dataclass(frozen=True, slots=True)
class Numbers:
    """For hosts: how full it is, and what is open."""

    coming: int
    waiting: int
    unreachable: int
    there: int
    capacity: int | None

    @property
    def share(self) -> str:
        of = f" of {self.capacity} places" if self.capacity else " so far"
        return f"{self.coming}{of}"


def numbers(gathering: Gathering) -> Numbers:
    rows = registrations(gathering, "the numbers of a host").order_by()
    states = dict(rows.values_list("state").annotate(n=Count("pk")))
    return Numbers(
        coming=states.get(Registration.State.COMING, 0),
        waiting=states.get(Registration.State.WAITING, 0),
        unreachable=rows.filter(email="").count(),
        there=there(gathering),
        capacity=gathering.capacity,
    )


def there(gathering: Gathering) -> int:
    return Attendance.objects.by_rule("how many are there").filter(gathering=gathering).count()


@dataclass(frozen=True, slots=True)
class Caring:
    """A kind of need at a gathering: who cares for it, how many asked, how many wait."""

    kind: Need.Kind
    care: Care | None
    asked: int
    open: int


def caring(gathering: Gathering) -> list[Caring]:
    """Each kind of need with its host: every host sees numbers, its own host the words."""
    rows = Need.objects.by_rule("the numbers of a host").order_by()
    here = rows.filter(registration__gathering=gathering).values("kind")
    counts = here.annotate(n=Count("pk"), open=Count("pk", filter=Q(state=Need.State.ASKED)))
    counted = {one["kind"]: (one["n"], one["open"]) for one in counts}
    cares = {one.kind: one for one in gathering.cares.select_related("host__person")}
    return [Caring(kind, cares.get(kind), *counted.get(kind.value, (0, 0))) for kind in Need.Kind]


def needs_of(actor: Actor, gathering: Gathering) -> QuerySet[Need]:
    """The needs that this host reads, with the names that belong to them; open ones first."""
    found = Need.objects.seen_by(actor).filter(registration__gathering=gathering)
    return found.select_related("registration").order_by("-state", "kind", "pk")


def cares_for(actor: Actor, need: Need) -> bool:
    cares = Care.objects.filter(gathering=need.registration.gathering, kind=need.kind)
    return actor is not None and cares.filter(host__person=actor).exists()


def listed(actor: Actor, gathering: Gathering) -> RegistrationQuerySet:
    """The list at the door, by name, with who is there already."""
    was = Attendance.objects.filter(registration=OuterRef("pk"))
    found = Registration.objects.seen_by(actor).filter(gathering=gathering)
    return found.annotate(is_there=Exists(was)).order_by("name", "pk")


# What came of it


@dataclass(frozen=True, slots=True)
class Worth:
    """How a gathering felt, in tens; None where fewer than eight said so."""

    answers: list[int | None]
    lengths: list[int | None] | None

    @property
    def rows(self) -> list[tuple[str, int | None]]:
        return list(zip(Feeling.Worth.labels, self.answers, strict=True))

    @property
    def length_rows(self) -> list[tuple[str, int | None]]:
        return list(zip(Feeling.Length.labels, self.lengths or [], strict=False))


def worth(**which: Any) -> Worth | None:
    """`worth(gathering=one)` or `worth(gathering__kind=kind)`; only of what is over."""
    rows = Feeling.objects.by_rule("numbers for everyone").filter(**which).order_by()
    rows = rows.filter(gathering__ends_at__lte=clock.now())
    said = dict(rows.values_list("worth").annotate(n=Count("pk")))
    answers = in_tens([said.get(value, 0) for value in Feeling.Worth.values])
    if answers is None:
        return None
    long = dict(rows.exclude(length=None).values_list("length").annotate(n=Count("pk")))
    return Worth(answers, in_tens([long.get(value, 0) for value in Feeling.Length.values]))


@dataclass(frozen=True, slots=True)
class Outcome:
    """A kind of gathering: what it asks of people, and whether they come again."""

    kind: Gathering.Kind
    held: int
    hours: float
    back: int | None  # per cent, in tens
    of: int | None
    worth: Worth | None


def outcomes() -> list[Outcome]:
    """Come-back rates by kind, of all units together: a part only where the rest hides it too."""
    done = Gathering.objects.filter(ends_at__lte=clock.now(), called_off_at=None).order_by()
    told = {
        cell.key: cell
        for cell in (_released(done.exclude(counted_at=None)) if done.exists() else ())
    }
    return [_outcome(kind, done.filter(kind=kind), told.get(kind)) for kind in Gathering.Kind]


def _released(counted: QuerySet[Gathering]) -> tuple[Cell, ...]:
    totals: dict[str, Cell] = {}
    for kind, known, back in counted.values_list("kind", "recognised", "returned"):
        cell = Cell(kind, known or 0, back or 0)
        totals[kind] = totals[kind] + cell if kind in totals else cell
    shown = release("all", totals.values())
    if shown is None:
        return ()
    only = [cell for cell in totals.values() if cell.members]
    return shown.shown or (tuple(only) if len(only) == 1 else ())


def _outcome(kind: Gathering.Kind, done: QuerySet[Gathering], back: Cell | None) -> Outcome:
    lengths = [ends - starts for starts, ends in done.values_list("starts_at", "ends_at")]
    hours = sum(lengths, timedelta()).total_seconds() / 3600 / max(1, len(lengths))
    return Outcome(
        kind, len(lengths), round(hours, 1),
        round(back.share * 10) * 10 if back else None, in_eights(back.members) if back else None,
        worth(gathering__kind=kind),
    )  # fmt: skip


# By the clock


def to_forget() -> QuerySet[Gathering]:
    return Gathering.objects.filter(ends_at__lte=clock.now() - FORGOTTEN, forgotten_at=None)


def to_count() -> QuerySet[Gathering]:
    """Oldest first: whoever comes later still has to be a row when the earlier one is counted."""
    due = Gathering.objects.filter(ends_at__lte=clock.now() - COUNTED, counted_at=None)
    return due.order_by("ends_at")
