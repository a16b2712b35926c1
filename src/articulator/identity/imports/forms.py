from typing import Any

from django import forms

from articulator.identity.imports.models import Import
from articulator.identity.imports.queries import (
    Suggestion,
    needs_wording,
    refused_columns,
    suggestion,
)
from articulator.identity.membership.queries import classes
from articulator.identity.units.queries import units
from articulator.kernel.models import Unit
from articulator.methods.people import FIELDS, LARGEST


class FileForm(forms.Form):
    """A file of people. Nothing happens to anybody before you have seen what it would do."""

    file = forms.FileField(
        label="The file",
        help_text=f"A CSV file of at most {LARGEST // 10**6} MB. It is deleted once it is carried "
        "out, and after thirty days in any case.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,.txt,.tsv"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(f"The file is larger than {LARGEST // 10**6} MB. Split it.")
        return file


class MeaningField(forms.ChoiceField):
    """What one column means. "Leave out" is an answer like any other."""

    empty_values = [None]


class ColumnsForm(forms.Form):
    """For each column of the file one of our fields, or nothing; and what new people become."""

    use_required_attribute = False
    about_people = ("kind", "home", "wording")
    kind = forms.ChoiceField(
        label="New people come in as",
        help_text="Where a column names the kind of membership, that goes first. Nobody who is "
        "a member loses it.",
    )
    home = forms.ModelChoiceField(
        Unit.objects.none(),
        label="Who names no branch goes to",
        help_text="People with a postcode go to the branch of their area.",
        empty_label=None,
    )
    wording = forms.CharField(
        label="The words people agreed to", max_length=300, required=False,
        help_text="Only if a column says that people agreed to something. Copy the sentence of "
        "the form they filled in. Without it nobody has agreed to anything.",
    )  # fmt: skip

    def __init__(self, *args: Any, of: Import, **kwargs: Any) -> None:
        known = suggestion(of.unit, of.columns)
        self.known = known
        super().__init__(*args, **{"initial": _initial(of, known), **kwargs})
        self.of, self.refused = of, refused_columns(of.columns)
        kinds = [(kind, kind) for kind in classes()]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        inside = units(of.unit)
        self.fields["home"].queryset = inside  # type: ignore[attr-defined]
        for number, column in enumerate(of.columns):
            if column not in self.refused:
                self.fields[f"c{number}"] = _column(column, of.samples, number)
        self.order_fields([*(f"c{n}" for n in range(len(of.columns))), *self.about_people])

    @property
    def taken(self) -> list[forms.BoundField]:
        """The columns that mean something here, as far as we know: shown first."""
        return [one for one in self._columns() if one.initial]

    @property
    def left(self) -> list[forms.BoundField]:
        return [one for one in self._columns() if not one.initial]

    @property
    def people(self) -> list[forms.BoundField]:
        return [self[name] for name in self.about_people]

    def _columns(self) -> list[forms.BoundField]:
        return [one for one in self if one.name not in self.about_people]

    @property
    def mapping(self) -> list[str]:
        return [self.cleaned_data.get(f"c{n}", "") for n in range(len(self.of.columns))]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not {"name", "last", "first", "number"} & set(self.mapping):
            self.add_error(None, "Say which column holds the names.")
        if needs_wording(self.mapping) and not said.get("wording"):
            self.add_error("wording", "Without the words there is no consent to take over.")
        return said


def _column(column: str, samples: list[list[str]], number: int) -> MeaningField:
    told = samples[number] if number < len(samples) else []
    return MeaningField(
        label=column or f"Column {number + 1}", choices=list(FIELDS.items()),
        help_text=f"For example: {', '.join(told)}" if told else "Empty in the first rows.",
    )  # fmt: skip


def _initial(of: Import, known: Suggestion) -> dict[str, Any]:
    mapping = of.mapping or known.mapping
    columns = {f"c{number}": field for number, field in enumerate(mapping)}
    kind = of.kind or known.kind
    return {**columns, "kind": kind, "home": of.home_id or of.unit_id, "wording": of.wording}
