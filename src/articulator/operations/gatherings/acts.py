"""Announcing, moving and calling off; coming and stepping back; caring; checking in; forgetting."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.db.models import Max

from articulator.identity.contacts.queries import fingerprint
from articulator.kernel import clock, links
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Person, Unit
from articulator.methods.checkin import Operation, present
from articulator.methods.kits import Kit
from articulator.operations.gatherings import letters
from articulator.operations.gatherings.models import (
    COUNTED,
    Attendance,
    Care,
    Feeling,
    Gathering,
    Host,
    Need,
    Registration,
    Scan,
)
from articulator.operations.gatherings.queries import places_left, registrations, to_tell
from articulator.operations.gatherings.rules import (
    is_to_count,
    is_to_forget,
    is_to_move_up,
    may_answer,
    may_call_off,
    may_change,
    may_check_in,
    may_come,
    may_draw_up,
    may_feel,
    may_leave_hosting,
    may_name_hosts,
    may_plan,
    may_step_back,
    may_type_in,
)
from articulator.operations.gatherings.tickets import mark, ticket
from articulator.operations.steps import acts as orders
from articulator.operations.steps.models import Order

MOVING = ("starts_at", "ends_at", "place", "way", "steps")  # what those who come are written about


@dataclass(frozen=True, slots=True)
class Notice:
    """What is announced of a gathering."""

    kind: str
    title: str
    text: str
    starts_at: datetime
    ends_at: datetime
    place: str
    steps: str
    languages: str
    way: str = ""
    offers: Sequence[str] = ()
    partner: str = ""
    capacity: int | None = None

    def fields(self) -> dict[str, object]:
        return {**asdict(self), "offers": list(self.offers)}


# Announcing


@act(allow=may_plan)
def announce(actor: Actor, unit: Unit, notice: Notice) -> Gathering:
    """Announce a gathering. Whoever announces it is its first host, and cares for every need."""
    if notice.starts_at <= clock.now():
        raise Refused(Refusal("This time is over. Choose one to come."))
    assert actor, "the rule has refused a visitor"
    made = Gathering.objects.create(unit=unit, **notice.fields())
    host = Host.objects.create(gathering=made, person=actor)
    Care.objects.bulk_create(Care(gathering=made, kind=kind, host=host) for kind in Need.Kind)
    links.join(made, "held by", unit)
    return made


@act(allow=may_change)
def change(_actor: Actor, gathering: Gathering, notice: Notice) -> Gathering:
    """Change what is announced. Those who come hear of it if time, place or the way there moves."""
    if notice.ends_at <= clock.now():
        raise Refused(Refusal("This time is over. Choose one to come."))
    moved = any(getattr(gathering, name) != getattr(notice, name) for name in MOVING)
    for name, value in notice.fields().items():
        setattr(gathering, name, value)
    gathering.changed_at, gathering.sequence = clock.now(), gathering.sequence + 1
    gathering.save()
    if gathering.order:
        orders.move_with(None, gathering.order, gathering.title, gathering.starts_at)
    _move_up(gathering)
    if moved:
        letters.changed(to_tell(gathering))
    return gathering


@act(allow=may_draw_up, facts=lambda made: {"kit": made.kit})
def draw_up(_actor: Actor, gathering: Gathering, kit: Kit) -> Order:
    """The running order of the evening. It begins when the gathering begins, and moves with it."""
    made = orders.draw_up_for(None, gathering.unit, kit, gathering.title, gathering.starts_at)
    gathering.order = made
    gathering.save(update_fields=["order"])
    links.join(made, "running order of", gathering)
    return made


@act(allow=may_call_off)
def call_off(_actor: Actor, gathering: Gathering, reason: str) -> Gathering:
    """It does not happen. Those who come get a letter; calendars strike it out."""
    gathering.called_off_at = gathering.changed_at = clock.now()
    gathering.reason, gathering.sequence = reason, gathering.sequence + 1
    gathering.save()
    letters.called_off(to_tell(gathering))
    return gathering


@act(allow=may_name_hosts)
def name_host(_actor: Actor, gathering: Gathering, person: Person) -> None:
    """Let somebody see who comes, answer needs and keep the desk."""
    Host.objects.get_or_create(gathering=gathering, person=person)


@act(allow=may_leave_hosting)
def stop_hosting(_actor: Actor, host: Host) -> None:
    Host.objects.filter(pk=host.pk).delete()


@act(allow=may_name_hosts)
def entrust(_actor: Actor, gathering: Gathering, kind: Need.Kind, host: Host) -> None:
    """Let one host care for a kind of need. From now on this one reads what was asked."""
    if host.gathering_id != gathering.pk:
        raise Refused(Refusal("This host belongs to another gathering."))
    Care.objects.update_or_create(gathering=gathering, kind=kind, defaults={"host": host})


@act(allow=may_change)
def renew_key(_actor: Actor, gathering: Gathering) -> None:
    """Close every desk, and open one with a new key."""
    Gathering.objects.filter(pk=gathering.pk).update(desk=gathering.desk + 1)


# Coming. The log knows that somebody did, never who.


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody writes who means to come: any name; all else only if they like."""

    name: str
    email: str = ""
    needs: Mapping[str, str] = field(default_factory=dict)


