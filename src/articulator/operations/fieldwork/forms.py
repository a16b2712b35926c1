from typing import Any

from django import forms

from articulator.intelligence.listening.models import Question, Survey
from articulator.intelligence.listening.queries import questions
from articulator.kernel.models import Unit
from articulator.methods.heard import Asked, Heard, HeardError, read_heard
from articulator.methods.streets import Stop, StreetsError, read_streets, typed_streets
from articulator.operations.fieldwork.acts import Sheet, Sketch
from articulator.operations.fieldwork.models import Outcome, Packet, Place, Turf
from articulator.operations.fieldwork.queries import surveys_for

LARGEST_EXPORT = 20_000_000  # bytes
LARGEST = 2_000_000  # bytes of a list of streets, or of what a phone could not send


class StreetsForm(forms.Form):
    """Streets typed in, or as a file. Never people."""

    lines = forms.CharField(
        required=False, max_length=40_000, label="Streets, one to a line",
        help_text="As in “Mill Lane: 1-25 odd, 30, 32a”. A street without numbers is one place.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    file = forms.FileField(
        required=False, label="Or a CSV file",
        help_text="With the columns street and numbers. A list with names of people is not taken.",
    )  # fmt: skip

    def clean_file(self) -> list[Stop]:
        sent = self.cleaned_data["file"]
        if sent is None:
            return []
        if (sent.size or 0) > LARGEST:
            raise forms.ValidationError("This file is too large for a list of streets.")
        try:
            return read_streets(sent.file)
        except StreetsError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_lines(self) -> list[Stop]:
        try:
            return typed_streets(self.cleaned_data["lines"].splitlines())
        except StreetsError as error:
            raise forms.ValidationError(str(error)) from error

    @property
    def stops(self) -> list[Stop]:
        return [*self.cleaned_data["lines"], *self.cleaned_data["file"]]


class AddForm(StreetsForm):
    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not self.stops:
            raise forms.ValidationError("Type at least one street, or choose a file.")
        return said


class TurfForm(StreetsForm):
    """Where to go, and what to ask there."""

    name = forms.CharField(
        max_length=120, label="What do you call it?",
        help_text="As those who walk know it: “Between the canal and the school”.",
    )  # fmt: skip
    town = forms.CharField(
        max_length=80,
        label="In which town?",
        help_text="As on letters. A door that asked us never to call again is known by it.",
    )
    kind = forms.ChoiceField(choices=Turf.Kind.choices, label="What will you go to?")
    survey = forms.ModelChoiceField(
        Survey.objects.none(), label="What will you ask?", empty_label=None
    )
    words = forms.CharField(
        max_length=1000, required=False, label="What should those who walk know?",
        help_text="Where to meet, the bus back, whom to ring. Nothing about people who live there.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    field_order = ("name", "town", "kind", "survey", "lines", "file", "words")

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"town": unit.name, **self.initial}
        self.fields["survey"].queryset = surveys_for(unit)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        walks = said.get("kind") in {Turf.Kind.DOORS, Turf.Kind.BUILDINGS}
        if walks and not self.errors and not self.stops:
            self.add_error("lines", "Say which streets: one to a line, or as a file.")
        return said

    @property
    def sketch(self) -> Sketch:
        said = self.cleaned_data
        return Sketch(
            said["name"], said["town"], Turf.Kind(said["kind"]), said["survey"], said["words"],
            self.stops,
        )  # fmt: skip


class IssueForm(forms.Form):
    carrier = forms.CharField(
        max_length=80,
        label="Who carries it?",
        help_text="Any name by which you know them. They need no account.",
    )
    way = forms.ChoiceField(choices=Packet.Way.choices, label="With what?")


class SheetForm(forms.Form):
    """One line of a walk sheet, with what was answered there."""

    outcome = forms.ChoiceField(choices=Outcome.choices, label="What came of it?")

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._place = place
        turf = place.turf
        if not turf.can_refuse:
            kept = [one for one in Outcome.choices if one[0] != Outcome.NEVER]
            self.fields["outcome"].choices = kept  # type: ignore[attr-defined]
        for asked in questions(turf.survey, turf.unit):
            self._ask(asked)
        self.fields["thread"] = forms.CharField(
            required=False, max_length=60, label="The letters on their slip", help_text="If any."
        )

    def _ask(self, asked: Question) -> None:
        if asked.kind == Question.Kind.OPEN:
            self.fields[asked.key] = _words(asked.text)
        elif asked.kind == Question.Kind.SEVERAL:
            self.fields[asked.key] = forms.MultipleChoiceField(
                choices=asked.numbered, required=False, label=asked.text,
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
        else:
            self.fields[asked.key] = forms.ChoiceField(
                choices=[("", "not answered"), *asked.numbered], required=False, label=asked.text
            )
        if asked.own and asked.kind != Question.Kind.OPEN:
            self.fields[asked.own_key] = _words("In their own words")

    @property
    def sheet(self) -> Sheet:
        said = dict(self.cleaned_data)
        outcome, thread = Outcome(said.pop("outcome")), said.pop("thread")
        return Sheet(self._place, outcome, {key: one for key, one in said.items() if one}, thread)


def _words(label: str) -> forms.CharField:
    return forms.CharField(
        required=False, max_length=2000, label=label, widget=forms.Textarea(attrs={"rows": 2})
    )


class HeardForm(forms.Form):
    """What another tool has collected, as it exports it."""

    file = forms.FileField(
        label="The CSV file",
        help_text="From Kobo, ODK Central or Zetkin. Columns are found by the key (q1, q2, …) or "
        "the words of a question; names and addresses in it are not read.",
    )

    def __init__(self, *args: Any, turf: Turf, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turf = turf

    def clean_file(self) -> list[Heard]:
        sent = self.cleaned_data["file"]
        if (sent.size or 0) > LARGEST_EXPORT:
            raise forms.ValidationError("This file is too large. Split it.")
        asked = [
            Asked(one.key, one.text, one.options, one.kind == Question.Kind.SEVERAL)
            for one in questions(self._turf.survey, self._turf.unit)
        ]
        try:
            return read_heard(sent.file, asked)
        except HeardError as error:
            raise forms.ValidationError(str(error)) from error


class RescueForm(forms.Form):
    """What a phone could not send, as the file that it saved."""

    file = forms.FileField(label="The file from the phone", help_text="It is sealed there.")

    def clean_file(self) -> bytes:
        sent = self.cleaned_data["file"]
        if (sent.size or 0) > LARGEST:
            raise forms.ValidationError("This file is too large.")
        return bytes(sent.read())
