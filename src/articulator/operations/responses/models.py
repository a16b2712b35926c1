"""Acting within hours on a sudden threat or opening: what for, until when, begun or not."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register


class Response(models.Model):
    """Something that cannot wait for the usual way, and still begins on nobody's no or silence."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="responses")
    title = models.CharField(max_length=120)
    why = models.TextField(help_text="what cannot wait")
    until = models.DateField(help_text="no response is for ever")
    called_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    called_at = models.DateTimeField(default=clock.now)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    personal: Register = {
        "called_by": Personal(
            "that you called for a rapid response",
            Kind.DEED, Basis.MEMBERS, Keep.RECORD, Audience.UNIT,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["-called_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(begun_at=None) | Q(ended_at__gte=F("begun_at")),
                name="a_response_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("responses:response", args=[self.pk])

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None or self.until < clock.today()

    @property
    def state(self) -> str:
        if self.is_over:
            return "over" if self.begun_at else "not begun"
        return "under way" if self.begun_at else "asking"
