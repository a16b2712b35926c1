"""What was foretold of numbers, and questions about what is coming with what people think of them.

An outlook is never changed: later weeks are held against what was really said. What one person
thinks of a question nobody else ever reads. No score of a person is kept: their own page counts it
from their own answers, and these go a year after the question has closed.
"""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from articulator.identity.bodies.models import Body
from articulator.intelligence.signals.models import Series
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
from articulator.kernel.scope import ScopedQuerySet
from articulator.methods.pooling import brier
from articulator.methods.suppression import SMALL


class Outlook(models.Model):
    """What was said of the next weeks of a series, when its last known week was this one."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="outlooks")
    week = models.DateField(help_text="the last week that was known: its Monday")
    made_at = models.DateTimeField(default=clock.now)
    steps = models.JSONField(help_text="week, median, half and most (the two ranges) of each")
    why = models.CharField(max_length=400)
    past = models.CharField(max_length=400, help_text="how the same rule fared on the past")

    personal: Register = {}

    class Meta:
        ordering = ["-week"]
        constraints = [
            models.UniqueConstraint(fields=["series", "week"], name="one_outlook_a_week")
        ]

    def __str__(self) -> str:
        return f"{self.series}, seen from the week of {self.week:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return f"{self.series.get_absolute_url()}#ahead"


class Question(models.Model):
    """Will it happen by a day? With how that is told, who says so, and what came of it."""

    class Came(models.TextChoices):
        YES = "yes", "It happened"
        NO = "no", "It did not happen"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="forecast_questions")
    text = models.CharField(max_length=160)
    criterion = models.CharField(max_length=600, help_text="how everybody can tell")
    resolver = models.ForeignKey(Body, models.PROTECT, related_name="+")
    happens_by = models.DateField()
    asked_at = models.DateTimeField(default=clock.now)
    closes_at = models.DateTimeField(db_index=True)
    base_yes = models.PositiveIntegerField(null=True, help_text="how often it came in the past")
    base_of = models.PositiveIntegerField(null=True, help_text="of so many times")
    counted_at = models.DateTimeField(null=True, help_text="when the answers were put together")
    people = models.PositiveIntegerField(null=True, help_text="who answered; None under eight")
    pool = models.FloatField(null=True, help_text="their chance together, 0 to 1")
    middle = models.FloatField(null=True, help_text="half of them said less")
    came = models.CharField(max_length=3, choices=Came, blank=True)
    source = models.CharField(max_length=500, blank=True, help_text="by what one can tell")
    annulled = models.CharField(max_length=300, blank=True, help_text="why it counts no more")
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    personal: Register = {
        "resolved_by": Personal(
            "the questions whose outcome you recorded in an office",
            Kind.DEED, Basis.PUBLIC, Keep.RECORD, Audience.PUBLIC,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["closes_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at=None, came="", annulled="")
                | Q(resolved_at__isnull=False, annulled="") & ~Q(came="") & ~Q(source="")
                | Q(resolved_at__isnull=False, came="") & ~Q(annulled=""),
                name="a_question_came_with_a_source_or_was_annulled_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(came="") | Q(resolved_at__gte=F("closes_at")),
                name="no_outcome_before_the_close",
            ),
            models.CheckConstraint(
                condition=Q(pool=None, middle=None, people=None)
                | Q(pool__range=(0, 1), middle__range=(0, 1), people__gte=SMALL),
                name="a_pool_is_of_eight_people_or_more",
            ),
            models.CheckConstraint(
                condition=Q(base_yes=None, base_of=None)
                | Q(base_of__gte=1, base_yes__lte=F("base_of")),
                name="it_came_no_more_often_than_it_could",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("forecasts:question", args=[self.pk])

    def stage(self, at: datetime | None = None) -> str:
        """One of: open, closed, resolved, annulled."""
        if self.resolved_at:
            return "annulled" if self.annulled else "resolved"
        return "closed" if self.closes_at <= (at or clock.now()) else "open"

    @property
    def happened(self) -> bool:
        return self.came == self.Came.YES

    @property
    def base(self) -> float:
        """How often it used to come: one added for yes and for no, so that nothing is certain."""
        return ((self.base_yes or 0) + 1) / ((self.base_of or 0) + 2)

    @property
    def pool_score(self) -> float | None:
        """The Brier score of the pool, if it was resolved and there was one."""
        told = self.pool is not None and self.came
        return brier(self.pool or 0.0, self.happened) if told else None

    @property
    def base_score(self) -> float | None:
        return brier(self.base, self.happened) if self.came else None


class Answer(models.Model):
    """How likely one person thinks it is. The latest word counts; what was said before is gone."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    chance = models.PositiveSmallIntegerField(help_text="of a hundred")
    said_at = models.DateTimeField(default=clock.now)
    objects = ScopedQuerySet["Answer"].as_manager()

    kept_since = "question__closes_at"
    personal: Register = {
        "person": Personal(
            "the questions about what is coming that you answered",
            Kind.OPINION, Basis.CONSENT, Keep.YEAR, Audience.SELF,
        ),
        "chance": Personal(
            "how likely you thought it was; nobody else reads it, it is put together with others’",
            Kind.OPINION, Basis.CONSENT, Keep.YEAR, Audience.SELF,
        ),
    }  # fmt: skip
    sealed: Seals = {"chance": NEVER}  # whoever takes the whole house out takes no opinions along

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question", "person"], name="one_answer_of_a_person_in_force"
            ),
            models.CheckConstraint(
                condition=Q(chance__lte=100), name="a_chance_is_at_most_a_hundred"
            ),
        ]

    def __str__(self) -> str:
        return "what somebody thought of a question"
