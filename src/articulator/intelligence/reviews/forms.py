from typing import Any

from django import forms

from articulator.intelligence.reviews.acts import Said


def _question(label: str, help_text: str) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(max_length=1500, label=label, help_text=help_text, widget=area)


class ReviewForm(forms.Form):
    """What was meant, what happened, why, what is kept."""

    meant = _question("What was meant to happen?", "As it was planned, before anybody knew better.")
    happened = _question(
        "What happened?", "What somebody with a camera would have seen. How much did others carry?"
    )
    why = _question(
        "Why was it different, or why did it work?",
        "Look for what made it likely, not for who did it. No names of people.",
    )
    keep = _question(
        "What do we keep, and what do we do differently?",
        "For somebody who plans the same next month in another place.",
    )

    @property
    def said(self) -> Said:
        data: dict[str, Any] = self.cleaned_data
        return Said(**data)
