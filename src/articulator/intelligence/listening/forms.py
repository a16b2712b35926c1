import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django import forms

from articulator.identity.contacts.models import Consent
from articulator.identity.units.queries import branch_for
from articulator.intelligence.listening.acts import Asks
from articulator.intelligence.listening.models import (
    LONGEST,
    MOST_OPTIONS,
    Question,
    Survey,
)
from articulator.intelligence.listening.presets import PRESETS
from articulator.intelligence.listening.queries import (
    KEY_LENGTH,
    Left,
    Submission,
    new_key,
    questions,
    typed,
)
from articulator.kernel.models import Person, Unit
from articulator.methods.postcodes import district
from articulator.methods.xlsform import LARGEST, FormError, read
from articulator.methods.xlsform import Form as XlsForm

Q = Question.Kind


@dataclass(frozen=True, slots=True)
class Entry:
    """One question as the page shows it: offered answers, a field for words, or both."""

    choice: dict[str, Any] | None
    words: forms.BoundField | None


class SheetForm(forms.Form):
    """A survey to be filled in. Everything can be left out, but not all of it."""

    sheet = forms.UUIDField(widget=forms.HiddenInput)
    slip = forms.CharField(min_length=KEY_LENGTH, max_length=40, widget=forms.HiddenInput)
    postcode = forms.CharField(
        max_length=12, required=False, label="The first half of your postcode",
        help_text="Only the district is kept. Then your answer counts where you live.",
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "size": 8}),
    )  # fmt: skip

    def __init__(self, *args: Any, survey: Survey, unit: Unit | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {"sheet": uuid.uuid4(), "slip": new_key()}
        super().__init__(*args, **kwargs)
        self.survey, self.unit = survey, unit or survey.unit
        self.questions = questions(survey, self.unit)
        for one in self.questions:
            self.fields |= _fields(one)
        self.order_fields([name for name in self.fields if name != "postcode"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not any(self.answers.values()):
            raise forms.ValidationError("Answer at least one question, then send it.")
        return said

    @property
    def answers(self) -> dict[str, str | list[str]]:
        names = [name for one in self.questions for name in (one.key, one.own_key)]
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name)}

    @property
    def groups(self) -> Iterator[tuple[str, list[Entry]]]:
        """The questions under their headings."""
        for theme, asked in groupby(self.questions, key=lambda one: one.theme):
            yield theme, [self._entry(one) for one in asked]

    def _entry(self, one: Question) -> Entry:
        if one.kind == Q.OPEN:
            return Entry(None, self[one.key])
        chosen = self[one.key].value() or []
        rows = [
            {"value": number, "text": text, "chosen": number in chosen}
            for number, text in one.numbered
        ]
        asked = {"text": one.text, "several": one.kind == Q.SEVERAL}
        choice = {"name": self.add_prefix(one.key), "question": asked, "rows": rows}
        return Entry(choice, self[one.own_key] if one.own else None)

    def submission(self, mode: str, at: datetime) -> Submission:
        said = self.cleaned_data
        lives = branch_for(said["postcode"])
        unit = lives if lives and self.survey.unit.contains(lives) else self.unit
        return Submission(
            said["sheet"], self.survey, unit, mode, district(said["postcode"]), at, self.answers,
            said["slip"],
        )  # fmt: skip


def _fields(one: Question) -> dict[str, forms.Field]:
    """What one question adds to a form."""
    if one.kind == Q.OPEN:
        return {one.key: _box(one.text, 3)}
    shape = forms.MultipleChoiceField if one.kind == Q.SEVERAL else forms.ChoiceField
    found: dict[str, forms.Field] = {
        one.key: shape(choices=one.numbered, required=False, label=one.text)
    }
    if one.own:
        found[one.own_key] = _box("Something else, in your own words", 2)
    return found


def _box(label: str, rows: int) -> forms.CharField:
    return forms.CharField(
        max_length=LONGEST, required=False, label=label,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


class ContactForm(forms.Form):
    """Apart from the answers: who wants to hear what became of it."""

    email = forms.EmailField(
        label="Your mail address",
        help_text="One letter asks whether it was you. Until you say yes, nothing else is sent.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    purposes = forms.MultipleChoiceField(
        label="What may we write about?", widget=forms.CheckboxSelectMultiple,
        choices=[(one.value, one.words) for one in (
            Consent.Purpose.RESULTS, Consent.Purpose.CONTACT,
        )],
    )  # fmt: skip
    tie = forms.BooleanField(
        required=False, label="Tell me what became of my own answer, too",
        help_text="For this the address is tied to the key on your slip. Without it, nobody can "
        "ever tell which answer is yours, and you hear of the survey as a whole.",
    )  # fmt: skip

    def left(self, unit: Unit, mode: str, key: str) -> Left:
        said = self.cleaned_data
        return Left(
            said["email"], said["purposes"], unit, mode, thread=key if said["tie"] else ""
        )  # fmt: skip


class SlipForm(forms.Form):
    key = forms.CharField(
        max_length=40, label="The key on your slip", help_text="Twenty letters and digits.",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )  # fmt: skip

    def clean_key(self) -> str:
        return typed(self.cleaned_data["key"])


class SurveyForm(forms.Form):
    title = forms.CharField(max_length=120, label="What is it called?")
    lead = forms.CharField(
        max_length=400, required=False, label="Why do you ask?",
        help_text="Two sentences in plain words. They are read out at the door.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    web = forms.BooleanField(
        required=False, initial=True, label="Anybody can answer on its page, without an account"
    )


class DraftForm(SurveyForm):
    preset = forms.ChoiceField(
        label="Begin with", widget=forms.RadioSelect, initial="ptb",
        choices=[
            ("ptb", "What they say themselves, then themes of the country and of the place"),
            ("short", "A short one: what worries them, and what they would change first"),
            ("empty", "Nothing"),
        ],
    )  # fmt: skip
    file = forms.FileField(
        required=False, label="Or bring the questions as an XLSForm",
        help_text="A workbook (.xlsx) from KoboToolbox, ODK or others. You are told what of it "
        "cannot be asked here.",
    )  # fmt: skip

    def clean_file(self) -> XlsForm | None:
        brought = self.cleaned_data["file"]
        if not brought:
            return None
        if brought.size > LARGEST:
            raise forms.ValidationError("This file is larger than two megabytes.")
        try:
            return read(brought.read())
        except FormError as why:
            raise forms.ValidationError(str(why)) from why

    @property
    def asks(self) -> Sequence[Asks]:
        brought: XlsForm | None = self.cleaned_data["file"]
        if brought is None:
            return PRESETS[self.cleaned_data["preset"]]
        return [
            Asks(Q(one.kind), one.text, one.heading, one.options, own=one.own)
            for one in brought.asked
        ]


class QuestionForm(forms.Form):
    kind = forms.ChoiceField(choices=Q, label="How is it answered?")
    text = forms.CharField(max_length=300, label="The question")
    theme = forms.CharField(
        max_length=60, required=False, label="Heading",
        help_text="Questions that follow one another under the same heading stand together.",
    )  # fmt: skip
    options = forms.CharField(
        required=False, label="The offered answers, one a line",
        help_text="Of a scale: from the least to the most. An open question has none.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    own = forms.BooleanField(required=False, label="Offer an answer in their own words as well")
    unit = forms.ModelChoiceField(
        Unit.objects.none(), required=False, label="Asked where?", empty_label="everywhere",
        help_text="A question of one place is asked there alone.",
    )  # fmt: skip

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = Unit.objects.filter(path__startswith=survey.unit.path, closed_at=None)
        self.fields["unit"].queryset = inside.exclude(pk=survey.unit_id)  # type: ignore[attr-defined]

    def clean_options(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["options"].splitlines()]
        found = list(dict.fromkeys(filter(None, lines)))
        if len(found) > MOST_OPTIONS or any(len(one) > 160 for one in found):
            raise forms.ValidationError(
                f"At most {MOST_OPTIONS} answers of at most 160 letters: it is read aloud."
            )
        return found

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("kind") == Q.OPEN:
            said["options"], said["own"] = [], False
        elif not self.errors and len(said.get("options", ())) < 2:
            self.add_error("options", "Offer at least two answers, one a line.")
        return said

    @property
    def asks(self) -> Asks:
        said = self.cleaned_data
        return Asks(**{**said, "kind": Q(said["kind"])})


def as_values(question: Question) -> dict[str, Any]:
    return {
        "kind": question.kind, "text": question.text, "theme": question.theme,
        "options": "\n".join(question.options), "own": question.own, "unit": question.unit_id,
    }  # fmt: skip


class OpenForm(forms.Form):
    closes_at = forms.DateTimeField(
        required=False, label="When does it close?", help_text="Left empty: when you close it.",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )  # fmt: skip


class ListenerForm(forms.Form):
    email = forms.EmailField(label="The mail address of somebody with an account here")

    def clean_email(self) -> Person:
        found = Person.objects.filter(email__iexact=self.cleaned_data["email"]).first()
        if found is None:
            raise forms.ValidationError("Nobody signs in with this address.")
        return found
