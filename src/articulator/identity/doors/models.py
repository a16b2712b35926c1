"""How people come in: the doors that stand open, who came through which, who was invited."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.urls import reverse

from articulator.identity.constitution.queries import sight
from articulator.identity.contacts.models import Consent
from articulator.kernel import clock
from articulator.kernel.acts import Actor
from articulator.kernel.models import Person, Unit
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register
from articulator.kernel.scope import ScopedQuerySet

PATIENCE = timedelta(days=14)  # for a yes to the letter that asks whether it was you
REST = timedelta(days=90)  # between two invitations to one address, whoever writes them
KEPT = timedelta(days=365)  # how long it is known that an address was invited


class DoorQuerySet(models.QuerySet["Door"]):
    def open(self, at: datetime | None = None) -> "DoorQuerySet":
        at = at or clock.now()
        still = models.Q(closes=None) | models.Q(closes__gt=at)
        return self.filter(still, opens__lte=at, unit__closed_at=None)


class Door(models.Model):
    """One way in: an event, a survey, a campaign, the join form, or being invited by somebody."""

    class Kind(models.TextChoices):
        EVENT = "event", "event"
        SURVEY = "survey", "survey"
        CAMPAIGN = "campaign", "campaign"
        INVITATION = "invitation", "by invitation"
        JOIN = "join", "membership"

        @property
        def purposes(self) -> tuple[Consent.Purpose, ...]:
            """What is asked for at this door beside the matter itself; all of it can be left."""
            contact, results = Consent.Purpose.CONTACT, Consent.Purpose.RESULTS
            if self == Door.Kind.SURVEY:
                return (results, contact)
            if self == Door.Kind.JOIN:
                return (contact, Consent.Purpose.INVITATIONS, results)
            return (contact,)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="doors")
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=120)
    text = models.TextField(help_text="in Markdown")
    opens = models.DateTimeField(default=clock.now)
    closes = models.DateTimeField(null=True)
    starts_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=200, blank=True)
    questions = models.JSONField(default=list, help_text="of a survey: one to five, short")
    objects = DoorQuerySet.as_manager()

    personal: Register = {}

    class Meta:
        ordering = ["opens", "title"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes=None) | models.Q(closes__gte=models.F("opens")),
                name="a_door_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="event") | models.Q(starts_at__isnull=False),
                name="an_event_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("doors:door", args=[self.pk])

    @property
    def is_open(self) -> bool:
        now = clock.now()
        return self.opens <= now and (self.closes is None or self.closes > now)

    @property
    def is_over(self) -> bool:
        """Whether what people came for has happened."""
        end = self.starts_at or self.closes
        return end is not None and end <= clock.now()

    @property
    def purposes(self) -> tuple[Consent.Purpose, ...]:
        return Door.Kind(self.kind).purposes


class Guest(models.Model):
    """An address that a member invited: a fingerprint of it, whether a letter went, never why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    door = models.ForeignKey(Door, models.CASCADE, related_name="invited")
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(default=clock.now)
    written = models.BooleanField(help_text="whether a letter went; nobody is told")

    personal: Register = {
        "by": Personal("whom you invited", Kind.DEED, Basis.MEMBERS, Keep.YEAR, Audience.SELF),
        "fingerprint": Personal(
            "a fingerprint of the address that was invited, so that it is not written to again",
            Kind.CONTACT, Basis.DUTY, Keep.YEAR, Audience.NOBODY,
        ),
        "at": Personal("when you were invited", Kind.DEED, Basis.DUTY, Keep.YEAR, Audience.NOBODY),
    }  # fmt: skip

    def __str__(self) -> str:
        return f"invitation to {self.door}"


class ArrivalQuerySet(ScopedQuerySet["Arrival"]):
    def confirmed(self) -> "ArrivalQuerySet":
        return self.filter(confirmed_at__isnull=False)

    def seen_by(self, actor: Actor) -> "ArrivalQuerySet":
        """One's own, and those within an officer's sight. What nobody confirmed, nobody sees."""
        mine = models.Q(person=actor) if actor else models.Q(pk__in=[])
        within = sight(actor).rows("door__unit", "person")
        return self.confirmed().filter(mine | within).by_rule("the data charter")


_CAME = (Kind.BELONGING, Basis.MEMBERS, Keep.CONTACT, Audience.UNIT)
_SAID = (Kind.IDENTITY, Basis.CONSENT, Keep.SHORT, Audience.NOBODY)


class Arrival(models.Model):
    """Somebody came through a door. Without a person: not confirmed yet, or never named."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    door = models.ForeignKey(Door, models.PROTECT, related_name="arrivals")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="arrivals")
    name = models.CharField(max_length=120, blank=True, help_text="until confirmed")
    email = models.EmailField(blank=True, help_text="until confirmed")
    consents = models.JSONField(default=list, help_text="purposes ticked, until confirmed")
    answers = models.JSONField(default=list)
    home = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    district = models.CharField(max_length=8, blank=True)
    invited = models.ForeignKey(Guest, models.SET_NULL, null=True, related_name="+")
    came_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True)
    objects = ArrivalQuerySet.as_manager()

    personal: Register = {
        "person": Personal("through which doors you came", *_CAME),
        "name": Personal("the name you wrote, until you confirm it by mail", *_SAID),
        "email": Personal("the address you wrote, until you confirm it", *_SAID),
        "consents": Personal("what you ticked, until you confirm it", *_SAID),
        "answers": Personal(
            "what you answered in a survey, with your name only if you left it",
            Kind.OPINION, Basis.CONSENT, Keep.CONTACT, Audience.UNIT,
        ),
        "home": Personal("the branch you chose", *_CAME),
        "district": Personal("the district of your postcode, never the whole of it", *_CAME),
        "came_at": Personal("when you came", *_CAME),
        "confirmed_at": Personal("when you confirmed it", *_CAME),
        "invited": Personal("that somebody had invited you", *_CAME),
    }  # fmt: skip

    class Meta:
        ordering = ["-came_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["door", "person"], name="once_through_each_door"),
            models.CheckConstraint(
                condition=models.Q(confirmed_at__isnull=False)
                | (models.Q(person=None) & ~models.Q(email="")),
                name="who_is_not_confirmed_is_asked_by_mail",
            ),
        ]

    def __str__(self) -> str:
        return f"arrival at {self.door}"

    @property
    def told(self) -> list[tuple[str, str]]:
        """Each question of the survey with the answer to it, if there is one."""
        pairs = zip(self.door.questions, self.answers, strict=False)
        return [(asked, answer) for asked, answer in pairs if answer]
