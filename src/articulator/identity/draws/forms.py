from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from articulator.identity.bodies.models import SeatGroup
from articulator.kernel import clock


class MomentField(forms.DateTimeField):
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    input_formats = ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M")


class CallForm(forms.Form):
    """The call of a draw: what, how many, and where its luck will come from."""

    title = forms.CharField(max_length=200, label="What is this draw called?")
    seats = forms.IntegerField(min_value=1, label="How many seats are to be drawn?")
    seed_source = forms.CharField(
        max_length=300,
        label="Where will the seed come from?",
        help_text="Something that nobody can know or steer: dice thrown before witnesses, or a "
        "numbered round of a public beacon.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seed_due = MomentField(label="When is the seed fixed in public?")
    terms_begin = MomentField(label="When do terms begin?")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        due, begin = said.get("seed_due"), said.get("terms_begin")
        if isinstance(due, datetime) and due <= clock.now():
            self.add_error("seed_due", "The seed must not exist yet: choose a time to come.")
        if isinstance(due, datetime) and isinstance(begin, datetime) and begin <= due:
            self.add_error("terms_begin", "Terms begin after the draw.")
        return said


def first_values(group: SeatGroup) -> dict[str, Any]:
    noon = timezone.localtime(clock.now()).replace(hour=12, minute=0)
    return {
        "title": f"{group.body}: {group.size} seats by lot",
        "seats": group.size,
        "seed_due": noon + timedelta(days=14),
        "terms_begin": noon + timedelta(days=35),
    }


class SeedForm(forms.Form):
    """What was fixed in public, exactly as it was announced."""

    words = forms.CharField(
        max_length=400,
        label="The seed, exactly as it was announced",
        help_text="Dice in the order in which they fell, or the beacon’s number. Everyone can "
        "draw again with the same words.",
    )  # fmt: skip
    witnessed = forms.BooleanField(
        label="It was fixed in public, at the time and place announced, and I was there.",
    )
