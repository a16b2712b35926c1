"""Where a unit is: the postcode areas that lead people to it."""

from django.db import models

from articulator.kernel.models import Unit
from articulator.kernel.personal import Register


class PostcodeArea(models.Model):
    """A district (EH6) or post town (EH) whose people belong to this unit, unless they choose."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="areas")
    code = models.CharField(max_length=8, unique=True)

    personal: Register = {}

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code
