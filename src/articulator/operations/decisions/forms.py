import re
from typing import Any

from django import forms

from articulator.kernel import clock
from articulator.operations.decisions.acts import FEWEST, MOST, Choice
from articulator.operations.decisions.models import Question
from articulator.operations.statements.models import Conversation
from articulator.operations.steps.models import Order

W = Question.Way
MOST_PAPERS = 100
PAPER = re.compile(r"^([\d ,]+)\s*(.*)$")


def lines(text: str) -> list[str]:
    return [line for line in (" ".join(one.split()) for one in text.splitlines()) if line]


class PoseForm(forms.Form):
    words = forms.CharField(
        max_length=200, label="What is to be decided?",
        help_text="So that yes and no are clear. Read it out before you ask.",
    )  # fmt: skip
    way = forms.ChoiceField(choices=W, label="How?", widget=forms.RadioSelect)
    options = forms.CharField(
        required=False, label="Between what? One a line",
        help_text=f"For approval and ranking, {FEWEST} to {MOST}. Else left empty.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    minutes = forms.IntegerField(
        required=False, min_value=1, max_value=240, label="For how many minutes?",
        help_text="Left empty: until you close it.",
    )  # fmt: skip

    def clean_options(self) -> list[str]:
        found = lines(self.cleaned_data["options"])
        if any(len(one) > 120 for one in found):
            raise forms.ValidationError("At most 120 letters each.")
        return found

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        way, options = said.get("way"), said.get("options", [])
        if way in {W.APPROVAL, W.RANKED} and not FEWEST <= len(set(options)) <= MOST:
            self.add_error("options", f"Give {FEWEST} to {MOST} options that are all different.")
        return said


class HangForm(PoseForm):
    """The same for a step of a running order, which says when it opens and closes."""

    conversation = forms.ModelChoiceField(
        Conversation.objects.none(), label="In which conversation?", empty_label=None,
        help_text="Whoever answers the room there answers for what is decided. Hang statements "
        "on a step first, if there is none.",
    )  # fmt: skip
    field_order = ("words", "way", "options", "conversation")

    def __init__(self, data: Any, *, order: Order) -> None:
        super().__init__(data, initial={"way": W.TEMPERATURE})
        del self.fields["minutes"]
        found = Conversation.objects.filter(unit=order.unit, closes_at__gt=clock.now())
        self.fields["conversation"].queryset = found  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """A card, several boxes, or numbers beside the options: as the way of deciding asks for."""

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._question = question
        numbered = [(str(n), name) for n, name in enumerate(question.choices, 1)]
        if question.way == W.APPROVAL:
            self.fields["chosen"] = forms.MultipleChoiceField(
                choices=numbered, label="What could you live with?",
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
        elif question.way != W.RANKED:
            self.fields["chosen"] = forms.ChoiceField(
                choices=numbered, label="What do you say?", widget=forms.RadioSelect
            )
        if question.way == W.CONSENT:
            self.fields["reason"] = forms.CharField(
                required=False, max_length=200, label="Why? An objection needs its reason",
                help_text="It is shown with the result, without a name.",
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self._question.way == W.RANKED:
            said["chosen"] = self._ranking()
        if self._question.way == W.CONSENT and said.get("chosen") == "3" and not said.get("reason"):
            self.add_error("reason", "It is what the room can work with.")
        return said

    def _ranking(self) -> list[int]:
        """The numbers written beside the options, as a ranking: 1 is the first choice."""
        written: dict[int, int] = {}
        for number in range(1, len(self._question.choices) + 1):
            typed = str(self.data.get(f"c{number}", "")).strip()
            if typed and not typed.isdecimal():
                raise forms.ValidationError("Write numbers: 1 beside your first choice.")
            if typed and written.setdefault(int(typed), number) != number:
                raise forms.ValidationError(f"{typed} stands twice.")
        if not written or 1 not in written:
            raise forms.ValidationError("Write 1 beside your first choice.")
        return [written[place] for place in sorted(written)]

    @property
    def choice(self) -> Choice:
        chosen = self.cleaned_data["chosen"]
        numbers = [chosen] if isinstance(chosen, str) else chosen
        return Choice(tuple(int(one) for one in numbers), self.cleaned_data.get("reason", ""))


class PileForm(forms.Form):
    """Papers from a pile: a line each, the numbers that were crossed, then the reason."""

    papers = forms.CharField(
        label="Papers, one a line", widget=forms.Textarea(attrs={"rows": 8}),
        help_text="The numbers of what was crossed, in a ranking the first choice first: 3 1 2. "
        f"After the number of an objection its reason. At most {MOST_PAPERS} at a time.",
    )  # fmt: skip

    def clean_papers(self) -> list[Choice]:
        found = lines(self.cleaned_data["papers"])
        if len(found) > MOST_PAPERS:
            raise forms.ValidationError(f"{len(found)} papers; send {MOST_PAPERS} at a time.")
        return [_paper(number, line) for number, line in enumerate(found, 1)]


def _paper(number: int, line: str) -> Choice:
    read = PAPER.match(line)
    numbers = re.findall(r"\d+", read[1]) if read else []
    if read is None or not numbers:
        raise forms.ValidationError(f"Paper {number} cannot be read: “{line[:40]}”.")
    return Choice(tuple(int(one) for one in numbers), read[2][:200])
