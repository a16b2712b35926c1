"""The people a visitor of the demo can be, one click each."""

from dataclasses import dataclass

from articulator.identity.bodies.models import Term
from articulator.identity.draws.models import Invitation
from articulator.identity.membership.models import VOTING, Membership, Standing
from articulator.identity.membership.queries import TRAINED, membership_of
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.operations.training.models import Session


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
    Persona("newcomer", "A new member", "Go on with the training that opens the pool."),
    Persona("trainer", "A trainer", "Plan a training in a room; see who means to come."),
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


def newcomer() -> Person:
    """A member who is not in the pool yet: the last one who joined."""
    trained = Standing.objects.by_rule("a persona of the demo").filter(kind=TRAINED)
    lines = Membership.objects.current().by_rule("a persona of the demo").filter(kind=VOTING)
    untrained = lines.exclude(person__in=trained.values("person"))
    return untrained.select_related("person").order_by("-joined_on", "number")[0].person


def who_is(key: str) -> Person | None:
    """The person behind a persona now; None while nobody is."""
    if key == "council":
        sitting = Term.objects.current().filter(seat__group__body__key="npc")
        term = sitting.order_by("since", "person__email").first()
        return term.person if term else None
    if key == "newcomer":
        return newcomer()
    if key == "trainer":
        coming = Session.objects.filter(starts_at__gt=clock.now(), called_off_at=None)
        return coming[0].trainer if coming else None
    if key == "drawn":
        waiting = Invitation.objects.filter(answer=Invitation.Answer.OPEN).first()
        return waiting.entry.person if waiting else None
    return Person.objects.filter(email=f"{key}@demo.example").first()
