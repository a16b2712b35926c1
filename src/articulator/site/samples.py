"""What the components at `/ui` show: invented, but of the kind that real pages hold."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator

from articulator.kernel import clock
from articulator.kernel.acts import Refusal
from articulator.kernel.links import Knot

TEXT = """A text that members write, in Markdown. It keeps to 64 characters a line.

## Before the meeting

Ask three people what they would like to *leave* with. Then write the agenda:

- what is only told,
- what is talked over,
- what is **decided**.

> An agenda is a promise about other people’s evenings.

| matter | who brings it | minutes |
|---|---|---|
| Damp in block C | Cleo Marsh | 15 |
| Food co-op | Dev Patel | 10 |
"""
SYSTEMS = ("Identity", "Intelligence", "Steering", "Communication", "Operations")


class Candidacy(forms.Form):
    statement = forms.CharField(
        label="What do you want to change?",
        help_text="Up to 500 letters. Every candidate gets the same space.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    pronounced = forms.CharField(label="How is your name said?", required=False)
    meeting = forms.ChoiceField(
        label="How can people put questions to you?",
        choices=[("hall", "In the hall, Thursday evening"), ("write", "In writing, until Friday")],
        widget=forms.RadioSelect,
    )
    agreed = forms.BooleanField(
        label="I accept the election if I win it",
        help_text="You can withdraw until nominations close.",
    )


def samples() -> dict[str, Any]:
    """What the page of all components shows them with."""
    return {**_said(), **_counted(clock.now()), "question": _question(), **_thread(clock.now())}


def _said() -> dict[str, Any]:
    return {
        "text": TEXT,
        "rooms": [{"key": name.lower(), "name": name, "url": "#tabs"} for name in SYSTEMS],
        "asked": Candidacy(),
        "answered": Candidacy({"statement": "", "meeting": "hall", "agreed": "on"}),
        "refused": Refusal(
            "You joined nine weeks ago. To stand for the council, a member must have belonged "
            "for six months.",
            clause="5.council.candidates",
            appeal="Ewa Nowak, secretary of your branch, can check the date on which you joined.",
        ),
        "candidates": [
            {"name": "c1", "label": "Cleo Marsh", "note": "Night bus driver. Rents first."},
            {"name": "c2", "label": "Dev Patel", "note": "Nurse. A strike fund that lasts."},
            {"name": "c3", "label": "Ada Okafor", "note": "Teacher. Open meetings, kept minutes."},
            {"name": "c4", "label": "Ben Castell", "note": "Welder. Training for every branch."},
        ],
    }


def _counted(now: datetime) -> dict[str, Any]:
    return {
        "life": [
            {"name": "Called", "state": "done", "at": now - timedelta(days=40)},
            {"name": "Nominations", "state": "done", "at": now - timedelta(days=12)},
            {"name": "Voting", "state": "now", "at": now + timedelta(days=3)},
            {"name": "Count", "state": "next", "at": now + timedelta(days=4)},
            {"name": "Terms begin", "state": "next", "at": now + timedelta(days=45)},
        ],
        "votes": [
            {"label": "Ada Okafor", "value": 412, "note": "elected", "tone": "won"},
            {"label": "Ben Castell", "value": 338, "note": "elected", "tone": "won"},
            {"label": "Cleo Marsh", "value": 271},
            {"label": "Dev Patel", "value": 190},
            {"label": "Finn Byrne", "value": 74, "note": "out", "tone": "out"},
        ],
        "soon": now + timedelta(hours=5),
        "recent": now - timedelta(days=3),
        "past": now - timedelta(days=400),
        "page": Paginator(range(60), 20).page(2),
    }


def _question() -> dict[str, Any]:
    return {
        "name": "sample",
        "question": {"text": "Who can call the assembly together?", "several": False},
        "verdict": "wrong",
        "words": "Not yet. Read the reply, then choose again.",
        "rows": [
            {
                "value": 0,
                "text": "The chair alone",
                "chosen": True,
                "reply": "Then it would meet only when the chair has time for it.",
            },
            {"value": 1, "text": "Any ten members", "chosen": False, "reply": ""},
        ],
    }


def _thread(now: datetime) -> dict[str, Any]:
    return {
        "origins": [
            Knot("was said by", "“The damp comes back every winter.” Doorstep, Leith", None),
            Knot("gathers", "Theme: repairs that do not last", "#thread"),
        ],
        "outcomes": [
            Knot("carries out", "Goal: inspect 200 flats before March", "#thread"),
            Knot("answers", "Letter to the 41 people who said it", "#thread"),
        ],
        "way": [
            Knot("we asked", "What makes life hard here?", "#way", now - timedelta(days=60)),
            Knot(
                "a demand was raised from it",
                "A repair counts when the tenant signs for it",
                "#way",
                now - timedelta(days=42),
                18,
            ),
            Knot("it stands in the programme", "Repairs that last", "#way"),
        ],
    }
