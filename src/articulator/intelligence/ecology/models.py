"""The groups around us: what they can carry, what we ask of them, their alarms."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from articulator.identity.bodies.models import Body
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register
from articulator.methods.capacity import Span

MOST = 100_000  # of anything a week: whoever types more has mistyped


class Partner(models.Model):
    """A group of the movement with which a unit is in touch. Never a person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="partners")
    name = models.CharField(max_length=120)
    about = models.CharField(max_length=300, blank=True, help_text="what the group does")
    link = models.PositiveSmallIntegerField(default=1, help_text="the number of the link in use")
    known_since = models.DateTimeField(default=clock.now)
    left_at = models.DateTimeField(null=True, help_text="asked not to be asked again")

    personal: Register = {}

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="one_partner_of_a_name_per_unit")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("ecology:partner", args=[self.pk])


class Address(models.Model):
    """Where a group wants to be written to. It may be somebody's own, so it goes after a while."""

    partner = models.OneToOneField(Partner, models.CASCADE, related_name="address")
    email = models.EmailField()
    heard_at = models.DateTimeField(default=clock.now, help_text="when they last answered")

    kept_since = "heard_at"
    personal: Register = {
        "email": Personal(
            "your address, as that of a group which we ask before we plan with its strength",
            Kind.CONTACT, Basis.MEMBERS, Keep.CONTACT, Audience.UNIT,
        ),
    }  # fmt: skip

    def __str__(self) -> str:
        return f"address of {self.partner}"


class Capacity(models.Model):
    """What a group says it can carry: so much of something a week, for a while."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="capacities")
    what = models.CharField(max_length=60, help_text="counted things: shifts of legal observers")
    per_week = models.PositiveIntegerField()
    begins = models.DateField()
    ends = models.DateField()
    said_at = models.DateTimeField(default=clock.now)
    by_hand = models.BooleanField(default=False, help_text="told to an officer, who typed it in")
    replaced_at = models.DateTimeField(null=True)

    personal: Register = {}

    class Meta:
        ordering = ["what", "-said_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "what"], condition=Q(replaced_at=None),
                name="one_capacity_of_a_kind_holds",
            ),
            models.CheckConstraint(
                condition=Q(ends__gte=F("begins")), name="a_capacity_ends_after_it_begins"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.per_week} {self.what} a week, {self.partner}"

    @property
    def span(self) -> Span:
        return Span(self.begins, self.ends, self.per_week)


class Plan(models.Model):
    """Something that costs strength, before it begins: a launch, a rapid response, a growth."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plans")
    what = models.CharField(max_length=120, blank=True, db_index=True, help_text="app.model:id")
    title = models.CharField(max_length=160)
    occasion = models.SlugField(max_length=40, help_text="as the constitution calls it")
    begins = models.DateField()
    ends = models.DateField()
    alone = models.BooleanField(default=False, help_text="said to draw on nobody’s strength")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    planned_at = models.DateTimeField(default=clock.now)
    dropped_at = models.DateTimeField(null=True)
    thoughts = models.JSONField(default=dict, help_text="what the constitution asks before it")
    reviewed_at = models.DateTimeField(null=True, help_text="when what came of it was written")

    personal: Register = {
        "by": Personal(
            "what you planned with the strength of others",
            Kind.DEED, Basis.MEMBERS, Keep.RECORD, Audience.UNIT,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["-planned_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gte=F("begins")), name="a_plan_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ecology:plan", args=[self.pk])

    @property
    def occasion_words(self) -> str:
        return self.occasion.replace("_", " ")

    @property
    def is_over(self) -> bool:
        return self.dropped_at is not None or self.ends < clock.today()


class Need(models.Model):
    """What a plan asks of one group, and what the group says. Silence is not a yes."""

    class Answer(models.TextChoices):
        OPEN = "open", "not answered yet"
        YES = "yes", "yes"
        SOME = "some", "yes, up to a number"
        NO = "no", "no"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="needs")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="needs")
    what = models.CharField(max_length=60)
    per_week = models.PositiveIntegerField()
    begins = models.DateField()
    ends = models.DateField()
    asked_at = models.DateTimeField(default=clock.now)
    answer_by = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=4, choices=Answer, default=Answer.OPEN)
    up_to = models.PositiveIntegerField(null=True)
    words = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    by_hand = models.BooleanField(default=False, help_text="told to an officer, who typed it in")
    no_rest = models.BooleanField(default=False, help_text="they begin before their rest is over")
    seen_load = models.PositiveIntegerField(default=0, help_text="the load they said yes to")
    seen_capacity = models.PositiveIntegerField(default=0, help_text="their capacity at that time")
    dropped_at = models.DateTimeField(null=True, help_text="no longer asked for")

    personal: Register = {}

    class Meta:
        ordering = ["begins", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "partner", "what"], condition=Q(dropped_at=None),
                name="a_plan_asks_once_for_each_thing",
            ),
            models.CheckConstraint(
                condition=Q(ends__gte=F("begins")), name="a_need_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(answer="open", answered_at=None)
                | (~Q(answer="open") & Q(answered_at__isnull=False)),
                name="an_answer_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(answer="some", up_to__isnull=False)
                | (~Q(answer="some") & Q(up_to=None)),
                name="yes_up_to_names_the_number",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.per_week} {self.what} a week for {self.plan}"

    def get_absolute_url(self) -> str:
        return self.plan.get_absolute_url()

    @property
    def is_late(self) -> bool:
        return self.answer == Need.Answer.OPEN and self.answer_by <= clock.now()

    @property
    def promised(self) -> int:
        """What they said yes to, of what is asked."""
        if self.answer == Need.Answer.YES:
            return self.per_week
        return min(self.per_week, self.up_to or 0) if self.answer == Need.Answer.SOME else 0

    @property
    def span(self) -> Span:
        return Span(self.begins, self.ends, self.per_week)

    @property
    def promised_span(self) -> Span:
        return Span(self.begins, self.ends, self.promised)


class Alarm(models.Model):
    """A group says that it is being worn out. Somebody answers it by a day, in the open."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="alarms")
    words = models.CharField(max_length=1000)
    raised_at = models.DateTimeField(default=clock.now)
    to = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    answer_by = models.DateTimeField()
    reply = models.CharField(max_length=1000, blank=True)
    replied_at = models.DateTimeField(null=True)

    personal: Register = {}

    class Meta:
        ordering = ["-raised_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(replied_at=None, reply="")
                | (Q(replied_at__isnull=False) & ~Q(reply="")),
                name="a_reply_has_words",
            )
        ]

    def __str__(self) -> str:
        return f"alarm of {self.partner}"

    def get_absolute_url(self) -> str:
        return f"{self.partner.get_absolute_url()}#alarms"

    @property
    def is_late(self) -> bool:
        return self.replied_at is None and self.answer_by <= clock.now()
