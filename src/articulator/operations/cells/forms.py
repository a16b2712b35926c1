from collections.abc import Mapping
from typing import Any

from django import forms

from articulator.methods.growth import Form as Training
from articulator.methods.growth import GrowthError, Newcomers
from articulator.operations.campaigns.forms import LearnedForm, day_field
from articulator.operations.cells.acts import Sign
from articulator.operations.cells.growth import Action
from articulator.operations.cells.models import MOST

__all__ = ["CountForm", "JoinForm", "LearnedForm", "OtherForm", "PaperForm", "PlanForm", "SignForm"]

WEEKDAYS = [
    (0, "Monday"), (1, "Tuesday"), (2, "Wednesday"), (3, "Thursday"), (4, "Friday"),
    (5, "Saturday"), (6, "Sunday"),
]  # fmt: skip


class SignForm(forms.Form):
    """What a cell says of itself."""

    name = forms.CharField(max_length=80, label="What is the cell called?")
    area = forms.CharField(
        max_length=40, label="Where is it?", help_text="A part of town or a district. No address."
    )
    does = forms.CharField(max_length=300, label="What does it do?")
    contact = forms.CharField(
        max_length=120, required=False, label="How is it reached?",
        help_text="A mail address or a link of the cell. Not the name or number of a person.",
    )  # fmt: skip
    listed = forms.BooleanField(
        required=False, label="We want to be found: show our name, place and contact to everyone."
    )
    secret = forms.CharField(widget=forms.HiddenInput, min_length=32, max_length=64)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("listed") and not said.get("contact"):
            self.add_error("contact", "A cell that wants to be found says how.")
        return said

    @property
    def sign(self) -> Sign:
        said = self.cleaned_data
        return Sign(*(said[key] for key in ("name", "area", "does", "contact", "listed")))


class JoinForm(forms.Form):
    secret = forms.CharField(widget=forms.HiddenInput, min_length=32, max_length=64)


class CountForm(forms.Form):
    day = day_field("A day of that week")
    came = forms.IntegerField(
        min_value=0, max_value=5000, label="How many were there for the first time?"
    )
    trained = forms.IntegerField(
        min_value=0, max_value=5000, label="How many of these have been trained since?"
    )


class OtherForm(forms.Form):
    other = forms.UUIDField()


class PaperForm(forms.Form):
    number = forms.IntegerField(min_value=1, max_value=MOST, label="How many joined on paper?")


# Before an action


class PlanForm(forms.Form):
    """What is known before an action. Nothing of it is kept."""

    day = day_field("When is the action?")
    low = forms.IntegerField(min_value=0, max_value=100_000, label="Newcomers, at least")
    likely = forms.IntegerField(min_value=0, max_value=100_000, label="Newcomers, likely")
    high = forms.IntegerField(min_value=0, max_value=100_000, label="Newcomers, at most")
    of_hundred = forms.IntegerField(
        min_value=0, max_value=100, required=False,
        label="Of a hundred newcomers, how many come to a training?",
        help_text="Leave it empty to reckon with what this campaign has counted.",
    )  # fmt: skip
    places = forms.IntegerField(min_value=1, max_value=500, initial=12, label="Places a training")
    trainers = forms.IntegerField(
        min_value=1, max_value=20, initial=2, label="Trainers that a training needs"
    )
    a_week = forms.IntegerField(
        min_value=1, max_value=14, initial=1, label="Trainings that a trainer can give in a week"
    )
    weekdays = forms.TypedMultipleChoiceField(
        coerce=int, choices=WEEKDAYS, required=False, widget=forms.CheckboxSelectMultiple,
        label="On which days?", help_text="None ticked means any day.",
    )  # fmt: skip
    action: Action

    def __init__(self, *args: Any, counted: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of_hundred"].required = not counted

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors:
            try:
                self.action = _action(said)
            except GrowthError as error:
                raise forms.ValidationError(str(error)) from error
        return said


def _action(said: Mapping[str, Any]) -> Action:
    form = Training(
        said["places"], said["trainers"], said["a_week"], frozenset(said["weekdays"] or range(7))
    )
    share = said["of_hundred"]
    newcomers = Newcomers(said["low"], said["likely"], said["high"])
    return Action(said["day"], newcomers, share, form)
