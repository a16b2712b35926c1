"""The gate, campaigns with their covenants, and the cells of a campaign without anybody's name."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register

APPEAL = timedelta(days=30)  # after a no at the gate
TERM = timedelta(days=365)  # of whoever speaks for a campaign; then it is time to hand over


def _day_of(decision: Mapping[str, Any]) -> date | None:
    """The day on which a body decided, as it was recorded."""
    return date.fromisoformat(decision["on"]) if decision else None


class Application(models.Model):
    """A campaign asks at the gate to be supported. What was asked of it stays as it was then."""

    class State(models.TextChoices):
        ASKED = "asked", "at the gate"
        ACCEPTED = "accepted", "let through"
        REFUSED = "refused", "not yet"
        APPEALED = "appealed", "under appeal"
        AGAIN = "again", "at the gate again, after an appeal"

    OPEN = (State.ASKED, State.AGAIN)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    about = models.TextField(help_text="in Markdown")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="applications")
    criteria = models.JSONField(help_text="each with key, words and clause, as asked on that day")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    decided_at = models.DateTimeField(null=True)
    decision = models.JSONField(default=dict, help_text="which body, when, with how many votes")
    reasons = models.TextField(blank=True)
    appeal = models.TextField(blank=True)
    appealed_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True, help_text="of the body that heard the appeal")

    personal: Register = {
        "asked_by": Personal(
            "that you asked for a campaign, and speak for it",
            Kind.DEED, Basis.PUBLIC, Keep.RECORD, Audience.PUBLIC,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("asked", "again"))
                | (Q(decided_at__isnull=False) & ~Q(reasons="")),
                name="the_gate_gives_reasons",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("campaigns:application", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def decided_on(self) -> date | None:
        return _day_of(self.decision)

    @property
    def appeal_ends(self) -> datetime | None:
        return self.decided_at + APPEAL if self.decided_at else None


class Finding(models.Model):
    """The answer to one criterion: met or not yet, and why."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="findings")
    criterion = models.SlugField(max_length=60)
    met = models.BooleanField()
    words = models.TextField()
    at = models.DateTimeField(default=clock.now)

    personal: Register = {}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "criterion"], name="one_answer_to_a_criterion"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="an_answer_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {'met' if self.met else 'not yet'}"


class Campaign(models.Model):
    """What a unit of the level campaign is beside its name. It speaks for itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.OneToOneField(Unit, models.PROTECT, related_name="campaign")
    about = models.TextField(help_text="in Markdown")
    speaker = models.ForeignKey(Person, models.PROTECT, related_name="+")
    letter = models.PositiveIntegerField(default=1, help_text="the link to start a cell: its count")
    begun_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)
    learned = models.TextField(blank=True, help_text="when it ended")

    personal: Register = {
        "speaker": Personal(
            "that you speak for a campaign", Kind.DEED, Basis.PUBLIC, Keep.RECORD, Audience.PUBLIC
        ),
    }

    class Meta:
        ordering = ["-begun_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None) | ~Q(learned=""), name="who_ends_says_what_was_learned"
            )
        ]

    def __str__(self) -> str:
        return self.unit.name

    def get_absolute_url(self) -> str:
        return reverse("campaigns:campaign", args=[self.unit.slug])


class Tenure(models.Model):
    """That somebody speaks for a campaign, from when until when. There is always exactly one."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="tenures")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    since = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(help_text="when it is time to hand over")
    ended_at = models.DateTimeField(null=True)

    personal: Register = {
        "person": Personal(
            "that you spoke for a campaign", Kind.DEED, Basis.PUBLIC, Keep.RECORD, Audience.PUBLIC
        ),
    }

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign"], condition=Q(ended_at=None), name="one_speaks_for_a_campaign"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} for {self.campaign}"

    @property
    def is_over(self) -> bool:
        return self.until <= clock.now()


class Handover(models.Model):
    """Somebody was asked to speak for a campaign from now on. Nothing changes before a yes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="handovers")
    to = models.ForeignKey(Person, models.CASCADE, related_name="+")
    offered_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True)
    taken = models.BooleanField(default=False)

    personal: Register = {
        "to": Personal(
            "that you were asked to speak for a campaign",
            Kind.DEED, Basis.CONSENT, Keep.YEAR, Audience.OFFICE,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["-offered_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign"], condition=Q(answered_at=None), name="one_is_asked_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(taken=False) | Q(answered_at__isnull=False), name="a_yes_is_an_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"handing over {self.campaign}"


class Covenant(models.Model):
    """What a campaign and the unit that supports it promise each other, until a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="covenants")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="covenants")
    text = models.TextField(help_text="in Markdown")
    party_gives = models.TextField()
    campaign_gives = models.TextField()
    money = models.PositiveIntegerField(default=0, help_text="in pounds")
    until = models.DateField()
    written_at = models.DateTimeField(default=clock.now)
    signed_at = models.DateTimeField(null=True)
    decision = models.JSONField(default=dict, help_text="which body of the unit signed, and when")
    asked_back = models.PositiveIntegerField(default=0, help_text="of the money, in pounds")
    why_back = models.TextField(blank=True)

    personal: Register = {}

    class Meta:
        ordering = ["-written_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_back__lte=F("money")), name="no_more_is_asked_back_than_was_given"
            ),
            models.CheckConstraint(
                condition=Q(asked_back=0) | ~Q(why_back=""), name="asking_back_says_why"
            ),
            models.UniqueConstraint(
                fields=["campaign"], condition=Q(signed_at=None), name="one_covenant_on_the_table"
            ),
        ]

    def __str__(self) -> str:
        return f"Covenant of {self.campaign} with {self.unit}"

    def get_absolute_url(self) -> str:
        return reverse("campaigns:covenant", args=[self.campaign.unit.slug])

    @property
    def decided_on(self) -> date | None:
        return _day_of(self.decision)

    @property
    def in_force(self) -> bool:
        return self.signed_at is not None and self.until >= clock.today()
