from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from articulator.identity.bodies.models import Body
from articulator.identity.bodies.queries import around
from articulator.intelligence.forecasts.acts import Asked
from articulator.intelligence.forecasts.models import Question
from articulator.intelligence.forecasts.wording import CHANCES
from articulator.kernel.models import Unit

LAST_MINUTE = time(23, 59)


class AskForm(forms.Form):
    text = forms.CharField(
        max_length=160, label="Will it happen?",
        help_text="Something that will be plain to everybody: “Will the council put the sale of "
        "Mill Lane to the vote by 31 March?” Never about one private person.",
    )  # fmt: skip
    criterion = forms.CharField(
        max_length=600, label="How will everybody be able to tell?",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What has to stand where. The more exact, the less there is to quarrel about.",
    )  # fmt: skip
    happens_by = forms.DateField(
        label="By which day?", widget=forms.DateInput(attrs={"type": "date"})
    )
    closes = forms.DateField(
        label="Until when can people answer?", widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Before it will be known.",
    )  # fmt: skip
    resolver = forms.ModelChoiceField(
        Body.objects.none(), label="Who says in the end what came?", empty_label=None
    )
    base_yes = forms.IntegerField(
        min_value=0, max_value=10_000, required=False, label="How often did it come in the past?",
        help_text="Of all the times when it could have. It is what our guesses are held against.",
    )  # fmt: skip
    base_of = forms.IntegerField(
        min_value=1, max_value=10_000, required=False, label="Of how many times?"
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["resolver"].queryset = around(unit)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        yes, of = said.get("base_yes"), said.get("base_of")
        if (yes is None) != (of is None) or (of is not None and yes > of):
            self.add_error("base_of", "Say both, and no more often than it could have come.")
        return said

    @property
    def asked(self) -> Asked:
        said = dict(self.cleaned_data)
        day = datetime.combine(said.pop("closes"), LAST_MINUTE)
        return Asked(closes_at=timezone.make_aware(day), **said)


class AnswerForm(forms.Form):
    chance = forms.TypedChoiceField(
        coerce=int, choices=CHANCES, widget=forms.RadioSelect,
        label="How likely do you think it is?",
        help_text="Of ten such cases, in how many would it happen? You can change it until it "
        "closes.",
    )  # fmt: skip


class ResolveForm(forms.Form):
    came = forms.ChoiceField(choices=Question.Came, widget=forms.RadioSelect, label="What came?")
    source = forms.CharField(
        max_length=500, label="By what can everybody tell?",
        help_text="The address of a page, or the paper and its date.",
    )  # fmt: skip


class AnnulForm(forms.Form):
    why = forms.CharField(
        max_length=300, label="Why does it count no more?",
        help_text="It cannot be told, or it was asked so that both answers are right.",
    )  # fmt: skip
