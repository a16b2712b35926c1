from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localdate

from articulator.identity.programme.acts import Done, Words
from articulator.identity.programme.models import Decision, Deed, Demand, Line, Version
from articulator.identity.programme.queries import answerable
from articulator.kernel import clock
from articulator.kernel.models import Unit


def _text(label: str, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **more)


def _day(label: str) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}))


def _past(day: date) -> date:
    if day > localdate(clock.now()):
        raise forms.ValidationError("This day has not come yet.")
    return day


class DemandForm(forms.Form):
    words = forms.CharField(
        max_length=200, label="What do you demand?",
        help_text="One sentence that the people who said it would sign.",
    )  # fmt: skip
    why = _text(
        "Why?", max_length=1000, help_text="What you heard, from how many, and what would change."
    )
    asked_of = forms.ModelChoiceField(
        Unit.objects.none(), label="Whose programme should say it?", empty_label=None,
        help_text="The body that decides it there must answer.",
    )  # fmt: skip

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Unit.objects.filter(pk__in=[one.pk for one in units]).order_by("-path")
        self.fields["asked_of"].queryset = found  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    reason = _text(
        "Why not?", max_length=1000, help_text="Those who raised it read this, and so can everyone."
    )


class WordsForm(forms.Form):
    """An item of a draft: its heading, its wording, and what it answers."""

    heading = forms.CharField(max_length=120, label="Heading")
    wording = _text(
        "What do we stand for here?", 5, max_length=6000, help_text="In words that a tenant uses."
    )
    demands = forms.ModelMultipleChoiceField(
        Demand.objects.none(), required=False, label="Which demands does it answer?",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(
        self, *args: Any, version: Version, line: Line | None = None, **kwargs: Any
    ) -> None:
        if line:
            answered = line.answering.values_list("demand", flat=True)
            kwargs["initial"] = {
                "heading": line.heading, "wording": line.wording, "demands": list(answered),
            }  # fmt: skip
        super().__init__(*args, **kwargs)
        waiting = answerable(version)
        if waiting.exists():
            self.fields["demands"].queryset = waiting  # type: ignore[attr-defined]
        else:
            del self.fields["demands"]

    @property
    def worded(self) -> Words:
        said = self.cleaned_data
        return Words(said["heading"], said["wording"], list(said.get("demands", ())))


class DecisionForm(forms.Form):
    on = _day("On which day was it decided?")
    votes_for = forms.IntegerField(min_value=0, label="Votes for it")
    votes_against = forms.IntegerField(min_value=0, label="Votes against")

    def clean_on(self) -> date:
        return _past(self.cleaned_data["on"])

    def decision(self) -> Decision:
        return {**self.cleaned_data, "on": self.cleaned_data["on"].isoformat()}


class DeedForm(forms.Form):
    """What somebody with a mandate did for an item."""

    kind = forms.ChoiceField(choices=Deed.Kind, label="What was it?")
    title = forms.CharField(max_length=160, label="What was it about?")
    where = forms.CharField(
        max_length=120, label="Where?", help_text="The council, the parliament, the office."
    )
    done_on = _day("When?")
    mandate = forms.CharField(
        max_length=120, label="With which mandate?", help_text="As in: councillor for Harbour ward."
    )
    name = forms.CharField(
        max_length=120, required=False, label="Who did it?",
        help_text="Leave it empty if it was you. For somebody else, give the name as the public "
        "source does.",
    )  # fmt: skip
    source = forms.URLField(
        required=False, max_length=500, label="Where can everyone look it up?",
        assume_scheme="https", help_text="Minutes, a report. Needed for what others did.",
    )  # fmt: skip

    def clean_done_on(self) -> date:
        return _past(self.cleaned_data["done_on"])

    @property
    def done(self) -> Done:
        said = self.cleaned_data
        return Done(
            Deed.Kind(said["kind"]), said["title"], said["where"], said["done_on"],
            said["mandate"], said["source"],
        )  # fmt: skip


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        choices=[one for one in Deed.Outcome.choices if one[0] != Deed.Outcome.WAITING],
        label="What came of it?", widget=forms.RadioSelect,
    )  # fmt: skip
    words = _text("In words", 3, max_length=1000)
