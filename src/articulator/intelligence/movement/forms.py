from typing import Any

from django import forms

from articulator.intelligence.ecology.models import Partner
from articulator.intelligence.movement.acts import Bond, Profile
from articulator.intelligence.movement.catalogue import FUNCTIONS, functions, spheres
from articulator.intelligence.movement.models import Introduction, Spot, Tie
from articulator.intelligence.movement.queries import spots, target
from articulator.kernel.models import Unit
from articulator.methods.maps import FORMS

LATER = "— not sure yet —"
STRENGTHS = (
    (1, "1: now and then"), (2, "2: some times a year"), (3, "3: every month"),
    (4, "4: every week"), (5, "5: like one group"),
)  # fmt: skip


def _box(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class WordsField(forms.CharField):
    """Several words or phrases, between commas."""

    def __init__(self, label: str, help_text: str) -> None:
        super().__init__(max_length=600, required=False, label=label, help_text=help_text)

    def clean(self, value: Any) -> list[str]:
        return [one.strip() for one in str(super().clean(value)).split(",") if one.strip()][:12]

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value


class ProfileForm(forms.Form):
    """What the map says of a group: asked of officers and of the group itself in the same words."""

    kind = forms.ChoiceField(label="What kind of group is it?", choices=Spot.Kind.choices)
    function = forms.ChoiceField(required=False, label="What does it do to power, most of all?")
    sphere = forms.ChoiceField(required=False, label="In which part of life, most of all?")
    area = forms.ModelChoiceField(
        Unit.objects.none(), label="About where?", empty_label=None,
        help_text="A branch or a region is near enough. No address is kept.",
    )  # fmt: skip
    reach = forms.IntegerField(
        min_value=0, max_value=10_000_000, required=False,
        label="About how many people take part?", help_text="A guess will do, or leave it empty.",
    )  # fmt: skip
    needs = WordsField(
        "What does it need?", "Between commas: a room, a lawyer, hands on Saturdays."
    )
    gives = WordsField("What can it give to others?", "Between commas: a van, a kitchen, advice.")
    themes = WordsField("What is it working on now?", "Between commas: rents, heat, night buses.")

    def __init__(self, *args: Any, area: Unit, **kwargs: Any) -> None:
        kwargs["initial"] = {"area": area, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        said = {key: f"{name}: {FUNCTIONS[key][1]}" if key in FUNCTIONS else name
                for key, name in functions().items()}  # fmt: skip
        for name, known in (("function", said), ("sphere", spheres())):
            self.fields[name].choices = [("", LATER), *known.items()]  # type: ignore[attr-defined]
        open_units = Unit.objects.filter(closed_at=None).order_by("path")
        self.fields["area"].queryset = open_units  # type: ignore[attr-defined]

    @property
    def profile(self) -> Profile:
        names = ("kind", "function", "sphere", "area", "reach", "needs", "gives", "themes")
        return Profile(**{name: self.cleaned_data[name] for name in names})


def as_said(spot: Spot | None) -> dict[str, Any]:
    """What stands on the map, to be changed."""
    names = ("kind", "function", "sphere", "area", "reach", "needs", "gives", "themes")
    on_map = spot and spot.off_at is None
    return {name: getattr(spot, name) for name in names} if on_map else {}


class GroupForm(ProfileForm):
    """A group that we were not in touch with."""

    name = forms.CharField(
        max_length=120, label="What is the group called?",
        help_text="A group, a network, a union, a co-op, a campaign. Never a person.",
    )  # fmt: skip
    about = forms.CharField(
        max_length=300, required=False, label="What does it do?", widget=_box(2)
    )
    email = forms.EmailField(
        required=False, label="The group’s mail address",
        help_text="It gets one letter with a link of its own, by which it sees all that stands "
        "here, changes it, or takes itself off.",
    )  # fmt: skip

    field_order = ("name", "about", "email")

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class TieForm(forms.Form):
    """A tie to a group that is named, not chosen from a list: nobody reads the map by this."""

    other = forms.CharField(
        max_length=120, label="With which group?", help_text="Its name, as it is on the map."
    )
    kind = forms.ChoiceField(label="What have they in common?", choices=Tie.Kind.choices)
    strength = forms.TypedChoiceField(label="How much?", choices=STRENGTHS, coerce=int, initial=2)
    since = forms.DateField(
        required=False, label="Since when, if you know?",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._partner = partner

    def clean_other(self) -> Partner:
        name = " ".join(str(self.cleaned_data["other"]).split())
        found = spots().filter(partner__name__iexact=name).exclude(pk=self._partner.pk).first()
        if found is None:
            raise forms.ValidationError("No other group of this name is on the map.")
        return found.partner

    @property
    def bond(self) -> Bond:
        said = self.cleaned_data
        return Bond(said["kind"], said["strength"], said["since"])


class IntroduceForm(forms.Form):
    why = forms.CharField(
        max_length=300, label="Why should they meet?", widget=_box(),
        help_text="Both read it. Say what one has that the other could use, or what both are at.",
    )  # fmt: skip


class SayForm(forms.Form):
    answer = forms.ChoiceField(
        label="What do they say?", widget=forms.RadioSelect,
        choices=[("yes", "Yes, please"), ("no", "Rather not")],
    )  # fmt: skip


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        label="What came of it?", widget=forms.RadioSelect, choices=Introduction.Outcome.choices[1:]
    )
    words = forms.CharField(max_length=500, required=False, label="In a sentence", widget=_box())
    next_step = forms.CharField(max_length=200, required=False, label="What happens next?")


class TargetForm(forms.Form):
    """A weight for each function and each part of life; 1 everywhere is an even spread."""

    decision = forms.CharField(
        max_length=300, label="Who decided this, and when?",
        help_text="The targets are decided by a body; this page records what it decided.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        aim = target()
        known = aim.weights if aim else {}
        for key, name in {**functions(), **spheres()}.items():
            self.fields[key] = forms.IntegerField(
                min_value=0, max_value=9, label=name, initial=known.get(key, 1)
            )

    @property
    def weights(self) -> dict[str, int]:
        return {key: value for key, value in self.cleaned_data.items() if key != "decision"}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for keys in (functions(), spheres()):
            if not any(said.get(key) for key in keys):
                raise forms.ValidationError("At least one of each has to weigh something.")
        return said


class ImportForm(forms.Form):
    file = forms.FileField(
        label="The map", help_text="Kumu (JSON or CSV), GEXF, GraphML, or a table with a column "
        "Label. At most 5 megabytes.",
    )  # fmt: skip
    ties = forms.FileField(
        required=False, label="Its ties, if they are in a second file",
        help_text="A table with the columns From and To.",
    )  # fmt: skip


class ReleaseForm(forms.Form):
    form = forms.ChoiceField(
        label="As what?", choices=[(key, words) for key, (_, words, _) in FORMS.items()]
    )
    reason = forms.CharField(
        max_length=300, label="What is it for?", widget=_box(),
        help_text="Whoever agrees reads it, and it stays as proof.",
    )  # fmt: skip
