"""The demo's evenings: one that is over, one that is on now, one to come that somebody runs."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.operations.steps import acts
from articulator.operations.steps.catalogue import kits
from articulator.operations.steps.models import Order
from articulator.operations.steps.queries import told
from articulator.site.demo.personas import home_of, known

type Say = Callable[[str], object]


def tell(say: Say, today: datetime) -> None:
    say("Running three evenings, one of them now …")
    rosa = known("secretary")
    home, elsewhere = home_of(rosa), home_of(known("member"))
    _past(rosa, home, today - timedelta(days=27, hours=-7))
    _now(elsewhere)
    _to_come(rosa, home, today + timedelta(days=8, hours=7))


def _drawn_up(by: Person, unit: Unit, kit: str, title: str, at: datetime) -> Order:
    with clock.at(min(at, timezone.now()) - timedelta(days=5)):
        return acts.draw_up(by, unit, kits()[kit], title, at)


def _past(rosa: Person, home: Unit, at: datetime) -> None:
    """Everything took a little longer, and the time was won back before the harvest."""
    order = _drawn_up(rosa, home, "1-2-4-all-90", "What keeps us up at night?", at)
    walk(rosa, order, at + timedelta(minutes=4), len(kits()["1-2-4-all-90"].steps), 1.08)


def _now(home: Unit) -> None:
    """On since half an hour ago, and some minutes late: the desk says what would help."""
    founder, now = Person.objects.get(email="agnes@demo.example"), timezone.now()
    at = now - timedelta(minutes=38)
    order = _drawn_up(founder, home, "world-cafe-90", "The heating, the damp, the rent", at)
    walk(founder, order, at + timedelta(minutes=5), 3, 1.15)


def _to_come(rosa: Person, home: Unit, at: datetime) -> None:
    """An evening that a member without an office runs, with a helper at the projector."""
    order = _drawn_up(rosa, home, "open-space-90", "Who owns our street?", at)
    with clock.at(timezone.now() - timedelta(days=4)):
        acts.name(rosa, order, known("member"))
        acts.lend(rosa, order, "The laptop at the projector")


def walk(
    by: Person, order: Order, at: datetime, steps: int, pace: float, first: int = 1
) -> None:  # fmt: skip
    """On to so many steps, each taking its minutes at a pace."""
    if first == 1:
        with clock.at(at):
            acts.start(by, order)
    for number in range(first, steps + 1):
        step = order.steps.get(number=number)
        at += timedelta(minutes=step.minutes * pace)
        with clock.at(at):
            if told(order, list(order.steps.all())).savings:
                acts.save_time(by, order, number)
            acts.go_on(by, order, number)
