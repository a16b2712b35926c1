from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from articulator.identity.bodies.models import SeatGroup
from articulator.identity.constitution.queries import procedure
from articulator.identity.elections.acts import Dates
from articulator.identity.elections.models import Candidacy, Election
from articulator.kernel import clock
from articulator.methods.constitution import Duration

LONGEST_STATEMENT = 1500


class DayField(forms.DateField):
    """A day; the hour is noon, so that nobody has to watch midnight."""

    widget = forms.DateInput(attrs={"type": "date"})

    def clean(self, value: Any) -> datetime | None:
        day = super().clean(value)
        return timezone.make_aware(datetime.combine(day, time(12))) if day else None


class CallForm(forms.Form):
    """The call of an election: what, how many, when. The dates come from the constitution."""

    title = forms.CharField(max_length=200, label="What is this election called?")
    seats = forms.IntegerField(min_value=1, label="How many seats are to be filled?")
    nominations_open = DayField(label="Nominations open")
    nominations_close = DayField(label="Nominations close")
    opens = DayField(label="Voting opens")
    closes = DayField(label="Voting closes")
    terms_begin = DayField(label="Terms begin")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        names = ("nominations_open", "nominations_close", "opens", "closes", "terms_begin")
        if any(name not in said for name in (*names, "seats", "title")):
            return said
        dates = [said[name] for name in names]
        if dates != sorted(dates) or dates[0] == dates[1] or dates[2] == dates[3]:
            raise forms.ValidationError("The dates must follow each other in this order.")
        return {**said, "dates": Dates(*dates)}


def first_dates(group: SeatGroup) -> dict[str, Any]:
    """What the call form proposes: the lengths that the constitution asks for."""
    said = procedure("election")
    start = clock.now() + timedelta(days=1)
    close = Duration.parse(said.get("nominations", "P21D")).after(start)
    opens = close + timedelta(days=1)
    end = Duration.parse(said.get("voting", "P14D")).after(opens)
    return {
        "title": f"{group.body}: {group.size} elected seats",
        "seats": group.size,
        "nominations_open": start.date(),
        "nominations_close": close.date(),
        "opens": opens.date(),
        "closes": end.date(),
        "terms_begin": (end + timedelta(days=14)).date(),
    }


class NominationForm(forms.Form):
    statement = forms.CharField(
        label="Why should people vote for you?",
        help_text=f"Up to {LONGEST_STATEMENT:,} characters. Everyone gets the same space.",
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    principles = forms.BooleanField(
        label="I accept the statement of principles in the constitution.",
        error_messages={"required": "Whoever takes office accepts the principles (R-27)."},
    )


class BallotForm(forms.Form):
    """Numbers beside names, as on paper: works without JavaScript."""

    def __init__(self, election: Election, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidacies: list[Candidacy] = list(
            election.candidacies.exclude(number=None)
            .filter(withdrawn_at=None)
            .select_related("person")
            .order_by("number")
        )
        for candidacy in self.candidacies:
            self.fields[f"c{candidacy.number}"] = forms.IntegerField(
                min_value=1, max_value=len(self.candidacies), required=False,
                label=str(candidacy.person),
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 1}),
            )  # fmt: skip

    def rows(self) -> list[tuple[Candidacy, forms.BoundField]]:
        return [(c, self[f"c{c.number}"]) for c in self.candidacies]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        ranks = {int(name[1:]): rank for name, rank in said.items() if rank}
        if self.errors:
            return said
        if not ranks:
            raise forms.ValidationError("Put a 1 beside at least one name.")
        if sorted(ranks.values()) != list(range(1, len(ranks) + 1)):
            raise forms.ValidationError(
                "Number your choices 1, 2, 3 and so on, without gaps and without repeats."
            )
        return {"ranking": sorted(ranks, key=lambda number: ranks[number])}
