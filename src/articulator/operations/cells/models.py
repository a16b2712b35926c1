"""Cells of a campaign: small, without anybody's name, each with the line from which it came."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from articulator.kernel import clock
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register
from articulator.kernel.scope import ScopedQuerySet
from articulator.operations.campaigns.models import Campaign

FEWEST, MOST = 3, 12  # people in a cell


class CellQuerySet(models.QuerySet["Cell"]):
    def open(self) -> "CellQuerySet":
        return self.filter(ended_at=None)


class Cell(models.Model):
    """Three to twelve people who act together. Known by what it does, never by who is in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="cells")
    name = models.CharField(max_length=80)
    area = models.CharField(max_length=40, help_text="a district or a part of town")
    does = models.CharField(max_length=300)
    contact = models.CharField(max_length=120, blank=True, help_text="of the cell, not of anybody")
    listed = models.BooleanField(default=False, help_text="whether it wants to be found")
    split_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="offspring")
    generation = models.PositiveSmallIntegerField(default=0)
    letter = models.PositiveIntegerField(default=1, help_text="the link to join: its count")
    started_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)
    learned = models.TextField(blank=True)
    objects = CellQuerySet.as_manager()

    personal: Register = {
        "contact": Personal(
            "how to reach a cell, until it ends: meant to be its address, not yours",
            Kind.CONTACT, Basis.CONSENT, Keep.WEEK, Audience.PUBLIC,
        ),
    }  # fmt: skip
    kept_since = "ended_at"

    class Meta:
        ordering = ["generation", "started_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(contact="", listed=False),
                name="an_ended_cell_is_reached_by_nobody",
            ),
            models.CheckConstraint(
                condition=Q(split_from=None, generation=0)
                | Q(split_from__isnull=False, generation__gte=1),
                name="a_generation_follows_from_its_origin",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("cells:cell", args=[self.pk])


class Place(models.Model):
    """Somebody is in a cell. Who, nobody knows: only their own link or browser opens it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cell = models.ForeignKey(Cell, models.CASCADE, related_name="places")
    mark = models.CharField(max_length=64, unique=True, help_text="of a key that they keep")
    keeps = models.BooleanField(default=False, help_text="whether they act for the cell")
    kept_from = models.DateTimeField(help_text="the month of the last word from them, its start")
    objects = ScopedQuerySet["Place"].as_manager()

    personal: Register = {
        "mark": Personal(
            "that somebody is in a cell, under a mark that only their own link opens",
            Kind.BELONGING, Basis.CONSENT, Keep.YEAR, Audience.NOBODY,
        ),
        "keeps": Personal(
            "whether they act for the cell", Kind.DEED, Basis.CONSENT, Keep.YEAR, Audience.NOBODY
        ),
    }  # fmt: skip
    kept_since = "kept_from"

    def __str__(self) -> str:
        return f"a place in {self.cell}"


class Bond(models.Model):
    """Two cells that work side by side, because both said so."""

    one = models.ForeignKey(Cell, models.CASCADE, related_name="bonds")
    other = models.ForeignKey(Cell, models.CASCADE, related_name="bonds_asked")
    asked_at = models.DateTimeField(default=clock.now)
    agreed_at = models.DateTimeField(null=True)

    personal: Register = {}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="asked_once"),
            models.CheckConstraint(condition=~Q(one=F("other")), name="no_cell_links_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.one} and {self.other}"


class Week(models.Model):
    """What a cell's actions brought in one week: numbers, and nothing else."""

    cell = models.ForeignKey(Cell, models.CASCADE, related_name="weeks")
    monday = models.DateField()
    came = models.PositiveSmallIntegerField(help_text="who were there for the first time")
    trained = models.PositiveSmallIntegerField(help_text="of these, who have been trained since")

    personal: Register = {}

    class Meta:
        ordering = ["monday"]
        constraints = [
            models.UniqueConstraint(fields=["cell", "monday"], name="a_week_is_counted_once"),
            models.CheckConstraint(
                condition=Q(trained__lte=F("came")), name="nobody_is_trained_who_did_not_come"
            ),
            models.CheckConstraint(
                condition=Q(monday__iso_week_day=1), name="a_week_begins_on_monday"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cell}, week of {self.monday}"
