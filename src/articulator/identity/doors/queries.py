"""Which doors stand open, who came through them, and when membership may be spoken of."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import Count, F, Q, QuerySet

from articulator.identity.constitution.queries import law, sight
from articulator.identity.contacts.models import Consent
from articulator.identity.doors.models import (
    KEPT,
    PATIENCE,
    Arrival,
    ArrivalQuerySet,
    Door,
    Guest,
)
from articulator.identity.membership.models import ALLY, VOTING, Membership
from articulator.identity.membership.queries import classes, membership_of, voting_kinds
from articulator.kernel import clock
from articulator.kernel.acts import Actor
from articulator.kernel.links import Knot
from articulator.kernel.models import Person, Unit
from articulator.methods.constitution import Duration

SMALL = 8  # nothing about people is told for fewer
CONFIRM, INVITE = "articulator.doors.confirm", "articulator.doors.invite"  # salts, one a purpose


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody writes into the form of a door."""

    name: str = ""
    email: str = ""
    answers: Sequence[str] = ()
    purposes: Collection[str] = ()
    home: Unit | None = None
    district: str = ""
    invited: Guest | None = None


def doors(unit: Unit | None = None) -> QuerySet[Door]:
    """The doors that stand open to everyone, soonest first; of a unit: its own and those inside.

    Invitations are found by their letters alone, and the join door has its own place.
    """
    found = Door.objects.open().exclude(kind__in=[Door.Kind.INVITATION, Door.Kind.JOIN])
    if unit:
        found = found.filter(unit__path__startswith=unit.path)
    return found.select_related("unit").order_by(F("starts_at").asc(nulls_last=True), "-opens")


def join_door() -> Door | None:
    """The door of membership: one for the whole organisation, the oldest that is open."""
    return Door.objects.open().filter(kind=Door.Kind.JOIN).select_related("unit").first()


def to_invite_to() -> QuerySet[Door]:
    """Where a member can invite somebody: never straight into membership."""
    found = Door.objects.open().exclude(kind=Door.Kind.JOIN)
    found = found.filter(Q(starts_at=None) | Q(starts_at__gt=clock.now())).select_related("unit")
    return found.order_by(F("starts_at").asc(nulls_last=True), "-opens")


KINDS = {
    Door.Kind.EVENT: "People meet at a time and a place.",
    Door.Kind.SURVEY: "One to five questions, answered with or without a name.",
    Door.Kind.CAMPAIGN: "Something that needs hands for a while.",
    Door.Kind.INVITATION: "Not in any list: members send letters that lead there.",
    Door.Kind.JOIN: "Where people become members of the organisation.",
}


def kinds(unit: Unit) -> list[tuple[Door.Kind, str]]:
    """The kinds of doors that a unit can open, in words. Joining has one door, at the top."""
    return [(k, words) for k, words in KINDS.items() if k != Door.Kind.JOIN or not unit.parent_id]


def tended(unit: Unit) -> QuerySet[Door]:
    """Every door of one unit with the number of those who came, for its officers."""
    came = Count("arrivals", filter=Q(arrivals__confirmed_at__isnull=False))
    return unit.doors.select_related("unit").annotate(came=came).order_by("-opens", "title")


def came(door: Door) -> int | None:
    """How many came, if they are enough to be told of."""
    number = Arrival.objects.confirmed().by_rule("a number for everyone").filter(door=door).count()
    return number if number >= SMALL else None


def arrivals(actor: Actor, door: Door) -> ArrivalQuerySet:
    """Those who came through a door, as far as somebody sees them."""
    rows = Arrival.objects.seen_by(actor).filter(door=door)
    return rows.select_related("person", "home").order_by("-came_at", "pk")


def sees_names(actor: Actor, unit: Unit) -> bool:
    """Whether everyone at the doors of this unit is within sight, not numbers alone."""
    return sight(actor).sees_names(unit)


def own_arrivals(person: Person) -> ArrivalQuerySet:
    mine = Arrival.objects.confirmed().filter(person=person).by_rule("one's own")
    return mine.select_related("door__unit")


def arrival_at(door: Door, person: Actor) -> Arrival | None:
    return own_arrivals(person).filter(door=door).first() if person else None


# Letters


def confirm_token(arrival: Arrival) -> str:
    return Signer(salt=CONFIRM).sign(arrival.pk.hex)


def invite_token(invited: Guest) -> str:
    return Signer(salt=INVITE).sign(invited.pk.hex)


