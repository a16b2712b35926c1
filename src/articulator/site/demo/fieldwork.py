"""The demo's doors: a turf half walked by two people, one list that is out, a stall."""

import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from articulator.intelligence.listening import acts as listening
from articulator.intelligence.listening.acts import Asks
from articulator.intelligence.listening.models import Question, Survey
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.methods.envelope import seal
from articulator.methods.streets import typed_streets
from articulator.operations.fieldwork import acts, keys
from articulator.operations.fieldwork.acts import Sketch
from articulator.operations.fieldwork.models import Outcome, Packet, Place, Turf
from articulator.operations.fieldwork.sync import Item, Parcel
from articulator.site.demo.personas import home_of, known

type Say = Callable[[str], object]

STREETS = ("Ropewalk: 1-47 odd", "Cooper’s Yard: 1-12", "Quay Street: 2-40 even")
WORDS = "We meet at the laundrette at six and end at eight. The 4 goes back until ten."
SAID = (
    "The damp. Two winters, and nobody comes.", "My rent went up by a hundred.",
    "No bus after nine, so I cannot take the late shift.", "The doctor has no appointments.",
    "The heating is broken half of the time.", "The park is dark, I do not go there.",
    "My daughter cannot find a flat here.", "Childcare costs more than I earn.",
    "The lift. I live on the sixth floor.", "Nothing. It is quiet here.",
    "Rent, rent and rent.", "They sold the school field.",
)  # fmt: skip
K = Question.Kind
ASKS = (
    Asks(K.OPEN, "What makes life hard here?"),
    Asks(K.CHOICE, "How do you live?", "Housing", ("I rent from a company", "I rent from us all",
         "It is ours"), own=True),
    Asks(K.SEVERAL, "What would you do together with neighbours?", "Together",
         ("Write to the landlord", "Come to an evening", "Nothing for now")),
)  # fmt: skip


def tell(say: Say, today: datetime) -> None:
    say("Knocking at doors, with lists that seal what they hear …")
    officer = known("secretary")
    home = home_of(officer)
    with clock.at(today - timedelta(days=9)):
        survey = _asked(officer, home)
        turf = _opened(officer, home, survey)
        stall = acts.open_turf(
            officer, home, Sketch("The market, Saturdays", home.name, Turf.Kind.STALL, survey)
        )
    chance = Random(4)  # noqa: S311 - invented evenings, not a lot
    with clock.at(today - timedelta(days=6)):
        lists = [acts.issue(officer, turf, name) for name in ("Nadia", "Tom and Ilse")]
        acts.issue(officer, stall, "Whoever stands there")
    for packet, streets in zip(lists, (("Ropewalk",), ("Cooper’s Yard",)), strict=True):
        for evening in (5, 3):
            _walk(packet, streets, today - timedelta(days=evening, hours=-6), chance)


def _asked(officer: Person, home: Unit) -> Survey:
    made = listening.draft(
        officer, home, "Round the quay and the mill",
        "We bring it to the branch, and come back to say what became of it.", asks=ASKS,
    )  # fmt: skip
    return listening.open_now(officer, made)


def _opened(officer: Person, home: Unit, survey: Survey) -> Turf:
    stops = typed_streets(STREETS)
    sketch = Sketch("Between the quay and the mill", home.name, Turf.Kind.DOORS, survey)
    return acts.open_turf(officer, home, replace(sketch, words=WORDS, stops=stops))


def _walk(packet: Packet, streets: tuple[str, ...], at: datetime, chance: Random) -> None:
    """One evening: the phone comes back to a network, and sends what it has sealed."""
    if not packet.claimed_at:
        with clock.at(at):
            acts.claim(None, packet, f"a demo's phone {packet.pk}")
    places = packet.turf.places.filter(street__in=streets, never_at=None).exclude(outcome="spoke")
    items = tuple(item for place in places for item in _call(packet, place, at, chance))
    for start in range(0, len(items), 100):
        with clock.at(at + timedelta(hours=2)):
            acts.take(None, packet, Parcel(items[start : start + 100]))


def _call(packet: Packet, place: Place, at: datetime, chance: Random) -> Iterator[Item]:
    outcome = chance.choices(list(Outcome), [5, 2, 4, 1])[0]
    told = {"place": str(place.pk), "at": round(at.timestamp() * 1000)}
    yield _sealed(packet, {"kind": "visit", "outcome": outcome, **told}, chance)
    if outcome == Outcome.SPOKE:
        answers = {"q1": chance.choice(SAID), "q2": str(chance.randint(1, 3)),
                   "q3": [str(chance.randint(1, 3))]}  # fmt: skip
        yield _sealed(packet, {"kind": "answers", "answers": answers, **told}, chance)


def _sealed(packet: Packet, said: dict[str, object], chance: Random) -> Item:
    key = UUID(int=chance.getrandbits(128), version=4)
    text = json.dumps(said).encode()
    about, to = keys.about(packet, key), keys.point_of(packet)
    whole = seal(text, to, about, chance.randbytes(32), chance.randbytes(12))
    return Item.of(key, b64encode(whole).decode())
