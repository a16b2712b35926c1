"""What the tests of fieldwork do again and again: open turf, give lists out, be a phone."""

import json
import os
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from django.test import Client
from django.urls import reverse

from articulator.intelligence.listening import acts as listening
from articulator.intelligence.listening.models import AnswerSet, Survey
from articulator.kernel import clock
from articulator.kernel.models import Unit
from articulator.methods.envelope import seal
from articulator.methods.streets import typed_streets
from articulator.operations.fieldwork import acts, keys
from articulator.operations.fieldwork.acts import Sketch
from articulator.operations.fieldwork.models import Held, Packet, Place, Turf, Visit
from tests.intelligence.listening.scene import ASKS
from tests.people import person

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
STREETS = ("Mill Lane: 1-19 odd", "Harbour Row: 2, 4")


def leith() -> Unit:
    return Unit.objects.get(slug="leith")


def survey() -> Survey:
    """Ada asks all of Leith; who asks already asks on."""
    there = Survey.objects.filter(unit=leith()).first()
    return there or listening.open_now(
        person("ada"), listening.draft(person("ada"), leith(), "What matters here?", asks=ASKS)
    )


def opened(*lines: str, kind: Turf.Kind = Turf.Kind.DOORS, town: str = "Leith", **more) -> Turf:
    stops = typed_streets(lines or STREETS)
    sketch = Sketch(more.pop("name", "By the mill"), town, kind, survey(), stops=stops)
    return acts.open_turf(person("ada"), leith(), sketch)


def issued(turf: Turf, carrier: str = "Ben") -> Packet:
    return acts.issue(person("ada"), turf, carrier)


def place(turf: Turf, label: str = "1") -> Place:
    return turf.places.get(label=label)


def url(name: str, *args) -> str:
    return reverse(f"fieldwork:{name}", args=args)


def milliseconds(moment) -> int:
    return round(moment.timestamp() * 1000)


@dataclass
class Phone:
    """A device with a list: it seals what it writes down and sends it, as `device.js` does."""

    packet: Packet
    client: Client = field(default_factory=Client)
    ahead: timedelta = timedelta()
    kept: dict[str, str] = field(default_factory=dict)

    def take(self):
        said = url("claim", self.packet.pk, keys.claim_code(self.packet))
        answer = self.client.post(said)
        self.packet.refresh_from_db()
        return answer

    @property
    def now(self) -> int:
        return milliseconds(clock.now() + self.ahead)

    def seal(self, said: dict, key: UUID | None = None) -> str:
        """Write something down under an id of its own; the id."""
        item = str(key or uuid4())
        text = json.dumps(said).encode()
        about = keys.about(self.packet, item)
        whole = seal(text, keys.point_of(self.packet), about, os.urandom(32), os.urandom(12))
        self.kept[item] = b64encode(whole).decode()
        return item

    def call(self, at: Place, outcome: str, key: UUID | None = None) -> str:
        said = {"kind": "visit", "place": str(at.pk), "outcome": outcome, "at": self.now}
        return self.seal(said, key)

    def talk(self, at: Place, words: str = "The rent.", thread: str = "") -> str:
        """A talk at a door: the call, and apart from it what was said; the id of the latter."""
        self.call(at, "spoke")
        said = {"kind": "answers", "place": str(at.pk), "answers": {"q1": words}, "thread": thread}
        return self.seal({**said, "at": self.now})

    def message(self, items: dict[str, str] | None = None) -> dict:
        sent = self.kept if items is None else items
        pairs = [{"id": key, "envelope": text} for key, text in sent.items()]
        return {"now": self.now, "waiting": 0, "items": pairs}

    def post(self, said: object):
        body = said if isinstance(said, str | bytes) else json.dumps(said)
        return self.client.post(url("send", self.packet.pk), body, "application/json")

    def send(self, *, forget: bool = True) -> dict:
        """Send all that is kept, and forget what the server named."""
        answer = self.post(self.message())
        assert answer.status_code == 200, answer.content
        said = answer.json()
        if forget:
            for key in [*said["taken"], *said["held"]]:
                self.kept.pop(key, None)
        return said


def phone(turf: Turf, carrier: str = "Ben", **more) -> Phone:
    made = Phone(issued(turf, carrier), **more)
    made.take()
    return made


def sets() -> list[AnswerSet]:
    return list(AnswerSet.objects.by_rule("a test"))


def words() -> list[str]:
    """All that was said in words, each time."""
    rows = AnswerSet.objects.by_rule("a test").filter(answers__text__isnull=False)
    return sorted(rows.values_list("answers__text__words", flat=True))


def visits(turf: Turf) -> list[tuple[str, str]]:
    rows = Visit.objects.by_rule("a test").filter(place__turf=turf)
    return sorted(rows.values_list("place__label", "outcome"))


def held(packet: Packet) -> list[Held]:
    return list(Held.objects.by_rule("a test").filter(packet=packet))
