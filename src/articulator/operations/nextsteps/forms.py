from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format

from articulator.identity.draws.forms import MomentField
from articulator.kernel.models import Person
from articulator.operations.gatherings.models import Gathering
from articulator.operations.nextsteps.acts import Said, Terms, Way
from articulator.operations.nextsteps.models import NextStep, Offer
from articulator.operations.nextsteps.queries import Ready

MOST_LINES, LONGEST = 200, 8 * 60
ROLES = [one for one in Offer.Kind if one not in {Offer.Kind.TRAINING, Offer.Kind.COMING}]


class TermsForm(forms.Form):
    """One thing to do, so concrete that somebody can say yes to it without asking."""

    title = forms.CharField(
        max_length=80, label="What is to be done?", help_text="Begin with a verb: hand out, call."
    )
    kind = forms.ChoiceField(
        choices=[(one.value, one.label) for one in ROLES], label="What kind of thing is it?"
    )
    text = forms.CharField(
        max_length=400, required=False, label="What does one do there?",
        help_text="Who is there, what is ready, what one need not know.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    starts_at = MomentField(label="When does it begin?")
    minutes = forms.IntegerField(
        min_value=5, max_value=LONGEST, label="How many minutes does it take?", initial=60
    )
    place = forms.CharField(max_length=200, label="Where?")
    wanted = forms.IntegerField(
        min_value=1, max_value=500, label="How many hands are wanted?", initial=4
    )

    @property
    def terms(self) -> Terms:
        return Terms(**self.cleaned_data)


class ChangeForm(TermsForm):
    """What was put up keeps its kind: a training stays a training."""

    kind = None  # type: ignore[assignment]

    def __init__(self, data: Any, *, offer: Offer) -> None:
        self.kept = offer.kind
        names = ("title", "text", "starts_at", "minutes", "place", "wanted")
        super().__init__(data, initial={name: getattr(offer, name) for name in names})

    @property
    def terms(self) -> Terms:
        return Terms(kind=self.kept, **self.cleaned_data)


class ReadyForm(forms.Form):
    """What is ready, to be ticked."""

    keys = forms.MultipleChoiceField(
        label="What suits this evening?", widget=forms.CheckboxSelectMultiple,
        help_text="Days, places and hands are proposed; you can change each one afterwards.",
        error_messages={"required": "Tick at least one."},
    )  # fmt: skip

    def __init__(self, data: Any, *, found: list[Ready]) -> None:
        super().__init__(data)
        self.fields["keys"].choices = [  # type: ignore[attr-defined]
            (one.key, _in_words(one.offer)) for one in found
        ]


def _in_words(offer: Offer) -> str:
    day = date_format(timezone.localtime(offer.starts_at), "l j F, H:i")
    return f"{offer.title}: {day}, {offer.time}"


class SaidForm(forms.Form):
    """What somebody leaves with a step: nothing of it is needed."""

    email = forms.EmailField(
        required=False, label="Shall we remind you? Your mail address",
        help_text="One letter the day before, one afterwards. Then it is gone.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    name = forms.CharField(
        max_length=80, required=False, label="What shall we call you?",
        help_text="Any name. The hosts see it, so that somebody greets you.",
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )  # fmt: skip
    wants_buddy = forms.BooleanField(
        required=False, label="I would like somebody who goes with me",
        help_text="A member who has done it before. You say yes or no to each other first.",
    )  # fmt: skip
    reach = forms.CharField(
        max_length=120, required=False, label="How may they find you?",
        help_text="Only for a buddy: a number, an address, or where you will stand. They read it "
        "once you have both said yes.",
    )  # fmt: skip

    def __init__(self, data: Any, *, step: NextStep) -> None:
        names = ("name", "email", "wants_buddy", "reach")
        super().__init__(data, initial={name: getattr(step, name) for name in names})

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("wants_buddy") and not (said.get("reach") and said.get("name")):
            words = "Whoever goes with you needs a name and a way to find you."
            self.add_error("reach" if said.get("name") else "name", words)
        return said if said.get("wants_buddy") else {**said, "reach": ""}

    @property
    def said(self) -> Said:
        return Said(**self.cleaned_data)


class PaperForm(forms.Form):
    """A sheet that hung on the wall, typed in."""

    offer = forms.ModelChoiceField(Offer.objects.none(), label="Which sheet is it?")
    names = forms.CharField(
        required=False, label="The names on it", help_text="One a line.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    unnamed = forms.IntegerField(
        min_value=0, max_value=MOST_LINES, required=False, label="How many made only a stroke?"
    )

    def __init__(self, data: Any = None, *, gathering: Gathering) -> None:
        super().__init__(data)
        self.fields["offer"].queryset = gathering.next_steps.open()  # type: ignore[attr-defined]

    def clean_names(self) -> list[str]:
        lines = [line.strip()[:80] for line in self.cleaned_data["names"].splitlines()]
        return [line for line in lines if line][:MOST_LINES]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not (said.get("names") or said.get("unnamed")):
            self.add_error("names", "Write a name, or how many strokes there are.")
        return said


class BuddyForm(forms.Form):
    """Saying that one would take somebody along."""

    name = forms.CharField(max_length=40, label="Your first name, as they read it")
    reach = forms.CharField(
        max_length=120, label="How do they find you?",
        help_text="A number or an address. They read it once you have both said yes.",
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        choices=[(one.value, one.label) for one in ROLES], required=False,
        label="What have you done before?", widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, data: Any, *, person: Person, known: Any) -> None:
        first = {"name": person.name.split()[0] if person.name else "", "reach": person.email or ""}
        names = ("name", "reach", "kinds")
        super().__init__(
            data, initial={name: getattr(known, name) for name in names} if known else first
        )

    @property
    def way(self) -> Way:
        return Way(**self.cleaned_data)
