"""Gatherings, who hosts them, who means to come and what they need, who was there, how it felt."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse

from articulator.kernel import clock
from articulator.kernel.acts import Actor
from articulator.kernel.models import Person, Unit
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register
from articulator.kernel.scope import ScopedQuerySet
from articulator.operations.steps.models import Order

FORGOTTEN = timedelta(days=30)  # after the end: names, addresses, needs, what the desks wrote
COUNTED = timedelta(days=60)  # after the end: who came back is a number, and nobody a row
NEAR = timedelta(hours=1)  # before it begins: people are on their way, and look at their phones
SMALLEST = 8  # a smaller room would tell by "full" how many come


class Gathering(models.Model):
    """An assembly, an evening of the incubator, a training or something held with partners."""

    class Kind(models.TextChoices):
        ASSEMBLY = "assembly", "open assembly"
        INCUBATOR = "incubator", "incubator evening"
        TRAINING = "training", "training"
        PARTNER = "partner", "together with partners"

    class Steps(models.TextChoices):
        FREE = "free", "No steps: a wheelchair or a pram gets everywhere."
        PARTLY = "partly", "Partly without steps: how, stands under “How to get there”."
        STEPS = "steps", "There are steps. We carry and help; say so when you come."

    COMMUNITY = (Kind.ASSEMBLY, Kind.INCUBATOR, Kind.PARTNER)  # what faces the neighbourhood

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="gatherings")
    order = models.OneToOneField(
        Order, models.PROTECT, null=True, related_name="gathering", help_text="what happens when"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=120)
    text = models.TextField(help_text="what will happen, in Markdown")
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    way = models.CharField(max_length=400, blank=True, help_text="how to get there")
    steps = models.CharField(max_length=10, choices=Steps)
    languages = models.CharField(max_length=120)
    offers = models.JSONField(default=list, help_text="kinds of needs that are met without asking")
    partner = models.CharField(max_length=120, blank=True)
    capacity = models.PositiveSmallIntegerField(null=True)
    announced_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    sequence = models.PositiveSmallIntegerField(default=0, help_text="of its entry in calendars")
    desk = models.PositiveSmallIntegerField(default=1, help_text="which key of the desk is good")
    called_off_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True, help_text="why it was called off")
    forgotten_at = models.DateTimeField(null=True)
    meant_to_come = models.PositiveIntegerField(null=True, help_text="counted before forgetting")
    counted_at = models.DateTimeField(null=True)
    came = models.PositiveIntegerField(null=True, help_text="a number, when nobody is a row")
    recognised = models.PositiveIntegerField(null=True, help_text="of those, who left an address")
    returned = models.PositiveIntegerField(null=True, help_text="of those, who came again")

    personal: Register = {}

    class Meta:
        ordering = ["starts_at", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")), name="a_gathering_has_a_length"
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gte=SMALLEST), name="a_gathering_has_room"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("gatherings:gathering", args=[self.pk])

    @property
    def has_begun(self) -> bool:
        return clock.now() >= self.starts_at

    @property
    def is_near(self) -> bool:
        """Whether people are on their way, or in the room."""
        begins, ends = self.starts_at - NEAR, self.ends_at + NEAR
        return self.called_off_at is None and begins <= clock.now() < ends

    @property
    def is_over(self) -> bool:
        return clock.now() >= self.ends_at

    @property
    def hours(self) -> float:
        return round((self.ends_at - self.starts_at).total_seconds() / 3600, 1)

    @property
    def offered(self) -> list[str]:
        return [str(kind.offer) for kind in Need.Kind if kind in self.offers]


class Host(models.Model):
    """Somebody who makes a gathering happen."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="hosts")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")

    kept_since = "gathering__ends_at"
    personal: Register = {
        "person": Personal(
            "which gatherings you hosted", Kind.DEED, Basis.MEMBERS, Keep.YEAR, Audience.UNIT
        )
    }

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "person"], name="a_host_is_named_once")
        ]

    def __str__(self) -> str:
        return str(self.person)


