from datetime import timedelta
from typing import Any

from django import forms

from articulator.intelligence.ecology.forms import DrawForm
from articulator.kernel import clock

SOON = timedelta(days=3)


class CallForm(DrawForm):
    """All on one page: what cannot wait, until when, whose strength it needs first."""

    title = forms.CharField(max_length=120, label="What has to be done?")
    why = forms.CharField(
        max_length=1500, label="Why can it not wait?", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everyone who is signed in can read it. No names of people, no plan that would "
        "help those against whom it goes.",
    )  # fmt: skip
    field_order = ("title", "why", "begins", "ends", "partner", "what", "per_week", "alone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        today = clock.today()
        super().__init__(*args, initial={"begins": today, "ends": today + SOON}, **kwargs)
