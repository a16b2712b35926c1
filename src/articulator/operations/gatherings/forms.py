from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet

from articulator.identity.draws.forms import MomentField
from articulator.identity.membership.queries import memberships
from articulator.kernel import clock
from articulator.kernel.acts import Actor
from articulator.kernel.models import Person, Unit
from articulator.operations.gatherings.acts import Notice, Said
from articulator.operations.gatherings.models import SMALLEST, Gathering, Host, Need
from articulator.operations.steps.forms import kits_by_family

LONGEST = timedelta(days=3)
MOST_LINES = 500


class NoticeForm(forms.Form):
    """What a gathering is announced with: everything that somebody needs who knows nobody."""

    kind = forms.ChoiceField(choices=Gathering.Kind.choices, label="What kind is it?")
    title = forms.CharField(max_length=120, label="What is it called?")
    starts_at = MomentField(label="When does it begin?")
    ends_at = MomentField(
        label="When does it end?",
        help_text="People lend you these hours. Ask for few, and end on time.",
    )
    place = forms.CharField(
        max_length=200, label="Where?", help_text="A place that people find without asking."
    )
    way = forms.CharField(
        max_length=400, required=False, label="How to get there",
        help_text="The bus, the door to use, where prams and bicycles stand.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    steps = forms.ChoiceField(choices=Gathering.Steps.choices, label="Are there steps?")
    text = forms.CharField(
        max_length=4000, label="What will happen?",
        help_text="In plain words, for somebody who has never met us: what they do there, and what "
        "becomes of what they say.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    languages = forms.CharField(max_length=120, label="In which languages?", initial="English")
    offers = forms.MultipleChoiceField(
        choices=[(kind.value, kind.offer) for kind in Need.Kind], required=False,
        label="What is there without asking?", widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    partner = forms.CharField(
        max_length=120, required=False, label="Together with whom?",
        help_text="A food co-op, a tenants’ union, a faith group, by its name.",
    )  # fmt: skip
    capacity = forms.IntegerField(
        min_value=SMALLEST, max_value=5_000, required=False, label="How many can come?",
        help_text="Left empty: as many as like. Whoever comes later waits and moves up by itself.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        starts, ends = said.get("starts_at"), said.get("ends_at")
        if starts and ends and not starts < ends <= starts + LONGEST:
            self.add_error("ends_at", "It ends after it begins, within three days.")
        if ends and ends <= clock.now():
            self.add_error("ends_at", "This time is over. Choose one to come.")
        if said.get("kind") == Gathering.Kind.PARTNER and not said.get("partner"):
            self.add_error("partner", "Name those with whom you hold it.")
        return said

    @property
    def notice(self) -> Notice:
        return Notice(**self.cleaned_data)


def first_values(gathering: Gathering) -> dict[str, Any]:
    return {name: getattr(gathering, name) for name in NoticeForm.base_fields}


class ComeForm(forms.Form):
    """Any name is enough. Everything else helps the hosts, and can be left."""

    name = forms.CharField(
        max_length=80, label="What shall we call you?", help_text="Any name is fine.",
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )  # fmt: skip
    email = forms.EmailField(
        required=False, label="Your mail address",
        help_text="For your ticket, and if something changes. For nothing else.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if actor:
            self.initial = {"name": actor.name, "email": actor.email, **self.initial}
        for kind in Need.Kind:
            self.fields[kind.value] = forms.CharField(
                required=False, max_length=300, label=kind.question, help_text=kind.example
            )

    def needs(self) -> list[forms.BoundField]:
        return [self[kind.value] for kind in Need.Kind]

    def has_needs(self) -> bool:
        return any(self.data.get(kind.value) for kind in Need.Kind)

    @property
    def said(self) -> Said:
        said = self.cleaned_data
        needs = {k.value: said[k.value] for k in Need.Kind if said[k.value]}
        return Said(said["name"], said["email"].lower(), needs)


class KitForm(forms.Form):
    """From which kit the running order is drawn up."""

    kit = forms.ChoiceField(label="Which kind of evening?", help_text="All of it can be changed.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kit"].choices = kits_by_family()  # type: ignore[attr-defined]


class CallOffForm(forms.Form):
    reason = forms.CharField(
        max_length=300, label="Why?", help_text="Those who come read this in their letter.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class HostForm(forms.Form):
    """Somebody on the roll there, by their mail address."""

    address = forms.EmailField(label="Their mail address", help_text="Somebody on the roll here.")

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._unit = unit

    def clean_address(self) -> Person:
        said = self.cleaned_data["address"]
        there = memberships(self._unit).values("person")
        found = Person.objects.filter(email__iexact=said, pk__in=there).first()
        if found is None:
            raise forms.ValidationError(f"Nobody on the roll of {self._unit} has this address.")
        return found


class CareForm(forms.Form):
    kind = forms.ChoiceField(choices=Need.Kind.choices, label="For what?")
    host = forms.ModelChoiceField(Host.objects.none(), label="Who cares for it?", empty_label=None)

    def __init__(self, *args: Any, hosts: QuerySet[Host], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host"].queryset = hosts  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What became of a need, in words that the person reads."""

    state = forms.ChoiceField(
        choices=[one for one in Need.State.choices if one[0] != Need.State.ASKED],
        label="Is it arranged?",
    )
    answer = forms.CharField(
        max_length=300, required=False, label="What they should know",
        help_text="Where to go, whom to ask for; or why it cannot be, and what is there instead.",
    )  # fmt: skip


def answers(needs: Iterable[Need]) -> list[tuple[Need, AnswerForm]]:
    """Each need with a form of its own."""
    return [
        (one, AnswerForm(initial={"answer": one.answer}, auto_id=f"need-{one.pk}-%s"))
        for one in needs
    ]


class PaperForm(forms.Form):
    """A list that was kept on paper."""

    lines = forms.CharField(
        required=False, label="Names or tickets, one to a line",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Any names. Whoever is on the list above: press their button instead.",
    )  # fmt: skip
    unnamed = forms.IntegerField(
        min_value=0,
        max_value=MOST_LINES,
        required=False,
        label="How many more came without a name?",
    )

    def clean_lines(self) -> list[str]:
        lines = [line.strip()[:80] for line in self.cleaned_data["lines"].splitlines()]
        found = list(filter(None, lines))
        if len(found) > MOST_LINES:
            raise forms.ValidationError(f"At most {MOST_LINES} lines at a time.")
        return found

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not said.get("lines") and not said.get("unnamed"):
            raise forms.ValidationError("Type at least one name, or a number.")
        return said
