"""Which turf there is, how far it is walked, who carries what."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from articulator.intelligence.listening.models import Survey
from articulator.kernel import clock
from articulator.kernel.acts import Actor
from articulator.kernel.models import Unit
from articulator.methods.streets import Stop
from articulator.methods.suppression import SMALL
from articulator.operations.fieldwork.keys import address_mark
from articulator.operations.fieldwork.models import (
    LATE,
    Held,
    Outcome,
    Packet,
    Place,
    Silence,
    Turf,
    Visit,
)

POWER = "keep_roll"
DONE = (Outcome.SPOKE, Outcome.NEVER)
QUIET = timedelta(days=1)  # after which somebody asks a device what it still holds


def turfs(unit: Unit | None = None) -> QuerySet[Turf]:
    """What is being walked, with how far it is; the latest first."""
    found = Turf.objects.filter(closed_at=None).select_related("unit", "survey")
    if unit:
        found = found.filter(unit__path__startswith=unit.path)
    return walked(found).order_by("-opened_at", "pk")


def walked(rows: QuerySet[Turf]) -> QuerySet[Turf]:
    """Turfs with `all_places`, `done` (by door: somebody spoke; else: visited) and `last_at`."""
    open_places = Q(places__never_at=None)
    by_door = Q(kind=Turf.Kind.DOORS)
    settled = open_places & (
        by_door & Q(places__outcome__in=DONE) | ~by_door & Q(places__visited_at__isnull=False)
    )
    return rows.annotate(
        all_places=Count("places", filter=open_places),
        done=Count("places", filter=settled),
        last_at=Max("places__visited_at"),
    )


def surveys_for(unit: Unit) -> QuerySet[Survey]:
    """What can be asked there: surveys of this unit and of those around it that are open."""
    around = [unit.path[: i + 1] for i, sign in enumerate(unit.path) if sign == "/" and i]
    return Survey.objects.open().filter(unit__path__in=around).order_by("-opens_at")


def marks_of_silence(marks: list[str]) -> set[str]:
    """Which of these addresses asked us never to call again."""
    found = Silence.objects.filter(mark__in=marks)
    return set(found.values_list("mark", flat=True))


def welcome(town: str, stops: list[Stop]) -> list[tuple[Stop, str]]:
    """The stops at which we may call, each with its mark."""
    marked = [(stop, address_mark(town, stop.street, stop.label)) for stop in stops]
    quiet: set[str] = set()
    for at in range(0, len(marked), 500):
        quiet |= marks_of_silence([mark for _, mark in marked[at : at + 500]])
    return [(stop, mark) for stop, mark in marked if mark not in quiet]


# One turf


@dataclass(frozen=True, slots=True)
class Street:
    """A street of a turf: how far it is walked, when somebody was there last."""

    name: str
    places: int
    done: int
    last_at: datetime | None


def streets(turf: Turf) -> list[Street]:
    settled = Q(outcome__in=DONE) if turf.by_door else Q(visited_at__isnull=False)
    rows = turf.places.filter(never_at=None).order_by().values("street")
    found = rows.annotate(
        n=Count("pk"), done=Count("pk", filter=settled), last=Max("visited_at"), first=Max("number")
    )
    return [
        Street(one["street"], one["n"], one["done"], one["last"])
        for one in found.order_by("first")
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of the calls in a turf. `refused` is None where it would tell of fewer than 8."""

    calls: int
    spoke: int
    nobody: int
    later: int
    refused: int | None


def tally(turf: Turf) -> Tally:
    rows = Visit.objects.by_rule("numbers of a turf").filter(place__turf=turf).order_by()
    said = dict(rows.values_list("outcome").annotate(n=Count("pk")))
    never = said.get(Outcome.NEVER, 0)
    return Tally(
        sum(said.values()), said.get(Outcome.SPOKE, 0), said.get(Outcome.NOBODY, 0),
        said.get(Outcome.LATER, 0), never if never >= SMALL or never == 0 else None,
    )  # fmt: skip


def packets(actor: Actor, turf: Turf) -> QuerySet[Packet]:
    found = Packet.objects.seen_by(actor).filter(turf=turf)
    return found.annotate(
        taken=Count("receipts", distinct=True), kept=Count("held", distinct=True)
    ).order_by("-issued_at", "pk")


def said_at(place: Place) -> str:
    """Where something was said, as coarse as it is kept: a street of eight doors, or the turf."""
    turf = place.turf
    if not turf.can_refuse:
        return turf.name
    return place.street if turf.places.filter(street=place.street).count() >= SMALL else turf.name


def behind(pk: UUID | str) -> Packet | None:
    """A packet for the device that carries it: the view asks for its token."""
    found = Packet.objects.by_rule("the device that carries it")
    return found.filter(pk=pk).select_related("turf__unit", "turf__survey__unit").first()


def to_walk(packet: Packet) -> QuerySet[Place]:
    """Where the device still goes: nowhere that asked us not to, nowhere that is done."""
    found = packet.turf.places.filter(never_at=None)
    return found.exclude(outcome__in=DONE) if packet.turf.by_door else found


def gone(packet: Packet) -> list[str]:
    """Places that a device may still have on its list and must not call at."""
    wanted = {str(key) for key in to_walk(packet).values_list("pk", flat=True)}
    every = packet.turf.places.values_list("pk", flat=True)
    return [str(key) for key in every if str(key) not in wanted]


def held(packet: Packet) -> QuerySet[Held]:
    return Held.objects.by_rule("what waits for whoever gave the list out").filter(packet=packet)


def silent_devices(actor: Actor) -> QuerySet[Packet]:
    """Lists that are out, whose device said that it holds something, and is quiet since a day."""
    found = Packet.objects.seen_by(actor).filter(
        waiting__gt=0, revoked_at=None, heard_at__lt=clock.now() - QUIET
    )
    return found.exclude(private="").select_related("turf")


def to_shred() -> QuerySet[Packet]:
    """Packets whose time is over: nothing of theirs is taken any more."""
    found = Packet.objects.by_rule("their keys go").exclude(private="")
    return found.filter(expires_at__lt=clock.now() - LATE)
