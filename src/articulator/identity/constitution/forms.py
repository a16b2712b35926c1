from typing import Any

from django import forms

from articulator.identity.constitution.queries import presets

LARGEST = 1_000_000


class DraftForm(forms.Form):
    """A constitution to propose: a preset, or a file of one's own."""

    preset = forms.ChoiceField(label="Start from a preset", required=False)
    file = forms.FileField(label="Or your own file (YAML)", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["preset"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", "none"), *presets()]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if bool(said.get("preset")) == bool(said.get("file")):
            raise forms.ValidationError("Choose a preset or a file: one of the two.")
        return said

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise forms.ValidationError("A constitution has at most 1 MB.")
        return file


class DecisionForm(forms.Form):
    """The decision that puts a version in force, as it was taken."""

    body = forms.CharField(max_length=160, label="Which body decided?")
    decided_on = forms.DateField(
        label="When?", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    votes_for = forms.IntegerField(min_value=0, label="Votes for")
    votes_against = forms.IntegerField(min_value=0, label="Votes against")
    aware = forms.BooleanField(
        label="The errors shown below were put before that body, and it decided all the same.",
    )

    def __init__(self, *args: Any, errors: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not errors:
            del self.fields["aware"]

    def decision(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {**said, "decided_on": said["decided_on"].isoformat()}
