"""What a unit stands for: demands, the programme in versions, and what was done for each item.

An adopted version never changes. An item keeps its identity through all versions in which it
stands, so that a campaign that serves it still does when its wording is better.
"""

import uuid
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from articulator.kernel import clock
from articulator.kernel.links import days_between, plural
from articulator.kernel.models import Person, Unit
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register

PUBLIC = (Kind.DEED, Basis.PUBLIC, Keep.RECORD, Audience.PUBLIC)


class Demand(models.Model):
    """What a unit asks a programme to say. It is answered, or it shows how long it waits."""

    class State(models.TextChoices):
        OPEN = "open", "waiting for an answer"
        TAKEN = "taken", "in the programme"
        DECLINED = "declined", "declined, with a reason"
        WITHDRAWN = "withdrawn", "withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="demands")
    asked_of = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="asked_demands",
        help_text="whose programme should say it",
    )
    words = models.CharField(max_length=200)
    why = models.CharField(max_length=1000)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    raised_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=1000, blank=True, help_text="of those who decide")

    personal: Register = {
        "raised_by": Personal("the demands that you raised in an office", *PUBLIC),
    }

    class Meta:
        ordering = ["raised_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state="open") & Q(answered_at=None))
                | (~Q(state="open") & Q(answered_at__isnull=False)),
                name="an_open_demand_has_no_answer",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer=""), name="a_no_to_a_demand_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return reverse("programme:demand", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def waits(self) -> bool:
        """Whether somebody can answer it still."""
        return self.is_open and self.asked_of.closed_at is None

    @property
    def waited(self) -> str:
        """`12 days`: until it was answered, or until now."""
        return plural(days_between(self.raised_at, self.answered_at or clock.now()) or 0)


class Version(models.Model):
    """One text of a unit's programme: a draft, or adopted by a recorded decision and then fixed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="programmes")
    number = models.PositiveIntegerField(null=True, help_text="None: a draft")
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=clock.now)
    adopted_at = models.DateTimeField(null=True)
    decision = models.JSONField(default=dict, help_text="which body, when, with how many votes")

    personal: Register = {
        "drafted_by": Personal("the drafts of a programme that you began in an office", *PUBLIC),
    }

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="a_programme_number_once"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(adopted_at=None), name="one_draft_of_a_programme"
            ),
            models.CheckConstraint(
                condition=Q(adopted_at=None, number=None)
                | Q(adopted_at__isnull=False, number__isnull=False),
                name="an_adopted_programme_has_a_number",
            ),
        ]

    def __str__(self) -> str:
        if self.number is None:
            return f"Draft of the programme of {self.unit}"
        return f"Programme of {self.unit}, version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("programme:version", args=[self.pk])

    @property
    def title(self) -> str:
        return f"Programme, version {self.number}" if self.number else "Draft of the programme"

    @property
    def decided_on(self) -> date | None:
        day: str = self.decision.get("on", "")
        return date.fromisoformat(day) if day else None


class Item(models.Model):
    """One thing that a unit stands for, through all versions in which it stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="programme_items")
    heading = models.CharField(max_length=120, help_text="as it was adopted last")
    adopted_at = models.DateTimeField(null=True, help_text="None: it stands in a draft alone")
    struck_at = models.DateTimeField(null=True)

    personal: Register = {}

    class Meta:
        ordering = ["heading"]
        constraints = [
            models.CheckConstraint(
                condition=Q(struck_at=None)
                | Q(adopted_at__isnull=False, struck_at__gte=F("adopted_at")),
                name="only_what_was_adopted_is_struck",
            )
        ]

    def __str__(self) -> str:
        return self.heading

    def get_absolute_url(self) -> str:
        return reverse("programme:item", args=[self.pk])

    @property
    def in_force(self) -> bool:
        return self.adopted_at is not None and self.struck_at is None


class Line(models.Model):
    """How an item is worded in one version, and in which place."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="lines")
    item = models.ForeignKey(Item, models.PROTECT, related_name="lines")
    place = models.PositiveIntegerField()
    heading = models.CharField(max_length=120)
    wording = models.TextField(help_text="in Markdown")

    personal: Register = {}

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "item"], name="an_item_once_in_a_version")
        ]

    def __str__(self) -> str:
        return self.heading


class Answering(models.Model):
    """That a line answers a demand; adopting its version makes it so."""

    line = models.ForeignKey(Line, models.CASCADE, related_name="answering")
    demand = models.ForeignKey(Demand, models.CASCADE, related_name="answered_by")

    personal: Register = {}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "demand"], name="a_line_answers_a_demand_once")
        ]

    def __str__(self) -> str:
        return f"{self.line} answers {self.demand}"


class Deed(models.Model):
    """A question, motion, vote, speech or letter for an item, by somebody with a mandate.

    Whoever acted records it themselves (`by`), or an office records it under the name that the
    public source gives.
    """

    class Kind(models.TextChoices):
        QUESTION = "question", "a question"
        MOTION = "motion", "a motion"
        VOTE = "vote", "a vote"
        SPEECH = "speech", "a speech"
        LETTER = "letter", "a letter"

    class Outcome(models.TextChoices):
        WAITING = "waiting", "no outcome yet"
        CARRIED = "carried", "carried, or promised"
        PARTLY = "partly", "carried in part"
        LOST = "lost", "lost, or refused"
        SAID = "said", "said, and heard"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="deeds")
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=160)
    where = models.CharField(max_length=120, help_text="the council, parliament or office")
    done_on = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120, help_text="of whoever acted, as it is public")
    mandate = models.CharField(max_length=120, help_text="as in: councillor for Harbour ward")
    source = models.URLField(max_length=500, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    outcome_words = models.CharField(max_length=1000, blank=True)
    outcome_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    personal: Register = {
        "by": Personal("what you did with a mandate, as you recorded it", *PUBLIC),
        "name": Personal("your name beside it", *PUBLIC),
        "mandate": Personal("the mandate with which you did it", *PUBLIC),
        "recorded_by": Personal("that you recorded it", *PUBLIC),
    }

    class Meta:
        ordering = ["-done_on", "-recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(by__isnull=False) | ~Q(source=""),
                name="what_others_record_has_a_public_source",
            ),
            models.CheckConstraint(
                condition=(Q(outcome="waiting") & Q(outcome_at=None))
                | (~Q(outcome="waiting") & Q(outcome_at__isnull=False)),
                name="an_outcome_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display().partition(' ')[2].capitalize()}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("programme:deed", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.outcome == self.Outcome.WAITING

    @property
    def waited(self) -> str:
        return plural(days_between(self.recorded_at, self._until()) or 0)

    def _until(self) -> datetime:
        return self.outcome_at or clock.now()


type Decision = dict[str, Any]
