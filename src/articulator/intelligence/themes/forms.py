from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from articulator.intelligence.listening.models import Text
from articulator.intelligence.themes.models import Codebook, Report, Theme

NONE, LATER = "none", ""


class ThemeForm(forms.Form):
    name = forms.CharField(
        max_length=80, label="What is this theme called?",
        help_text="As the people who said it would call it.",
    )  # fmt: skip
    memo = forms.CharField(
        max_length=400, required=False, label="What belongs here, and what not?",
        help_text="The other reader reads this. It is how you come to agree.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class DescribeForm(ThemeForm):
    parent = forms.ModelChoiceField(
        Theme.objects.none(), required=False, label="Part of", empty_label="none: it stands alone"
    )

    def __init__(self, *args: Any, theme: Theme, **kwargs: Any) -> None:
        kwargs["initial"] = {"name": theme.name, "memo": theme.memo, "parent": theme.parent_id}
        super().__init__(*args, **kwargs)
        others = others_than(theme).filter(parent=None)
        self.fields["parent"].queryset = others  # type: ignore[attr-defined]


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(Theme.objects.none(), label="It is the same as", empty_label=None)

    def __init__(self, *args: Any, theme: Theme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = others_than(theme)  # type: ignore[attr-defined]


def others_than(theme: Theme) -> Any:
    return Theme.objects.filter(codebook=theme.codebook_id, gone_in=None).exclude(pk=theme.pk)


class TenForm(forms.Form):
    """A page of texts: each is taken for a theme, for none of these, or left for later."""

    def __init__(
        self, *args: Any, texts: Sequence[Text], themes: Sequence[Theme], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._texts = {str(one.pk): one for one in texts}
        self._themes = {str(one.pk): one for one in themes}
        choices = [(key, one.name) for key, one in self._themes.items()]
        choices += [(NONE, "none of these"), (LATER, "I cannot tell yet")]
        for key, one in self._texts.items():
            self.fields[key] = forms.ChoiceField(
                choices=choices, required=False, label=f"“{one.words}”", widget=forms.RadioSelect
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not any(said.values()):
            raise forms.ValidationError("Say of at least one text what it is about.")
        return said

    @property
    def taken(self) -> Mapping[Text, Theme | None]:
        said = {key: one for key, one in self.cleaned_data.items() if one}
        return {self._texts[key]: self._themes.get(one) for key, one in said.items()}


class PublishForm(forms.Form):
    quotes = forms.MultipleChoiceField(
        required=False, label="Which quotes may everyone read?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Names, numbers and addresses are dots already. Leave out whatever would still "
        "tell neighbours who said it.",
    )  # fmt: skip

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(words, f"{one['name']}: “{words}”")
                for one in report.told["themes"] for words in one["quotes"]]  # fmt: skip
        self.fields["quotes"].choices = rows  # type: ignore[attr-defined]


def texts_sent(codebook: Codebook, sent: Mapping[str, Any]) -> list[Text]:
    """The texts that a page of ten showed when it was sent, whatever has been read meanwhile."""
    keys = [key for key in sent if len(key) == 36 and key.count("-") == 4]
    found = Text.objects.by_rule("whoever was asked to read them")
    rows = {str(one.pk): one for one in found.filter(question=codebook.question_id, pk__in=keys)}
    return [rows[key] for key in keys if key in rows]
