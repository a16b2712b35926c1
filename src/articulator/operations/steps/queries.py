"""Where an order stands at this moment, in the words of its pages; who runs what."""

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from articulator.identity.bodies.queries import grants, holds
from articulator.kernel import clock, links
from articulator.kernel.acts import Actor
from articulator.kernel.links import Knot
from articulator.kernel.models import Person, Unit
from articulator.methods.running import Outlook, Span, minutes_of, minutes_to, outlook
from articulator.operations.steps.hanging import Hung, address, hung, offer_of, way_on
from articulator.operations.steps.models import LATEST, Desk, Facilitator, Order, Step
from articulator.operations.training.models import Session
from articulator.operations.training.queries import trains_in

KEEP = "keep_roll"


@dataclass(frozen=True, slots=True)
class Row:
    """A step with its time: as it was, as it is, as it follows."""

    step: Step
    span: Span
    state: str  # done, now, next
    to: int | None = None  # the minutes that would save time, if the room is late

    @property
    def minutes(self) -> int:
        return self.step.minutes + self.step.given

    @property
    def may_rise(self) -> bool:
        """Whether it can come earlier: not before what is on."""
        order = self.step.order
        return self.state == "next" and self.step.number > (order.on.number if order.on else 0) + 1

    @property
    def hangs(self) -> str:
        """What kind of thing hangs here; empty if nothing does."""
        found = offer_of(self.step)
        return found.words if found else "Something" if self.step.what_kind else ""

    @property
    def took(self) -> int:
        return round((self.span.ends - self.span.begins).total_seconds() / 60)


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """Everything that a view of an order shows. Two with the same mark look the same, and are."""

    order: Order
    rows: tuple[Row, ...]
    outlook: Outlook
    at: datetime
    mark: str
    thing: Hung | None  # what hangs on the step that is on

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Told) and (self.order.pk, self.mark) == (
            other.order.pk,
            other.mark,
        )

    def __hash__(self) -> int:
        return hash((self.order.pk, self.mark))

    @property
    def now(self) -> Row | None:
        return next((row for row in self.rows if row.state == "now"), None)

    @property
    def go(self) -> str:
        """Where the button leads that takes part in what is on."""
        return way_on(self.order, self.thing) if self.thing else ""

    @property
    def evening(self) -> str:
        """The address of the evening, for whoever is at something that hangs on it."""
        return address(self.order)

    @property
    def next(self) -> Row | None:
        return next((row for row in self.rows if row.state == "next"), None)

    @property
    def left(self) -> int:
        """Whole minutes that what is on still has; none once it is over its time."""
        return max(0, minutes_to(self.outlook.left or timedelta()))

    @property
    def five_more(self) -> int:
        """What "five minutes more" comes to in all: two who press it give five, not ten."""
        return (self.now.step.given if self.now else 0) + 5

    @property
    def over(self) -> int:
        """Whole minutes by which what is on is over its time."""
        return max(0, -minutes_of(self.outlook.left or timedelta()))

    @property
    def until(self) -> float | None:
        """When what is on is over, in seconds since 1970: what a countdown counts to."""
        left = self.outlook.left
        return None if left is None else (self.at + left).timestamp()

    @property
    def left_seconds(self) -> float:
        return (self.outlook.left or timedelta()).total_seconds()

    @property
    def late(self) -> int:
        return minutes_of(self.outlook.late)

    @property
    def early(self) -> int:
        return -self.late

    @property
    def still_late(self) -> int:
        return minutes_to(self.outlook.still_late)

    @property
    def savings(self) -> list[Row]:
        return [row for row in self.rows if row.to is not None]

    @property
    def saved(self) -> int:
        return sum(one.minutes for one in self.outlook.savings)

    @property
    def is_late(self) -> bool:
        """Late enough to say so: a minute or two are nothing."""
        return self.order.stage != "over" and self.late >= 2

    @property
    def is_last(self) -> bool:
        return self.next is None

    @property
    def minutes(self) -> int:
        """Of all steps together."""
        return sum(row.minutes for row in self.rows)

    @property
    def ends(self) -> datetime | None:
        return self.outlook.ends


@lru_cache(maxsize=64)
def _steps(order: UUID, _version: int) -> tuple[Step, ...]:
    """The steps in one version: every act that changes one makes a new version.

    Nothing rests on this memory: another process, or none, reads the same rows again.
    """
    return tuple(Step.objects.filter(order=order))


