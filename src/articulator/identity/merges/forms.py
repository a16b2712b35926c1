from typing import Any

from django import forms

from articulator.identity.merges.queries import Side

QUESTIONS = {"name": "Which name stays?", "email": "Which mail address?", "branch": "Which branch?"}
FIRST, SECOND = "first", "second"


class ChooseForm(forms.Form):
    """Of each value that differs, which one stays. What is the same, or only once, is not asked."""

    def __init__(self, *args: Any, first: Side, second: Side, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.settled: list[str] = []
        for key, question in QUESTIONS.items():
            one, other = first.values[key], second.values[key]
            if key == "email" and (first.account or second.account):
                self.settled += [key] if first.account else []  # the address one signs in with
            elif one and other and one != other:
                self.fields[key] = forms.ChoiceField(
                    label=question, widget=forms.RadioSelect,
                    choices=[(FIRST, one), (SECOND, other)], initial=_usual(first, second),
                )  # fmt: skip
            elif one:
                self.settled.append(key)

    @property
    def of_the_first(self) -> list[str]:
        """The values that the first of the two gives."""
        return self.settled + [key for key in self.fields if self.cleaned_data[key] == FIRST]


def _usual(first: Side, second: Side) -> str:
    return SECOND if second.account and not first.account else FIRST
