from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.timezone import localtime, make_aware

from articulator.identity.bodies.models import SeatGroup
from articulator.identity.constitution.queries import procedure
from articulator.identity.elections.acts import Dates
from articulator.identity.elections.models import Candidacy, Election
from articulator.identity.elections.queries import on_ballot, seats_to_fill
from articulator.kernel import clock
from articulator.methods.constitution import Duration
from articulator.methods.constitution.measures import spoken_list

LONGEST_STATEMENT = 1500
RULE = "Number your choices 1, 2, 3 and so on, without gaps and without repeats."


class DayField(forms.DateField):
    """A day; the hour is noon, so that nobody has to watch midnight."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self, value: Any) -> datetime | None:
        day = super().clean(value)
        return make_aware(datetime.combine(day, time(12))) if day else None


class CallForm(forms.Form):
    """The call of an election: what, how many, when. The dates come from the constitution."""

    title = forms.CharField(max_length=200, label="What is this election called?")
    seats = forms.IntegerField(min_value=1, label="How many seats are to be filled?")
    nominations_open = DayField(label="Nominations open", help_text="Everything happens at noon.")
    nominations_close = DayField(label="Nominations close")
    opens = DayField(label="Voting opens")
    closes = DayField(label="Voting closes")
    terms_begin = DayField(label="Terms begin")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        names = [field.name for field in fields(Dates)]
        if any(name not in said for name in names):
            return said
        dates = Dates(**{name: said[name] for name in names})
        if not dates.in_order():
            raise forms.ValidationError("The dates must follow each other in this order.")
        return {**said, "dates": dates}


def first_call(group: SeatGroup) -> dict[str, Any]:
    """What the call form proposes: the free seats, and the lengths the constitution asks for."""
    said = procedure("election")
    start = localtime(clock.now()) + timedelta(days=1)
    close = Duration.parse(said.get("nominations", "P21D")).after(start)
    opens = close + timedelta(days=1)
    end = Duration.parse(said.get("voting", "P14D")).after(opens)
    begin = end + timedelta(days=14)
    free = seats_to_fill(group, begin)
    return {
        "title": f"{group.body}: {free} elected seat{'' if free == 1 else 's'}",
        "seats": free,
        "nominations_open": start.date(),
        "nominations_close": close.date(),
        "opens": opens.date(),
        "closes": end.date(),
        "terms_begin": begin.date(),
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
        error_messages={"required": "Whoever takes office accepts the principles."},
    )


class BallotForm(forms.Form):
    """Numbers beside names, as on paper: works without JavaScript."""

    def __init__(self, election: Election, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidacies = list(on_ballot(election))
        for candidacy in self.candidacies:
            self.fields[f"c{candidacy.number}"] = self._rank(candidacy)

    def _rank(self, candidacy: Candidacy) -> forms.IntegerField:
        most = len(self.candidacies)
        wrong = f"Write a whole number from 1 to {most}, or nothing."
        return forms.IntegerField(
            label=str(candidacy.person), min_value=1, max_value=most, required=False,
            error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
            widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        )  # fmt: skip

    def rows(self) -> list[tuple[Candidacy, forms.BoundField]]:
        return [(c, self[f"c{c.number}"]) for c in self.candidacies]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.errors:
            return said
        ranks = {c: rank for c in self.candidacies if (rank := said[f"c{c.number}"])}
        if wrong := _unclear(ranks):
            raise forms.ValidationError(wrong)
        return {"ranking": [c.number for c in sorted(ranks, key=ranks.__getitem__)]}


def _unclear(ranks: Mapping[Candidacy, int]) -> str:
    """What keeps these numbers from being a ranking, in words; empty where nothing does."""
    if not ranks:
        return "Put a 1 beside at least one name."
    for rank in range(1, len(ranks) + 1):
        same = [str(c.person) for c, given in ranks.items() if given == rank]
        if len(same) > 1:
            return f"{spoken_list(same)} have the same number, {rank}. {RULE}"
        if not same:
            return f"The number {rank} is missing. {RULE}"
    return ""