def _opened(token: str, salt: str) -> list[str]:
    """The key inside a link of ours; none of a link that somebody made up."""
    try:
        return [Signer(salt=salt).unsign(token)]
    except BadSignature:
        return []


def arrival_behind(token: str) -> Arrival | None:
    """The arrival that a letter speaks of, as long as its link is good."""
    young = Q(confirmed_at__isnull=False) | Q(came_at__gt=clock.now() - PATIENCE)
    found = Arrival.objects.by_rule("whoever holds the letter is the person").filter(young)
    return found.select_related("door__unit", "home").filter(pk__in=_opened(token, CONFIRM)).first()


def invitation_behind(token: str) -> Guest | None:
    found = Guest.objects.filter(pk__in=_opened(token, INVITE))
    return found.select_related("door__unit", "by").first()


def to_forget() -> QuerySet[Door]:
    """Doors with something that is kept no longer: unconfirmed arrivals, old invitations."""
    now = clock.now()
    unconfirmed = Q(arrivals__confirmed_at=None, arrivals__came_at__lte=now - PATIENCE)
    return Door.objects.filter(unconfirmed | Q(invited__at__lte=now - KEPT)).distinct()


# Standing


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands with the organisation, in words, and what may be offered to them."""

    kind: str
    membership: Membership | None
    may_join: bool
    may_support: bool
    ready: bool

    @property
    def words(self) -> str:
        return _WORDS.get(self.kind, f"You belong to us as {self.kind}.")


_WORDS = {
    "visitor": "We do not know you yet beyond your name.",
    "participant": "You take part. Nothing more is asked of you.",
    VOTING: "You are a member: you vote, and you can stand.",
    ALLY: "You are an ally: you support us, and you have no vote.",
}


def standing(person: Person) -> Standing:
    held = membership_of(person)
    kind = held.kind if held else "participant" if own_arrivals(person).exists() else "visitor"
    known = classes()
    return Standing(
        kind, held,
        may_join=kind not in voting_kinds() and join_door() is not None,
        may_support=ALLY in known and kind != ALLY,
        ready=kind not in voting_kinds() and has_been(person),
    )  # fmt: skip


def has_been(person: Person) -> bool:
    """Whether somebody has taken part in something that has happened: membership may be named."""
    now = clock.now()
    happened = Q(door__starts_at__lte=now) | Q(door__closes__lte=now)
    lasting = Q(door__starts_at=None, confirmed_at__lte=now - PATIENCE)
    return own_arrivals(person).filter(happened | lasting).exists()


@dataclass(frozen=True, slots=True)
class Right:
    """What membership means, one sentence and the clause it rests on."""

    words: str
    clause: str


def rights() -> list[Right]:
    """What a member gets and owes, as the constitution in force says. Nothing is left out."""
    said: Mapping[str, Any] = law().get("membership", {})
    kind: Mapping[str, Any] = next((one for one in said.get("classes", []) if one.get("votes")), {})
    ref = kind.get("ref") or said.get("ref", "")
    told = [
        Right(f"You vote on everything that members vote on{_since(said)}.", _ref(said, ref)),
        Right(f"You can stand for election{_after(said)}.", _ref(said, ref, "standing_for_office")),
        Right(f"Members {'pay dues' if kind.get('dues') else 'pay nothing'}.", ref),
    ]
    grace = said.get("good_standing", {}).get("arrears_max")
    if kind.get("dues") and grace:
        words = (
            f"Whoever is behind with dues by up to {Duration.parse(grace).words()} keeps the vote."
        )
        told.append(Right(words, _ref(said, ref, "good_standing")))
    return [*told, Right("You can leave on any day, by yourself, without a reason.", "")]


def _since(said: Mapping[str, Any]) -> str:
    days = said.get("voting_freeze", {}).get("joined_before_notice_by")
    return f" that is announced {Duration.parse(days).words()} after you joined" if days else ""


def _after(said: Mapping[str, Any]) -> str:
    least = said.get("standing_for_office", {}).get("member_for")
    return f" after {Duration.parse(least).words()} and a short free training" if least else ""


def _ref(said: Mapping[str, Any], ref: str, key: str = "voting_freeze") -> str:
    return str(said.get(key, {}).get("ref") or ref)


def words_of(purposes: Collection[str]) -> list[Consent.Purpose]:
    return [purpose for purpose in Consent.Purpose if purpose in purposes]


def alive(unit: Unit) -> list[Knot]:
    """The unit's own open doors, for its page."""
    found = doors().filter(unit=unit)[:12]
    return [Knot(door.get_kind_display(), door.title, door.get_absolute_url()) for door in found]
