from typing import Any

from django import forms

from articulator.intelligence.scanning import reading
from articulator.intelligence.scanning.models import Source, Watch

LARGEST = 4_000_000  # bytes of a mailbox
MOST_WORDS, SHORTEST = 40, 3  # of a watch; letters of a word
AREAS = [
    ("", "nowhere in particular"), ("ENG", "England"), ("SCT", "Scotland"), ("WLS", "Wales"),
    ("NIR", "Northern Ireland"),
]  # fmt: skip


class SourceForm(forms.Form):
    name = forms.CharField(max_length=120, label="What is it called?")
    kind = forms.ChoiceField(choices=Source.Way, label="What is it?")
    address = forms.URLField(
        max_length=500, required=False, label="Its address", assume_scheme="https",
        help_text="Of the feed or the sitemap. Most papers name their feed at the foot of the "
        "page. A mailbox has none.",
    )  # fmt: skip
    home = forms.ChoiceField(choices=AREAS, required=False, label="Which area does it write about?")
    hours = forms.IntegerField(
        min_value=1, max_value=168, initial=6, label="Every how many hours do we look?"
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        fetched = said.get("kind") != Source.Way.MAILBOX
        if fetched and not said.get("address") and "address" not in self.errors:
            self.add_error("address", "Say where the feed or the sitemap is.")
        if not fetched:
            said["address"] = ""
        return said


class MailForm(forms.Form):
    file = forms.FileField(label="An mbox or eml file", help_text="At most 4 MB.")

    def clean_file(self) -> list[reading.Item]:
        given = self.cleaned_data["file"]
        if given.size > LARGEST:
            raise forms.ValidationError("This file is larger than 4 MB. Hand in a part of it.")
        try:
            return reading.mailbox(given.read())
        except reading.ReadingError as why:
            raise forms.ValidationError(str(why)) from None


class WatchForm(forms.Form):
    name = forms.CharField(max_length=80, label="What do you watch for?")
    kind = forms.ChoiceField(choices=Watch.About, label="What is it?")
    words = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}), label="Words, one a line",
        help_text="A story counts if it holds any of them. Never the name of a private person.",
    )  # fmt: skip

    def clean_words(self) -> list[str]:
        lines = (" ".join(line.split()) for line in self.cleaned_data["words"].splitlines())
        words = list(dict.fromkeys(line for line in lines if line))
        short = [word for word in words if len(word) < 3]
        if short:
            raise forms.ValidationError(f"“{short[0]}” is too short: it would hit everything.")
        if len(words) > MOST_WORDS:
            raise forms.ValidationError("Forty words are enough for one watch. Make a second one.")
        return words


class TagForm(forms.Form):
    word = forms.CharField(max_length=40, label="What is it about?")


class TrialForm(forms.Form):
    title = forms.CharField(
        max_length=120, label="What is this about?", help_text="For us; people do not see it."
    )
    one = forms.CharField(
        max_length=300, label="The first wording", widget=forms.Textarea(attrs={"rows": 2})
    )
    other = forms.CharField(
        max_length=300, label="The second wording", widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("one") and said.get("one") == said.get("other"):
            self.add_error("other", "This is the same wording twice.")
        return said
