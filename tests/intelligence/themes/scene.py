"""What forty people in Leith said about rents, buses and damp, and two who read it."""

from articulator.intelligence.listening import acts as listening
from articulator.intelligence.listening.models import Survey, Text
from articulator.intelligence.themes import acts
from articulator.intelligence.themes.models import Codebook, Theme
from articulator.intelligence.themes.queries import next_ten, texts_of
from articulator.kernel.models import Person
from tests.intelligence.listening.scene import heard, opened
from tests.people import person

WHO = (
    "a nurse", "my mother", "students", "us", "a cleaner", "one wage", "families", "my son",
    "the young", "a teacher", "him", "pensioners", "anyone", "most people",
)  # fmt: skip
WHERE = (
    "Granton", "work", "the hospital", "town", "the shops", "my shift", "school", "church",
    "Portobello", "the station", "the pool", "college", "the clinic", "the harbour",
)  # fmt: skip
ROOMS = (
    "bedroom", "kitchen", "bathroom", "hall", "nursery", "stairs", "ceiling", "cupboard", "roof",
    "window", "cellar", "lobby", "floor", "door",
)  # fmt: skip
RENT = [f"The rent is too high for {who}" for who in WHO]
BUS = [f"No bus comes in the evening to {where}" for where in WHERE]
DAMP = [f"Damp and black mould in the {room}" for room in ROOMS]


def surveyed(*more: str) -> Survey:
    survey = opened()
    heard(survey, *RENT, *BUS, *DAMP, *more)
    for name in ("ben", "cleo"):
        listening.ask_to_listen(person("ada"), survey, person(name))
    return survey


def begun(*more: str) -> Codebook:
    """A codebook with the themes that the method proposes."""
    made = acts.begin(person("ben"), surveyed(*more).questions.get(key="q1"))
    made.refresh_from_db()
    return made


def themed(*more: str) -> Codebook:
    """The same with three themes that Ben named."""
    made = begun(*more)
    for old in made.themes.filter(gone_in=None):
        acts.leave_out(person("ben"), old)
    for name in ("Rents", "Buses", "Damp"):
        acts.add(person("ben"), made, name)
    made.refresh_from_db()
    return made


def called(book: Codebook, name: str) -> Theme:
    return book.themes.get(name=name, gone_in=None)


def rightly(book: Codebook, text: Text) -> Theme | None:
    """What a careful reader takes a text for."""
    for word, name in (("rent", "Rents"), ("bus", "Buses"), ("Damp", "Damp")):
        if word in text.words:
            return called(book, name)
    return None


def reads(who: Person, book: Codebook, tens: int = 9) -> None:
    """Somebody reads by lot, ten at a time, until nothing is left."""
    for _ in range(tens):
        ten = next_ten(book, who)
        if not ten:
            return
        acts.code(who, book, {text: rightly(book, text) for text in ten})


def text(book: Codebook, words: str) -> Text:
    return texts_of(book).get(words=words)
