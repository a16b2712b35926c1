"""How loaded the people of a unit say they are: numbers, and nobody behind them."""

from django.db import models
from django.db.models import Q

from articulator.kernel.models import Unit
from articulator.kernel.personal import Audience, Basis, Keep, Kind, Personal, Register, Seals
from articulator.methods.suppression import SMALL


class Pulse(models.Model):
    """How many in a unit said in a week how loaded they are. A number, and nobody behind it."""

    class Load(models.IntegerChoices):
        LIGHT = 1, "I have room for more"
        GOOD = 2, "It is about right"
        FULL = 3, "It is full"
        HEAVY = 4, "It is too much"

    class Change(models.IntegerChoices):
        BETTER = 1, "Better than last week"
        SAME = 0, "The same"
        WORSE = -1, "Worse than last week"

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="pulses")
    week = models.DateField(help_text="its Monday")
    load = models.PositiveSmallIntegerField(choices=Load)
    change = models.SmallIntegerField(choices=Change)
    number = models.PositiveIntegerField(default=0)

    personal: Register = {}
    sealed: Seals = {"number": Q(number__gte=SMALL)}

    class Meta:
        ordering = ["week", "load", "change"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "week", "load", "change"], name="one_number_of_a_pulse"
            )
        ]

    def __str__(self) -> str:
        return f"pulse of {self.unit}, {self.week:%Y-%m-%d}"


class Given(models.Model):
    """Some browser has answered in this week: so that it answers once. It does not say what."""

    mark = models.CharField(max_length=64, unique=True)
    week = models.DateField(help_text="its Monday")

    kept_since = "week"
    personal: Register = {
        "mark": Personal(
            "that a browser has said how loaded somebody is this week, scrambled; not what it said",
            Kind.DEED, Basis.SAFETY, Keep.WEEK, Audience.NOBODY,
        ),
    }  # fmt: skip

    def __str__(self) -> str:
        return f"an answer in the week of {self.week:%Y-%m-%d}"
