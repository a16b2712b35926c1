"""A person's own copy of what is kept of them, and their wish to be deleted."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from articulator.identity.membership.models import OwnQuerySet
from articulator.kernel import clock
from articulator.kernel.models import Person
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register

COPY_STAYS = timedelta(days=7)
REFLECTION = timedelta(days=7)  # to change one's mind before anything is deleted


class Copy(models.Model):
    """A file with everything that is kept of one person, for this person alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    ready_at = models.DateTimeField(null=True)
    content = models.BinaryField(default=bytes, help_text="a zip; empty until it is ready")
    objects = OwnQuerySet["Copy"].as_manager()

    personal: Register = {
        "person": Personal(
            "that you asked for a copy of your data",
            Kind.DEED, Basis.DUTY, Keep.WEEK, Audience.SELF,
        ),
        "asked_at": Personal(
            "when you asked for it", Kind.DEED, Basis.DUTY, Keep.WEEK, Audience.SELF
        ),
        "ready_at": Personal("when it was ready", Kind.DEED, Basis.DUTY, Keep.WEEK, Audience.SELF),
        "content": Personal(
            "the copy itself, for you to download",
            Kind.IDENTITY, Basis.DUTY, Keep.WEEK, Audience.SELF,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ready_at=None), name="one_copy_is_made_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return "a copy of one's own data"

    @property
    def gone_at(self) -> datetime:
        return self.asked_at + COPY_STAYS


class Deletion(models.Model):
    """Somebody wants to be deleted. Seven days pass first; until then it can be taken back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    objects = OwnQuerySet["Deletion"].as_manager()

    personal: Register = {
        name: Personal(words, Kind.DEED, Basis.DUTY, Keep.PROOF, Audience.SELF)
        for name, words in (
            ("person", "that you asked to be deleted"),
            ("asked_at", "when you asked to be deleted"),
            ("due_at", "until when you could take it back"),
            ("withdrawn_at", "when you took it back"),
            ("done_at", "when it was done"),
        )
    }

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(withdrawn_at=None, done_at=None),
                name="one_wish_to_be_deleted_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | (Q(withdrawn_at=None) & Q(done_at__gte=F("due_at"))),
                name="deleted_when_due_and_not_taken_back",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return "a wish to be deleted"
