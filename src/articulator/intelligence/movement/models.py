"""Where the groups around us stand, who is tied to whom, and who was introduced to whom.

A group outside is a partner (`ecology.Partner`), here as there: this adds its place on the map.
Places are units, a branch or a region; nothing finer is kept.
"""

import uuid
from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from articulator.intelligence.ecology.models import Partner
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register

FADES = timedelta(days=730)  # a tie of which nobody has heard for so long does not count
STAYS = timedelta(days=7)  # how long a map that two officers agreed on can be taken


class Spot(models.Model):
    """A group's place on the map: what it does, in which part of life, about where."""

    class Kind(models.TextChoices):
        GROUP = "group", "a group"
        NETWORK = "network", "a network of groups"
        UNION = "union", "a union"
        COOP = "coop", "a co-op"
        CAMPAIGN = "campaign", "a campaign"
        MEDIA = "media", "a paper, station or publisher"
        OTHER = "other", "something else"

    partner = models.OneToOneField(Partner, models.CASCADE, primary_key=True, related_name="spot")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.GROUP)
    function = models.SlugField(max_length=40, blank=True, help_text="as the constitution says")
    sphere = models.SlugField(max_length=40, blank=True, help_text="as the constitution says")
    area = models.ForeignKey(Unit, models.PROTECT, related_name="spots")
    reach = models.PositiveIntegerField(null=True, help_text="about how many take part")
    needs = models.JSONField(default=list, help_text="words")
    gives = models.JSONField(default=list, help_text="words")
    themes = models.JSONField(default=list, help_text="words")
    source = models.CharField(max_length=120, help_text="who said so")
    since = models.DateTimeField(default=clock.now, help_text="when we came to know of it")
    said_at = models.DateTimeField(null=True, help_text="when the group itself last said so")
    asked_at = models.DateTimeField(null=True, help_text="when it was last asked")
    ended_at = models.DateTimeField(null=True, help_text="the group is no more")
    off_at = models.DateTimeField(null=True, help_text="asked not to be on the map")

    personal: Register = {}

    class Meta:
        ordering = ["partner__name", "pk"]
        indexes = [models.Index(fields=["function", "sphere"], name="movement_by_cell")]
        constraints = [
            models.CheckConstraint(
                condition=Q(off_at=None) | Q(function="", sphere="", reach=None),
                name="nothing_is_kept_of_who_is_off_the_map",
            )
        ]

    def __str__(self) -> str:
        return str(self.partner)

    def get_absolute_url(self) -> str:
        return reverse("movement:group", args=[self.pk])


class Tie(models.Model):
    """Two groups that have to do with each other: how, how much, since when, who said so."""

    class Kind(models.TextChoices):
        KNOWS = "knows", "in touch"
        PEOPLE = "people", "share people"
        SPACE = "space", "share rooms or tools"
        FUNDS = "funds", "share money"
        ACTION = "action", "act together"

    class Source(models.TextChoices):
        THEY = "they", "they said so"
        OFFICER = "officer", "an officer typed it in"
        FILE = "file", "from a file"
        MADE = "made", "came of an introduction"

    one = models.ForeignKey(Partner, models.CASCADE, related_name="+")
    other = models.ForeignKey(Partner, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.KNOWS)
    strength = models.PositiveSmallIntegerField(default=2, help_text="1 to 5")
    source = models.CharField(max_length=7, choices=Source)
    since = models.DateField(null=True)
    made_at = models.DateTimeField(default=clock.now)
    heard_at = models.DateTimeField(default=clock.now, help_text="when somebody last said so")
    one_said_at = models.DateTimeField(null=True)
    other_said_at = models.DateTimeField(null=True)

    personal: Register = {}

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="one_tie_of_two"),
            models.CheckConstraint(
                condition=Q(one__lt=F("other")), name="a_tie_stands_once_and_joins_two"
            ),
            models.CheckConstraint(
                condition=Q(strength__gte=1, strength__lte=5), name="a_tie_weighs_one_to_five"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one} and {self.other}"

    @property
    def both_said(self) -> bool:
        return bool(self.one_said_at and self.other_said_at)

    @property
    def has_faded(self) -> bool:
        return self.heard_at < clock.now() - FADES


