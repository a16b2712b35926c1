from typing import Any

from django import forms
from django.db.models.functions import Lower

from articulator.identity.draws.forms import MomentField
from articulator.identity.membership.queries import memberships
from articulator.kernel.acts import Actor
from articulator.kernel.models import Person, Unit
from articulator.methods.kits import LONGEST, ON_THE_WALL, first_paragraph
from articulator.operations.steps.acts import PRESSES
from articulator.operations.steps.catalogue import METHODS, kits
from articulator.operations.steps.models import Order, Step
from articulator.operations.steps.queries import runs_in, without_order
from articulator.operations.training.models import Session


class DrawUpForm(forms.Form):
    """What is on, where, when, and from which kit."""

    kit = forms.ChoiceField(label="Which kind of evening?")
    title = forms.CharField(
        max_length=160, label="What is it called?", help_text="As it stands on the wall."
    )
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Where does it belong?")
    begins_at = MomentField(label="When does it begin?")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = runs_in(actor).order_by("path")  # type: ignore[attr-defined]
        self.fields["kit"].choices = kits_by_family()  # type: ignore[attr-defined]


class TrainingForm(forms.Form):
    """Which training in a room, and from which kit."""

    session = forms.ModelChoiceField(
        Session.objects.none(), label="Which training?", empty_label=None
    )
    kit = forms.ChoiceField(label="Which kind of evening?")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sessions = without_order(actor)
        self.fields["session"].queryset = self.sessions  # type: ignore[attr-defined]
        self.fields["kit"].choices = kits_by_family()  # type: ignore[attr-defined]


def kits_by_family() -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (
            title,
            [
                (kit.key, f"{kit.title}, {kit.minutes} minutes")
                for kit in kits().values()
                if kit.method == method
            ],
        )
        for method, (title, _) in METHODS.items()
    ]


class PlanForm(forms.Form):
    title = forms.CharField(max_length=160, label="What is it called?")
    begins_at = MomentField(label="When does it begin?")


class StepForm(forms.ModelForm):  # type: ignore[type-arg] # not subscriptable at run time
    """One step, as it can be changed before it is over."""

    class Meta:
        model = Step
        fields = ("kind", "title", "minutes", "least", "words", "notes", "leads", "materials")
        labels = {
            "kind": "What kind of step is it?",
            "title": "What is it called?",
            "minutes": "How many minutes?",
            "least": "How few would do, if time is short?",
            "words": "Words for the room",
            "notes": "Notes for whoever facilitates",
            "leads": "Who leads?",
            "materials": "What is needed?",
        }
        help_texts = {
            "least": "Leave it empty where nothing can be saved: a break, a decision.",
            "words": "First, in one short paragraph, the one thing to do now: it stands on the "
            "wall. More can follow; it is read on phones.",
            "notes": "Only those who run the room read this.",
            "leads": "Roles with commas between them, no names: host, timekeeper.",
            "materials": "With semicolons between them.",
        }
        widgets = {
            "words": forms.Textarea(attrs={"rows": 6}),
            "notes": forms.Textarea(attrs={"rows": 6}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["minutes"].widget.attrs |= {"min": 1, "max": LONGEST}
        self.fields["least"].widget.attrs |= {"min": 1, "max": LONGEST}

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        if (size := len(first_paragraph(words))) > ON_THE_WALL:
            raise forms.ValidationError(
                f"The first paragraph has {size} characters. {ON_THE_WALL} can be read from the "
                "back of a hall: make it shorter, or put an empty line after the first sentence."
            )
        return words

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        minutes, least = said.get("minutes"), said.get("least")
        if minutes is not None and not 1 <= minutes <= LONGEST:
            self.add_error("minutes", f"From 1 to {LONGEST}.")
        elif minutes and least is not None and not 1 <= least <= minutes:
            self.add_error("least", "No more than it has, and at least one.")
        return said


class MoveForm(forms.Form):
    to = forms.IntegerField(min_value=1, max_value=99)


class PressForm(forms.Form):
    """One press at a desk: what, for which step, and how many minutes."""

    do = forms.ChoiceField(choices=[(press, press) for press in PRESSES])
    at = forms.IntegerField(min_value=0)
    to = forms.IntegerField(min_value=0, max_value=LONGEST, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("do") == "give" and said.get("to") is None:
            self.add_error("to", "Say how many minutes.")
        return said

    def press(self) -> dict[str, int]:
        said = self.cleaned_data
        return {"at": said["at"], **({"to": said["to"]} if said["do"] == "give" else {})}


class NameForm(forms.Form):
    """Somebody of the unit, by their mail address."""

    address = forms.EmailField(
        label="Their mail address",
        help_text="Somebody on the roll here, or around here. An office is not needed.",
    )

    def __init__(self, *args: Any, order: Order | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._order = order

    def clean_address(self) -> Person:
        assert self._order, "a form that is sent knows its order"
        there = memberships(self._order.unit).values("person")
        known = Person.objects.annotate(address=Lower("email")).filter(pk__in=there)
        found = known.filter(address=self.cleaned_data["address"].lower()).first()
        if found is None:
            raise forms.ValidationError(
                f"Not on the roll of {self._order.unit}. For somebody from outside, lend a "
                "helper’s desk instead."
            )
        return found


class LendForm(forms.Form):
    words = forms.CharField(
        max_length=60,
        label="Where does this desk stand?",
        help_text="At the laptop of the projector, say. A place, not a name.",
    )
