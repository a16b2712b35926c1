"""Where we knock, who carries which list, what came of it. Places, never persons.

What somebody said goes to `intelligence.listening`, without the door, and so does, apart from it,
how to reach them if they want that. No row here joins a door to a word or a name.
"""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse

from articulator.identity.constitution.queries import sight
from articulator.intelligence.listening.models import Survey
from articulator.kernel import clock
from articulator.kernel.acts import Actor
from articulator.kernel.models import Person, Unit
from articulator.kernel.personal import (
    NEVER,
    Audience,
    Basis,
    Keep,
    Kind,
    Personal,
    Register,
    Seals,
)
from articulator.kernel.scope import ScopedQuerySet

WEEK = timedelta(days=7)  # how long a list may be away without a network
LATE = timedelta(days=30)  # how long afterwards what it holds is still taken; then its key goes


class Turf(models.Model):
    """A part of the world that is walked: some streets, a workplace with its gates, a stall."""

    class Kind(models.TextChoices):
        DOORS = "doors", "doors, one by one"
        BUILDINGS = "buildings", "buildings, without saying which door"
        WORKPLACE = "workplace", "a workplace"
        STALL = "stall", "a stall"

    MODES = {
        Kind.DOORS: "doorstep", Kind.BUILDINGS: "doorstep", Kind.WORKPLACE: "workplace",
        Kind.STALL: "stall",
    }  # fmt: skip

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="turfs")
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="turfs")
    name = models.CharField(max_length=120)
    town = models.CharField(max_length=80, help_text="as on letters: a street is one of a town")
    kind = models.CharField(max_length=10, choices=Kind)
    words = models.CharField(max_length=1000, blank=True, help_text="for those who walk")
    opened_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True)

    personal: Register = {}

    class Meta:
        ordering = ["-opened_at", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("fieldwork:turf", args=[self.pk])

    @property
    def far(self) -> str:
        """How far it is walked, in words; of rows that `queries.walked` has counted."""
        done, places = getattr(self, "done", 0), getattr(self, "all_places", 0)
        return f"{done} of {places} places"

    @property
    def mode(self) -> str:
        """How the survey calls this way of listening."""
        return self.MODES[self.Kind(self.kind)]

    @property
    def by_door(self) -> bool:
        """Whether a place is a door, at which one calls until somebody has spoken."""
        return self.kind == self.Kind.DOORS

    @property
    def can_refuse(self) -> bool:
        """Whether a place can say “never again”: doors and houses can, a market square cannot."""
        return self.kind in {self.Kind.DOORS, self.Kind.BUILDINGS}


class Outcome(models.TextChoices):
    NOBODY = "nobody", "nobody there"
    LATER = "later", "not now"
    SPOKE = "spoke", "we spoke"
    NEVER = "never", "never again"


class Place(models.Model):
    """A door, a house, a gate, a corner. Nobody's name stands here, and no note fits."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    turf = models.ForeignKey(Turf, models.CASCADE, related_name="places")
    number = models.PositiveIntegerField(help_text="in the order of walking")
    street = models.CharField(max_length=120)
    label = models.CharField(max_length=40, blank=True)
    mark = models.CharField(max_length=64, db_index=True, help_text="of the address, everywhere")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    visited_at = models.DateTimeField(null=True, help_text="the last visit")
    never_at = models.DateTimeField(null=True, help_text="they asked us never to call again")

    personal: Register = {}

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["turf", "street", "label"], name="a_place_once_in_a_turf"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", visited_at=None)
                | (~Q(outcome="") & Q(visited_at__isnull=False)),
                name="an_outcome_has_its_visit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.street}".strip()


class Silence(models.Model):
    """An address at which nobody of ours calls again, in whatever list it comes back."""

    mark = models.CharField(max_length=64, unique=True, help_text="keyed hash of the address")
    since = models.DateTimeField(default=clock.now)

    personal: Register = {
        "mark": Personal(
            "a fingerprint of the address at which we were asked never to call again",
            Kind.CONTACT, Basis.DUTY, Keep.RECORD, Audience.NOBODY,
        )
    }  # fmt: skip

    def __str__(self) -> str:
        return "a door at which nobody calls"


class PacketQuerySet(ScopedQuerySet["Packet"]):
    def seen_by(self, actor: Actor) -> "PacketQuerySet":
        """Those of the units whose people somebody may see, and those that they gave out."""
        mine = Q(issued_by=actor) if actor else Q(pk__in=[])
        within = sight(actor).rows("turf__unit", "pk")
        return self.filter(mine | within).by_rule("the data charter, and what one gave out")


class Packet(models.Model):
    """A list that somebody carries, with a survey and a key of its own: for a week, for one device.

    The public half seals what is said, on the device. The private half opens it here, and goes
    when the packet is over: then nothing that a device may still hold can be read by anybody.
    """

    class Way(models.TextChoices):
        PHONE = "phone", "our page, on a phone"
        COLLECT = "collect", "ODK Collect or Enketo"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    turf = models.ForeignKey(Turf, models.CASCADE, related_name="packets")
    carrier = models.CharField(max_length=80, help_text="any name, as the organiser knows them")
    way = models.CharField(max_length=10, choices=Way, default=Way.PHONE)
    issued_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    issued_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    link = models.PositiveSmallIntegerField(default=1, help_text="which one-time link is good")
    device = models.CharField(max_length=64, blank=True, help_text="hash of the device's token")
    claimed_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    public = models.CharField(max_length=100)
    private = models.CharField(max_length=300, blank=True, help_text="sealed; empty at the end")
    heard_at = models.DateTimeField(null=True, help_text="when the device last reported")
    ahead = models.IntegerField(default=0, help_text="seconds by which its clock is ahead of ours")
    waiting = models.PositiveIntegerField(default=0, help_text="what it said it had not sent yet")
    objects = PacketQuerySet.as_manager()

    kept_since = "expires_at"
    sealed: Seals = {"private": NEVER}
    personal: Register = {
        "carrier": Personal(
            "the name under which you carried a list", Kind.DEED, Basis.MEMBERS, Keep.SHORT,
            Audience.OFFICE,
        ),
        "issued_by": Personal(
            "which lists you gave out", Kind.DEED, Basis.MEMBERS, Keep.SHORT, Audience.OFFICE
        ),
        "device": Personal(
            "a scrambled key of the phone that carried a list", Kind.ACCESS, Basis.SAFETY,
            Keep.SHORT, Audience.NOBODY,
        ),
        "heard_at": Personal(
            "when that phone last reported", Kind.ACCESS, Basis.SAFETY, Keep.SHORT, Audience.OFFICE
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["-issued_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["device"], condition=~Q(device=""), name="a_token_opens_one_packet"
            )
        ]

    def __str__(self) -> str:
        return f"{self.turf}, carried by {self.carrier}"

    def get_absolute_url(self) -> str:
        return reverse("fieldwork:packet", args=[self.pk])

    @property
    def state(self) -> str:
        """In one word, for whoever gives lists out."""
        if self.revoked_at:
            return "revoked"
        if self.returned_at:
            return "returned"
        if self.expires_at <= clock.now():
            return "over"
        return "out" if self.claimed_at else "not taken yet"

    @property
    def is_live(self) -> bool:
        """Whether the list may be read with it."""
        return self.state in {"out", "not taken yet"} and not self.turf.closed_at

    @property
    def is_off(self) -> bool:
        """Whether the device's clock is so wrong that somebody should know."""
        return abs(self.ahead) > 600

    @property
    def off_words(self) -> str:
        """By how much it is wrong, roughly."""
        minutes = abs(self.ahead) // 60
        whole = ((minutes // 1440, "day"), (minutes // 60, "hour"), (minutes, "minute"))
        number, unit = next(one for one in whole if one[0] or one[1] == "minute")
        side = "ahead" if self.ahead > 0 else "behind"
        return f"{number} {unit}{'' if number == 1 else 's'}, {side}"


_DOOR = (Kind.DEED, Basis.DUTY, Keep.YEAR, Audience.OFFICE)


class Visit(models.Model):
    """Somebody called at a place; once, for its id comes from the device. No words, no name."""

    id = models.UUIDField(primary_key=True)
    place = models.ForeignKey(Place, models.CASCADE, related_name="visits")
    packet = models.ForeignKey(Packet, models.SET_NULL, null=True, related_name="visits")
    outcome = models.CharField(max_length=10, choices=Outcome)
    at = models.DateTimeField(help_text="by our clock")
    objects = ScopedQuerySet["Visit"].as_manager()

    kept_since = "at"
    personal: Register = {
        "place": Personal("that somebody of us called at your door", *_DOOR),
        "outcome": Personal("whether somebody was there and wanted to talk", *_DOOR),
        "at": Personal("when we called", *_DOOR),
    }

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"a visit: {self.get_outcome_display()}"


class Receipt(models.Model):
    """An envelope has been taken in. What was inside, a receipt does not say."""

    item = models.UUIDField(primary_key=True)
    packet = models.ForeignKey(Packet, models.CASCADE, related_name="receipts")
    digest = models.CharField(max_length=64, help_text="of the envelope as it came")

    personal: Register = {}

    def __str__(self) -> str:
        return f"receipt {self.item}"


class Held(models.Model):
    """An envelope that was not taken in by itself. It stays sealed until somebody decides."""

    class Why(models.TextChoices):
        REVOKED = "revoked", "came after the list was revoked"
        OTHER = "other", "has the number of another one, and says something else"
        UNREADABLE = "unreadable", "does not open, or says nothing that we understand"
        REFUSED = "refused", "the survey does not take it any more"

    item = models.UUIDField()
    packet = models.ForeignKey(Packet, models.CASCADE, related_name="held")
    envelope = models.TextField(help_text="as it came, in base64")
    digest = models.CharField(max_length=64)
    why = models.CharField(max_length=10, choices=Why)
    at = models.DateTimeField(default=clock.now)
    objects = ScopedQuerySet["Held"].as_manager()

    kept_since = "at"
    sealed: Seals = {"envelope": NEVER}
    personal: Register = {
        "envelope": Personal(
            "something that came from a phone and that nobody has opened",
            Kind.OPINION, Basis.CONSENT, Keep.SHORT, Audience.NOBODY,
        )
    }  # fmt: skip

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "digest"], name="an_envelope_is_held_once")
        ]

    def __str__(self) -> str:
        return f"an envelope that {self.get_why_display()}"
