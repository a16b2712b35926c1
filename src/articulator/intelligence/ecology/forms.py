from datetime import date, timedelta
from typing import Any

from django import forms

from articulator.intelligence.ecology.acts import Ask, Carries, Draws, Said
from articulator.intelligence.ecology.models import MOST, Need, Partner, Plan
from articulator.intelligence.ecology.queries import (
    askable,
    capacities,
    carried_before,
    email_of,
    guard,
    rests_until,
)
from articulator.intelligence.ecology.rules import day_words, question_words
from articulator.kernel import clock

HALF_YEAR = timedelta(days=182)
WHAT = "Something that can be counted: shifts of legal observers, hours of a van, beds."


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _box(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class Between(forms.Form):
    """Two days, the second not before the first."""

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        begins, ends = said.get("begins"), said.get("ends")
        if begins and ends and ends < begins:
            self.add_error("ends", "This is before it begins.")
        return said


class PartnerForm(forms.Form):
    name = forms.CharField(
        max_length=120, label="What is the group called?",
        help_text="A group of the movement: a legal team, a food co-op, a tenants’ union. Never "
        "a person.",
    )  # fmt: skip
    about = forms.CharField(
        max_length=300, required=False, label="What does it do?", widget=_box(2)
    )
    email = forms.EmailField(
        required=False, label="The group’s mail address",
        help_text="It gets one letter with a link of its own, by which it answers without an "
        "account. Left empty: you ring them and type in what they say.",
    )  # fmt: skip

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


def as_values(partner: Partner) -> dict[str, str]:
    return {"name": partner.name, "about": partner.about, "email": email_of(partner)}


class CapacityForm(Between):
    """What a group can carry. What it named before is offered to be said anew."""

    what = forms.CharField(max_length=60, label="What is it that you can give?", help_text=WHAT)
    per_week = forms.IntegerField(
        min_value=0, max_value=MOST, label="How much of it in a week?",
        help_text="What you can give without anybody being worn out. 0 is a good answer.",
    )  # fmt: skip
    begins = DayField(label="From which day?")
    ends = DayField(label="Until which day?", help_text="Then we ask you again.")

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any) -> None:
        today = clock.today()
        first = {"begins": today, "ends": today + HALF_YEAR}
        kwargs["initial"] = {**first, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        names = list(dict.fromkeys(capacities(partner).values_list("what", flat=True)))
        if names:
            self.fields["what"].help_text = f"{WHAT} You have named: {', '.join(names)}."

    @property
    def said(self) -> Carries:
        return Carries(**self.cleaned_data)


class PlanForm(Between):
    title = forms.CharField(max_length=160, label="What is planned?")
    occasion = forms.ChoiceField(label="What is it?")
    begins = DayField(label="When does it begin?")
    ends = DayField(label="When is it over?", help_text="With the days after, for those who care.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(one, one.replace("_", " ").capitalize()) for one in guard().occasions]
        self.fields["occasion"].choices = kinds  # type: ignore[attr-defined]

    def clean_ends(self) -> date:
        return still_to_come(self.cleaned_data["ends"])


class AskForm(Between):
    """What a plan asks of a group."""

    partner = forms.ModelChoiceField(Partner.objects.none(), label="Whom do you ask?")
    what = forms.CharField(max_length=60, label="For what?", help_text=WHAT)
    per_week = forms.IntegerField(min_value=1, max_value=MOST, label="How much of it in a week?")
    begins = DayField(label="From which day?")
    ends = DayField(label="Until which day?")

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        kwargs["initial"] = {"begins": plan.begins, "ends": plan.ends}
        super().__init__(*args, **kwargs)
        self._plan = plan
        self.fields["partner"].queryset = askable()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        for name in ("begins", "ends"):
            day = said.get(name)
            if day and not self._plan.begins <= day <= self._plan.ends:
                self.add_error(name, "This is outside of the plan’s own days.")
        return said

    @property
    def said(self) -> Ask:
        return Ask(**self.cleaned_data)


class DrawForm(Between):
    """For other features: when a thing is, and whose strength it needs first, or nobody's."""

    begins = DayField(label="When does it begin?")
    ends = DayField(label="When is it over?", help_text="With the days after, for those who care.")
    partner = forms.ModelChoiceField(
        Partner.objects.none(), required=False, label="Whose strength does it need most?",
        empty_label="Nobody’s", help_text="More groups can be asked on the next page.",
    )  # fmt: skip
    what = forms.CharField(max_length=60, required=False, label="For what?", help_text=WHAT)
    per_week = forms.IntegerField(
        min_value=1, max_value=MOST, required=False, label="How much of it in a week?"
    )
    alone = forms.BooleanField(required=False, label="It draws on nobody but ourselves")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = askable()  # type: ignore[attr-defined]

    def clean_ends(self) -> date:
        return still_to_come(self.cleaned_data["ends"])

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("alone") and said.get("partner"):
            self.add_error("alone", "You have named a group. Which of the two is it?")
        if not said.get("alone") and "partner" not in self.errors and not said.get("partner"):
            self.add_error("partner", "Name a group, or say below that it draws on nobody.")
        for name in ("what", "per_week") if said.get("partner") else ():
            if not said.get(name) and name not in self.errors:
                self.add_error(name, "They need to know this to answer.")
        return said

    @property
    def draws(self) -> Draws:
        said = self.cleaned_data
        first = said["partner"] and Ask(said["partner"], said["what"], said["per_week"])
        return Draws(said["begins"], said["ends"], (first,) if first else (), said["alone"])


def still_to_come(ends: date) -> date:
    if ends < clock.today():
        raise forms.ValidationError("This is over. A plan is asked for before it begins.")
    return ends


class ThoughtsForm(forms.Form):
    """What the constitution asks before anything begins, in its order."""

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        kwargs["initial"] = plan.thoughts
        super().__init__(*args, **kwargs)
        for key in guard().questions:
            self.fields[key] = forms.CharField(
                max_length=300, required=False, label=question_words(key), widget=_box(2)
            )


class AnswerForm(forms.Form):
    """A group's answer to what it was asked."""

    answer = forms.ChoiceField(label="Your answer", widget=forms.RadioSelect)
    up_to = forms.IntegerField(
        min_value=1, max_value=MOST, required=False, label="If less: up to how many in a week?"
    )
    words = forms.CharField(
        max_length=500, required=False, label="What should they know?", widget=_box(),
        help_text="They read it, and so does everyone who works with this plan.",
    )  # fmt: skip

    def __init__(self, *args: Any, need: Need, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if until := _rest_before(need):
            self.fields["no_rest"] = forms.BooleanField(
                required=False, label="We want no rest before this",
                help_text=f"After what you carry before, you would rest until {until}.",
            )  # fmt: skip
        self.fields["answer"].choices = (  # type: ignore[attr-defined]
            (Need.Answer.YES, f"Yes, {need.per_week} a week"),
            (Need.Answer.SOME, "Yes, but less"),
            (Need.Answer.NO, "No"),
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("answer") == Need.Answer.SOME and not said.get("up_to"):
            self.add_error("up_to", "Say how many.")
        return said

    @property
    def said(self) -> Said:
        said = self.cleaned_data
        no_rest = bool(said.get("no_rest"))
        return Said(Need.Answer(said["answer"]), said["up_to"], said["words"], no_rest)


def _rest_before(need: Need) -> str:
    """The last day of the rest into which this falls, in words."""
    earlier = carried_before([need])[need.pk]
    until = rests_until(earlier[0], guard()) if earlier else None
    return day_words(until) if until and until >= need.begins else ""


class LessForm(forms.Form):
    per_week = forms.IntegerField(min_value=1, max_value=MOST, label="How many in a week?")


class AlarmForm(forms.Form):
    words = forms.CharField(
        max_length=1000, label="What is too much?", widget=_box(5),
        help_text="In your words. Members read it, so leave out names of people.",
    )  # fmt: skip


class ReplyForm(forms.Form):
    words = forms.CharField(
        max_length=1000, label="What happens now, and when?", widget=_box(4),
        help_text="They get it as a letter, and it stays under the alarm.",
    )  # fmt: skip
