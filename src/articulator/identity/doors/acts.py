"""Opening doors, coming in by them, inviting, leaving. Where somebody stands changes here alone."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password

from articulator.identity.bodies.rules import by_law
from articulator.identity.contacts.acts import agree
from articulator.identity.contacts.models import Channel, OptOut
from articulator.identity.contacts.queries import fingerprint, silent
from articulator.identity.doors import letters
from articulator.identity.doors.models import KEPT, PATIENCE, REST, Arrival, Door, Guest
from articulator.identity.doors.queries import Said, words_of
from articulator.identity.doors.rules import (
    may_change,
    may_come,
    may_confirm,
    may_invite,
    may_leave,
    may_refuse,
    may_support,
    may_tend,
)
from articulator.identity.membership import acts as membership
from articulator.identity.membership.models import ALLY, PARTICIPANT, VOTING
from articulator.identity.membership.queries import classes, membership_of
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Person, Unit


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands on a door."""

    title: str
    text: str
    closes: datetime | None = None
    starts_at: datetime | None = None
    place: str = ""
    questions: tuple[str, ...] = ()

    def fields(self) -> dict[str, object]:
        """An event's door closes when it begins, unless its sign says otherwise."""
        return {
            **asdict(self), "questions": list(self.questions),
            "closes": self.closes or self.starts_at,
        }  # fmt: skip


def _hang(door: Door, sign: Sign) -> Door:
    """Part of an act: put the sign on the door, if it makes sense there."""
    if refusal := _over(sign) or _answered(door, sign):
        raise Refused(refusal)
    for name, value in sign.fields().items():
        setattr(door, name, value)
    door.save()
    return door


def _over(sign: Sign) -> Refusal | None:
    now = clock.now()
    if sign.starts_at and sign.starts_at <= now:
        return Refusal("This time is over. Choose one to come.")
    if sign.closes and sign.closes <= now:
        return Refusal("A door closes later than now. To close it now, use the button.")
    return None


def _answered(door: Door, sign: Sign) -> Refusal | None:
    """Answers belong to the questions that were asked."""
    came = Arrival.objects.filter(door=door).by_rule("answers hold their questions")
    if door.questions == list(sign.questions) or not came.exists():
        return None
    return Refusal(
        "Somebody has answered these questions already.",
        appeal="Close this survey and open another with the new questions.",
    )


@act(allow=may_tend)
def open_door(_actor: Actor, unit: Unit, kind: Door.Kind, sign: Sign) -> Door:
    if kind == Door.Kind.JOIN and unit.parent_id:
        raise Refused(Refusal("Everyone joins the whole organisation, by one door."))
    return _hang(Door(unit=unit, kind=kind, opens=clock.now()), sign)


@act(allow=may_change)
def change(_actor: Actor, door: Door, sign: Sign) -> Door:
    return _hang(door, sign)


@act(allow=may_change)
def close(_actor: Actor, door: Door) -> Door:
    """Close a door now. Who came through it stays where they are."""
    door.closes = clock.now()
    door.save(update_fields=["closes"])
    return door


# Coming in. The log knows that somebody came, never who.


@act(allow=may_come, secret=True)
def knock(_actor: Actor, door: Door, said: Said) -> Arrival:
    """Somebody who is not signed in wrote name and mail: a letter asks whether it was them.

    Nobody is looked up, so that known and unknown addresses are the same work.
    """
    made = Arrival.objects.create(
        door=door, name=said.name, email=said.email, consents=list(said.purposes), home=said.home,
        answers=list(said.answers), district=said.district, invited=said.invited,
        came_at=clock.now(),
    )  # fmt: skip
    letters.ask_whether(made)
    return made


@act(allow=may_come, secret=True)
def answer_unnamed(_actor: Actor, door: Door, said: Said) -> Arrival:
    """Answers in a survey without a name: nobody can tell whose they are."""
    now = clock.now()
    return Arrival.objects.create(
        door=door, answers=list(said.answers), came_at=now, confirmed_at=now
    )


