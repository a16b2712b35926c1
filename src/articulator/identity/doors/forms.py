from datetime import datetime
from typing import Any

from django import forms

from articulator.identity.doors.acts import Sign
from articulator.identity.doors.models import Door
from articulator.identity.doors.queries import Said, invitation_behind, to_invite_to
from articulator.identity.membership.queries import branches
from articulator.identity.units.queries import branch_for
from articulator.kernel import clock
from articulator.kernel.acts import Actor
from articulator.kernel.models import Unit
from articulator.methods.postcodes import district

MOST_QUESTIONS, LONGEST_ANSWER = 5, 500


class MomentField(forms.DateTimeField):
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    input_formats = ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M")


class ComeForm(forms.Form):
    """What a door asks: a name and a mail address of strangers, and what its kind needs."""

    def __init__(self, *args: Any, door: Door, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._door = door
        if door.kind == Door.Kind.SURVEY:
            self._ask_questions()
        if actor is None:
            self._ask_who()
        if door.kind == Door.Kind.JOIN:
            self._ask_where()
        for purpose in door.purposes:
            self.fields[purpose.value] = forms.BooleanField(required=False, label=purpose.words)
        self.fields["invited"] = forms.CharField(required=False, widget=forms.HiddenInput)

    def _ask_who(self) -> None:
        survey = self._door.kind == Door.Kind.SURVEY
        named = "Only if you want to hear what comes of it. Your answers then carry your name."
        self.fields["name"] = forms.CharField(
            max_length=120, label="Your name", required=not survey,
            help_text=named if survey else "As you want to be called.",
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
        )  # fmt: skip
        self.fields["email"] = forms.EmailField(
            label="Your mail address", required=not survey,
            help_text="We send one letter there, to make sure that it is you.",
            widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        )  # fmt: skip

    def _ask_questions(self) -> None:
        for number, asked in enumerate(self._door.questions, 1):
            box = forms.Textarea(attrs={"rows": 3})
            self.fields[f"q{number}"] = forms.CharField(
                label=asked, required=False, max_length=LONGEST_ANSWER, widget=box
            )

    def _ask_where(self) -> None:
        self.fields["postcode"] = forms.CharField(
            max_length=12, required=False, label="Your postcode",
            help_text="It leads to the branch near you. We keep its first half. Or choose below.",
            widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
        )  # fmt: skip
        self.fields["home"] = forms.ModelChoiceField(
            branches(), required=False, label="A branch of your choice", empty_label="—"
        )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self._door.kind == Door.Kind.SURVEY:
            self._check_survey(said)
        if self._door.kind == Door.Kind.JOIN and not self.errors:
            said["home"] = said.get("home") or branch_for(said["postcode"])
            if said["home"] is None:
                self.add_error("postcode", "No branch has this area yet. Choose one below.")
        return said

    def _check_survey(self, said: dict[str, Any]) -> None:
        if not any(self._answers(said)):
            self.add_error("q1", "Answer at least one of the questions.")
        if said.get("name") and not said.get("email") and "email" not in self.errors:
            self.add_error("email", "Leave both your name and your address, or neither.")
        if said.get("email") and not said.get("name"):
            self.add_error("name", "Leave both your name and your address, or neither.")

    def _answers(self, said: dict[str, Any]) -> list[str]:
        return [said.get(f"q{n}", "") for n, _ in enumerate(self._door.questions, 1)]

    @property
    def said(self) -> Said:
        said = self.cleaned_data
        invited = invitation_behind(said["invited"]) if said["invited"] else None
        return Said(
            said.get("name", ""), said.get("email", ""), self._answers(said),
            tuple(purpose.value for purpose in self._door.purposes if said.get(purpose.value)),
            said.get("home"), district(said.get("postcode", "")),
            invited if invited and invited.door == self._door else None,
        )  # fmt: skip


class SignForm(forms.Form):
    """What stands on a door of a kind: what this kind does not need is not asked."""

    NEEDS = {Door.Kind.EVENT: ("starts_at", "place"), Door.Kind.SURVEY: ("questions",)}

    title = forms.CharField(max_length=120, label="What is it called?")
    text = forms.CharField(
        max_length=4000, label="What is it, in plain words?",
        help_text="Somebody reads this who has never met us. An empty line makes a paragraph, "
        "a dash at the beginning a list.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    starts_at = MomentField(label="When does it begin?")
    place = forms.CharField(
        max_length=200, label="Where?",
        help_text="A place that people find without asking. Say if there are steps.",
    )  # fmt: skip
    questions = forms.CharField(
        label="The questions, one to a line",
        help_text="One to five short ones. The first one is the most open.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    closes = MomentField(required=False, label="When does the door close?")

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for other, names in self.NEEDS.items():
            for name in names if other != kind else ():
                del self.fields[name]
        self.fields["closes"].help_text = (
            "Left empty: when it begins." if kind == Door.Kind.EVENT
            else "Left empty: when you close it."
        )  # fmt: skip

    def clean_questions(self) -> tuple[str, ...]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["questions"].splitlines()]
        asked = tuple(filter(None, lines))
        if len(asked) > MOST_QUESTIONS or any(len(one) > 160 for one in asked):
            raise forms.ValidationError("At most five questions of at most 160 letters each.")
        return asked

    def clean_starts_at(self) -> datetime:
        moment: datetime = self.cleaned_data["starts_at"]
        if moment <= clock.now():
            raise forms.ValidationError("This time is over. Choose one to come.")
        return moment

    def clean_closes(self) -> datetime | None:
        moment: datetime | None = self.cleaned_data["closes"]
        if moment and moment <= clock.now():
            raise forms.ValidationError("This is over already. To close it now, use the button.")
        return moment

    @property
    def sign(self) -> Sign:
        return Sign(**self.cleaned_data)


def first_values(door: Door) -> dict[str, Any]:
    """The sign of a door as its form shows it."""
    own = door.closes if door.closes != door.starts_at else None
    return {
        "title": door.title, "text": door.text, "starts_at": door.starts_at, "place": door.place,
        "questions": "\n".join(door.questions), "closes": own,
    }  # fmt: skip


class InviteForm(forms.Form):
    door = forms.ModelChoiceField(Door.objects.none(), label="Where to?", empty_label=None)
    email = forms.EmailField(label="Their mail address")
    line = forms.CharField(
        max_length=300, label="A line from you",
        help_text="It stands in the letter, with your name under it.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["door"].queryset = to_invite_to()  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class AllyForm(forms.Form):
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="Which branch do you support?", empty_label=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = branches()  # type: ignore[attr-defined]
