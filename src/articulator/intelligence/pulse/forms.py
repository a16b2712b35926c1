from collections.abc import Iterator
from typing import Any

from django import forms

from articulator.intelligence.pulse.acts import Felt
from articulator.intelligence.pulse.models import Pulse

MOST = 2000  # cards of one meeting


class CardsForm(forms.Form):
    """How many cards of each kind. Empty is none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (load, change) in _kinds():
            self.fields[name] = forms.IntegerField(
                min_value=0, max_value=MOST, required=False, label=f"{load.label}. {change.label}"
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not any(said.values()):
            raise forms.ValidationError("Write at least one number.")
        return said

    @property
    def cards(self) -> dict[Felt, int]:
        return {felt: self.cleaned_data[name] or 0 for name, felt in _kinds()}


def _kinds() -> Iterator[tuple[str, Felt]]:
    for load in Pulse.Load:
        for change in Pulse.Change:
            yield f"n{load.value}_{change.value + 1}", (load, change)
