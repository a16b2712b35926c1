from typing import Any

from django import forms

from articulator.identity.bodies.models import Body
from articulator.identity.bodies.queries import around
from articulator.intelligence.briefings.acts import Decided, Own
from articulator.intelligence.briefings.models import THOUGHT, Briefing, Finding
from articulator.intelligence.briefings.queries import named

FEW_LINES = {"rows": 3}


class OwnForm(forms.Form):
    """The same four parts that every finding has."""

    title = forms.CharField(max_length=160, label="In a few words")
    changed = forms.CharField(
        max_length=600, label="What changed?", widget=forms.Textarea(attrs=FEW_LINES)
    )
    sure = forms.CharField(
        max_length=400, label="How sure are we?", widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Who saw it, how many, how often.",
    )  # fmt: skip
    suggests = forms.CharField(
        max_length=THOUGHT, required=False, label="What does it suggest?",
        help_text="One thought, so that people can vote on it.",
    )  # fmt: skip
    unknown = forms.CharField(
        max_length=400, label="What do we not know?", widget=forms.Textarea(attrs={"rows": 2})
    )
    truth = forms.ChoiceField(
        choices=Finding.Truth, initial=Finding.Truth.LIVED, label="What kind of truth is it?"
    )

    @property
    def own(self) -> Own:
        return Own(**self.cleaned_data)


class PublishForm(forms.Form):
    bodies = forms.ModelMultipleChoiceField(
        Body.objects.none(), label="Who owes an answer?", widget=forms.CheckboxSelectMultiple,
        help_text="Each says by its day what it decided. The day is the constitution’s where it "
        "names one, else a fortnight.",
    )  # fmt: skip

    def __init__(self, *args: Any, briefing: Briefing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["bodies"]
        field.queryset = around(briefing.unit)
        field.initial = [body.pk for body in named(briefing)]


class DecidedForm(forms.Form):
    words = forms.CharField(
        max_length=4000, label="What did the body decide?",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Which suggestion you take up, which you do not, and why. “Nothing for now, "
        "because …” is an answer, too. It stays as you record it.",
    )  # fmt: skip
    votes_for = forms.IntegerField(
        min_value=0, max_value=100_000, required=False, label="Votes for"
    )
    votes_against = forms.IntegerField(
        min_value=0, max_value=100_000, required=False, label="Votes against"
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if (said.get("votes_for") is None) != (said.get("votes_against") is None):
            self.add_error("votes_against", "Give the votes of both sides, or of none.")
        return said

    @property
    def decided(self) -> Decided:
        return Decided(**self.cleaned_data)
