from collections.abc import Sequence
from typing import Any

from django import forms

from articulator.operations.tables.acts import MOST_TABLES, Laying
from articulator.operations.tables.models import FEWEST, LONGEST, MOST, WISHES, Floor, Table

MOST_LINES = 60


def lines(text: str) -> list[str]:
    return [plain for line in text.splitlines() if (plain := " ".join(line.split()))]


class LayForm(forms.Form):
    number = forms.IntegerField(
        min_value=1, max_value=MOST_TABLES, initial=6, label="How many tables?",
        help_text="One for every four to six people whom you expect.",
    )  # fmt: skip
    by = forms.ChoiceField(
        choices=Floor.By, initial=Floor.By.MIXING, label="How do people come to a table?"
    )
    question = forms.CharField(
        max_length=200, required=False, label="What do the tables talk about?",
        help_text="One question that everybody can answer from their own life.",
    )  # fmt: skip
    places = forms.CharField(
        required=False, label="Where do they stand?", widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One a line, in the order of their numbers: by the window, at the stage.",
    )  # fmt: skip
    topics = forms.CharField(
        required=False, label="Has each its own topic?", widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One a line, in the same order. Needed where people choose by interest.",
    )  # fmt: skip

    def clean_places(self) -> list[str]:
        return [line[:60] for line in lines(self.cleaned_data["places"])]

    def clean_topics(self) -> list[str]:
        return [line[:120] for line in lines(self.cleaned_data["topics"])]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        few = len(said.get("topics", ())) < said.get("number", 0)
        if said.get("by") == Floor.By.INTEREST and few:
            self.add_error("topics", "People choose by topic: name one for each table.")
        return said

    @property
    def laying(self) -> Laying:
        return Laying(**self.cleaned_data)


class WayForm(forms.Form):
    by = forms.ChoiceField(choices=Floor.By, label="How do people come to a table?")
    question = forms.CharField(max_length=200, required=False, label="What do they talk about?")


class TableForm(forms.Form):
    place = forms.CharField(max_length=60, required=False, label="Where does it stand?")
    topic = forms.CharField(max_length=120, required=False, label="What is it about?")


class WishForm(forms.Form):
    """What somebody says of themselves before tables are given out, if they like."""

    is_new = forms.TypedChoiceField(
        choices=[("", "I would rather not say"), ("yes", "Yes"), ("no", "No")], required=False,
        label="Are you here for the first time?", coerce=lambda said: said == "yes",
        empty_value=None, help_text="So that nobody sits among newcomers alone. For tonight only.",
    )  # fmt: skip

    def __init__(self, *args: Any, tables: Sequence[Table], by: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if by != Floor.By.INTEREST:
            return
        named = [(str(one.number), f"{one.number}: {one.topic}") for one in tables]
        for at, word in enumerate(("first", "second", "third")[:WISHES], 1):
            self.fields[f"wish{at}"] = forms.ChoiceField(
                choices=[("", "Any"), *named], required=False, label=f"Your {word} wish"
            )

    @property
    def wishes(self) -> list[int]:
        said = (self.cleaned_data.get(f"wish{at}") for at in range(1, WISHES + 1))
        return [int(one) for one in said if one]


class CodeForm(forms.Form):
    code = forms.CharField(
        max_length=20, label="The code on the table’s card",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip


class NoteForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        max_length=500, label="A line for the pad",
        help_text="What was said, not who said it.", widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())


class PointsForm(forms.Form):
    """Two to five points, one a line: each can be put to the whole room as it stands."""

    points = forms.CharField(
        label=f"{FEWEST} to {MOST} points, one a line",
        help_text=f"What the whole room should hear. {LONGEST} letters each, no names.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip

    def clean_points(self) -> list[str]:
        return points(self.cleaned_data["points"])


def points(text: str) -> list[str]:
    found = lines(text)
    if not FEWEST <= len(found) <= MOST:
        raise forms.ValidationError(f"{FEWEST} to {MOST} lines: choose what matters most.")
    if long := [line for line in found if len(line) > LONGEST]:
        raise forms.ValidationError(f"Longer than {LONGEST} letters: “{long[0][:60]} …”")
    return found


class PaperForm(forms.Form):
    """A table's sheet, typed in."""

    table = forms.ModelChoiceField(Table.objects.none(), label="Which table?", empty_label=None)
    notes = forms.CharField(
        required=False, label="Its notes, one a line", widget=forms.Textarea(attrs={"rows": 5})
    )
    points = forms.CharField(
        required=False, label="What it brings back, one a line",
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip

    def __init__(self, *args: Any, floor: Floor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"].queryset = floor.tables.all()  # type: ignore[attr-defined]

    def clean_notes(self) -> list[str]:
        return [line[:500] for line in lines(self.cleaned_data["notes"])[:MOST_LINES]]

    def clean_points(self) -> list[str]:
        said = self.cleaned_data["points"]
        return points(said) if said.strip() else []

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not said["notes"] and not said["points"]:
            raise forms.ValidationError("Type at least one line.")
        return said
