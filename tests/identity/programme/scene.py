"""A federation whose council decides the programme by two thirds, and branches their own."""

from articulator.identity.bodies.models import SeatGroup, Term
from articulator.identity.constitution import acts as constitution
from articulator.identity.programme import acts
from articulator.identity.programme.acts import Done, Words
from articulator.identity.programme.models import Deed, Demand, Item, Version
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from tests.identity.elections import scene
from tests.people import NOON, person

MEETING = """
  - id: branch_meeting
    ref: "7"
    name: Branch meeting
    kind: assembly
    per: branch
    vsm: [S5]
    accountable_to: membership
    meets: {every: P3M}
    seat_groups:
      - {id: all, ref: "7.all", seats: {open: true}, method: open, electorate: membership,
         alternates: not_applicable}
offices:"""
POWERS = """
    - {id: set_programme, holder: council, ref: "6.programme", majority: "2/3"}
    - {id: local_activity, holder: branch_meeting, ref: "6.local"}
procedures:"""
TEXT = scene.CONSTITUTION.replace("\noffices:", MEETING, 1).replace("\nprocedures:", POWERS, 1)
CARRIED = {"on": "2026-03-02", "votes_for": 4, "votes_against": 1}


def found() -> Unit:
    root = scene.found()
    with clock.at(scene.OPENS):
        adopted(root, TEXT.replace("1.0.0", "2.0.0"))
        seated("cleo")
    return root


def adopted(root: Unit, text: str) -> None:
    decision = {"body": "Assembly", "votes_for": 9, "votes_against": 0}
    constitution.adopt(scene.ada(), constitution.draft(scene.ada(), root, text), decision)


def seated(name: str, body: str = "council") -> Person:
    seat = SeatGroup.objects.filter(body__key=body)[0].seats.filter(terms=None)[0]
    Term.objects.create(
        seat=seat, person=person(name), route="elected", since=NOON,
        until=NOON.replace(year=2028),
    )  # fmt: skip
    return person(name)


def unit(slug: str = "federation") -> Unit:
    return Unit.objects.get(slug=slug)


def demanded(words: str = "Dry homes", of: str = "federation", by: str = "leith") -> Demand:
    return acts.raise_demand(person("ada"), unit(by), words, "Many said so.", unit(of))


def drafted(*items: tuple[str, str], answers: tuple[Demand, ...] = ()) -> Version:
    """A draft of the whole's programme by Cleo; the last item answers the demands."""
    made = acts.begin(person("cleo"), unit())
    for number, (heading, wording) in enumerate(items, 1):
        answered = answers if number == len(items) else ()
        acts.add(person("cleo"), made, Words(heading, wording, answered))
    return made


def in_force(*answers: Demand) -> Item:
    """An item that was adopted."""
    made = drafted(("Homes", "Dry and warm."), answers=answers)
    acts.adopt(person("cleo"), made, CARRIED)
    return Item.objects.get(heading="Homes")


def motion(**more) -> Done:
    given = {
        "kind": Deed.Kind.MOTION, "title": "Repairs", "where": "City council",
        "done_on": NOON.date(), "mandate": "councillor for Leith", **more,
    }  # fmt: skip
    return Done(**given)
