"""A page and its table, told through acts."""

from articulator.kernel.models import Unit
from articulator.operations.dna import acts
from articulator.operations.dna.acts import Head, Said
from articulator.operations.dna.catalogue import fields, starters
from articulator.operations.dna.models import Dna
from tests.people import person

HEAD = Head("Dry homes", "building", "daily_life_and_reproduction", "Leith Walk")
MARKS = tuple(f"phone {number}" for number in range(1, 8))


def begun(gathering: str = "", unit: str = "leith", phones: int = 3) -> Dna:
    """A page with so many phones at its table."""
    made = acts.begin(person("ada"), Unit.objects.get(slug=unit), gathering)
    for mark in MARKS[:phones]:
        acts.sit(None, made, f"{mark} at {made.pk}")
    return made


def mark(dna: Dna, number: int = 1) -> str:
    return f"{MARKS[number - 1]} at {dna.pk}"


def filled(dna: Dna, head: Head = HEAD) -> Dna:
    """Every field of the page answered, as in the first example from elsewhere."""
    texts = starters()[0].texts
    for one in fields():
        acts.write(None, dna, mark(dna), Said(one.key, number_of(dna, one.key), texts[one.key]))
    return acts.call_it(None, dna, mark(dna), head)


def handed_in(gathering: str = "", title: str = "Dry homes", unit: str = "leith") -> Dna:
    made = filled(begun(gathering, unit), Head(title, HEAD.function, HEAD.sphere))
    return acts.hand_in(None, made, mark(made))


def number_of(dna: Dna, key: str) -> int:
    return dna.passages.get(field=key).number


def text_of(dna: Dna, key: str) -> str:
    return dna.passages.get(field=key).text
