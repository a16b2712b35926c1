"""Lists of people that officers take out of the house: asked for with a reason, gone in a week."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.urls import reverse

from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register

STAYS = timedelta(days=7)


class Export(models.Model):
    """One list: of which roll, who asked for it, why. The list itself lies in pieces beside it."""

    class State(models.TextChoices):
        WAITING = "waiting", "being prepared"
        READY = "ready", "ready"
        REFUSED = "refused", "not made"
        GONE = "gone", "deleted"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    columns = models.JSONField(default=list, help_text="the keys of the columns asked for")
    sought = models.JSONField(default=dict, help_text="which people of the roll")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    words = models.CharField(max_length=300, blank=True, help_text="why it was not made")
    scope = models.CharField(max_length=64, blank=True, help_text="what `by` saw when it was made")
    rows = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0, help_text="how often it was downloaded")
    asked_at = models.DateTimeField(default=clock.now)
    ready_at = models.DateTimeField(null=True)

    personal: Register = {
        name: Personal(words, Kind.DEED, Basis.DUTY, Keep.PROOF, Audience.OFFICE)
        for name, words in (
            ("by", "the lists of people you asked for in office"),
            ("reason", "why you asked for them"),
            ("taken", "how often you downloaded them"),
        )
    }

    class Meta:
        ordering = ["-asked_at", "pk"]
        indexes = [models.Index(fields=["state", "asked_at"], name="exports_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "unit"], condition=models.Q(state="waiting"),
                name="one_list_of_a_roll_is_prepared_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "refused"])
                | models.Q(ready_at__gte=models.F("asked_at")),
                name="ready_after_it_was_asked_for",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"list of people of {self.unit}"

    def get_absolute_url(self) -> str:
        return reverse("exports:export", args=[self.pk])

    @property
    def gone_at(self) -> datetime:
        return self.asked_at + STAYS

    @property
    def file_name(self) -> str:
        return f"people-{self.unit.slug}-{self.asked_at:%Y-%m-%d}.csv"


class Piece(models.Model):
    """A part of a finished list: in the database, where every web process of every machine is."""

    of = models.ForeignKey(Export, models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    personal: Register = {
        "data": Personal(
            "a list with your name that an officer asked for, for seven days",
            Kind.IDENTITY, Basis.MEMBERS, Keep.WEEK, Audience.OFFICE,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="a_piece_once")]

    def __str__(self) -> str:
        return f"piece {self.number}"
