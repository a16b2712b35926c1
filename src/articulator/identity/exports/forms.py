from typing import Any

from django import forms

from articulator.identity.exports.columns import offered
from articulator.identity.membership.forms import PeopleForm


class AskForm(forms.Form):
    """What for, which columns. As little as the purpose takes."""

    reason = forms.CharField(
        label="What is the list for?", max_length=300,
        help_text="In a sentence. Everyone who keeps this roll can read it: “Labels for the "
        "congress papers”.",
    )  # fmt: skip
    columns = forms.MultipleChoiceField(
        label="What shall stand in it?",
        help_text="Only what you need. Addresses of people who asked to be left alone stay empty.",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(column.key, column.words) for column in offered()]
        self.fields["columns"].choices = choices  # type: ignore[attr-defined]
        self.fields["columns"].initial = [one.key for one in offered() if one.usual]


class WhoForm(PeopleForm):
    """Whom: all of the roll, or those who fit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["q"]
