"""The tables of a gathering: who sits where, what a table notes, what it brings back."""

import uuid
from collections.abc import Sequence

from django.db import models
from django.db.models import Q
from django.urls import reverse

from articulator.kernel import clock
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
from articulator.operations.gatherings.models import Gathering

FEWEST, MOST = 2, 5  # points that a table brings back
LONGEST = 140  # letters of a point: it can become a statement as it is
WISHES = 3


class Floor(models.Model):
    """The tables of one gathering, and how people come to them."""

    class By(models.TextChoices):
        SIZE = "size", "by lot, equally many at each"
        MIXING = "mixing", "mixed: newcomers and old hands at every table"
        INTEREST = "interest", "by interest: each table has a topic, and people choose"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gathering = models.OneToOneField(Gathering, models.CASCADE, related_name="floor")
    by = models.CharField(max_length=10, choices=By, default=By.SIZE)
    question = models.CharField(max_length=200, blank=True, help_text="what the tables talk about")
    seed = models.PositiveIntegerField(default=0, help_text="of the lot; goes up with each shuffle")
    allotted_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    shown = models.PositiveSmallIntegerField(null=True, help_text="whose points stand on the wall")
    version = models.PositiveIntegerField(default=1, help_text="goes up with what people see")

    personal: Register = {}

    class Meta:
        ordering = ["-gathering__starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(opened_at__isnull=False),
                name="tables_close_after_they_opened",
            )
        ]

    def __str__(self) -> str:
        return f"Tables: {self.question or self.gathering}"

    def get_absolute_url(self) -> str:
        return reverse("tables:floor", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None


class Table(models.Model):
    """One table: its number, where it stands, what it is about, the code on its card."""

    floor = models.ForeignKey(Floor, models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=60, blank=True, help_text="by the window")
    topic = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=12, unique=True, help_text="on its card")

    personal: Register = {}
    sealed: Seals = {"code": NEVER}

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["floor", "number"], name="one_table_of_a_number")
        ]

    def __str__(self) -> str:
        return f"Table {self.number}{f', {self.place}' if self.place else ''}"

    def get_absolute_url(self) -> str:
        return reverse("tables:pad", args=[self.floor_id, self.number])


_THERE = (Kind.DEED, Basis.CONSENT, Keep.SHORT, Audience.OFFICE)


class Guest(models.Model):
    """Somebody in the room, by the mark of a ticket or of a phone; at a table, or not yet."""

    floor = models.ForeignKey(Floor, models.CASCADE, related_name="guests")
    subject = models.CharField(max_length=64, help_text="hash of a ticket or of a phone's token")
    table = models.ForeignKey(Table, models.CASCADE, null=True, related_name="guests")
    pinned = models.BooleanField(default=False)
    is_new = models.BooleanField(null=True, help_text="None: not said")
    wishes = models.JSONField(default=list, help_text="numbers of tables, the dearest first")
    objects = ScopedQuerySet["Guest"].as_manager()

    kept_since = "floor__gathering__ends_at"
    personal: Register = {
        "subject": Personal("the mark of your ticket or phone, to find your table", *_THERE),
        "table": Personal("at which table you sat", *_THERE),
        "is_new": Personal("whether you came for the first time, if you said so", *_THERE),
        "wishes": Personal("at which tables you wished to sit", *_THERE),
    }

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["floor", "subject"], name="nobody_sits_twice"),
            models.CheckConstraint(
                condition=Q(pinned=False) | Q(table__isnull=False), name="a_pin_needs_a_table"
            ),
        ]

    def __str__(self) -> str:
        return "somebody in the room"


class Note(models.Model):
    """A line on a table's pad. Its id comes from the phone, so it arrives once; it stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    table = models.ForeignKey(Table, models.CASCADE, related_name="notes")
    text = models.CharField(max_length=500)
    at = models.DateTimeField(default=clock.now)
    objects = ScopedQuerySet["Note"].as_manager()

    kept_since = "table__floor__gathering__ends_at"
    personal: Register = {
        "text": Personal(
            "what your table wrote on its pad, under nobody's name",
            Kind.OPINION, Basis.CONSENT, Keep.SHORT, Audience.OFFICE,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_note_says_something")]

    def __str__(self) -> str:
        return f"a note of {self.table}"


class Harvest(models.Model):
    """What a table brings back: two to five points. Five columns, so that nothing is beyond."""

    FIELDS = ("first", "second", "third", "fourth", "fifth")

    table = models.OneToOneField(Table, models.CASCADE, related_name="harvest")
    first = models.CharField(max_length=LONGEST)
    second = models.CharField(max_length=LONGEST)
    third = models.CharField(max_length=LONGEST, blank=True)
    fourth = models.CharField(max_length=LONGEST, blank=True)
    fifth = models.CharField(max_length=LONGEST, blank=True)
    at = models.DateTimeField(default=clock.now)

    personal: Register = {}

    class Meta:
        ordering = ["table__number"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(first="") & ~Q(second=""), name="a_table_brings_two_points_at_least"
            ),
            models.CheckConstraint(
                condition=(~Q(third="") | Q(fourth="")) & (~Q(fourth="") | Q(fifth="")),
                name="points_stand_without_a_gap",
            ),
        ]

    def __str__(self) -> str:
        return f"What {self.table} brings back"

    def get_absolute_url(self) -> str:
        return f"{reverse('tables:harvest', args=[self.table.floor_id])}#t{self.table.number}"

    @property
    def points(self) -> Sequence[str]:
        return [said for name in self.FIELDS if (said := getattr(self, name))]
