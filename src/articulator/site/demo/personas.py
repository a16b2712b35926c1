"""The people a visitor of the demo can be, one click each."""

from dataclasses import dataclass

from articulator.identity.bodies.models import Term
from articulator.identity.draws.models import Invitation
from articulator.identity.membership.queries import membership_of
from articulator.kernel.models import Person, Unit


@dataclass(frozen=True, slots=True)
class Persona:
    key: str
    role: str
    try_this: str
    name: str = ""  # empty for those whom the vote or the lot has chosen

    @property
    def email(self) -> str:
        return f"{self.key}@demo.example"


PERSONAS = (
    Persona(
        "member", "A member",
        "Vote in the open election, or stand for the disputes panel.", "Maya Lindqvist",
    ),
    Persona("drawn", "Someone whom the lot has chosen", "Accept or decline a seat on the council."),
    Persona(
        "secretary", "A branch secretary",
        "Import new members of your branch, and undo it again.", "Rosa Delgado",
    ),
    Persona(
        "officer", "The returning officer",
        "Count the closed election; draw with a seed thrown in public.", "Idris Boyle",
    ),
    Persona("council", "A member of the council", "See your seat, your term and your powers."),
)  # fmt: skip

NAMED = tuple(persona for persona in PERSONAS if persona.name)


def known(key: str) -> Person:
    """A persona with a name of their own."""
    return Person.objects.get(email=f"{key}@demo.example")


def home_of(person: Person) -> Unit:
    """The branch whose roll a persona is on."""
    held = membership_of(person)
    assert held, "the personas are members"
    return held.unit


def who_is(key: str) -> Person | None:
    """The person behind a persona now; None while nobody is."""
    if key == "council":
        term = Term.objects.current().filter(seat__group__body__key="npc").order_by("since").first()
        return term.person if term else None
    if key == "drawn":
        waiting = Invitation.objects.filter(answer=Invitation.Answer.OPEN).first()
        return waiting.entry.person if waiting else None
    return Person.objects.filter(email=f"{key}@demo.example").first()
