"""Opening turf, giving lists out and calling them back, taking in what devices and papers bring."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4, uuid5

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from django.db.models import Max

from articulator.intelligence.listening import acts as listening
from articulator.intelligence.listening.models import Survey
from articulator.intelligence.listening.queries import Left, Submission
from articulator.kernel import clock, links
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Unit
from articulator.methods.calls import Call, standing
from articulator.methods.heard import Heard
from articulator.methods.streets import MOST, Stop
from articulator.operations.fieldwork import keys, sync
from articulator.operations.fieldwork.models import (
    WEEK,
    Held,
    Outcome,
    Packet,
    Place,
    Receipt,
    Silence,
    Turf,
    Visit,
)
from articulator.operations.fieldwork.queries import said_at, surveys_for, welcome
from articulator.operations.fieldwork.rules import (
    is_to_shred,
    may_change,
    may_claim,
    may_discard,
    may_give_back,
    may_issue,
    may_judge,
    may_renew,
    may_revoke,
    may_send,
    may_silence,
    may_take,
    may_take_back,
    may_tend,
    may_type_in,
)
from articulator.operations.fieldwork.sync import Called, Content, Item, Parcel, Reach, Said

# Turf


@dataclass(frozen=True, slots=True)
class Sketch:
    """What somebody draws up who wants people to go out."""

    name: str
    town: str
    kind: Turf.Kind
    survey: Survey
    words: str = ""
    stops: Sequence[Stop] = ()


@act(allow=may_send, facts=lambda turf: {"places": turf.places.count()})
def open_turf(_actor: Actor, unit: Unit, sketch: Sketch) -> Turf:
    """Open a part of the world. Doors that asked us never to call again are left out."""
    if not surveys_for(unit).filter(pk=sketch.survey.pk).exists():
        raise Refused(Refusal(f"This survey is not open in {unit}."))
    made = Turf.objects.create(
        unit=unit, survey=sketch.survey, name=sketch.name, town=sketch.town, kind=sketch.kind,
        words=sketch.words, opened_at=clock.now(),
    )  # fmt: skip
    _add(made, sketch.stops or [Stop(sketch.name)])
    links.join(made, "asks", sketch.survey)
    return made


@act(allow=may_change)
def add_places(_actor: Actor, turf: Turf, stops: Sequence[Stop]) -> None:
    """More streets. What is there already stays as it is."""
    _add(turf, stops)


def _add(turf: Turf, stops: Sequence[Stop]) -> None:
    last = turf.places.aggregate(last=Max("number"))["last"] or 0
    if turf.places.count() + len(stops) > MOST:
        raise Refused(Refusal(f"A turf has at most {MOST:,} places.", appeal="Open a second one."))
    Place.objects.bulk_create(
        (
            Place(turf=turf, number=number, street=stop.street, label=stop.label, mark=mark)
            for number, (stop, mark) in enumerate(welcome(turf.town, list(stops)), last + 1)
        ),
        batch_size=500, ignore_conflicts=True,
    )  # fmt: skip


@act(allow=may_change)
def close_turf(_actor: Actor, turf: Turf) -> Turf:
    """Nobody goes there any more. What devices still hold is taken."""
    turf.closed_at = clock.now()
    turf.save(update_fields=["closed_at"])
    return turf


@act(allow=may_silence, secret=True)
def silence(_actor: Actor, place: Place) -> None:
    """Somebody asked us, in whatever way, never to call at a door again."""
    _silence([place.mark])


def _silence(marks: Iterable[str]) -> None:
    """Part of an act: for ever, in every list."""
    wanted, now = set(marks), clock.now()
    Silence.objects.bulk_create(
        (Silence(mark=mark, since=now) for mark in sorted(wanted)), ignore_conflicts=True
    )
    Place.objects.filter(mark__in=wanted, never_at=None).update(never_at=now)


# Lists that are carried


@act(allow=may_issue)
def issue(
    actor: Actor, turf: Turf, carrier: str, way: Packet.Way = Packet.Way.PHONE,
    lasts: timedelta = WEEK,
) -> Packet:  # fmt: skip
    """Give a list out: a link that serves once, and a key that only this list has."""
    public, private = keys.new_pair()
    now = clock.now()
    return Packet.objects.create(
        turf=turf, carrier=carrier, way=way, issued_by=actor, issued_at=now,
        expires_at=now + min(lasts, WEEK), public=public, private=private,
    )  # fmt: skip


@act(allow=may_renew)
def renew(_actor: Actor, packet: Packet) -> Packet:
    """Another link: the phone that had the list has it no longer. Seven days from now."""
    packet.link, packet.device, packet.claimed_at = packet.link + 1, "", None
    packet.returned_at = packet.revoked_at = None
    packet.expires_at = clock.now() + WEEK
    packet.save()
    return packet


@act(allow=may_claim, secret=True)
def claim(_actor: Actor, packet: Packet, token: str) -> None:
    """A device takes the list. From now on the link is used up."""
    packet.device, packet.claimed_at = keys.hash_of(token), clock.now()
    packet.save(update_fields=["device", "claimed_at"])


@act(allow=may_revoke)
def revoke(_actor: Actor, packet: Packet) -> Packet:
    """The device reads nothing any more; what it still sends waits for somebody to decide."""
    packet.revoked_at = clock.now()
    packet.save(update_fields=["revoked_at"])
    return packet


@act(allow=may_give_back, secret=True)
def give_back(_actor: Actor, packet: Packet) -> None:
    """Whoever carried it is done. What is still on its way is taken."""
    packet.returned_at = clock.now()
    packet.save(update_fields=["returned_at"])


@act(allow=is_to_shred)
def shred(_actor: Actor, packet: Packet) -> None:
    """By the clock: the key goes, and with it whatever a lost phone still holds."""
    Held.objects.filter(packet=packet).delete()
    packet.private, packet.device = "", ""
    packet.save(update_fields=["private", "device"])


# What devices bring


@act(allow=may_take, secret=True)
def take(_actor: Actor, packet: Packet, parcel: Parcel) -> None:
    """Take in what a device sent. Every envelope ends as a receipt or is held; none twice."""
    packet.heard_at, packet.waiting = clock.now(), parcel.waiting
    packet.ahead = round(parcel.ahead.total_seconds())
    packet.save(update_fields=["heard_at", "waiting", "ahead"])
    intake = _Intake(packet, parcel.ahead)
    # By their ids, which chance has made: not in the order in which somebody walked.
    for item in sorted(_unknown(packet, parcel.items), key=lambda one: one.id):
        intake.take(item)
    intake.settle()


def _unknown(packet: Packet, items: Sequence[Item]) -> Iterator[Item]:
    """What was not taken before; something else under a known id is held."""
    known = dict(
        Receipt.objects.filter(pk__in=[one.id for one in items]).values_list("pk", "digest")
    )
    for item in items:
        if item.id not in known:
            known[item.id] = item.digest
            yield item
        elif known[item.id] != item.digest:
            _hold(packet, item, Held.Why.OTHER)


def _hold(packet: Packet, item: Item, why: Held.Why) -> None:
    Held.objects.bulk_create(
        [
            Held(
                packet=packet, item=item.id, envelope=item.text, digest=item.digest, why=why,
                at=clock.now(),
            )
        ],
        ignore_conflicts=True,
    )  # fmt: skip


@dataclass(slots=True)
class _Intake:
    """Part of an act: one message of one device."""

    packet: Packet
    ahead: timedelta
    touched: set[UUID] = field(default_factory=set)
    places: dict[UUID, Place] = field(init=False)
    key: EllipticCurvePrivateKey | None = field(init=False)

    def __post_init__(self) -> None:
        self.key = keys.private_of(self.packet)
        self.places = {place.pk: place for place in self.packet.turf.places.all()}

    def take(self, item: Item, *, by_hand: bool = False) -> bool:
        """Whether it was taken in; else it is held."""
        try:
            inside = self._open(item)
        except sync.SyncError:
            _hold(self.packet, item, Held.Why.UNREADABLE)
            return False
        refuses = isinstance(inside, Called) and inside.outcome == Outcome.NEVER
        if self.packet.revoked_at and not refuses and not by_hand:
            _hold(self.packet, item, Held.Why.REVOKED)
            return False
        try:
            self._bring_in(item.id, inside)
        except Refused:
            _hold(self.packet, item, Held.Why.REFUSED)
            return False
        Receipt.objects.create(item=item.id, packet=self.packet, digest=item.digest)
        return True

    def _open(self, item: Item) -> Content:
        if self.key is None:
            raise sync.SyncError("The key of this list cannot be read.")
        inside = sync.content(self.packet, item, self.key, self.ahead)
        if not isinstance(inside, Reach) and inside.place not in self.places:
            raise sync.SyncError("This place is in another list.")
        return inside

    def _bring_in(self, key: UUID, inside: Content) -> None:
        turf = self.packet.turf
        match inside:
            case Called(place, outcome, at):
                self._call(key, place, outcome, at)
            case Said(place, answers, thread, at):
                _hand_on(turf, key, self.places[place], answers, thread, at, turf.mode)
            case Reach(name, email, purposes, thread):
                left = Left(email, purposes, turf.unit, turf.mode, name, thread)
                listening.leave_contact(None, turf.survey, left)

    def _call(self, key: UUID, place: UUID, outcome: Outcome, at: datetime) -> None:
        Visit.objects.create(
            id=key, place=self.places[place], packet=self.packet, outcome=outcome, at=at
        )
        self.touched.add(place)

    def settle(self) -> None:
        _settle(self.places[key] for key in self.touched)


def _hand_on(
    turf: Turf, key: UUID, place: Place, answers: Mapping[str, str | list[str]], thread: str,
    at: datetime, mode: str,
) -> None:  # fmt: skip
    """What somebody said goes on without the door: with a street at most, if that is long."""
    said = Submission(
        id=key, survey=turf.survey, unit=turf.unit, mode=mode, place=said_at(place), at=at,
        answers=answers, thread=thread,
    )  # fmt: skip
    listening.receive(None, said)


def _settle(places: Iterable[Place]) -> None:
    """Let places stand as follows from all calls there."""
    found = {place.pk: place for place in places}
    calls: dict[UUID, list[Call]] = {}
    rows = Visit.objects.by_rule("how a place stands").filter(place__in=found)
    for key, place, outcome, at in rows.values_list("pk", "place", "outcome", "at"):
        calls.setdefault(place, []).append(Call(at, outcome, str(key)))
    for key, known in calls.items():
        if stands := standing(known):
            found[key].outcome, found[key].visited_at = stands
    Place.objects.bulk_update(found.values(), ["outcome", "visited_at"], batch_size=200)
    _silence(place.mark for place in found.values() if place.outcome == Outcome.NEVER)


# What was held


@act(allow=may_judge, secret=True)
def admit(_actor: Actor, held: Held) -> None:
    """Take in after all what was held: whoever gave the list out knows who carries it."""
    packet = held.packet
    intake = _Intake(packet, timedelta(seconds=packet.ahead))
    key = uuid4() if held.why == Held.Why.OTHER else held.item  # the other one has that number
    item = Item.of(key, held.envelope, held.item)
    Held.objects.filter(pk=held.pk).delete()
    if not intake.take(item, by_hand=True):
        raise Refused(Refusal(f"It still {held.get_why_display()}. Discard it."))
    intake.settle()


@act(allow=may_discard, secret=True)
def discard(_actor: Actor, held: Held) -> None:
    Held.objects.filter(pk=held.pk).delete()


@act(allow=may_take_back, secret=True)
def take_back(_actor: Actor, turf: Turf, key: str) -> None:
    """Whoever holds a slip takes back what they said, also if it is still in a phone."""
    listening.take_back(None, turf.survey, key)


# Paper


@dataclass(frozen=True, slots=True)
class Sheet:
    """One line of a walk sheet, and the questions that were answered there."""

    place: Place
    outcome: Outcome
    answers: Mapping[str, str | list[str]] = field(default_factory=dict)
    thread: str = ""


@act(allow=may_type_in, secret=True)
def type_in(_actor: Actor, turf: Turf, sheet: Sheet) -> None:
    """Take over from paper: the call, and apart from it what was said."""
    if sheet.place.turf_id != turf.pk:
        raise Refused(Refusal("This place is in another list."))
    now = clock.now()
    Visit.objects.create(id=uuid4(), place=sheet.place, outcome=sheet.outcome, at=now)
    if any(sheet.answers.values()):
        _hand_on(turf, uuid4(), sheet.place, sheet.answers, sheet.thread, now, "paper")
    _settle([sheet.place])


@act(allow=may_type_in, secret=True)
def bring_in(_actor: Actor, turf: Turf, rows: Sequence[Heard]) -> None:
    """What another tool has collected there: a row is brought in once, by the name it has."""
    for row in rows:
        at = min(row.at or clock.now(), clock.now())
        said = Submission(
            id=uuid5(turf.survey_id, row.id), survey=turf.survey, unit=turf.unit, mode=turf.mode,
            place=turf.name, at=at, answers=row.answers,
        )  # fmt: skip
        listening.receive(None, said)


@act(allow=may_tend, secret=True)
def knock_in_vain(_actor: Actor, turf: Turf, places: Sequence[Place]) -> None:
    """Several doors at once at which nobody was there."""
    if any(place.turf_id != turf.pk for place in places):
        raise Refused(Refusal("This place is in another list."))
    Visit.objects.bulk_create(
        Visit(id=uuid4(), place=one, outcome=Outcome.NOBODY, at=clock.now()) for one in places
    )
    _settle(places)
