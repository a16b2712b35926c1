"""A running order of timed steps, who may run it beside the officers, and where it stands now."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from articulator.identity.membership.models import OwnQuerySet
from articulator.kernel import clock, links
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
from articulator.methods.kits import KINDS, LOSS, first_paragraph
from articulator.methods.running import MINUTE, Run, Slot
from articulator.operations.training.models import Session

LATEST = timedelta(hours=24)  # an evening that nobody ended is over then


class Order(models.Model):
    """What happens in a room, step by step. It belongs to whatever holds it by a OneToOne."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="orders")
    session = models.OneToOneField(
        Session, models.PROTECT, null=True, related_name="order", help_text="a training in a room"
    )
    title = models.CharField(max_length=160)
    kit = models.SlugField(max_length=60, blank=True, help_text="from which it was drawn up")
    begins_at = models.DateTimeField(help_text="when it is to begin")
    started_at = models.DateTimeField(null=True)
    ends_by = models.DateTimeField(null=True, help_text="what the room was promised at the start")
    ended_at = models.DateTimeField(null=True)
    on = models.ForeignKey("Step", models.PROTECT, null=True, related_name="+")
    paused_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, help_text="goes up with every change")

    personal: Register = {}

    class Meta:
        ordering = ["-begins_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(started_at=None, ended_at=None, on=None, ends_by=None)
                | Q(started_at__isnull=False, ended_at=None, on__isnull=False)
                | Q(started_at__isnull=False, ended_at__isnull=False, on=None),
                name="a_step_is_on_between_start_and_end",
            ),
            models.CheckConstraint(
                condition=Q(paused_at=None) | Q(on__isnull=False),
                name="only_what_is_on_is_paused",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("steps:order", args=[self.pk])

    @property
    def is_on(self) -> bool:
        """Whether people are in the room now."""
        return self.on_id is not None and not self.is_forgotten

    @property
    def is_forgotten(self) -> bool:
        """Whether nobody has ended it, and everybody has gone home long ago."""
        started = self.started_at
        return started is not None and not self.ended_at and clock.now() > started + LATEST

    @property
    def stage(self) -> str:
        """`before`, `on`, `paused` or `over`."""
        if self.ended_at or self.is_forgotten:
            return "over"
        return "before" if self.on_id is None else "paused" if self.paused_at else "on"

    def run(self, steps: "list[Step]") -> Run:
        """As the arithmetic takes it; `steps` are all of its steps in their order."""
        begins = self.started_at or self.begins_at
        planned = begins + sum(step.minutes for step in steps) * MINUTE
        on = next((n for n, step in enumerate(steps) if step.pk == self.on_id), None)
        slots = tuple(step.slot() for step in steps)
        return Run(slots, begins, self.ends_by or planned, on, self.paused_at)


class Step(models.Model):
    """One part of a running order. Higher features hang what is theirs on it, by key and id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(Order, models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=list(KINDS.items()))
    title = models.CharField(max_length=120)
    words = models.TextField(help_text="for the room, in Markdown; first the one thing to do now")
    notes = models.TextField(blank=True, help_text="for whoever facilitates, in Markdown")
    minutes = models.PositiveSmallIntegerField()
    least = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="what it can be done in"
    )
    given = models.PositiveSmallIntegerField(default=0, help_text="minutes on top, while it was on")
    leads = models.CharField(max_length=200, blank=True, help_text="roles, not names")
    materials = models.CharField(max_length=400, blank=True)
    what_kind = models.CharField(max_length=80, blank=True, help_text="such as `app.model`")
    what_id = models.CharField(max_length=40, blank=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    paused = models.DurationField(default=timedelta, help_text="pauses that are over")

    personal: Register = {}

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="one_step_of_a_number"),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="a_step_takes_time"),
            models.CheckConstraint(
                condition=Q(least=None) | Q(least__lte=F("minutes")),
                name="the_least_is_no_more_than_the_whole",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(began_at__isnull=False, ended_at__gte=F("began_at")),
                name="a_step_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None

    @property
    def to_do(self) -> str:
        """The first paragraph of the words: what stands on the wall."""
        return first_paragraph(self.words)

    @property
    def more_words(self) -> str:
        return self.words.strip().partition("\n\n")[2]

    @property
    def roles(self) -> list[str]:
        return [role.strip() for role in self.leads.split(",") if role.strip()]

    @property
    def what(self) -> models.Model | None:
        """What a higher feature has hung here; None if nothing, or if it is gone."""
        return links.find(f"{self.what_kind}:{self.what_id}") if self.what_kind else None

    def slot(self) -> Slot:
        return Slot(
            self.minutes, self.given, self.least, LOSS[self.kind], self.began_at, self.ended_at,
            self.paused,
        )  # fmt: skip


class Facilitator(models.Model):
    """Somebody who was named to run this one order, with an office or without."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="facilitators")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)
    objects = OwnQuerySet["Facilitator"].as_manager()

    kept_since = "order__begins_at"
    personal: Register = {
        name: Personal(words, Kind.DEED, Basis.MEMBERS, Keep.SHORT, Audience.OFFICE)
        for name, words in (
            ("person", "that you were asked to run an evening"),
            ("order", "which one"),
            ("at", "when you were named"),
        )
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "person"], name="named_once_for_an_order")
        ]

    def __str__(self) -> str:
        return f"{self.person} runs {self.order}"


class Desk(models.Model):
    """A link by which a helper without an account runs the order, in the name of who lent it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(Order, models.CASCADE, related_name="desks")
    lent_by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    words = models.CharField(max_length=60, help_text="where it stands, not whose it is")
    mark = models.CharField(max_length=64, unique=True, help_text="of the link, never the link")
    at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True)

    kept_since = "order__begins_at"
    sealed: Seals = {"mark": NEVER}
    personal: Register = {
        name: Personal(words, Kind.DEED, Basis.MEMBERS, Keep.SHORT, Audience.OFFICE)
        for name, words in (
            ("lent_by", "that you lent a helper’s desk"),
            ("order", "for which evening"),
            ("at", "when"),
            ("words", "what you called it"),
        )
    }
    token = ""  # the secret itself, only in the moment in which it is made

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.words}, {self.order}"

    @property
    def closes(self) -> datetime:
        return (self.order.started_at or self.order.begins_at) + LATEST
