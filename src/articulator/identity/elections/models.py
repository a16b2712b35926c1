"""Elections: the call, the candidates, the frozen roll, the box, the result."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from articulator.identity.bodies.models import SeatGroup
from articulator.kernel import clock
from articulator.kernel.models import Person
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register, Seals


class Election(models.Model):
    """Filling seats of one group by ranked ballots. Its stage follows from its dates and acts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(SeatGroup, models.PROTECT, related_name="elections")
    title = models.CharField(max_length=200)
    seats = models.PositiveSmallIntegerField()
    rule = models.SlugField(max_length=20, default="scottish")
    clause = models.CharField(max_length=60)
    constitution = models.CharField(max_length=64, help_text="fingerprint of the version in force")
    nominations_open = models.DateTimeField()
    nominations_close = models.DateTimeField()
    opens = models.DateTimeField()
    closes = models.DateTimeField()
    terms_begin = models.DateTimeField()
    lots_commitment = models.CharField(max_length=64, help_text="SHA-256 of the seed for ties")
    lots_seed = models.CharField(max_length=64, help_text="secret until the count")
    roll_frozen_at = models.DateTimeField(null=True)
    roll_hash = models.CharField(max_length=64, blank=True)
    declared_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True)

    sealed: Seals = {"lots_seed": Q(declared_at__isnull=False)}
    personal: Register = {}

    class Meta:
        ordering = ["-closes"]
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1), name="at_least_one_seat_to_fill"),
            models.CheckConstraint(
                condition=Q(nominations_close__gt=F("nominations_open"))
                & Q(opens__gte=F("nominations_close"))
                & Q(closes__gt=F("opens"))
                & Q(terms_begin__gte=F("closes")),
                name="election_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(declared_at=None) | Q(result__isnull=False),
                name="a_declaration_has_a_result",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("elections:election", args=[self.pk])

    def stage(self, at: datetime | None = None) -> str:
        """One of: called, nominations, waiting, voting, closed, declared."""
        at = at or clock.now()
        if self.declared_at:
            return "declared"
        steps = [
            (self.closes, "closed"),
            (self.opens, "voting"),
            (self.nominations_close, "waiting"),
            (self.nominations_open, "nominations"),
        ]
        return next((name for since, name in steps if at >= since), "called")


class Candidacy(models.Model):
    """A member who stands. The number on the ballot is drawn when nominations close."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    election = models.ForeignKey(Election, models.CASCADE, related_name="candidacies")
    person = models.ForeignKey(Person, models.PROTECT, related_name="candidacies")
    statement = models.TextField(max_length=1500)
    number = models.PositiveSmallIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    personal: Register = {
        "person": Personal(
            "the elections you stood in",
            Kind.DEED, Basis.PUBLIC, Keep.RECORD, Audience.PUBLIC,
        ),
        "statement": Personal(
            "what you said of yourself as a candidate",
            Kind.OPINION, Basis.PUBLIC, Keep.RECORD, Audience.PUBLIC,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["number", "pk"]  # until numbers are drawn, the order is random
        constraints = [
            models.UniqueConstraint(fields=["election", "person"], name="stands_once"),
            models.UniqueConstraint(fields=["election", "number"], name="one_candidate_per_number"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class Voter(models.Model):
    """A line of the frozen roll of one election."""

    election = models.ForeignKey(Election, models.CASCADE, related_name="voters")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    kept_since = "election__closes"
    personal: Register = {
        "person": Personal(
            "the elections in which you could vote",
            Kind.BELONGING, Basis.DUTY, Keep.PROOF, Audience.OFFICE,
        ),
    }  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["election", "person"], name="on_roll_once")]

    def __str__(self) -> str:
        return str(self.person)


class Mark(models.Model):
    """A voter's name is ticked off. Knows nothing of the ballot and no time."""

    voter = models.OneToOneField(Voter, models.PROTECT, primary_key=True, related_name="mark")

    kept_since = "voter__election__closes"
    personal: Register = {
        "voter": Personal(
            "that you voted, never how",
            Kind.DEED, Basis.DUTY, Keep.PROOF, Audience.OFFICE,
        ),
    }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.voter} has voted"


class Ballot(models.Model):
    """A ranking of candidate numbers. Knows no person and no time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    election = models.ForeignKey(Election, models.PROTECT, related_name="ballots")
    ranking = models.JSONField()

    sealed: Seals = {"ranking": Q(election__declared_at__isnull=False)}
    personal: Register = {}

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return "a ballot"