@act(allow=may_come, secret=True)
def register(actor: Actor, gathering: Gathering, said: Said) -> Registration:
    """Take a place, or the next one on the waiting list."""
    before = registrations(gathering, "the next in line").aggregate(last=Max("number"))
    full = places_left(gathering) == 0
    made = Registration(
        gathering=gathering, number=(before["last"] or 0) + 1, name=said.name, email=said.email,
        person=actor, at=clock.now(),
        state=Registration.State.WAITING if full else Registration.State.COMING,
    )  # fmt: skip
    made.mark = mark(ticket(made.pk))
    made.save()
    Need.objects.bulk_create(
        Need(registration=made, kind=kind, detail=detail) for kind, detail in said.needs.items()
    )
    letters.ticket(made)
    return made


@act(allow=may_step_back, secret=True)
def step_back(_actor: Actor, gathering: Gathering, registration: Registration) -> None:
    """Not come after all: the row goes, and whoever waits longest has the place."""
    Registration.objects.filter(pk=registration.pk, gathering=gathering).delete()
    _move_up(gathering)


def _move_up(gathering: Gathering) -> None:
    """Part of an act: places that are free go to those who wait, in their order."""
    rows = registrations(gathering, "whoever waits longest moves up")
    left, waiting = places_left(gathering), rows.filter(state=Registration.State.WAITING)
    for registration in waiting.select_related("gathering__unit")[:left]:
        Registration.objects.filter(pk=registration.pk).update(state=Registration.State.COMING)
        letters.moved_up(registration)


@act(allow=is_to_move_up)
def move_up(_actor: Actor, gathering: Gathering) -> None:
    """Offer the places that fell free without anybody stepping back, as those that are given up."""
    _move_up(gathering)


@act(allow=may_answer, secret=True)
def answer(_actor: Actor, need: Need, state: Need.State, words: str) -> None:
    """Say what became of a need. The person is told, whatever it is."""
    need.state, need.answer = state, words
    need.save(update_fields=["state", "answer"])
    letters.answered(need)


# Being there


@dataclass(frozen=True, slots=True)
class Entry:
    """An operation as a desk sends it, with the name that a walk-in gave."""

    operation: Operation
    name: str = ""


@act(allow=may_check_in, secret=True)
def take(_actor: Actor, gathering: Gathering, entries: Sequence[Entry]) -> None:
    """Take over what a desk wrote down. What is known already changes nothing."""
    _take(gathering, entries)


@act(allow=may_type_in, secret=True)
def type_in(_actor: Actor, gathering: Gathering, lines: Sequence[str], unnamed: int) -> None:
    """Take over a list from paper: names or tickets, one a line, and how many wrote none."""
    known = set(registrations(gathering, "tickets on paper").values_list("mark", flat=True))
    _take(gathering, [_written(gathering, line, known) for line in (*lines, *[""] * unnamed)])


@act(allow=may_type_in, secret=True)
def arrive(_actor: Actor, gathering: Gathering, registration: Registration) -> None:
    """A host sees at the door who it is."""
    _take(gathering, [_written(gathering, "", {registration.mark}, registration.mark)])


