"""The demo's doors: a stall's survey, a tenants' evening, a campaign, membership; who came."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import cycle

from articulator.identity.bodies.models import SeatGroup
from articulator.identity.doors import acts
from articulator.identity.doors.acts import Sign
from articulator.identity.doors.models import Door
from articulator.identity.doors.queries import Said
from articulator.identity.elections import acts as elections
from articulator.identity.membership.queries import memberships
from articulator.identity.units import acts as units
from articulator.identity.units.queries import units as open_units
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.site.demo.personas import NAMED, home_of, known

type Say = Callable[[str], object]
TOWNS = ("NS", "TV", "EM", "HC", "SD")  # invented post towns, one a region in the tree's order

SURVEY = Sign(
    "Three questions from the street stall",
    "We stand by the market with tea and three questions. **What you say decides what we do "
    "next**: last year it was the damp, and forty flats were repaired.\n\nIt takes two minutes. "
    "No name is needed.",
    questions=(
        "What would make the biggest difference where you live?",
        "What have you already tried, alone or with others?",
        "Who around here do people turn to when something breaks?",
    ),
)
CAMPAIGN = Sign(
    "Dry homes by winter",
    "Landlords must repair damp within a month, and hardly one does. We visit the worst hundred "
    "houses together, write down what we find, and take the list to the council.\n\n- Two hours "
    "on a Tuesday or a Sunday, in pairs\n- Somebody who has done it goes with you\n- Nothing to "
    "learn first",
)
JOIN = Sign(
    "Become a member",
    "A member decides with everybody else what the federation does. Whoever would rather only "
    "come along does that, for as long as they like.",
)
ANSWERS = (
    ("Repairs. Ours take a year.", "Letters to the agent, all of us on the stair.", "Mrs Okoro"),
    ("Buses after nine.", "A petition, 300 names.", "The drivers at the depot"),
    ("Rents that we can pay in November too.", "", "Nobody"),
    ("Somewhere warm for the young ones.", "We opened the church hall twice.", "The caretaker"),
    ("The damp. My boy coughs all winter.", "Fans, bleach, the council.", "The health visitor"),
)
STRANGERS = ("Nell Tarrant", "Omari Bright", "Petra Vance", "Quentin Rao")


def tell(say: Say, today: datetime) -> None:
    say("Opening doors: a survey, an evening for tenants, a campaign; people come in …")
    founder, root = Person.objects.get(email="agnes@demo.example"), Unit.objects.get(parent=None)
    _place(founder, today - timedelta(days=100))
    near, stall = home_of(known("member")), home_of(known("secretary"))
    with clock.at(today - timedelta(days=12)):
        acts.open_door(founder, root, Door.Kind.JOIN, JOIN)
        campaign = acts.open_door(founder, root, Door.Kind.CAMPAIGN, CAMPAIGN)
        survey = acts.open_door(known("secretary"), stall, Door.Kind.SURVEY, SURVEY)
        event = acts.open_door(founder, near, Door.Kind.EVENT, _evening(near, today))
    _answer(survey, stall, today - timedelta(days=8))
    _come(event, near, 14, today - timedelta(days=5))
    _come(campaign, stall, 11, today - timedelta(days=4))
    _strangers(event, today - timedelta(days=3))
    _invite(event, today - timedelta(hours=20))
    _call_early(today)


def _place(founder: Person, when: datetime) -> None:
    """Each branch gets the postcodes around it: NS1, NS2 and so on."""
    with clock.at(when):
        regions = open_units().filter(level="region").order_by("path")
        for town, region in zip(TOWNS, regions, strict=True):
            for number, branch in enumerate(region.children.order_by("path"), 1):
                units.set_areas(founder, branch, [f"{town}{number}"])


def _evening(near: Unit, today: datetime) -> Sign:
    saturday = today + timedelta(days=(5 - today.weekday() - 2) % 7 + 2, hours=2)
    return Sign(
        "Tenants of one street meet",
        f"Rents in {near} went up twice this year, and the same three agents manage most of the "
        "houses. Bring your letter from the agent, or just come and listen.\n\n- Tea, soup, and a "
        "corner for children\n- Somebody from the law centre reads letters with you",
        starts_at=saturday, place="Community centre, ground floor, no steps",
    )  # fmt: skip


def _members(unit: Unit, number: int) -> list[Person]:
    """People of a branch who are nobody's persona."""
    names = [persona.email for persona in NAMED]
    there = memberships(unit).exclude(person__email__in=names).select_related("person")
    return [line.person for line in there.order_by("number")[:number]]


def _come(door: Door, unit: Unit, number: int, when: datetime) -> None:
    for hours, person in enumerate(_members(unit, number)):
        with clock.at(when + timedelta(hours=hours)):
            acts.arrive(person, door, Said(purposes=("contact",) if hours % 3 else ()))


def _answer(door: Door, unit: Unit, when: datetime) -> None:
    """Most answers at the stall carry no name; a few members leave theirs."""
    for hours, said in zip(range(15), cycle(ANSWERS), strict=False):
        with clock.at(when + timedelta(hours=hours)):
            acts.answer_unnamed(None, door, Said(answers=said))
    for hours, (person, said) in enumerate(zip(_members(unit, 5), ANSWERS, strict=False)):
        with clock.at(when + timedelta(hours=hours)):
            acts.arrive(person, door, Said(answers=said, purposes=("results",)))


def _strangers(door: Door, when: datetime) -> None:
    """People whom nobody knew: three have answered the letter, one has not yet."""
    for hours, name in enumerate(STRANGERS):
        address = f"{name.split()[0].lower()}@street.example"
        with clock.at(when + timedelta(hours=hours)):
            made = acts.knock(None, door, Said(name, address))
            if name != STRANGERS[-1]:
                acts.confirm(None, made)


def _invite(door: Door, when: datetime) -> None:
    line = "You said on Sunday that nobody listens. These people do. I keep you a chair."
    with clock.at(when):
        acts.invite(known("member"), door, "neighbour@street.example", line)


def _call_early(today: datetime) -> None:
    """An election half a year ahead, in which somebody who joins today can stand."""
    group = SeatGroup.objects.get(body__key="articulation_council", key="party")
    days = (180, 240, 241, 255, 275)
    dates = elections.Dates(*(today + timedelta(days=day) for day in days))
    with clock.at(today - timedelta(days=1)):
        title = f"{group.body}: 4 seats, called early"
        elections.call_election(known("officer"), group, title, 4, dates)