_CAME = (Kind.DEED, Basis.CONSENT, Keep.SHORT, Audience.OFFICE)


class RegistrationQuerySet(ScopedQuerySet["Registration"]):
    def seen_by(self, actor: Actor) -> "RegistrationQuerySet":
        """One's own, and those of the gatherings that one hosts."""
        mine = Q(person=actor) | Q(gathering__hosts__person=actor) if actor else Q(pk__in=[])
        return self.filter(mine).distinct().by_rule("one's own, and the list of a host")


class Registration(models.Model):
    """Somebody means to come, under any name. Their ticket is kept as a hash alone."""

    class State(models.TextChoices):
        COMING = "coming", "has a place"
        WAITING = "waiting", "on the waiting list"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="registrations")
    number = models.PositiveIntegerField(help_text="in which order people said that they come")
    mark = models.CharField(max_length=64, unique=True, help_text="hash of the ticket")
    state = models.CharField(max_length=10, choices=State)
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    objects = RegistrationQuerySet.as_manager()

    kept_since = "gathering__ends_at"
    personal: Register = {
        "person": Personal("to which gatherings you mean to come", *_CAME),
        "gathering": Personal("which gathering it was", *_CAME),
        "name": Personal("the name you gave for a gathering, whatever it was", *_CAME),
        "email": Personal("the address you left to be told of changes", *_CAME),
        "state": Personal("whether you have a place or wait for one", *_CAME),
        "at": Personal("when you said that you would come", *_CAME),
    }

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "person"], name="registered_once"),
            models.UniqueConstraint(fields=["gathering", "number"], name="one_after_the_other"),
        ]

    def __str__(self) -> str:
        return f"registration for {self.gathering}"

    @property
    def has_place(self) -> bool:
        return self.state == self.State.COMING


class NeedQuerySet(ScopedQuerySet["Need"]):
    def seen_by(self, actor: Actor) -> "NeedQuerySet":
        """Those for which this very host cares, and one's own."""
        if actor is None:
            return self.none().by_rule("nobody looks")
        cares = Care.objects.filter(host__person=actor, kind=models.OuterRef("kind"))
        here = cares.filter(host__gathering=models.OuterRef("registration__gathering"))
        mine = Q(registration__person=actor) | models.Exists(here)
        return self.filter(mine).by_rule("whoever cares for this kind of need")


