"""Two weeks to try something: what was expected and measured, and what everyone learned."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse

from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register

LENGTH = timedelta(days=14)


class Direction(models.TextChoices):
    LEAST = "least", "at least"
    MOST = "most", "at most"


class Sprint(models.Model):
    """A hypothesis, what is done, what is measured: fixed before, ended with what was learned."""

    class Ending(models.TextChoices):
        OPEN = "open", "under way"
        KEEP = "keep", "kept"
        ADAPT = "adapt", "adapted"
        STOP = "stop", "stopped"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="sprints")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="tried_again")
    title = models.CharField(max_length=120)
    hypothesis = models.CharField(max_length=400, help_text="we believe that …")
    deed = models.CharField(max_length=600, help_text="what we do in these two weeks")
    measure = models.CharField(max_length=200, help_text="what is counted")
    direction = models.CharField(max_length=5, choices=Direction, default=Direction.LEAST)
    threshold = models.FloatField()
    started_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    began_at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField(db_index=True)
    reminded_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=5, choices=Ending, default=Ending.OPEN)
    measured = models.FloatField(null=True)
    learned = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, db_index=True)
    found_by = models.TextField(blank=True, help_text="all its words, folded, for the search")

    personal: Register = {
        "started_by": Personal(
            "what you tried with others",
            Kind.DEED, Basis.MEMBERS, Keep.RECORD, Audience.UNIT,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["-began_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ending="open", ended_at=None, learned="")
                | (~Q(ending="open") & Q(ended_at__isnull=False) & ~Q(learned="")),
                name="an_ending_says_what_was_learned",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("began_at")), name="a_sprint_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("sprints:sprint", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.ending == Sprint.Ending.OPEN

    @property
    def is_due(self) -> bool:
        return self.is_open and self.ends_at <= clock.now()

    @property
    def goal(self) -> str:
        """`at least 30`."""
        return goal_words(self.direction, self.threshold)

    @property
    def reached(self) -> bool | None:
        """Whether the figure came out as expected; None while there is none."""
        if self.measured is None:
            return None
        least = self.direction == Direction.LEAST
        return self.measured >= self.threshold if least else self.measured <= self.threshold


class Revision(models.Model):
    """What was to be measured before it was changed under way, and why: nobody hides it."""

    sprint = models.ForeignKey(Sprint, models.CASCADE, related_name="revisions")
    measure = models.CharField(max_length=200)
    direction = models.CharField(max_length=5, choices=Direction)
    threshold = models.FloatField()
    why = models.CharField(max_length=300)
    at = models.DateTimeField(default=clock.now)

    personal: Register = {}

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.measure}: {self.goal}"

    @property
    def goal(self) -> str:
        return goal_words(self.direction, self.threshold)


class Note(models.Model):
    """One line of one day."""

    sprint = models.ForeignKey(Sprint, models.CASCADE, related_name="notes")
    text = models.CharField(max_length=200)
    at = models.DateTimeField(default=clock.now)

    personal: Register = {}

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text


def goal_words(direction: str, threshold: float) -> str:
    return f"{Direction(direction).label} {figure(threshold)}"


def figure(number: float) -> str:
    """Without the zeros behind the point: 30, 2.5."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
