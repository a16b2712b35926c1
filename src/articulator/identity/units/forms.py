from datetime import date

from django import forms

from articulator.identity.units.queries import codes_in, units
from articulator.kernel import clock
from articulator.kernel.models import Unit
from articulator.methods.postcodes import areas


class OpenForm(forms.Form):
    """A new region, branch or campaign."""

    parent = forms.ModelChoiceField(Unit.objects.none(), label="Part of")
    name = forms.CharField(max_length=120, label="Name")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["parent"].queryset = units()  # type: ignore[attr-defined]


class AreasForm(forms.Form):
    areas = forms.CharField(
        label="Postcode areas",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Districts (EH6) or whole post towns (EH), with spaces or commas between.",
    )

    def clean_areas(self) -> list[str]:
        codes = codes_in(self.cleaned_data["areas"])
        if wrong := [code for code in codes if code != next(iter(areas(code)), "")]:
            raise forms.ValidationError(
                f"{', '.join(wrong)} is not an area. Write the first part of the postcode alone."
            )
        return codes


class DecisionForm(forms.Form):
    """Who decided it: dividing and merging are decisions of a body, recorded here."""

    body = forms.CharField(max_length=120, label="Which body decided it?")
    on = forms.DateField(label="When?", widget=forms.DateInput(attrs={"type": "date"}))

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > clock.today():
            raise forms.ValidationError("This day has not come yet.")
        return day

    @property
    def decision(self) -> dict[str, str]:
        return {"body": self.cleaned_data["body"], "on": self.cleaned_data["on"].isoformat()}


class DivideForm(DecisionForm):
    name = forms.CharField(max_length=120, label="Name of the new unit")
    districts = forms.CharField(
        label="Districts whose people go there",
        help_text="As on the roll, with spaces between: EH6 EH7. You see the numbers first.",
    )
    field_order = ("name", "districts", "body", "on")

    def clean_districts(self) -> list[str]:
        return codes_in(self.cleaned_data["districts"])


class MergeForm(DecisionForm):
    into = forms.ModelChoiceField(Unit.objects.none(), label="Merge it with")
    field_order = ("into", "body", "on")

    def __init__(self, *args: object, unit: Unit, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        beside = units().filter(parent=unit.parent).exclude(pk=unit.pk)
        self.fields["into"].queryset = beside  # type: ignore[attr-defined]