class Uptake(models.Model):
    """That a group took up a theme, and when: so one can see whether it travelled along ties."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="+")
    theme = models.CharField(max_length=60)
    at = models.DateTimeField(default=clock.now)

    personal: Register = {}

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["partner", "theme"], name="a_theme_is_taken_up_once")
        ]

    def __str__(self) -> str:
        return f"{self.partner} took up {self.theme}"


class Introduction(models.Model):
    """Two groups that somebody would bring together: both are asked, and it has an outcome."""

    class Says(models.TextChoices):
        OPEN = "open", "has not answered"
        YES = "yes", "would like to"
        NO = "no", "would rather not"

    class Outcome(models.TextChoices):
        OPEN = "open", "nothing yet"
        MET = "met", "they have met"
        TOGETHER = "together", "they do something together"
        NOTHING = "nothing", "nothing came of it"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    one = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    other = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    through = models.ForeignKey(Partner, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    why = models.CharField(max_length=300)
    one_says = models.CharField(max_length=4, choices=Says, default=Says.OPEN)
    other_says = models.CharField(max_length=4, choices=Says, default=Says.OPEN)
    asked_at = models.DateTimeField(default=clock.now)
    agreed_at = models.DateTimeField(null=True, help_text="when the second of both said yes")
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.OPEN)
    words = models.CharField(max_length=500, blank=True, help_text="what came of it")
    next_step = models.CharField(max_length=200, blank=True)
    told_at = models.DateTimeField(null=True, help_text="when the outcome was told")
    measured = models.JSONField(default=dict, help_text="likelihood, constraint, similarity before")

    personal: Register = {
        "by": Personal(
            "which groups you brought together",
            Kind.DEED, Basis.MEMBERS, Keep.RECORD, Audience.UNIT,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["-asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(one__lt=F("other")), name="an_introduction_joins_two"
            ),
            models.UniqueConstraint(
                fields=["one", "other"], condition=Q(outcome="open"),
                name="two_are_introduced_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None) | Q(one_says="yes", other_says="yes"),
                name="agreed_is_what_both_said",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.one} meets {self.other}"

    def get_absolute_url(self) -> str:
        return reverse("movement:introduction", args=[self.pk])

    def says(self, partner: Partner) -> str:
        return self.one_says if partner.pk == self.one_id else self.other_says

    @property
    def refused(self) -> bool:
        return Introduction.Says.NO in (self.one_says, self.other_says)

    @property
    def is_open(self) -> bool:
        return self.outcome == Introduction.Outcome.OPEN and not self.refused


class Target(models.Model):
    """How the movement is meant to be balanced, as a body decided; the last one counts."""

    weights: Any = models.JSONField(help_text="functions and spheres, each with its weight")
    decision = models.CharField(max_length=300, help_text="who decided it, and when")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    personal: Register = {
        "by": Personal(
            "that you recorded what was decided", Kind.DEED, Basis.DUTY, Keep.RECORD,
            Audience.OFFICE,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.decision


class Look(models.Model):
    """That somebody looked at who is tied to whom: once a day for each page."""

    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    page = models.CharField(max_length=60)
    day = models.DateField()

    kept_since = "day"
    personal: Register = {
        name: Personal(
            "that you looked at ties between groups", Kind.DEED, Basis.SAFETY, Keep.YEAR,
            Audience.OFFICE,
        )
        for name in ("by", "page")
    }  # fmt: skip

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["by", "page", "day"], name="a_look_counts_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.by} looked at {self.page}"


class Release(models.Model):
    """The map as a file: one officer asks, another agrees, the first takes it within a week."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    form = models.SlugField(max_length=10)
    asked_at = models.DateTimeField(default=clock.now)
    second = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    taken = models.PositiveIntegerField(default=0)

    personal: Register = {
        name: Personal(words, Kind.DEED, Basis.DUTY, Keep.PROOF, Audience.OFFICE)
        for name, words in (
            ("by", "the maps you asked for as a file"),
            ("reason", "why you asked for them"),
            ("taken", "how often you downloaded them"),
            ("second", "the maps of others to which you agreed or not"),
        )
    }

    class Meta:
        ordering = ["-asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(second=None) | ~Q(second=F("by")), name="a_second_is_somebody_else"
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None) | Q(second__isnull=False, refused_at=None),
                name="nobody_agrees_alone",
            ),
            models.CheckConstraint(
                condition=Q(taken=0) | Q(agreed_at__isnull=False), name="only_agreed_maps_are_taken"
            ),
        ]

    def __str__(self) -> str:
        return f"map of {self.unit}"

    def get_absolute_url(self) -> str:
        return reverse("movement:release", args=[self.pk])

    @property
    def is_gone(self) -> bool:
        return clock.now() >= self.asked_at + STAYS
