from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.timezone import make_aware

from articulator.identity.contacts.models import Consent
from articulator.identity.representation.acts import FEWEST, MOST
from articulator.identity.representation.models import Consultation, Position
from articulator.kernel import clock
from articulator.kernel.models import Unit

V = Position.Value
THREE = ((V.AGREE, "Agree"), (V.DISAGREE, "Disagree"), (V.NEITHER, "Neither"))
FIVE = (
    (V.STRONGLY_AGREE, "Strongly agree"), (V.AGREE, "Agree"), (V.NEITHER, "Neither"),
    (V.DISAGREE, "Disagree"), (V.STRONGLY_DISAGREE, "Strongly disagree"),
)  # fmt: skip


class DayField(forms.DateField):
    """A day; the hour is noon, so that nobody has to watch midnight."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self, value: Any) -> datetime | None:
        day = super().clean(value)
        return make_aware(datetime.combine(day, time(12))) if day else None


class OpenForm(forms.Form):
    """A new consultation: whom it asks, what, and until when."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="Who is asked?")
    title = forms.CharField(max_length=160, label="What is it about?")
    why = forms.CharField(
        max_length=400, label="Why do you ask?", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A sentence or two. People answer when they know what it is for.",
    )  # fmt: skip
    statements = forms.CharField(
        label="The statements, one on each line",
        help_text=f"{FEWEST} to {MOST} of them. Short, one thought each, so that one can say "
        "yes or no; some that you agree with and some that you do not.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    scale = forms.ChoiceField(label="How can people answer?", choices=Consultation.Scale)
    opens = DayField(label="Opens", help_text="Everything happens at noon.")
    closes = DayField(label="Closes")

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean_statements(self) -> list[str]:
        lines = [one.strip() for one in self.cleaned_data["statements"].splitlines()]
        said = list(dict.fromkeys(filter(None, lines)))
        if not FEWEST <= len(said) <= MOST:
            raise forms.ValidationError(f"Write {FEWEST} to {MOST} statements; {len(said)} here.")
        if long := next((one for one in said if len(one) > 200), None):
            raise forms.ValidationError(f"Too long (200 letters at most): {long[:60]}…")
        return said

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        opens, closes = said.get("opens"), said.get("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", "It closes after it opens.")
        elif closes and closes <= clock.now():
            self.add_error("closes", "This day is over.")
        return said


class AnswerForm(forms.Form):
    """One question for each statement. Nothing has to be answered."""

    def __init__(
        self,
        *args: Any,
        consultation: Consultation,
        mine: dict[int, int],
        asks: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = FIVE if consultation.scale == Consultation.Scale.FIVE else THREE
        for one in consultation.statements.all():
            self.fields[f"s{one.number}"] = forms.TypedChoiceField(
                label=one.text, choices=choices, widget=forms.RadioSelect, coerce=int,
                empty_value=None, required=False, initial=mine.get(one.number),
            )  # fmt: skip
        if asks:
            self.fields["consents"] = forms.BooleanField(
                label=Consent.Purpose.POSITIONS.words,
                error_messages={"required": "Without your yes we may not keep what you think."},
                help_text="What you think about politics is protected by law. It is only counted, "
                "together with others, and nobody sees your answers. You can take this back at any "
                "time; then they are deleted.",
            )

    @property
    def answers(self) -> dict[int, int]:
        said = self.cleaned_data.items()
        return {
            int(name[1:]): value for name, value in said if name[1:].isdigit() and value is not None
        }