def _written(gathering: Gathering, line: str, known: set[str], subject: str = "") -> Entry:
    key, paper = str(uuid4()), str(uuid5(gathering.pk, "paper"))
    subject = subject or (mark(line) if mark(line) in known else key)
    last = Scan.objects.by_rule("the next number of paper").filter(gathering=gathering).count()
    return Entry(Operation(key, paper, last + 1, subject), line if subject == key else "")


def _take(gathering: Gathering, entries: Sequence[Entry]) -> None:
    """Part of an act that has locked the gathering, or nothing would be once."""
    Scan.objects.bulk_create(
        (
            Scan(
                id=UUID(one.operation.id), gathering=gathering, device=UUID(one.operation.device),
                number=one.operation.number, subject=one.operation.subject, name=one.name,
                undoes=UUID(one.operation.undoes) if one.operation.undoes else None,
            )
            for one in entries
        ),
        ignore_conflicts=True,
    )  # fmt: skip
    _settle(gathering)


def _settle(gathering: Gathering) -> None:
    """Let attendances be what follows from all operations, no more and no less."""
    scans = list(Scan.objects.by_rule("who is there").filter(gathering=gathering))
    names = {str(one.pk): one.name for one in scans}
    there = present(map(_operation, scans))
    rows = Attendance.objects.by_rule("who is there").filter(gathering=gathering)
    rows.exclude(subject__in=there).delete()
    new = there.keys() - set(rows.values_list("subject", flat=True))
    tickets = {
        one.mark: one
        for one in registrations(gathering, "whose ticket it was").select_related("person")
        if one.mark in new
    }
    Attendance.objects.bulk_create(
        Attendance(
            gathering=gathering, subject=subject, registration=tickets.get(subject),
            name=names[there[subject].id], fingerprint=_of(tickets.get(subject)),
        )
        for subject in sorted(new)
    )  # fmt: skip


def _operation(scan: Scan) -> Operation:
    undoes = str(scan.undoes) if scan.undoes else ""
    return Operation(str(scan.pk), str(scan.device), scan.number, scan.subject, undoes)


def _of(registration: Registration | None) -> str:
    return fingerprint(registration.email) if registration and registration.email else ""


@act(allow=may_feel, secret=True)
def feel(
    _actor: Actor, gathering: Gathering, who: str, worth: Feeling.Worth,
    length: Feeling.Length | None = None,
) -> None:  # fmt: skip
    """Say in two taps how it was. The later answer of one phone replaces its earlier one."""
    said = {"worth": worth, **({} if length is None else {"length": length})}
    rows = Feeling.objects.by_rule("the later answer replaces the earlier one")
    rows.update_or_create(gathering=gathering, mark=who, defaults=said)


# By the clock


@act(allow=is_to_forget)
def forget(_actor: Actor, gathering: Gathering) -> None:
    """Thirty days after: names, addresses, needs and what the desks wrote are gone."""
    rows = registrations(gathering, "counted, then forgotten")
    gathering.meant_to_come, gathering.forgotten_at = rows.count(), clock.now()
    gathering.save(update_fields=["meant_to_come", "forgotten_at"])
    Attendance.objects.filter(gathering=gathering).update(name="", registration=None)
    Scan.objects.filter(gathering=gathering).delete()
    rows.delete()


@act(allow=is_to_count)
def count(_actor: Actor, gathering: Gathering) -> None:
    """Sixty days after: who came, and who came again, are numbers; nobody is a row any more."""
    rows = Attendance.objects.by_rule("counted, then forgotten").filter(gathering=gathering)
    known = set(rows.exclude(fingerprint="").values_list("fingerprint", flat=True))
    later = Attendance.objects.by_rule("who came again").filter(
        fingerprint__in=known, gathering__starts_at__gte=gathering.ends_at,
        gathering__starts_at__lt=gathering.ends_at + COUNTED,
    )  # fmt: skip
    again = later.values_list("fingerprint", flat=True).distinct().count()
    gathering.came, gathering.recognised, gathering.returned = rows.count(), len(known), again
    gathering.counted_at = clock.now()
    gathering.save(update_fields=["came", "recognised", "returned", "counted_at"])
    rows.delete()