@act(allow=may_come, secret=True)
def arrive(actor: Actor, door: Door, said: Said) -> Arrival:
    """Somebody who is signed in comes through a door; whoever comes again says the latest."""
    assert actor, "nobody arrives without a name"
    made = Arrival(
        door=door, answers=list(said.answers), consents=list(said.purposes), home=said.home,
        district=said.district, invited=said.invited, came_at=clock.now(),
    )  # fmt: skip
    return _in(made, actor)


@act(allow=may_confirm, secret=True)
def confirm(_actor: Actor, arrival: Arrival) -> Arrival:
    """The letter is answered: the person is found or made, and what was ticked counts now."""
    return _in(arrival, _found_or_made(arrival.name, arrival.email))


def _found_or_made(name: str, email: str) -> Person:
    known = Person.objects.filter(email__iexact=email).first()
    new = {"name": name, "password": make_password(None)}
    return known or Person.objects.get_or_create(email=email, defaults=new)[0]


def _in(arrival: Arrival, person: Person) -> Arrival:
    Arrival.objects.filter(door=arrival.door, person=person).exclude(pk=arrival.pk).delete()
    wished = words_of(arrival.consents)
    arrival.person, arrival.confirmed_at = person, clock.now()
    arrival.name, arrival.email, arrival.consents = "", "", []
    arrival.save()
    where = f"{arrival.door.get_kind_display()}: {arrival.door}"[:80]
    for purpose in wished:
        agree(None, person, purpose, purpose.words, where)
    _stand(arrival, person)
    return arrival


def _stand(arrival: Arrival, person: Person) -> None:
    """What coming makes of somebody: a participant, or a member if they asked to be one."""
    home = arrival.home or arrival.door.unit
    if arrival.door.kind == Door.Kind.JOIN:
        membership.become(None, person, VOTING, home, arrival.district)
    elif membership_of(person) is None and PARTICIPANT in classes():
        membership.become(None, person, PARTICIPANT, home, arrival.district)


# Inviting


@act(allow=may_invite, secret=True)
def invite(actor: Actor, door: Door, address: str, line: str) -> Guest:
    """Invite an address by one's own name. Whether a letter went is not told to anybody."""
    assert actor, "the rule lets in members alone"
    mark, now = fingerprint(address), clock.now()
    quiet = bool(silent(Channel.MAIL, [address]))
    lately = Guest.objects.filter(fingerprint=mark, written=True, at__gt=now - REST).exists()
    made = Guest.objects.create(
        door=door, by=actor, fingerprint=mark, at=now, written=not quiet and not lately
    )
    if made.written:
        letters.invite(made, address, line)
    return made


@act(allow=may_refuse, secret=True)
def refuse(_actor: Actor, invited: Guest) -> None:
    """The one who was invited wants no letter any more: an opt-out, kept by its fingerprint."""
    OptOut.objects.get_or_create(
        channel=Channel.MAIL, fingerprint=invited.fingerprint,
        defaults={"source": "the letter of an invitation"},
    )  # fmt: skip


# Standing


@act(allow=may_leave)
def leave(actor: Actor, person: Person) -> None:
    held = membership_of(person)
    assert held, "the rule has refused who is on no roll"
    membership.leave(actor, held)


@act(allow=may_support)
def support(actor: Actor, person: Person, unit: Unit) -> None:
    """Become an ally of a unit: support without a vote, and without a seat."""
    membership.become(actor, person, ALLY, unit)


@act(allow=by_law, facts=lambda gone: {"forgotten": gone})
def forget(_actor: Actor, door: Door) -> int:
    """Forget arrivals that nobody confirmed, and invitations of long ago."""
    now = clock.now()
    old = Arrival.objects.filter(door=door, confirmed_at=None, came_at__lte=now - PATIENCE)
    gone = old.delete()[0]
    return gone + Guest.objects.filter(door=door, at__lte=now - KEPT).delete()[0]
