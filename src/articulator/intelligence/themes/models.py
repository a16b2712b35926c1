"""Codebooks: themes in what people said, who read what as what, and what is told of it.

The texts themselves belong to `listening`. A theme that was merged or left out stays as a row, so
that every version of a codebook can be read.
"""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from articulator.intelligence.listening.models import Question, Text
from articulator.kernel import clock
from articulator.kernel.models import Person
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register
from articulator.kernel.scope import ScopedQuerySet


class Codebook(models.Model):
    """The themes of one question. Every change of them makes a version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.OneToOneField(Question, models.PROTECT, related_name="codebook")
    version = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField(default=clock.now)
    proposed_at = models.DateTimeField(null=True, help_text="when a method had proposed themes")

    personal: Register = {}

    class Meta:
        ordering = ["-begun_at"]

    def __str__(self) -> str:
        return f"What we heard: {self.question}"

    def get_absolute_url(self) -> str:
        return reverse("themes:told", args=[self.pk])


class Theme(models.Model):
    """What some texts have in common, under a name that people gave it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    codebook = models.ForeignKey(Codebook, models.CASCADE, related_name="themes")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    name = models.CharField(max_length=80)
    memo = models.CharField(max_length=400, blank=True, help_text="what belongs here, what not")
    words = models.JSONField(default=list, help_text="the words that set it apart")
    named = models.BooleanField(default=False, help_text="whether a person gave the name")
    since = models.PositiveIntegerField(help_text="the version of the codebook that brought it")
    gone_in = models.PositiveIntegerField(null=True, help_text="the version that ended it")
    into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")

    personal: Register = {}

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["codebook", "name"], condition=Q(gone_in=None), name="a_theme_name_once"
            ),
            models.CheckConstraint(
                condition=Q(into=None) | Q(gone_in__isnull=False), name="what_was_merged_is_gone"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('themes:told', args=[self.codebook_id])}#t{self.pk.hex}"


class Change(models.Model):
    """One version of a codebook: what was changed, by whom, and all themes as they were then."""

    codebook = models.ForeignKey(Codebook, models.CASCADE, related_name="changes")
    version = models.PositiveIntegerField()
    words = models.CharField(max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    themes = models.JSONField(default=list)

    personal: Register = {
        "by": Personal(
            "the themes that you named, merged or divided",
            Kind.DEED, Basis.DUTY, Keep.RECORD, Audience.OFFICE,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["codebook", "version"], name="a_version_once")
        ]

    def __str__(self) -> str:
        return f"version {self.version}: {self.words}"


class Coding(models.Model):
    """What one person took a text for; without a theme: for none of these."""

    text = models.ForeignKey(Text, models.CASCADE, related_name="codings")
    codebook = models.ForeignKey(Codebook, models.CASCADE, related_name="codings")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, related_name="codings")
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    by_lot = models.BooleanField(default=True, help_text="whether the text was drawn, not chosen")
    at = models.DateTimeField(default=clock.now)
    objects = ScopedQuerySet["Coding"].as_manager()

    personal: Register = {
        "by": Personal(
            "what you took other people’s answers for",
            Kind.DEED, Basis.MEMBERS, Keep.CONTACT, Audience.OFFICE,
        ),
    }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["text", "by"], name="a_text_once_by_each_reader")
        ]

    def __str__(self) -> str:
        return "what a text was taken for"


class Guess(models.Model):
    """What the method takes a text for; people’s codes go before it."""

    text = models.OneToOneField(Text, models.CASCADE, related_name="guess")
    codebook = models.ForeignKey(Codebook, models.CASCADE, related_name="guesses")
    theme = models.ForeignKey(Theme, models.CASCADE, null=True, related_name="guesses")
    sure = models.FloatField(default=0)

    personal: Register = {}

    class Meta:
        indexes = [models.Index(fields=["theme", "-sure"], name="guesses_by_theme")]

    def __str__(self) -> str:
        return "what a method took a text for"


class Report(models.Model):
    """What may be told of one version: corrected shares with intervals, and masked quotes."""

    codebook = models.ForeignKey(Codebook, models.CASCADE, related_name="reports")
    version = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(default=clock.now)
    made_at = models.DateTimeField(null=True)
    told = models.JSONField(default=dict)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    personal: Register = {
        "published_by": Personal(
            "the findings that you published in an office",
            Kind.DEED, Basis.PUBLIC, Keep.RECORD, Audience.PUBLIC,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["codebook"], condition=Q(made_at=None), name="one_reading_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"what is told of “{self.codebook.question}”"

    @property
    def rows(self) -> list[dict[str, Any]]:
        return list(self.told.get("themes", []))

    @property
    def rest(self) -> int:
        """How many texts the method read alone."""
        return int(self.told.get("texts", 0)) - int(self.told.get("coded", 0))
