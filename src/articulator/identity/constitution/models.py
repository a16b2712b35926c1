"""The versions of the constitution; at most one is in force."""

import uuid

from django.db import models
from django.urls import reverse

from articulator.kernel import clock
from articulator.kernel.models import Person
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register


class Version(models.Model):
    """One text of the constitution; its fingerprint is the SHA-256 of what it says."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fingerprint = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=20)
    text = models.TextField()
    proposed_at = models.DateTimeField(default=clock.now)
    proposed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    adopted_at = models.DateTimeField(null=True)
    decision = models.JSONField(default=dict, help_text="who decided, when, with how many votes")
    superseded_at = models.DateTimeField(null=True)

    personal: Register = {
        "proposed_by": Personal(
            "that you proposed a text of the constitution",
            Kind.DEED, Basis.PUBLIC, Keep.RECORD, Audience.PUBLIC,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(adopted_at__isnull=False, superseded_at=None),
                name="one_constitution_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(superseded_at=None) | models.Q(adopted_at__isnull=False),
                name="only_an_adopted_version_is_superseded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("constitution:version", args=[self.pk])
