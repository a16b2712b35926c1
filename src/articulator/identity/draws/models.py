"""Draws: the frozen pool, the published book of chances, the seed, the invitations."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from articulator.identity.bodies.models import SeatGroup, Term
from articulator.kernel import clock
from articulator.kernel.models import Person
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


class Draw(models.Model):
    """Filling seats of one group by lot; all but the seed is fixed before the seed exists."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(SeatGroup, models.PROTECT, related_name="draws")
    title = models.CharField(max_length=200)
    seats = models.PositiveSmallIntegerField()
    method = models.SlugField(max_length=20, default="leximin")
    clause = models.CharField(max_length=60)
    constitution = models.CharField(max_length=64, help_text="fingerprint of the version in force")
    seed_source = models.CharField(max_length=300, help_text="in public, after the pool is frozen")
    seed_due = models.DateTimeField()
    terms_begin = models.DateTimeField()
    answer_days = models.PositiveSmallIntegerField(default=7)
    frozen_at = models.DateTimeField(null=True)
    pool_name = models.CharField(max_length=60, blank=True)
    pool_reason = models.CharField(max_length=300, blank=True)
    pool_hash = models.CharField(max_length=64, blank=True)
    quotas = models.JSONField(default=list)
    quota_notes = models.JSONField(default=list)
    token_key = models.CharField(max_length=64, blank=True, help_text="secret; makes the tokens")
    book = models.JSONField(null=True)
    book_hash = models.CharField(max_length=64, blank=True)
    seed = models.CharField(max_length=200, blank=True, help_text="in hexadecimal")
    seed_words = models.CharField(max_length=400, blank=True, help_text="as it was announced")
    drawn_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True)

    sealed: Seals = {"token_key": NEVER}
    personal: Register = {}

    class Meta:
        ordering = ["-seed_due"]
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1), name="at_least_one_seat_to_draw"),
            models.CheckConstraint(
                condition=Q(drawn_at=None)
                | (Q(frozen_at__isnull=False) & ~Q(book_hash="") & ~Q(seed="")),
                name="drawn_from_a_published_book_with_a_seed",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("draws:draw", args=[self.pk])

    def stage(self) -> str:
        """One of: called, frozen (computing chances), published (waiting for its seed), drawn."""
        if self.drawn_at:
            return "drawn"
        if self.book_hash:
            return "published"
        return "frozen" if self.frozen_at else "called"

    @property
    def seed_is_due(self) -> bool:
        return self.book_hash != "" and clock.now() >= self.seed_due

    @property
    def equal(self) -> str:
        """The chance that everyone would have if the quotas asked for nothing."""
        size = self.entries.count()
        return f"{100 * self.seats / size:.2f} %" if size else "not known yet"


class Entry(models.Model):
    """A person in the frozen pool, under a token made for this draw alone."""

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="entries")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    token = models.CharField(max_length=64)
    features = models.JSONField()
    chance = models.FloatField(null=True)

    kept_since = "draw__seed_due"
    personal: Register = {
        "person": Personal(
            "the draws whose pool you were in",
            Kind.BELONGING, Basis.DUTY, Keep.PROOF, Audience.SELF,
        ),
        "token": Personal(
            "your name in that draw alone",
            Kind.IDENTITY, Basis.DUTY, Keep.PROOF, Audience.SELF,
        ),
        "features": Personal(
            "the features by which that draw was balanced",
            Kind.TRAIT, Basis.CONSENT, Keep.PROOF, Audience.SELF,
        ),
        "chance": Personal(
            "your chance in that draw",
            Kind.DEED, Basis.DUTY, Keep.PROOF, Audience.SELF,
        ),
    }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "person"], name="in_a_pool_once"),
            models.UniqueConstraint(fields=["draw", "token"], name="one_token_per_entry"),
            models.CheckConstraint(
                condition=Q(chance=None) | (Q(chance__gte=0) & Q(chance__lte=1)),
                name="a_chance_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return self.token[:8]

    @property
    def percent(self) -> str:
        return f"{100 * (self.chance or 0):.2f} %"

    @property
    def tickets(self) -> str:
        return f"{round(1_000_000 * (self.chance or 0)):,}"


class Invitation(models.Model):
    """A person drawn is asked to take the seat; whoever declines makes room for a reserve."""

    class Answer(models.TextChoices):
        OPEN = "open", "not answered yet"
        ACCEPTED = "accepted", "accepted"
        DECLINED = "declined", "declined"
        LAPSED = "lapsed", "not answered in time"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="invitation")
    reserve = models.BooleanField(default=False, help_text="called from the reserves")
    sent_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.OPEN)
    term = models.OneToOneField(Term, models.PROTECT, null=True, related_name="invitation")

    kept_since = "entry__draw__seed_due"
    personal: Register = {
        "entry": Personal(
            "that the lot chose you",
            Kind.DEED, Basis.DUTY, Keep.PROOF, Audience.SELF,
        ),
        "answer": Personal(
            "what you answered to it",
            Kind.DEED, Basis.DUTY, Keep.PROOF, Audience.SELF,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(answer="accepted") & Q(term__isnull=False))
                | (~Q(answer="accepted") & Q(term=None)),
                name="a_seat_follows_acceptance",
            )
        ]

    def __str__(self) -> str:
        return f"invitation of {self.entry}"

    def get_absolute_url(self) -> str:
        return reverse("draws:invitation", args=[self.pk])
