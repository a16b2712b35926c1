"""How full a pool is week by week, and the rounds of invitations that fill it by lot."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from articulator.identity.membership.models import OwnQuerySet
from articulator.kernel import clock
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
from articulator.methods.suppression import SMALL

REMIND = timedelta(days=14)
REST = timedelta(days=180)  # nobody is invited again sooner


class Snapshot(models.Model):
    """How much of the membership a pool held in one week: two numbers, nobody's name."""

    pool = models.SlugField(max_length=60)
    week = models.DateField(help_text="its Monday")
    members = models.PositiveIntegerField()
    inside = models.PositiveIntegerField()

    personal: Register = {}

    class Meta:
        ordering = ["pool", "week"]
        constraints = [
            models.UniqueConstraint(fields=["pool", "week"], name="a_pool_is_counted_once_a_week"),
            models.CheckConstraint(
                condition=Q(inside__lte=F("members")), name="no_more_inside_than_members"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pool}, week of {self.week}"


class Round(models.Model):
    """An invitation by lot. Who can be drawn is fixed before the seed exists, as in every draw."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    pool = models.SlugField(max_length=60)
    size = models.PositiveSmallIntegerField(help_text="how many are invited")
    seed_source = models.CharField(max_length=300, help_text="in public, after the list is fixed")
    seed_due = models.DateTimeField()
    announced_at = models.DateTimeField(default=clock.now)
    frame = models.JSONField(help_text="for each unit the tokens of those who can be drawn")
    frame_hash = models.CharField(max_length=64)
    token_key = models.CharField(max_length=64, blank=True, help_text="secret; gone once drawn")
    seed = models.CharField(max_length=200, blank=True, help_text="in hexadecimal")
    seed_words = models.CharField(max_length=400, blank=True, help_text="as it was announced")
    drawn_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    sealed: Seals = {"token_key": NEVER}
    personal: Register = {
        "frame": Personal(
            "that the lot could have invited you, under a token that leads to nobody",
            Kind.BELONGING, Basis.DUTY, Keep.PROOF, Audience.OFFICE,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["-announced_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gte=SMALL), name="a_round_is_large_enough_to_be_counted"
            ),
            models.CheckConstraint(
                condition=Q(drawn_at=None) | (~Q(seed="") & Q(token_key="")),
                name="a_round_is_drawn_with_a_seed_and_forgets_its_key",
            ),
            models.CheckConstraint(
                condition=Q(reminded_at=None) | Q(drawn_at__isnull=False),
                name="reminded_after_it_was_drawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.size} invitations in {self.unit}"

    def get_absolute_url(self) -> str:
        return reverse("pools:round", args=[self.pk])

    @property
    def candidates(self) -> int:
        return sum(map(len, self.frame.values()))

    @property
    def seed_is_due(self) -> bool:
        return self.drawn_at is None and clock.now() >= self.seed_due


class Invited(models.Model):
    """Somebody whom the lot invited to the course, and what they said to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="invited")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    token = models.CharField(max_length=64)
    begun_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    objects = OwnQuerySet["Invited"].as_manager()

    kept_since = "round__seed_due"
    personal: Register = {
        "person": Personal(
            "that the lot invited you to the course",
            Kind.DEED, Basis.CONSENT, Keep.YEAR, Audience.SELF,
        ),
        "token": Personal(
            "your name in that round alone", Kind.IDENTITY, Basis.DUTY, Keep.YEAR, Audience.SELF
        ),
        "begun_at": Personal(
            "when you began the course after it", Kind.DEED, Basis.CONSENT, Keep.YEAR, Audience.SELF
        ),
        "declined_at": Personal(
            "when you said not now", Kind.DEED, Basis.CONSENT, Keep.YEAR, Audience.SELF
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["round", "token"]
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="invited_once_in_a_round"),
            models.UniqueConstraint(fields=["round", "token"], name="one_token_in_a_round"),
        ]

    def __str__(self) -> str:
        return f"invitation {self.token[:8]}"

    def get_absolute_url(self) -> str:
        return reverse("pools:invitation", args=[self.pk])
