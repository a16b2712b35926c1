from typing import Any

from django import forms

from articulator.kernel.acts import Actor
from articulator.kernel.models import Unit
from articulator.operations.sprints.acts import Goal, Idea, Learned
from articulator.operations.sprints.models import Direction, Sprint, figure
from articulator.operations.sprints.queries import places

E = Sprint.Ending
ENDINGS = (
    (E.KEEP, "Keep it: it works, and we go on"),
    (E.ADAPT, "Adapt it: a part of it works, and we change the rest"),
    (E.STOP, "Stop it: it does not work here, and now everyone knows"),
)


def _box(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class GoalForm(forms.Form):
    """What is measured, and what it should come to."""

    measure = forms.CharField(
        max_length=200, label="What do you count?",
        help_text="One thing that two people would count alike: doors that opened, people who came "
        "a second time.",
    )  # fmt: skip
    direction = forms.ChoiceField(label="It works if this comes to …", choices=Direction)
    threshold = forms.FloatField(
        label="… this number",
        help_text="Say it now. Afterwards everything looks like a success.",
    )  # fmt: skip

    @property
    def goal(self) -> Goal:
        said = self.cleaned_data
        return Goal(said["measure"], said["direction"], said["threshold"])


class StartForm(GoalForm):
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Who tries it?", empty_label=None)
    title = forms.CharField(max_length=120, label="What is it called?")
    hypothesis = forms.CharField(
        max_length=400, label="We believe that …", widget=_box(2),
        help_text="… if we do this, that happens, because. A sentence that can turn out wrong.",
    )  # fmt: skip
    deed = forms.CharField(
        max_length=600, label="What do you do in these two weeks?", widget=_box(3),
        help_text="As small as it can be and still tell. Once it has ended, everyone can read it: "
        "leave out names of people.",
    )  # fmt: skip
    field_order = ("unit", "title", "hypothesis", "deed", "measure", "direction", "threshold")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = places(actor)  # type: ignore[attr-defined]

    @property
    def idea(self) -> Idea:
        said = self.cleaned_data
        return Idea(said["title"], said["hypothesis"], said["deed"])


class RevisionForm(GoalForm):
    why = forms.CharField(
        max_length=300, label="Why does it change?", widget=_box(2),
        help_text="What it was before stays on the page, with this reason.",
    )  # fmt: skip


class NoteForm(forms.Form):
    text = forms.CharField(
        max_length=200, label="One line of today",
        help_text="What happened, what surprised you. No names of people.",
    )  # fmt: skip


class EndForm(forms.Form):
    ending = forms.ChoiceField(
        label="How does it end?", choices=ENDINGS, widget=forms.RadioSelect,
        help_text="All three are worth the same to those who come after you.",
    )  # fmt: skip
    measured = forms.FloatField(
        required=False, label="What did you count?",
        help_text="Left empty: it was not counted. That is said, too.",
    )  # fmt: skip
    learned = forms.CharField(
        max_length=1500, label="What do you know now that you did not know before?", widget=_box(5),
        help_text="For somebody in another branch who is about to try the same. What would have "
        "saved you these two weeks?",
    )  # fmt: skip

    @property
    def learned_now(self) -> Learned:
        said = self.cleaned_data
        return Learned(said["ending"], said["learned"], said["measured"])


def goal_values(sprint: Sprint) -> dict[str, str | float]:
    return {
        "measure": sprint.measure, "direction": sprint.direction,
        "threshold": figure(sprint.threshold),
    }  # fmt: skip


def idea_values(sprint: Sprint) -> dict[str, str | float]:
    """A sprint as the beginning of the next one."""
    idea = {"title": sprint.title, "hypothesis": sprint.hypothesis, "deed": sprint.deed}
    return {**idea, **goal_values(sprint)}
