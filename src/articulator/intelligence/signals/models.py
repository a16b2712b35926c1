"""Numbers week by week, the alarms they ring or people raise, and what was done about them."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from articulator.identity.bodies.models import Body
from articulator.intelligence.signals.kinds import Kind, kind_of
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.kernel.personal import Audience, Basis, Keep, Personal, Register
from articulator.kernel.personal import Kind as About


class Series(models.Model):
    """What one unit counts of one kind, week by week."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="series")
    key = models.SlugField(max_length=40, help_text="its kind, one of `kinds.KINDS`")
    begun_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, help_text="no longer counted, so not missed")
    changed_at = models.DateTimeField(null=True, help_text="when a number was written down last")
    judged_at = models.DateTimeField(null=True, help_text="when the detectors looked last")

    personal: Register = {}

    class Meta:
        ordering = ["unit__path", "key"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "key"], name="a_unit_counts_a_kind_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind.title} in {self.unit}"

    def get_absolute_url(self) -> str:
        return reverse("signals:series", args=[self.pk])

    @property
    def kind(self) -> Kind:
        return kind_of(self.key)


class Count(models.Model):
    """How many there were in one week. A week without a row was not recorded: it is no zero."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="counts")
    week = models.DateField(help_text="its Monday")
    number = models.PositiveIntegerField()
    source = models.CharField(max_length=120, blank=True, help_text="app.model:id")
    counted_at = models.DateTimeField(default=clock.now)

    personal: Register = {}

    class Meta:
        ordering = ["-week"]
        constraints = [
            models.UniqueConstraint(fields=["series", "week"], name="one_number_of_a_week"),
        ]

    def __str__(self) -> str:
        return f"{self.series.kind.title}, week of {self.week:%Y-%m-%d}"


class Alarm(models.Model):
    """Something is out of the ordinary, and somebody answers by a time. Never deleted.

    The database refuses to delete one (migration 2). Nobody is kept who raised it.
    """

    class Found(models.TextChoices):
        RAISED = "raised", "raised by somebody"
        SPIKE = "spike", "far more than usual"
        RISE = "rise", "a slow rise"
        SILENCE = "silence", "nothing reported"

    class Matter(models.TextChoices):
        ATTACK = "attack", "Attack or threat"
        EVICTION = "eviction", "Eviction or bailiffs"
        POLICE = "police", "Police or court"
        OVERLOAD = "overload", "People here cannot go on"
        OTHER = "other", "Something else"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="signal_alarms")
    found = models.CharField(max_length=8, choices=Found)
    matter = models.CharField(max_length=8, choices=Matter, blank=True)
    words = models.CharField(max_length=1000, blank=True, help_text="a place, a group, an event")
    struck = models.CharField(max_length=200, blank=True, help_text="why words were taken out")
    series = models.ForeignKey(Series, models.PROTECT, null=True, related_name="alarms")
    week = models.DateField(null=True, help_text="its Monday")
    number = models.PositiveIntegerField(null=True)
    low = models.PositiveIntegerField(null=True, help_text="eight of ten ordinary weeks")
    high = models.PositiveIntegerField(null=True)
    chance = models.FloatField(null=True, help_text="of so many or more, or of such a silence")
    silent_weeks = models.PositiveSmallIntegerField(null=True)
    past = models.BooleanField(default=False, help_text="past those who run the unit")
    follow = models.CharField(max_length=64, blank=True, help_text="hash of the key to follow it")
    raised_at = models.DateTimeField(default=clock.now)
    to = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    answer_by = models.DateTimeField(db_index=True)
    rung_at = models.DateTimeField(default=clock.now, help_text="when letters went out last")
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    personal: Register = {}

    class Meta:
        ordering = ["raised_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "found"], condition=Q(closed_at=None),
                name="a_series_rings_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["series", "found", "week"], name="a_week_rings_once"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(answered_at__lte=F("closed_at")),
                name="an_alarm_is_answered_before_it_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(found="raised", series=None) | (~Q(found="raised") & ~Q(series=None)),
                name="an_alarm_is_raised_or_found_in_a_series",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        if self.series:
            return f"{self.series.kind.title}: {self.get_found_display()}"
        return self.get_matter_display()

    def get_absolute_url(self) -> str:
        return reverse("signals:alarm", args=[self.pk])

    @property
    def is_late(self) -> bool:
        return self.answered_at is None and self.answer_by <= clock.now()

    @property
    def state(self) -> str:
        if self.closed_at:
            return "closed"
        if self.answered_at:
            return "being dealt with"
        return "late" if self.is_late else "waits for an answer"


class Rung(models.Model):
    """A level that an alarm has reached: who answers there, by when, by which clause."""

    alarm = models.ForeignKey(Alarm, models.PROTECT, related_name="rungs")
    place = models.PositiveSmallIntegerField()
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    reached_at = models.DateTimeField(default=clock.now)
    answer_by = models.DateTimeField()
    clause = models.CharField(max_length=60, blank=True)
    vacant = models.BooleanField(default=False, help_text="nobody sat there, so it went on")

    personal: Register = {}

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["alarm", "place"], name="one_rung_of_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.body or 'nobody'} answers {self.alarm}"


class Case(models.Model):
    """The answer to an alarm: what is done about it, and in the end what it was."""

    class Verdict(models.TextChoices):
        REAL = "real", "It was what it looked like"
        OTHER = "other", "It was something else that mattered"
        FALSE = "false", "False alarm"

    alarm = models.OneToOneField(Alarm, models.PROTECT, primary_key=True, related_name="case")
    answer = models.CharField(max_length=1000, help_text="what those who raised it are told")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)
    verdict = models.CharField(max_length=5, choices=Verdict, blank=True)
    what_it_was = models.CharField(max_length=1000, blank=True)
    what_helped = models.CharField(max_length=1000, blank=True)
    reviewed_at = models.DateTimeField(null=True)

    personal: Register = {
        "by": Personal(
            "that you answered an alarm, in office",
            About.DEED, Basis.DUTY, Keep.RECORD, Audience.OFFICE,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_at=None, verdict="")
                | (Q(reviewed_at__isnull=False) & ~Q(verdict="") & ~Q(what_it_was="")),
                name="a_review_says_what_it_was",
            )
        ]

    def __str__(self) -> str:
        return f"case: {self.alarm}"

    def get_absolute_url(self) -> str:
        return self.alarm.get_absolute_url()


class Action(models.Model):
    """One thing that somebody does about it, by a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="actions")
    what = models.CharField(max_length=200)
    who = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    due = models.DateField()
    done_at = models.DateTimeField(null=True)
    added_at = models.DateTimeField(default=clock.now)

    personal: Register = {
        "who": Personal(
            "what you took on when an alarm was answered",
            About.DEED, Basis.DUTY, Keep.RECORD, Audience.OFFICE,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["due", "added_at"]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return self.case.get_absolute_url()

    @property
    def is_late(self) -> bool:
        return self.done_at is None and self.due < clock.today()
