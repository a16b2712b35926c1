"""Bodies, their seats and who holds them: compiled from the constitution in force."""

import uuid
from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register
from articulator.methods.constitution import Duration


class Body(models.Model):
    """A council, a committee, a conference or an office of one unit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="bodies")
    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=160)
    kind = models.SlugField(max_length=20)
    clause = models.CharField(max_length=60)
    accountable_to = models.CharField(max_length=60, blank=True)
    meets_every = models.CharField(max_length=20, blank=True)
    in_force = models.BooleanField(default=True)

    personal: Register = {}

    class Meta:
        ordering = ["unit__path", "name"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "key"], name="one_body_of_a_key_per_unit")
        ]

    def __str__(self) -> str:
        return self.name if self.unit.parent_id is None else f"{self.name}, {self.unit}"

    def get_absolute_url(self) -> str:
        return reverse("bodies:body", args=[self.pk])

    @property
    def meets_words(self) -> str:
        """`every six weeks`; empty where the constitution does not say."""
        return f"every {Duration.parse(self.meets_every).words()}" if self.meets_every else ""


class SeatGroup(models.Model):
    """Seats of a body that are filled in the same way: 16 by STV, 8 by lot."""

    class Method(models.TextChoices):
        STV = "stv", "election by single transferable vote"
        SORTITION = "sortition", "lot"
        APPOINTED = "appointed", "appointment"
        OTHER = "other", "another way named in the constitution"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, models.CASCADE, related_name="groups")
    key = models.SlugField(max_length=60)
    method = models.CharField(max_length=12, choices=Method)
    size = models.PositiveSmallIntegerField(null=True, help_text="None: open to all who come")
    term = models.CharField(max_length=20, blank=True)
    term_limit = models.PositiveSmallIntegerField(null=True)
    rest = models.CharField(max_length=20, blank=True)
    electorate = models.CharField(max_length=60, blank=True)
    candidates = models.CharField(max_length=60, blank=True)
    fallback_candidates = models.CharField(max_length=60, blank=True)
    stratify = models.JSONField(default=list)
    clause = models.CharField(max_length=60)
    in_force = models.BooleanField(default=True)

    personal: Register = {}

    class Meta:
        ordering = ["body", "key"]
        constraints = [
            models.UniqueConstraint(fields=["body", "key"], name="one_group_of_a_key_per_body")
        ]

    def __str__(self) -> str:
        return f"{self.body}: seats by {self.get_method_display()}"

    def get_absolute_url(self) -> str:
        return self.body.get_absolute_url()


class Power(models.Model):
    """What the holders of a body or office may do, in its unit and all below."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="powers")
    key = models.SlugField(max_length=60)
    clause = models.CharField(max_length=60)

    personal: Register = {}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "key"], name="a_body_holds_a_power_once")
        ]

    def __str__(self) -> str:
        return f"{self.words} ({self.body})"

    @property
    def words(self) -> str:
        return self.key.replace("_", " ")


class Seat(models.Model):
    """One place in a body. It stays when its holder goes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(SeatGroup, models.CASCADE, related_name="seats")
    number = models.PositiveSmallIntegerField()

    personal: Register = {}

    class Meta:
        ordering = ["group", "number"]
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="one_seat_of_a_number"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="seats_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.group.body}, seat {self.number}"

    def get_absolute_url(self) -> str:
        return self.group.get_absolute_url()


class TermQuerySet(models.QuerySet["Term"]):
    def current(self, at: datetime | None = None) -> "TermQuerySet":
        at = at or clock.now()
        return self.filter(since__lte=at, until__gt=at).filter(
            models.Q(ended=None) | models.Q(ended__gt=at)
        )


class Term(models.Model):
    """Who holds a seat, from when until when, by which route. A term lapses by itself."""

    class Route(models.TextChoices):
        ELECTED = "elected", "elected"
        ALLOTTED = "allotted", "chosen by lot"
        APPOINTED = "appointed", "appointed"
        FOUNDING = "founding", "founder"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="terms")
    person = models.ForeignKey(Person, models.PROTECT, related_name="terms")
    route = models.CharField(max_length=12, choices=Route)
    since = models.DateTimeField()
    until = models.DateTimeField()
    ended = models.DateTimeField(null=True, help_text="left before the term was over")
    objects = TermQuerySet.as_manager()

    personal: Register = {
        "person": Personal(
            "the seats you hold or held",
            Kind.DEED, Basis.PUBLIC, Keep.RECORD, Audience.PUBLIC,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat"], condition=models.Q(ended=None), name="one_holder_per_seat"
            ),
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("since")), name="a_term_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.seat}"

    def get_absolute_url(self) -> str:
        return self.seat.get_absolute_url()

    @property
    def words(self) -> str:
        """`elected, 14 November 2026 to 14 November 2028`."""
        since, until = (
            date_format(timezone.localtime(day), "j F Y") for day in (self.since, self.until)
        )
        return f"{self.get_route_display()}, {since} to {until}"
