import re
from typing import Any

from django import forms
from django.http import QueryDict

from articulator.identity.bodies.models import Body
from articulator.identity.bodies.queries import around
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.operations.statements.models import LONGEST, Conversation, Ruling, Statement, Vote
from articulator.operations.statements.plans import Plan
from articulator.operations.statements.queries import passed_on_nowhere
from articulator.operations.steps.models import LATEST, Order

MOST_PAPERS = 100
PAPER = {"a": Vote.Said.AGREE, "d": Vote.Said.DISAGREE, "p": Vote.Said.PASS}
CROSS = re.compile(r"(\d{1,3})\s*([adp])", re.IGNORECASE)


class MomentField(forms.DateTimeField):
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    input_formats = ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M")


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (" ".join(line.split()) for line in text.splitlines())))


class AskForm(forms.Form):
    question = forms.CharField(
        max_length=160, label="What do you want to know?",
        help_text="One question in plain words, as you would ask it across a table.",
    )  # fmt: skip
    answered_by = forms.ModelChoiceField(
        Body.objects.none(), label="Who will answer the room?", empty_label=None,
        help_text="Ask them before you ask the room. They get what it says, and owe it an answer.",
    )  # fmt: skip
    answer_due = DayField(label="By when do they answer?")
    opens_at = MomentField(
        required=False, label="When does it open?", help_text="Left empty: you open it by hand."
    )
    closes_at = MomentField(label="When does it close at the latest?")
    speakers = forms.ChoiceField(choices=Conversation.Speakers, label="Who may speak?")
    moderation = forms.ChoiceField(
        choices=Conversation.Moderation, label="When are statements looked at?"
    )
    votes_open = forms.BooleanField(
        required=False, label="Votes may be taken out as a table, without names",
        help_text="For research and for other tools. Everybody is told before they vote, and some "
        "will stay silent for it. Left empty: only what is told of the room is taken out.",
    )  # fmt: skip
    seeds = forms.CharField(
        required=False, label="Statements to begin with", widget=forms.Textarea(attrs={"rows": 6}),
        help_text="One a line, five to ten, for and against: whoever comes first needs something "
        "to vote on. They carry nobody’s name.",
    )  # fmt: skip

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answered_by"].queryset = around(unit)  # type: ignore[attr-defined]

    def clean_seeds(self) -> tuple[str, ...]:
        return short(self.cleaned_data["seeds"])

    @property
    def plan(self) -> Plan:
        return Plan(**self.cleaned_data)


class HangForm(AskForm):
    """The same for a step of a running order, which says when it opens and closes."""

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, unit=order.unit, **kwargs)
        del self.fields["opens_at"], self.fields["closes_at"]
        self._order = order

    @property
    def plan(self) -> Plan:
        closes = max(self._order.begins_at, clock.now()) + LATEST
        return Plan(**self.cleaned_data, closes_at=closes)


def short(text: str) -> tuple[str, ...]:
    """The lines of a text, each short enough to be one statement."""
    found = lines(text)
    if long := [line for line in found if len(line) > LONGEST]:
        raise forms.ValidationError(f"Longer than {LONGEST} letters: “{long[0][:60]} …”")
    return found


class SayForm(forms.Form):
    text = forms.CharField(
        max_length=LONGEST, min_length=4, label="Say it yourself",
        help_text=f"One thought, so that one can agree or disagree; {LONGEST} letters. No names of "
        "private people, no question.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class AppealForm(forms.Form):
    why = forms.CharField(
        max_length=LONGEST, label="Why should it be back?",
        help_text="Somebody else at the desk reads it.",
    )  # fmt: skip


class RulingForm(forms.Form):
    reason = forms.ChoiceField(choices=Ruling.Reason, label="What about this statement?")
    note = forms.CharField(
        max_length=200, required=False, label="In your own words",
        help_text="Whoever said it reads this, and so can everyone.",
    )  # fmt: skip


def appeal_form(of: Statement, sent: QueryDict | None = None) -> AppealForm:
    """One of several on a page, told apart by the statement's number."""
    return AppealForm(sent, auto_id=f"s{of.number}_%s")


def ruling_form(of: Statement) -> RulingForm:
    return RulingForm(auto_id=f"s{of.number}_%s", initial={"reason": Ruling.Reason.FITS})


class StewardForm(forms.Form):
    email = forms.EmailField(label="The mail address of somebody with an account here")

    def clean_email(self) -> Person:
        found = Person.objects.filter(email__iexact=self.cleaned_data["email"]).first()
        if found is None:
            raise forms.ValidationError("Nobody signs in with this address.")
        return found


class PileForm(forms.Form):
    """Papers from a pile: a line each, `1a 2d 3p`."""

    papers = forms.CharField(
        required=False, label="Votes, one paper a line",
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="The number, then a for agree, d for disagree, p for pass: 1a 2d 4a. What has no "
        f"cross is left out. At most {MOST_PAPERS} papers at a time.",
    )  # fmt: skip
    written = forms.CharField(
        required=False, label="Statements that were written in, one a line",
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip

    def clean_papers(self) -> list[dict[int, int]]:
        found = lines(self.cleaned_data["papers"])
        if len(found) > MOST_PAPERS:
            raise forms.ValidationError(f"{len(found)} papers; send {MOST_PAPERS} at a time.")
        return [_paper(number, line) for number, line in enumerate(found, 1)]

    def clean_written(self) -> tuple[str, ...]:
        return short(self.cleaned_data["written"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not said.get("papers") and not said.get("written"):
            raise forms.ValidationError("There is nothing to type in yet.")
        return said


def _paper(number: int, line: str) -> dict[int, int]:
    crosses = CROSS.findall(line)
    if not crosses or CROSS.sub("", line).strip(" ,;"):
        raise forms.ValidationError(f"Paper {number} cannot be read: “{line[:40]}”.")
    if len({int(at) for at, _ in crosses}) < len(crosses):
        raise forms.ValidationError(f"Paper {number} has two crosses at one statement.")
    return {int(at): int(PAPER[said.lower()]) for at, said in crosses}


class PassOnForm(forms.Form):
    statements = forms.ModelMultipleChoiceField(
        Statement.objects.none(), label="Which statements matter?",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    body = forms.ModelChoiceField(Body.objects.none(), label="Who answers?", empty_label=None)
    due = DayField(label="By when?")

    def __init__(self, *args: Any, conversation: Conversation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"body": conversation.answered_by_id, "due": conversation.answer_due}
        left = passed_on_nowhere(conversation)
        self.fields["statements"].queryset = left  # type: ignore[attr-defined]
        self.fields["body"].queryset = around(conversation.unit)  # type: ignore[attr-defined]

    def clean_due(self) -> Any:
        day = self.cleaned_data["due"]
        if day < clock.today():
            raise forms.ValidationError("This day is over.")
        return day


class AnswerForm(forms.Form):
    text = forms.CharField(
        max_length=2000, label="Your answer", widget=forms.Textarea(attrs={"rows": 6}),
        help_text="What will be done, what not, and why. Everyone reads it, with your name.",
    )  # fmt: skip


class FollowForm(forms.Form):
    email = forms.EmailField(
        label="Your mail address",
        help_text="One letter asks whether it was you, then one for each answer. It is not joined "
        "to what you said, used for nothing else, and forgotten after a year.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()
