from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from articulator.identity.bodies.models import Body
from articulator.identity.programme.models import Item
from articulator.identity.units.queries import units
from articulator.intelligence.ecology.forms import DrawForm
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.operations.campaigns.models import Campaign
from articulator.operations.campaigns.queries import Answered, servable, texts_of
from articulator.operations.dna.models import Dna


def day_field(label: str, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


def text_field(label: str, *, rows: int = 4, **more: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=area, max_length=6000, **more)


# The gate


class AskForm(forms.Form):
    """A campaign asks for support."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="Who should support it?")
    name = forms.CharField(max_length=120, label="What is it called?")
    about = text_field(
        "What is it about?", rows=10,
        help_text="Two or three paragraphs: what you want to change, how, and what you have tried "
        "so far. Everyone can read it.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units().order_by("-level", "name")  # type: ignore[attr-defined]


class FindingForm(forms.Form):
    met = forms.ChoiceField(
        choices=[("yes", "Met"), ("no", "Not yet")], label="The answer", widget=forms.RadioSelect
    )
    words = text_field(
        "Why?", rows=3, help_text="One or two sentences. The campaign learns from them."
    )

    def __init__(self, sent: Any = None, *, answered: Answered) -> None:
        """The form under one criterion, with the answer that was given before."""
        self.key, found = answered.key, answered.finding
        before = {"met": "yes" if found.met else "no", "words": found.words} if found else {}
        super().__init__(sent, auto_id=f"id_{self.key}_%s", initial=before)

    @property
    def answer(self) -> tuple[bool, str]:
        return self.cleaned_data["met"] == "yes", self.cleaned_data["words"]


class VoteForm(forms.Form):
    """What the body decided, and why."""

    decided_on = day_field("Day of the decision")
    votes_for = forms.IntegerField(min_value=0, label="Votes to let it through")
    votes_against = forms.IntegerField(min_value=0, label="Votes against")
    reasons = text_field("The reasons, in public", rows=4)

    def clean_decided_on(self) -> date:
        return _past(self.cleaned_data["decided_on"])

    def decision(self, body: Body | None) -> Mapping[str, Any]:
        said = self.cleaned_data
        return {
            "body": str(body or "a body of the organisation"),
            "on": said["decided_on"].isoformat(),
            "votes_for": said["votes_for"], "votes_against": said["votes_against"],
        }  # fmt: skip


def _past(day: date) -> date:
    if day > clock.today():
        raise forms.ValidationError("This day has not come yet.")
    return day


class AppealForm(forms.Form):
    words = text_field("Why is the gate wrong?", help_text="Others than those who decided read it.")


class AnswerForm(forms.Form):
    upheld = forms.ChoiceField(
        choices=[("yes", "The gate looks at it again"), ("no", "The answer stands")],
        label="The answer", widget=forms.RadioSelect,
    )  # fmt: skip
    words = text_field("Why?")

    @property
    def answer(self) -> tuple[bool, str]:
        return self.cleaned_data["upheld"] == "yes", self.cleaned_data["words"]


# The campaign


class CovenantForm(forms.Form):
    text = text_field("What both sides promise each other", rows=6)
    party_gives = text_field("What the organisation gives", rows=3)
    campaign_gives = text_field("What the campaign gives", rows=3)
    money = forms.IntegerField(min_value=0, max_value=1_000_000, label="Money, in pounds")
    until = day_field("Until when?", help_text="Then you write a new one, or part as friends.")


class DecisionForm(forms.Form):
    body = forms.CharField(max_length=120, label="Which body decided it?")
    on = day_field("When?")

    def clean_on(self) -> date:
        return _past(self.cleaned_data["on"])

    @property
    def decision(self) -> Mapping[str, str]:
        return {"body": self.cleaned_data["body"], "on": self.cleaned_data["on"].isoformat()}


class BackForm(DecisionForm):
    pounds = forms.IntegerField(min_value=1, label="How much, in pounds?")
    why = text_field("Why?", rows=3)
    field_order = ("pounds", "why", "body", "on")


class PeakForm(DrawForm):
    """The next big thing of a campaign, and whose strength it needs."""

    title = forms.CharField(max_length=160, label="What is planned?")
    field_order = ("title", "begins", "ends", "partner", "what", "per_week", "alone")


class HandOverForm(forms.Form):
    email = forms.EmailField(
        label="Their mail address",
        help_text="Somebody of the campaign who can sign in here. They are asked, and say yes or "
        "no.",
    )  # fmt: skip

    @property
    def person(self) -> Person | None:
        address = self.cleaned_data["email"]
        return Person.objects.filter(email__iexact=address, is_active=True).first()


class ServeForm(forms.Form):
    item = forms.ModelChoiceField(Item.objects.none(), label="For what does it work?")

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = servable(campaign)  # type: ignore[attr-defined]


class LearnedForm(forms.Form):
    learned = text_field(
        "What was learned?", help_text="Everyone can read it. To stop is no failure."
    )


def page_values(page: Dna | None) -> dict[str, Any]:
    """An application that a page fills in: nothing is typed twice."""
    return {"unit": page.unit_id, "name": page.title, "about": texts_of(page)} if page else {}
