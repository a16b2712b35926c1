"""A federation whose constitution says who answers alarms, and in what time."""

from datetime import date, timedelta

from articulator.identity.bodies.models import Seat, Term
from articulator.intelligence.signals import acts, tasks
from articulator.intelligence.signals.models import Alarm, Series
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from tests.identity.elections import scene
from tests.identity.elections.scene import ada
from tests.intelligence.scene import adopted, unit
from tests.people import NOON, person

BODIES = """
  - id: branch_group
    ref: "10"
    name: Branch group
    kind: committee
    per: branch
    vsm: [S1, S3]
    accountable_to: membership
    meets: {every: P14D}
    seat_groups:
      - {id: elected, ref: "10.elected", seats: 3, method: stv, electorate: membership,
         candidates: leadership_pool, term: P1Y, alternates: countback}
  - id: audit_panel
    ref: "12"
    name: Audit Panel
    kind: committee
    vsm: [S3*]
    accountable_to: membership
    meets: {every: P1M}
    seat_groups:
      - {id: drawn, ref: "12.drawn", seats: 2, method: sortition, candidates: leadership_pool,
         term: P1Y, alternates: reserve_list}
  - id: assembly
    ref: "13"
    name: Delegates
    kind: conference
    vsm: [S5]
    accountable_to: membership
    meets: {every: P1Y}
    seat_groups:
      - {id: delegates, ref: "13.delegates", seats: 4, method: stv, electorate: membership,
         candidates: leadership_pool, term: P1Y, alternates: countback}
offices:"""
CHANNELS = """channels:
  - {id: up, ref: "14.up", kind: algedonic, from: branch_group, to: council, max_latency: PT24H}
  - {id: members, ref: "14.members", kind: algedonic, from: anyone, to: audit_panel,
     max_latency: PT48H, anonymous: true}
  - {id: top, ref: "14.top", kind: algedonic, from: council, to: assembly, max_latency: P7D}
"""
BELLS = (
    scene.CONSTITUTION.replace("\noffices:", BODIES, 1)
    .replace("channels: []\n", CHANNELS)
    .replace("version: 1.0.0", "version: 2.0.0")
)
MONDAY = date(2026, 3, 2)  # the day of `NOON`
WEEK = timedelta(days=7)


def found() -> Unit:
    root = scene.found()
    with clock.at(scene.OPENS):
        adopted(root, BELLS)
    return root


def seated(name: str, body: str, slug: str = "federation") -> Person:
    """Somebody of the cast sits in a body of a unit."""
    seats = Seat.objects.filter(group__body__key=body, group__body__unit__slug=slug, terms=None)
    seat = seats.order_by("group__key", "number")[0]
    until = NOON.replace(year=2027)
    Term.objects.create(seat=seat, person=person(name), route="elected", since=NOON, until=until)
    return person(name)


def counted(numbers, key: str = "evictions", slug: str = "leith", last: date = MONDAY - WEEK):
    """A series whose last number is that of last week; None is a week without a number."""
    made = acts.begin(ada(), unit(slug), key)
    for back, number in enumerate(reversed(numbers)):
        if number is not None:
            acts.count(ada(), made, last - back * WEEK, number)
    return Series.objects.get(pk=made.pk)


USUAL = [4, 5, 3, 4, 6, 4, 3, 5, 4, 4] * 13


def rung(*, past: bool = False, words: str = "", matter=Alarm.Matter.EVICTION) -> Alarm:
    """Somebody taps in Leith; the key by which they follow it is `key`."""
    return acts.raise_alarm(None, unit("leith"), matter, words, "key", past=past)


def later(**span) -> str:
    """Some time passes, and the clock does what is due; what it says."""
    with clock.at(clock.now() + timedelta(**span)):
        return "; ".join(tasks.tick())


__all__ = ["BELLS", "MONDAY", "USUAL", "WEEK", "ada", "counted", "found", "later", "rung", "seated"]
