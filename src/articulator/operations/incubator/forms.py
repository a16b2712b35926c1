import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from articulator.identity.doors.forms import MomentField
from articulator.intelligence.movement.catalogue import functions, spheres
from articulator.kernel.models import Person
from articulator.methods.audience import MOST_POINTS, NONE, NONE_OF_THESE
from articulator.operations.incubator.models import BEST, Pledge, Poll, Round
from articulator.operations.incubator.plans import Plan, Promise
from articulator.operations.incubator.queries import options

CRITERIA = (
    "Does it come from those who are hurt?",
    "Can it win what it wants?",
    "Can a stranger start it tomorrow?",
    "Does it take care of people?",
)


MOST_QUESTIONS = 8
WEIGHED = re.compile(r"([1-5])\s+(.{5,140})")


class PoundsField(forms.DecimalField):
    """Pounds as people write them; pence, whole, as the house keeps them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=Decimal(0), max_digits=9, decimal_places=2, **kwargs)

    def clean(self, value: Any) -> int | None:
        said = super().clean(value)
        return None if said is None else int(said * 100)


class RoundForm(forms.Form):
    title = forms.CharField(max_length=120, label="What is the evening called?")
    held_at = MomentField(label="When?")
    place = forms.CharField(max_length=200, label="Where?", help_text="Steps? Food? Children?")
    minutes = forms.IntegerField(
        min_value=1, max_value=15, initial=5, label="Minutes for each presentation"
    )
    sheets = forms.BooleanField(
        required=False, label="Not an evening: a later round, read at home and scored on sheets"
    )
    pot = PoundsField(required=False, label="Pounds to share (with sheets)")
    base = PoundsField(required=False, label="Of these for each page (with sheets)")
    criteria = forms.CharField(
        required=False, max_length=1200, label="What is scored, and how heavily (with sheets)",
        widget=forms.Textarea(attrs={"rows": 4}),
        initial="\n".join(f"1 {one}" for one in CRITERIA),
        help_text="A line each, the weight first, from 1 to 5. It stays as it is for the round.",
    )  # fmt: skip

    def clean_criteria(self) -> list[dict[str, Any]]:
        lines = [one.strip() for one in self.cleaned_data["criteria"].splitlines() if one.strip()]
        found = [WEIGHED.fullmatch(one) for one in lines]
        if len(lines) > MOST_QUESTIONS or not all(found):
            raise forms.ValidationError(
                f"{MOST_QUESTIONS} lines at most, each like: 2 Can it win what it wants?"
            )
        return [{"weight": int(one[1]), "words": one[2]} for one in found if one]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("sheets") and not said.get("pot"):
            self.add_error("pot", "A round with sheets shares a pot.")
        if (said.get("base") or 0) > (said.get("pot") or 0):
            self.add_error("base", "The base must fit into the pot.")
        return said

    @property
    def plan(self) -> Plan:
        said = self.cleaned_data
        pot, base = (said["pot"] or 0, said["base"] or 0) if said["sheets"] else (0, 0)
        return Plan(
            said["title"],
            said["held_at"],
            said["place"],
            said["minutes"],
            said["sheets"],
            pot,
            base,
            said["criteria"] if said["sheets"] else (),
        )


class NumberForm(forms.Form):
    """How many: tables, slips, heads, or whose turn it is."""

    number = forms.IntegerField(min_value=1, max_value=2000, label="How many?")


class WordsForm(forms.Form):
    words = forms.CharField(
        max_length=120, label="Throw dice in front of all, and write what you see",
        help_text="Anyone can check the order with these words.",
    )  # fmt: skip


class PlaceForm(forms.Form):
    """Where a campaign stands that the house knows without its place."""

    thing = forms.CharField(widget=forms.HiddenInput)
    function = forms.ChoiceField(label="What does it do to power?")
    sphere = forms.ChoiceField(label="In which part of life?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["function"].choices = list(functions().items())  # type: ignore[attr-defined] # a choice
        self.fields["sphere"].choices = list(spheres().items())  # type: ignore[attr-defined] # as above


class BallotForm(forms.Form):
    """The ballot by the method of the vote; the slip's code is asked for where no cookie has it."""

    def __init__(self, *args: Any, poll: Poll, asks_for_slip: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.poll = poll
        self.lines = _lines(poll)
        if poll.method == "score":
            for number, name in self.lines.items():
                self.fields[f"p{number}"] = forms.IntegerField(
                    min_value=0, max_value=MOST_POINTS, required=False, label=name
                )
        elif poll.method == "stv":
            for number, name in self.lines.items():
                self.fields[f"r{number}"] = forms.IntegerField(
                    min_value=1, max_value=len(self.lines), required=False, label=name
                )
        else:
            self._crosses(one=poll.method == "choice")
        if asks_for_slip:
            self.fields["slip"] = forms.CharField(max_length=20, label="The code on your slip")

    def _crosses(self, *, one: bool) -> None:
        kind = forms.ChoiceField if one else forms.MultipleChoiceField
        widget = forms.RadioSelect if one else forms.CheckboxSelectMultiple
        self.fields["lines"] = kind(
            choices=[(str(n), name) for n, name in self.lines.items()], widget=widget,
            label="One of these" if one else "Everything that you want",
        )  # fmt: skip

    @property
    def rows(self) -> list[dict[str, Any]]:
        """For the component that ranks."""
        return [
            {"name": f"r{number}", "label": name, "value": self.data.get(f"r{number}", "")}
            for number, name in self.lines.items()
        ]

    @property
    def choices(self) -> list[Any]:
        said = self.cleaned_data
        if self.poll.method == "score":
            return [[n, said[f"p{n}"] or 0] for n in self.lines]
        if self.poll.method == "stv":
            ranks = {n: rank for n in self.lines if (rank := said[f"r{n}"])}
            return sorted(ranks, key=ranks.__getitem__)
        given = said["lines"]
        return [int(one) for one in ([given] if isinstance(given, str) else given)]


def _lines(poll: Poll) -> Mapping[int, str]:
    return {**{n: str(one) for n, one in options(poll).items()}, NONE: NONE_OF_THESE}


class PapersForm(forms.Form):
    """A batch of paper: slips on one side, ballots on the other, both mixed."""

    slips = forms.CharField(
        label="The slips that were handed in", widget=forms.Textarea(attrs={"rows": 6}),
        help_text="One code a line, in any order.",
    )  # fmt: skip
    ballots = forms.CharField(
        label="The ballots from the box", widget=forms.Textarea(attrs={"rows": 6}),
        help_text="One ballot a line, in any order: the numbers with a cross (1 4), best first "
        "where they are ranked; 0 is none of these. With points: 1:5 4:2.",
    )  # fmt: skip

    def clean_slips(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["slips"].splitlines() if line.strip()]

    def clean_ballots(self) -> list[list[Any]]:
        lines = [one.strip() for one in self.cleaned_data["ballots"].splitlines() if one.strip()]
        try:
            return [[_mark(word) for word in line.replace(",", " ").split()] for line in lines]
        except ValueError as error:
            raise forms.ValidationError("A ballot holds numbers alone.") from error


def _mark(word: str) -> int | list[int]:
    number, colon, points = word.partition(":")
    return [int(number), int(points)] if colon else int(number)


class PledgeForm(forms.Form):
    what = forms.ChoiceField(
        choices=Pledge.What.choices, widget=forms.RadioSelect, label="What can you give?"
    )
    hours = forms.IntegerField(
        required=False, min_value=1, max_value=200, label="Time: hours in the first month"
    )
    words = forms.CharField(required=False, max_length=200, label="A skill: which?")
    pence = PoundsField(
        required=False, label="Money: pounds",
        help_text="A promise, no payment. Nobody asks for a card here.",
    )  # fmt: skip
    name = forms.CharField(
        max_length=120, label="Your name", help_text="As you want to be called.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    email = forms.EmailField(
        required=False, label="Your mail address",
        help_text="For one letter today and one reminder in a week. Both let you take it back.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip

    MISSING = {
        "time": ("hours", "How many hours?"), "skill": ("words", "Which skill?"),
        "money": ("pence", "How much?"),
    }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        name, words = self.MISSING.get(said.get("what", ""), ("", ""))
        if name and not said.get(name) and name not in self.errors:
            self.add_error(name, words)
        return said

    @property
    def promise(self) -> Promise:
        """Only what belongs to what was chosen: other fields may have been filled and left."""
        said, what = self.cleaned_data, Pledge.What(self.cleaned_data["what"])
        return Promise(
            what, said["name"], said["email"].lower(),
            said["pence"] if what == Pledge.What.MONEY else None,
            said["hours"] if what == Pledge.What.TIME else None, said["words"],
        )  # fmt: skip


class GrantForm(forms.Form):
    email = forms.EmailField(
        label="Who receives it? Their mail address",
        help_text="Somebody of the campaign whom the house knows, and not you.",
    )
    pence = PoundsField(label="How many pounds?")
    purpose = forms.CharField(max_length=300, label="What for?")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if email := said.get("email"):
            said["payee"] = Person.objects.filter(email__iexact=email, is_active=True).first()
            if said["payee"] is None:
                self.add_error("email", "Nobody with this address is known here.")
        if said.get("pence") == 0:
            self.add_error("pence", "A grant is some money.")
        return said


class ScoreForm(forms.Form):
    """A score sheet: four questions, and words that are required."""

    def __init__(self, *args: Any, of: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = of.criteria or [{"words": words, "weight": 1} for words in CRITERIA]
        self._number = len(asked)
        for number, one in enumerate(asked):
            counts = f"; counts {one['weight']} times" if one["weight"] > 1 else ""
            self.fields[f"c{number}"] = forms.IntegerField(
                min_value=0, max_value=BEST, label=one["words"], help_text=f"0 to {BEST}{counts}"
            )
        self.fields["not_mine"] = forms.BooleanField(
            label="It is not mine, nor that of anybody close to me",
            error_messages={"required": "Then read another page: nobody scores their own."},
        )
        self.fields["comment"] = forms.CharField(
            label="What should its table know?", max_length=2000,
            widget=forms.Textarea(attrs={"rows": 5}),
            help_text="They read it without your name. Write so that it helps.",
        )  # fmt: skip

    @property
    def points(self) -> list[int]:
        return [self.cleaned_data[f"c{number}"] for number in range(self._number)]
