from datetime import timedelta
from typing import Any

from django import forms

from articulator.identity.membership.queries import Sought, classes
from articulator.kernel import clock


class PeopleForm(forms.Form):
    """What to look for on a roll. Nothing said, nothing left out; what cannot be is left aside."""

    POOL = (("", "all"), ("in", "in the trained pool"), ("out", "not in it yet"))
    SINCE = (("", "any time"), ("30", "in the last month"), ("365", "in the last year"))

    q = forms.CharField(label="Name", required=False, max_length=80)
    kind = forms.ChoiceField(label="As", required=False)
    pool = forms.ChoiceField(label="Training", required=False, choices=POOL)
    since = forms.ChoiceField(label="Joined", required=False, choices=SINCE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind, kind) for kind in classes()]
        self.fields["kind"].choices = [("", "all"), *kinds]  # type: ignore[attr-defined]

    def sought(self) -> Sought:
        self.full_clean()
        said = {k: v for k, v in self.cleaned_data.items() if v}
        days = int(said.pop("since", 0))
        after = clock.today() - timedelta(days=days) if days else None
        return Sought(name=said.pop("q", ""), joined_after=after, **said)