def told(order: Order, steps: Sequence[Step] | None = None) -> Told:
    """Where the order stands now. Acts say which steps; pages take those of the version."""
    row, now = list(_steps(order.pk, order.version) if steps is None else steps), clock.now()
    for step in row:
        step.order = order
    run = order.run(row)
    found = outlook(run, now)
    # Before the start nothing was promised to the room, so nothing is won back.
    saving = {} if run.on is None else {one.slot: one.to for one in found.savings}
    rows = tuple(
        Row(step, span, _state(order, run.on, at), saving.get(at))
        for at, (step, span) in enumerate(zip(row, found.spans, strict=True))
    )
    thing = hung(row[run.on]) if run.on is not None else None
    return Told(order, rows, found, now, _mark(order, found, thing), thing)


def _state(order: Order, on: int | None, at: int) -> str:
    if order.stage == "over" or (on is not None and at < on):
        return "done"
    return "now" if at == on else "next"


def _mark(order: Order, found: Outlook, thing: Hung | None) -> str:
    """Changes whenever something that people see changes: an act, a minute, what hangs there."""
    left = None if found.left is None else minutes_to(found.left)
    times = [(_minute(span.begins), _minute(span.ends)) for span in found.spans]
    seen = (order.stage, left, minutes_of(found.late), times, thing.mark if thing else "")
    return f"{order.version}.{zlib.crc32(repr(seen).encode()):x}"


def _minute(at: datetime) -> str:
    return f"{timezone.localtime(at):%d %H:%M}"


# Who runs what


def named(person: Actor, order: Order) -> bool:
    """Whether somebody was named for this one order."""
    rows = Facilitator.objects.by_rule("whether somebody may run an order").filter(order=order)
    return person is not None and rows.filter(person=person).exists()


def facilitators(order: Order) -> list[Person]:
    """Those who were named, for whoever runs the order as well."""
    rows = Facilitator.objects.by_rule("those who run an order know each other")
    found = rows.filter(order=order).select_related("person").order_by("at")
    return [row.person for row in found]


def fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def desk_behind(token: str) -> Desk | None:
    """The desk that a link opens, while it is open."""
    found = Desk.objects.filter(mark=fingerprint(token), closed_at=None)
    desk = found.select_related("order__unit", "lent_by").first() if token else None
    return desk if desk and clock.now() < desk.closes else None


def runs_in(person: Actor) -> QuerySet[Unit]:
    """The open units where somebody may draw up orders."""
    units = Unit.objects.filter(closed_at=None)
    trains = trains_in(person)
    if holds(person, KEEP):
        return units
    held = Q(pk__in=trains.values("pk"))
    for grant in grants(person, KEEP):
        held |= Q(path__startswith=grant.body.unit.path)
    return units.filter(held)


def own(person: Actor) -> QuerySet[Order]:
    """Orders that somebody runs: named for them, or in their units; the newest first."""
    if person is None:
        return Order.objects.none()
    mine = Facilitator.objects.seen_by(person).values("order")
    found = Order.objects.filter(Q(pk__in=mine) | Q(unit__in=runs_in(person).values("pk")))
    return found.select_related("unit").order_by("-begins_at", "pk")


def without_order(person: Actor) -> QuerySet[Session]:
    """Trainings in a room to come that somebody gives, and that have no running order yet."""
    to_come = Session.objects.filter(starts_at__gt=clock.now(), called_off_at=None, order=None)
    found = to_come.filter(trainer=person) if person else to_come.none()
    return found.select_related("unit")


def coming() -> QuerySet[Order]:
    """What is on now or to come, for everyone."""
    now = clock.now()
    begins = Q(started_at=None, begins_at__gt=now - timedelta(hours=4))
    found = Order.objects.filter(begins | Q(started_at__gt=now - LATEST), ended_at=None)
    return found.select_related("unit").order_by("begins_at", "pk")


def evening_of(thing: Model) -> Order | None:
    """The order on which something hangs that people have before them: the way back to the room."""
    label, _, key = links.ref(thing).rpartition(":")
    found = Order.objects.filter(steps__what_kind=label, steps__what_id=key).distinct()
    return found.order_by("-begins_at").select_related("unit", "on").first()


def alive(unit: Unit) -> list[Knot]:
    """Running orders that are on or to come in the unit, for its page."""
    found = coming().filter(unit=unit)[:20]
    return [Knot("running order", order.title, order.get_absolute_url()) for order in found]
