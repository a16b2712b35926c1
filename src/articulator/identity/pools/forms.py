from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from articulator.kernel import clock
from articulator.methods.suppression import SMALL


class RangeField(forms.FloatField):
    """A slider; without JavaScript it is moved and sent as it is."""

    def __init__(self, low: float, high: float, step: float, **rest: Any) -> None:
        widget = forms.NumberInput(attrs={"type": "range"})
        super().__init__(min_value=low, max_value=high, step_size=step, widget=widget, **rest)


class ExposureForm(forms.Form):
    """The figures to play with. What is left out or cannot be is set to the example."""

    group = RangeField(1, 50, 1, label="Of 100 members, how many belong to the group?")
    ratio = RangeField(
        0.5, 20, 0.5, label="How many times as likely as others are they to take the training?"
    )
    coverage = RangeField(1, 100, 1, label="Of 100 members, how many are in the pool?")
    seats = RangeField(1, 60, 1, label="How many seats are drawn?")

    EXAMPLE = {"group": 10.0, "ratio": 5.0, "coverage": 20.0, "seats": 24.0}

    def figures(self) -> dict[str, float]:
        said = self.cleaned_data if self.is_valid() else {}
        return {name: said.get(name) or fallback for name, fallback in self.EXAMPLE.items()}


class AnnounceForm(forms.Form):
    """A round of invitations: how many, and where its luck will come from."""

    size = forms.IntegerField(
        min_value=SMALL,
        max_value=5000,
        label="How many members does the lot invite?",
        help_text="At least 8, so that the outcome can be told without telling of anybody.",
    )
    seed_source = forms.CharField(
        max_length=300,
        label="Where will the seed come from?",
        help_text="Something that nobody can know or steer: dice thrown before witnesses, or a "
        "numbered round of a public beacon.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seed_due = forms.DateTimeField(
        label="When is the seed fixed in public?",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"),
    )

    def clean_seed_due(self) -> datetime:
        due: datetime = self.cleaned_data["seed_due"]
        if due <= clock.now():
            raise forms.ValidationError("The seed must not exist yet: choose a time to come.")
        return due


def first_values(reachable: int) -> dict[str, Any]:
    noon = timezone.localtime(clock.now()).replace(hour=12, minute=0)
    return {"size": max(SMALL, min(40, reachable)), "seed_due": noon + timedelta(days=3)}


class SeedForm(forms.Form):
    words = forms.CharField(
        max_length=400,
        label="The seed, exactly as it was announced",
        help_text="Dice in the order in which they fell, or the beacon’s number.",
    )
    witnessed = forms.BooleanField(label="It was fixed in public, at the time and place announced.")
