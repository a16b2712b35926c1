from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from articulator.intelligence.signals.kinds import KINDS
from articulator.intelligence.signals.models import Alarm, Case, Series
from articulator.intelligence.signals.queries import WEEK, answering, this_week
from articulator.kernel.models import Person, Unit

MOST = 100_000  # of anything in a week: whoever types more has mistyped
BACK = 12  # weeks that can be typed in after the fact
WHERE = "A place, a group or an event; never a private person by name."


class RaiseForm(forms.Form):
    """One tap is enough: only what it is about. The rest helps whoever answers."""

    words = forms.CharField(
        max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        label="Where, and what is needed?", help_text=WHERE,
    )  # fmt: skip
    past = forms.BooleanField(
        required=False, label="It is about those who run this unit: send it past them."
    )
    matter = forms.ChoiceField(choices=Alarm.Matter, widget=forms.HiddenInput)


class BeginForm(forms.Form):
    """What to count from now on, of what is not counted yet."""

    key = forms.ChoiceField(label="What do you want to count, week by week?")

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = dict(Series.objects.filter(unit=unit).values_list("key", "ended_at"))
        ended = {key for key, at in known.items() if at}
        self.fields["key"].choices = [  # type: ignore[attr-defined]
            (kind.key, kind.title)
            for kind in KINDS.values()
            if kind.key in ended or (kind.key not in known and kind.by is None)
        ]


class CountForm(forms.Form):
    """The number of one week. None at all is 0, which is worth writing down."""

    week = forms.TypedChoiceField(coerce=date.fromisoformat, label="Which week?")
    number = forms.IntegerField(
        min_value=0, max_value=MOST, label="How many?",
        help_text="None at all is 0: write it down, so that silence and nothing can be told apart.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = this_week()
        weeks = [now - back * WEEK for back in range(BACK)]
        self.fields["week"].choices = [(one.isoformat(), _named(one)) for one in weeks]  # type: ignore[attr-defined]
        self.fields["week"].initial = (now - WEEK).isoformat()


class WeekForm(forms.Form):
    """All numbers of last week at once. What stays empty was not recorded."""

    def __init__(self, *args: Any, kept: Sequence[Series], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = {f"n{at}": one for at, one in enumerate(kept)}
        for name, one in self.kept.items():
            self.fields[name] = forms.IntegerField(
                min_value=0, max_value=MOST, required=False, label=one.kind.title
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and all(number is None for number in said.values()):
            raise forms.ValidationError("Write at least one number. None at all is 0.")
        return said

    @property
    def numbers(self) -> list[tuple[Series, int]]:
        said = self.cleaned_data
        return [(one, said[name]) for name, one in self.kept.items() if said[name] is not None]


def _named(week: date) -> str:
    end = week + timedelta(days=6)
    return f"{week:%-d %B} to {end:%-d %B %Y}"


class AnswerForm(forms.Form):
    words = forms.CharField(
        max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        label="What will you do?",
        help_text="Those who run the unit read this, and so does whoever raised it.",
    )  # fmt: skip


class ActionForm(forms.Form):
    """Who does what by when."""

    what = forms.CharField(max_length=200, label="What?")
    who = forms.ModelChoiceField(
        queryset=Person.objects.none(),
        required=False,
        label="Who?",
        empty_label="All of us together",
    )
    due = forms.DateField(label="By when?", widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(pk__in=[one.pk for one in answering(case.alarm)])
        self.fields["who"].queryset = people.order_by("name")  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    verdict = forms.ChoiceField(
        choices=Case.Verdict, widget=forms.RadioSelect, label="Was the alarm right?"
    )
    what_it_was = forms.CharField(
        max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), label="What was it?"
    )
    what_helped = forms.CharField(
        max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        label="What helped, and what would you do sooner?",
    )  # fmt: skip


class StrikeForm(forms.Form):
    why = forms.CharField(
        max_length=200, label="Why are the words taken out?",
        help_text="This stands in their place. Say it without the name.",
    )  # fmt: skip