class Need(models.Model):
    """What somebody needs in order to come, and what became of it. Read by one host alone."""

    class Kind(models.TextChoices):
        ACCESS = "access", "Getting in and taking part"
        CHILDCARE = "childcare", "Childcare"
        LANGUAGE = "language", "Interpretation"
        FOOD = "food", "Food"

        @property
        def question(self) -> str:
            return {
                "access": "Do you need something to get in, sit, hear or see?",
                "childcare": "Do you bring children?",
                "language": "Do you need somebody who interprets?",
                "food": "Is there food that you cannot eat?",
            }[self.value]

        @property
        def example(self) -> str:
            return {
                "access": "A seat near the door, a hearing loop, large print, a quiet room.",
                "childcare": "How many, and how old they are.",
                "language": "Which language, or signs.",
                "food": "Halal, no nuts, vegan.",
            }[self.value]

        @property
        def offer(self) -> str:
            return {
                "access": "Somebody at the door who helps, and seats kept free",
                "childcare": "Childcare in the same house",
                "language": "Interpreters in the room",
                "food": "A meal, shared and free",
            }[self.value]

    class State(models.TextChoices):
        ASKED = "asked", "asked for"
        ARRANGED = "arranged", "arranged"
        CANNOT = "cannot", "cannot be done"

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="needs")
    kind = models.CharField(max_length=10, choices=Kind)
    detail = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    answer = models.CharField(max_length=300, blank=True, help_text="told to the person")
    objects = NeedQuerySet.as_manager()

    kept_since = "registration__gathering__ends_at"
    personal: Register = {
        name: Personal(words, *_CAME)
        for name, words in (
            ("registration", "that you asked for something in order to come"),
            ("kind", "whether it was access, childcare, interpretation or food"),
            ("detail", "what you asked for; the one host who cares for it reads it"),
            ("state", "whether it was arranged"),
            ("answer", "what you were told about it"),
        )
    }

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "kind"], name="a_need_is_said_once")
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Care(models.Model):
    """Which host cares for which kind of need: one each, so that nobody else reads of it."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="cares")
    kind = models.CharField(max_length=10, choices=Need.Kind)
    host = models.ForeignKey(Host, models.CASCADE, related_name="cares")

    kept_since = "gathering__ends_at"
    personal: Register = {
        "host": Personal(
            "for what you cared as a host", Kind.DEED, Basis.MEMBERS, Keep.YEAR, Audience.OFFICE
        )
    }

    class Meta:
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "kind"], name="one_host_cares_for_each")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.host}"


class Scan(models.Model):
    """One operation of a desk (methods/checkin.py): its id comes from the desk, so it is once."""

    id = models.UUIDField(primary_key=True)
    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="scans")
    device = models.UUIDField()
    number = models.PositiveIntegerField(help_text="in the device's own order: no clock is asked")
    subject = models.CharField(max_length=64)
    undoes = models.UUIDField(null=True)
    name = models.CharField(max_length=80, blank=True, help_text="any name, of a walk-in")
    objects = ScopedQuerySet["Scan"].as_manager()

    kept_since = "gathering__ends_at"
    personal: Register = {
        "subject": Personal("the mark of your ticket, as a desk read it", *_CAME),
        "name": Personal("the name you gave at the door, whatever it was", *_CAME),
    }

    class Meta:
        ordering = ["number", "device", "id"]

    def __str__(self) -> str:
        return f"operation {self.number} of a desk"


class Attendance(models.Model):
    """Somebody was there: what follows from the operations. One row, whatever the desks sent."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="attendances")
    subject = models.CharField(max_length=64)
    registration = models.ForeignKey(
        Registration, models.SET_NULL, null=True, related_name="attendances"
    )
    name = models.CharField(max_length=80, blank=True, help_text="of a walk-in, for thirty days")
    fingerprint = models.CharField(max_length=64, blank=True, help_text="of the address they left")
    objects = ScopedQuerySet["Attendance"].as_manager()

    kept_since = "gathering__ends_at"
    personal: Register = {
        "registration": Personal("that you were at a gathering", *_CAME),
        "subject": Personal("the mark of the ticket with which you came", *_CAME),
        "name": Personal("the name you gave at the door, whatever it was", *_CAME),
        "fingerprint": Personal(
            "a fingerprint of the address you left, to count who comes again: sixty days", *_CAME
        ),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "subject"], name="one_attendance_each")
        ]

    def __str__(self) -> str:
        return f"somebody at {self.gathering}"


class Feeling(models.Model):
    """Two taps afterwards. Under a mark of its own, that leads to no name and no ticket here."""

    class Worth(models.IntegerChoices):
        NO = 0, "No"
        PARTLY = 1, "Partly"
        YES = 2, "Yes"

    class Length(models.IntegerChoices):
        SHORT = 0, "Too short"
        RIGHT = 1, "Right"
        LONG = 2, "Too long"

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="feelings")
    mark = models.CharField(max_length=64)
    worth = models.PositiveSmallIntegerField(choices=Worth)
    length = models.PositiveSmallIntegerField(choices=Length, null=True)
    objects = ScopedQuerySet["Feeling"].as_manager()

    kept_since = "gathering__ends_at"
    personal: Register = {
        name: Personal(words, Kind.OPINION, Basis.CONSENT, Keep.YEAR, Audience.NOBODY)
        for name, words in (
            ("mark", "a mark by which two answers of one phone are one"),
            ("worth", "whether it was worth your time, without your name"),
            ("length", "how the length was, without your name"),
        )
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "mark"], name="one_feeling_each")
        ]

    def __str__(self) -> str:
        return f"how {self.gathering} felt"
