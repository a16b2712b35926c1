from typing import Any

from django import forms

from articulator.intelligence.movement.catalogue import functions, spheres
from articulator.kernel.models import Unit
from articulator.operations.dna.acts import Head, Said
from articulator.operations.dna.catalogue import fields, limits
from articulator.operations.dna.models import LONGEST, Dna
from articulator.operations.dna.queries import tellers, units


class CodeForm(forms.Form):
    code = forms.CharField(
        max_length=12, label="The code on your table’s card", help_text="Six letters and numbers.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip


class BeginForm(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Where?", empty_label=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units()  # type: ignore[attr-defined] # a choice of rows


class DescendForm(BeginForm):
    WORDS = (
        (Dna.How.COPY.value, "A copy: the same campaign in another place"),
        (Dna.How.CHANGE.value, "A change: the next version of this one"),
        (Dna.How.SPLIT.value, "A split: one part of it becomes a campaign of its own"),
    )
    how = forms.ChoiceField(choices=WORDS, label="What shall come of it?", widget=forms.RadioSelect)
    field_order = ["how", "unit"]


class HeadForm(forms.Form):
    """The name of the page and its place on the map."""

    title = forms.CharField(
        max_length=80, label="What is it called?", help_text="As people will say it on the bus."
    )
    function = forms.ChoiceField(label="What does it do to power?", widget=forms.RadioSelect)
    sphere = forms.ChoiceField(label="In which part of life?")
    place = forms.CharField(
        max_length=80, required=False, label="In which streets, works or towns?"
    )
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in (("function", functions()), ("sphere", spheres())):
            self.fields[name].choices = list(words.items())  # type: ignore[attr-defined] # as above

    @property
    def head(self) -> Head:
        said = self.cleaned_data
        return Head(said["title"].strip(), said["function"], said["sphere"], said["place"].strip(),
                    said.get("was", ""))  # fmt: skip


def first_head(dna: Dna) -> dict[str, str]:
    return {
        "title": dna.title, "was": dna.title, "function": dna.function, "sphere": dna.sphere,
        "place": dna.place,
    }  # fmt: skip


class TextForm(forms.Form):
    """One field: what is written, and on which draft it builds."""

    text = forms.CharField(
        required=False, max_length=LONGEST, strip=False, widget=forms.Textarea(attrs={"rows": 7})
    )
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    stays = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def said(self, name: str) -> Said:
        given = self.cleaned_data
        return Said(name, given["base"], given["text"], bool(given["stays"]))


class PaperForm(HeadForm):
    """A whole page that was written on paper."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["was"]
        for one in fields():
            self.fields[one.key] = forms.CharField(
                required=False, max_length=LONGEST, label=one.title,
                help_text=f"{one.words} words at most",
                widget=forms.Textarea(attrs={"rows": 3}),
            )  # fmt: skip
        law = limits()
        self.fields["writers"] = forms.IntegerField(
            min_value=law.fewest, max_value=law.most, initial=law.fewest,
            label="How many sat at the table?",
        )  # fmt: skip

    @property
    def texts(self) -> dict[str, str]:
        return {one.key: self.cleaned_data[one.key] for one in fields()}


class TeachBackForm(forms.Form):
    """What the table noted while somebody else told its page."""

    told_by = forms.ModelChoiceField(
        Dna.objects.none(), required=False, label="Whose table did they come from?",
        empty_label="No table: somebody who has not read it before",
    )  # fmt: skip
    minutes = forms.IntegerField(min_value=0, max_value=30, label="Minutes")
    seconds = forms.IntegerField(min_value=0, max_value=59, initial=0, label="and seconds")
    missed = forms.MultipleChoiceField(
        required=False, label="What did they miss, or tell differently?",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    change = forms.CharField(
        required=False, max_length=1000, label="What will you write differently?",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, dna: Dna, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["told_by"].queryset = tellers(dna)  # type: ignore[attr-defined] # as above
        self.fields["missed"].choices = [(one.key, one.title) for one in fields()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        said["took"] = 60 * said.get("minutes", 0) + said.get("seconds", 0)
        if not self.errors and not said["took"]:
            raise forms.ValidationError("How long did it take? A rough guess will do.")
        return said
