"""Briefings: what changed in a fortnight, how sure we are, what it suggests, what we do not know.

What is published is never changed. Each body to which it is addressed owes an answer by a day.
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from articulator.identity.bodies.models import Body
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register

THOUGHT = 140  # letters of a suggestion: a room can vote on it


class Rhythm(models.Model):
    """A unit that wants a briefing every fortnight."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="briefing_rhythm")
    begun_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    personal: Register = {}

    def __str__(self) -> str:
        return f"a briefing for {self.unit} every fortnight"


class Briefing(models.Model):
    """What one unit learned from one day to another: a draft, then published for good."""

    class Edition(models.TextChoices):
        FORTNIGHT = "fortnight", "of a fortnight"
        CONFERENCE = "conference", "for a conference"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="briefings")
    edition = models.CharField(max_length=10, choices=Edition, default=Edition.FORTNIGHT)
    since = models.DateField()
    until = models.DateField(help_text="its last day")
    drafted_at = models.DateTimeField(default=clock.now)
    silent = models.JSONField(default=list, help_text="what was looked at and had nothing to say")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    seal = models.CharField(max_length=64, blank=True, help_text="SHA-256 of what was published")

    personal: Register = {
        "published_by": Personal(
            "the briefings that you published in an office",
            Kind.DEED, Basis.PUBLIC, Keep.RECORD, Audience.PUBLIC,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["-until", "unit__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "edition", "until"], name="a_fortnight_is_told_once"
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(edition="conference", published_at=None),
                name="one_draft_for_a_conference",
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="a_briefing_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None, seal="")
                | Q(published_at__isnull=False, published_by__isnull=False) & ~Q(seal=""),
                name="what_is_published_is_sealed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        day = f"{self.until.day} {self.until:%B %Y}"
        if self.edition == self.Edition.CONFERENCE:
            return f"Briefing for the conference, {day}, {self.unit}"
        return f"Briefing of {day}, {self.unit}"

    def get_absolute_url(self) -> str:
        return reverse("briefings:briefing", args=[self.pk])


class Finding(models.Model):
    """One thing that was found, in four parts; composed from figures, or an editor's own words."""

    class Truth(models.TextChoices):
        PAPER = "paper", "paper: it is written somewhere"
        LIVED = "lived", "lived: it happened"
        FELT = "felt", "felt: people say it, without names"

    briefing = models.ForeignKey(Briefing, models.CASCADE, related_name="findings")
    key = models.CharField(max_length=160, help_text="what it was composed from; once a briefing")
    place = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=40)
    title = models.CharField(max_length=160)
    changed = models.CharField(max_length=600)
    sure = models.CharField(max_length=400)
    suggests = models.CharField(max_length=THOUGHT, blank=True)
    unknown = models.CharField(max_length=400)
    truth = models.CharField(max_length=5, choices=Truth)
    figure = models.CharField(max_length=60, blank=True, help_text="as it may be told")
    bounds = models.CharField(max_length=120, blank=True, help_text="between what it lies")
    evidence = models.JSONField(default=list, help_text="words, url and ref of each")
    own = models.BooleanField(default=False, help_text="an editor's own words")
    left_out = models.BooleanField(default=False)

    personal: Register = {}

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["briefing", "key"], name="a_finding_once_a_briefing")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('briefings:briefing', args=[self.briefing_id])}#f{self.pk}"

    @property
    def kind(self) -> str:
        """The kind of truth in one word."""
        return str(self.truth)


class Duty(models.Model):
    """A body owes an answer to a briefing by a day, and says what it decided."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    briefing = models.ForeignKey(Briefing, models.PROTECT, related_name="duties")
    body = models.ForeignKey(Body, models.PROTECT, related_name="briefing_duties")
    due = models.DateField()
    clause = models.CharField(max_length=60, blank=True, help_text="empty: a default")
    decided = models.TextField(blank=True, help_text="what the body decided")
    votes_for = models.PositiveIntegerField(null=True)
    votes_against = models.PositiveIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reminded_at = models.DateTimeField(null=True)

    personal: Register = {
        "answered_by": Personal(
            "the answers of a body that you recorded in an office",
            Kind.DEED, Basis.PUBLIC, Keep.RECORD, Audience.PUBLIC,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["due", "body__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["briefing", "body"], name="one_answer_of_a_body_to_a_briefing"
            ),
            models.CheckConstraint(
                condition=Q(decided="", answered_at=None, answered_by=None)
                | ~Q(decided="") & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="an_answer_to_a_briefing_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(votes_for=None, votes_against=None)
                | Q(votes_for__isnull=False, votes_against__isnull=False),
                name="votes_are_counted_on_both_sides",
            ),
        ]

    def __str__(self) -> str:
        if self.answered_at:
            return f"Answered: {self.briefing}"
        return f"Owes an answer by {self.due.day} {self.due:%B}: {self.briefing}"

    def get_absolute_url(self) -> str:
        return f"{reverse('briefings:briefing', args=[self.briefing_id])}#answers"

    @property
    def days_late(self) -> int:
        """How many days too late it is, or was answered; 0 if it is not."""
        until = timezone.localdate(self.answered_at or clock.now())
        return max((until - self.due).days, 0)

    @property
    def state(self) -> str:
        days = f"{self.days_late} day{'' if self.days_late == 1 else 's'} late"
        if self.answered_at:
            return f"answered, {days}" if self.days_late else "answered in time"
        return days if self.days_late else "still has time"
