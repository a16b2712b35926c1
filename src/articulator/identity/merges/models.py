"""Whether two entries are one person: numbers from elsewhere, pairs that may be one, merges."""

import uuid

from django.db import models
from django.urls import reverse

from articulator.identity.membership.models import OwnQuerySet
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register


class Identifier(models.Model):
    """The number by which another system knows a person, so that its next file finds them."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="identifiers")
    scheme = models.SlugField(max_length=20, help_text="whose number it is")
    value = models.CharField(max_length=60)
    objects = OwnQuerySet["Identifier"].as_manager()

    personal: Register = {
        "person": Personal(
            "that another system knows you",
            Kind.IDENTITY, Basis.MEMBERS, Keep.MEMBERSHIP, Audience.SELF,
        ),
        "scheme": Personal(
            "which system knew you before", Kind.BELONGING, Basis.MEMBERS, Keep.MEMBERSHIP,
            Audience.SELF,
        ),
        "value": Personal(
            "your number there", Kind.IDENTITY, Basis.MEMBERS, Keep.MEMBERSHIP, Audience.SELF
        ),
    }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="a_number_leads_to_one_person")
        ]

    def __str__(self) -> str:
        return f"{self.scheme}: {self.value}"


class Pair(models.Model):
    """Two entries that may be one person, found by name, mail and phone; an officer decides."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", help_text="where it was found")
    first = models.ForeignKey(Person, models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")
    score = models.FloatField()
    reason = models.CharField(max_length=200)
    found_at = models.DateTimeField(default=clock.now)
    apart_at = models.DateTimeField(null=True, help_text="since when they are known to be two")

    personal: Register = {
        name: Personal(words, Kind.IDENTITY, Basis.MEMBERS, Keep.YEAR, Audience.UNIT)
        for name, words in {
            "first": "that your entry resembles another",
            "second": "that another entry resembles yours",
            "reason": "in what they agree",
        }.items()
    }

    class Meta:
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="a_pair_once"),
            models.CheckConstraint(
                condition=~models.Q(first=models.F("second")), name="a_pair_is_of_two"
            ),
        ]

    def __str__(self) -> str:
        return self.reason

    def get_absolute_url(self) -> str:
        return reverse("merges:pair", args=[self.pk])


class Merge(models.Model):
    """Two entries that became one. What was there before is kept for thirty days, to go back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kept = models.ForeignKey(Person, models.CASCADE, related_name="+")
    before = models.JSONField(default=dict, help_text="every row that the merge touched")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    undone_at = models.DateTimeField(null=True)

    personal: Register = {
        "kept": Personal(
            "that two entries of yours became one",
            Kind.IDENTITY, Basis.DUTY, Keep.PROOF, Audience.UNIT,
        ),
        "before": Personal(
            "your two entries as they were, for thirty days",
            Kind.IDENTITY, Basis.MEMBERS, Keep.SHORT, Audience.UNIT,
        ),
        "by": Personal("the merges you made", Kind.DEED, Basis.DUTY, Keep.PROOF, Audience.OFFICE),
    }  # fmt: skip

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.kept}, merged"
