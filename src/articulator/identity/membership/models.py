"""The roll: who belongs where, what they have completed, and how they came on it."""

import uuid
from datetime import datetime

from django.db import models
from django.urls import reverse

from articulator.kernel import clock
from articulator.kernel.models import Person, Unit


class Membership(models.Model):
    """A person's place on the roll of one unit (their branch). Ended, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    number = models.CharField(max_length=40, unique=True, help_text="the member's own number")
    kind = models.SlugField(max_length=20, default="member")
    joined_on = models.DateField()
    left_on = models.DateField(null=True)

    class Meta:
        ordering = ["person__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(left_on=None), name="on_one_roll_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.unit}"


class StandingQuerySet(models.QuerySet["Standing"]):
    def current(self, at: datetime | None = None) -> "StandingQuerySet":
        at = at or clock.now()
        return self.filter(since__lte=at).filter(models.Q(until=None) | models.Q(until__gt=at))


class Standing(models.Model):
    """Something a person has earned that others ask for: `leadership_pool` after the training."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="standings")
    kind = models.SlugField(max_length=60)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    objects = StandingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "since"], name="a_standing_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.kind}"


class Attribute(models.Model):
    """What a person chose to tell for fair representation (gender, age band). Special category."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="attributes")
    name = models.SlugField(max_length=40)
    value = models.CharField(max_length=60)
    told_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="an_attribute_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"


class RollImport(models.Model):
    """A file of members: read, previewed row by row, then carried out, and undone if wrong."""

    class State(models.TextChoices):
        PREVIEWED = "previewed", "waiting for your yes"
        DONE = "done", "carried out"
        UNDONE = "undone", "undone"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEWED)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_state_display()})"

    def get_absolute_url(self) -> str:
        return reverse("membership:import", args=[self.pk])


class ImportRow(models.Model):
    """One line of the file: what it will do or did, and what was there before."""

    class Effect(models.TextChoices):
        ADD = "add", "added"
        CHANGE = "change", "changed"
        SAME = "same", "already so"
        REFUSE = "refuse", "refused"

    roll_import = models.ForeignKey(RollImport, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    effect = models.CharField(max_length=10, choices=Effect)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    words = models.CharField(max_length=300)

    class Meta:
        ordering = ["line"]
        constraints = [
            models.UniqueConstraint(fields=["roll_import", "line"], name="one_row_per_line")
        ]

    def __str__(self) -> str:
        return f"line {self.line}: {self.words}"
