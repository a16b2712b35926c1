from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models.functions import Lower
from django.http import QueryDict

from articulator.identity.draws.forms import MomentField
from articulator.identity.membership.queries import memberships
from articulator.kernel import clock
from articulator.kernel.acts import Actor
from articulator.kernel.models import Person, Unit
from articulator.methods.course import LARGEST, Module, Question
from articulator.operations.training.catalogue import Catalogue
from articulator.operations.training.models import Session
from articulator.operations.training.queries import trains_in


@dataclass(frozen=True, slots=True)
class Row:
    value: int
    text: str
    chosen: bool
    reply: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on the page, and what was found about the answers that were chosen."""

    name: str
    question: Question
    chosen: frozenset[int] | None  # None while nobody has answered

    @property
    def verdict(self) -> str:
        if self.chosen is None:
            return ""
        return "right" if self.question.solved_by(self.chosen) else "wrong"

    @property
    def words(self) -> str:
        if self.verdict != "wrong":
            return "Right." if self.verdict else ""
        if not self.chosen:
            return "Choose an answer."
        if all(self.question.answers[n].right for n in self.chosen):
            return "Right so far, but there is more to choose."
        return "Not yet. Read the reply, then choose again."

    @property
    def rows(self) -> list[Row]:
        """Replies stand at what was chosen; at every answer once the question is solved."""
        chosen = self.chosen or frozenset()
        return [
            Row(
                n, answer.text, n in chosen,
                answer.reply if n in chosen or self.verdict == "right" else "",
            )
            for n, answer in enumerate(self.question.answers)
        ]  # fmt: skip


class Answers:
    """The questions of a module as a form. What is chosen is judged and forgotten."""

    def __init__(self, module: Module, said: QueryDict | None = None) -> None:
        self.module, self.is_answered = module, said is not None
        self.given: Sequence[frozenset[int]] = [
            _chosen(said.getlist(f"q{n}"), question) if said is not None else frozenset()
            for n, question in enumerate(module.questions, 1)
        ]
        shown = self.given if said is not None else [None] * len(module.questions)
        pairs = zip(module.questions, shown, strict=True)
        self.asked = [Asked(f"q{n}", question, one) for n, (question, one) in enumerate(pairs, 1)]

    @property
    def solved(self) -> bool:
        return self.module.solved_by(self.given)

    @property
    def missing(self) -> int:
        """Questions that are not right yet."""
        return sum(one.verdict != "right" for one in self.asked)


def _chosen(values: Sequence[str], question: Question) -> frozenset[int]:
    known = {str(n): n for n in range(len(question.answers))}
    return frozenset(known[value] for value in values if value in known)


class ProposalForm(forms.Form):
    """Another text of one file, and why."""

    name = forms.CharField(
        max_length=60,
        label="Which file?",
        help_text="course.md is the introduction. A new name, such as 07-what-next.md, adds a "
        "module; modules stand in the order of their names.",
    )
    text = forms.CharField(
        label="How it should read",
        max_length=LARGEST,
        strip=False,
        help_text="In Markdown, as you find it; below stands how a module is written.",
        widget=forms.Textarea(attrs={"rows": 28, "class": "wide"}),
    )
    take_out = forms.BooleanField(required=False, label="Take this module out instead")
    reason = forms.CharField(
        max_length=2_000,
        label="Why?",
        help_text="The body that decides reads this first.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = "take_out" not in self.data

    def proposal(self) -> dict[str, str]:
        said = dict(self.cleaned_data)
        return {**said, "text": ""} if said.pop("take_out") else said


class DecisionForm(forms.Form):
    """What the body decided that adopts what is taught."""

    body = forms.CharField(max_length=160, label="Which body decided?")
    decided_on = forms.DateField(
        label="When?", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    votes_for = forms.IntegerField(min_value=0, label="Votes for")
    votes_against = forms.IntegerField(min_value=0, label="Votes against")

    def __init__(self, *args: Any, body: str, **kwargs: Any) -> None:
        """`body` is the one that the constitution names; nobody else can decide then."""
        super().__init__(*args, **kwargs)
        self._body = body
        if body:
            del self.fields["body"]

    def clean_decided_on(self) -> date:
        day: date = self.cleaned_data["decided_on"]
        if day > clock.today():
            raise forms.ValidationError("This day has not come yet.")
        return day

    def decision(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"body": self._body, **said, "decided_on": said["decided_on"].isoformat()}


class SessionForm(forms.Form):
    """A training in person: to come, or held already and to be recorded."""

    course = forms.ChoiceField(label="Which course?")
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Where does it belong?")
    starts_at = MomentField(label="When does it begin?")
    place = forms.CharField(
        max_length=200, label="Where?", help_text="A place that people find without asking."
    )
    note = forms.CharField(
        max_length=300,
        required=False,
        label="Good to know",
        help_text="Steps or a lift, childcare, food, languages.",
    )
    capacity = forms.IntegerField(
        min_value=1, max_value=1_000, required=False, label="How many can come?"
    )

    def __init__(self, *args: Any, known: Catalogue, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = trains_in(actor).order_by("path")  # type: ignore[attr-defined]
        offered = [(offer.key, offer.title) for offer in known.offers]
        self.fields["course"].choices = offered  # type: ignore[attr-defined]


class RecordForm(forms.Form):
    """Who completed the course: those who had signed up, and others by their mail address."""

    came = forms.MultipleChoiceField(
        required=False,
        label="Who had signed up and completed it?",
        widget=forms.CheckboxSelectMultiple,
    )
    addresses = forms.CharField(
        required=False,
        label="Others, by their mail address",
        help_text="One to a line: people on the roll here who came without signing up.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self, *args: Any, session: Session, people: Sequence[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._session, self._people = session, {str(person.pk): person for person in people}
        choices = [(key, person.name) for key, person in self._people.items()]
        self.fields["came"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["came"]

    def clean_addresses(self) -> list[Person]:
        typed = dict.fromkeys(self.cleaned_data["addresses"].lower().split())
        there = memberships(self._session.unit).values("person")
        known = Person.objects.annotate(address=Lower("email")).filter(pk__in=there)
        found = {person.address: person for person in known.filter(address__in=typed)}
        if unknown := [address for address in typed if address not in found]:
            raise forms.ValidationError(
                f"Not on the roll of {self._session.unit}: {', '.join(unknown)}. Check the "
                "spelling. Nobody has been recorded yet."
            )
        return list(found.values())

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not said.get("came") and not said.get("addresses"):
            raise forms.ValidationError("Choose at least one person.")
        return said

    @property
    def people(self) -> list[Person]:
        chosen = [self._people[key] for key in self.cleaned_data.get("came", ())]
        return [*chosen, *self.cleaned_data["addresses"]]


class ObservationForm(forms.Form):
    """What whoever sat in has seen, against the list of points that the course has."""

    planned = forms.IntegerField(min_value=1, max_value=200, label="Points that the course has")
    given = forms.IntegerField(min_value=0, max_value=200, label="Points that were taught")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and said["given"] > said["planned"]:
            self.add_error("given", "More cannot have been taught than the course has.")
        return said
