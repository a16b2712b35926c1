"""Short consultations, what people answer to them, and what office-holders let be shown of it."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from articulator.identity.membership.models import OwnQuerySet
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register


class Consultation(models.Model):
    """A few statements to agree or disagree with, for everybody in a unit, between two days."""

    class Scale(models.TextChoices):
        THREE = "three", "yes, no, or neither"
        FIVE = "five", "five steps from yes to no"

    KEPT: ClassVar = timedelta(days=730)  # answers are deleted so long after the end

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="consultations")
    title = models.CharField(max_length=160)
    why = models.CharField(max_length=400, help_text="what it is for, in a sentence or two")
    scale = models.CharField(max_length=10, choices=Scale, default=Scale.THREE)
    opens = models.DateTimeField()
    closes = models.DateTimeField(db_index=True)

    personal: Register = {}

    class Meta:
        ordering = ["-closes"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=models.F("opens")),
                name="a_consultation_closes_after_it_opens",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("representation:consultation", args=[self.pk])

    @property
    def answer_words(self) -> str:
        return f"Answer “{self.title}”"

    def stage(self, at: datetime | None = None) -> str:
        """One of: coming, open, closed."""
        now = at or clock.now()
        if now < self.opens:
            return "coming"
        return "open" if now < self.closes else "closed"


class Statement(models.Model):
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="statements")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)

    personal: Register = {}

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "number"], name="one_statement_of_a_number"
            )
        ]

    def __str__(self) -> str:
        return self.text


class Position(models.Model):
    """What one person answers to one statement. Nobody else ever sees it, unless they publish."""

    class Value(models.IntegerChoices):
        STRONGLY_AGREE = 2, "strongly agree"
        AGREE = 1, "agree"
        NEITHER = 0, "neither"
        DISAGREE = -1, "disagree"
        STRONGLY_DISAGREE = -2, "strongly disagree"

    person = models.ForeignKey(Person, models.CASCADE, related_name="positions")
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="positions")
    value = models.SmallIntegerField(choices=Value)
    objects = OwnQuerySet["Position"].as_manager()

    personal: Register = {
        "person": Personal(
            "who answered", Kind.OPINION, Basis.CONSENT, Keep.CONSENT, Audience.SELF
        ),
        "statement": Personal(
            "what you were asked; deleted two years after the consultation has closed",
            Kind.OPINION, Basis.CONSENT, Keep.CONSENT, Audience.SELF,
        ),
        "value": Personal(
            "what you answered; deleted two years after the consultation has closed",
            Kind.OPINION, Basis.CONSENT, Keep.CONSENT, Audience.SELF,
        ),
    }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "statement"], name="one_answer_per_person_and_statement"
            ),
            models.CheckConstraint(
                condition=Q(value__gte=-2) & Q(value__lte=2), name="an_answer_is_on_the_scale"
            ),
        ]

    def __str__(self) -> str:
        return "an answer"


class Published(models.Model):
    """An office-holder lets everybody know what they answered. Their own choice, taken back too."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="published")
    objects = OwnQuerySet["Published"].as_manager()

    personal: Register = {
        "person": Personal(
            "that you, who hold an office, published your answers",
            Kind.DEED, Basis.PUBLIC, Keep.CONSENT, Audience.PUBLIC,
        ),
    }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "consultation"], name="published_once_per_consultation"
            )
        ]

    def __str__(self) -> str:
        return "published answers"


class OpenTrait(models.Model):
    """An office-holder lets one thing they told of themselves be counted openly in their body."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    name = models.SlugField(max_length=40)
    objects = OwnQuerySet["OpenTrait"].as_manager()

    personal: Register = {
        "person": Personal(
            "that what you told of yourself may be counted openly in the bodies you sit in",
            Kind.DEED, Basis.CONSENT, Keep.CONSENT, Audience.SELF,
        ),
        "name": Personal(
            "which of the things you told", Kind.DEED, Basis.CONSENT, Keep.CONSENT, Audience.SELF
        ),
    }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="a_trait_is_opened_once")
        ]

    def __str__(self) -> str:
        return self.name


class Skill(models.Model):
    """What an office-holder says they can do. Public by their own choice, and taken back alike."""

    class Name(models.TextChoices):
        ACCOUNTS = "accounts", "accounts and budgets"
        CAMPAIGNS = "campaigns", "planning a campaign"
        CARE = "care", "care and conflict"
        DATA = "data", "computers and data"
        DESIGN = "design", "design and pictures"
        LANGUAGES = "languages", "another language"
        LAW = "law", "law"
        LISTENING = "listening", "doorsteps and listening"
        MEETINGS = "meetings", "running a meeting"
        RESEARCH = "research", "research"
        SPEAKING = "speaking", "speaking in public"
        TEACHING = "teaching", "teaching"
        WORKPLACES = "workplaces", "organising at work"
        WRITING = "writing", "writing"

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    name = models.CharField(max_length=12, choices=Name)
    objects = OwnQuerySet["Skill"].as_manager()

    personal: Register = {
        "person": Personal(
            "that you, who hold an office, told what you can do",
            Kind.DEED, Basis.PUBLIC, Keep.CONSENT, Audience.PUBLIC,
        ),
        "name": Personal(
            "what you can do", Kind.DEED, Basis.PUBLIC, Keep.CONSENT, Audience.PUBLIC
        ),
    }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="a_skill_is_told_once")
        ]

    def __str__(self) -> str:
        return self.get_name_display()
