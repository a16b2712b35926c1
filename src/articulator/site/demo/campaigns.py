"""The demo's campaigns: one with cells over weeks, one refused with reasons, one at the gate."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from articulator.identity.bodies import acts as bodies
from articulator.identity.bodies.models import SeatGroup
from articulator.identity.draws.models import Invitation
from articulator.identity.membership.models import Standing
from articulator.intelligence.ecology.acts import Ask, Draws
from articulator.intelligence.ecology.models import Partner
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.operations.campaigns import acts
from articulator.operations.campaigns.catalogue import gatekeepers
from articulator.operations.campaigns.models import Application, Campaign
from articulator.operations.cells import acts as cells
from articulator.operations.cells.acts import Sign
from articulator.operations.cells.models import Cell, Place
from articulator.operations.cells.queries import place_behind
from articulator.operations.training import acts as training
from articulator.site.demo.care import all_agree, thought_over
from articulator.site.demo.people import some_trained
from articulator.site.demo.personas import home_of, known

type Say = Callable[[str], object]

WARM = """One room in every quarter that is warm, open and run by those who sit in it.

We began with one on a cold Tuesday. Whoever came was asked for an hour, not for a name. Now
people take the model with them: **a room, a kettle, three people with a key**, and a list of who
in the street needs a visit.

- It stands for: nobody sits in the cold alone.
- How it changes things: who has sat together in January goes to the council together in March.
- Its red lines: no room closes to anybody for what they owe or where they come from."""
BUSES = """The last bus leaves at nine. We ride it together, count who is left behind and
publish it. So far six of us have ridden it twice."""
LETTERS = """Whoever gets a letter from a bailiff brings it, and three people answer it within a
day. We have tried it in one branch for four weeks and wrote down what it brought."""
PROMISE = """We support each other without directing each other. The campaign decides for itself
what it does and says. When one of us thinks that the other goes wrong, we say so first."""
ASKED_AROUND = """The food co-op and the two churches were asked, and said how many evenings they
have. It stays under that."""
FINDINGS = (
    ("ecology_check_passed", True, ASKED_AROUND),
    ("trainers", True, "Three people have trained others in it, and were observed."),
    ("retention_4w", True, "Of 41 who came in the first week, 19 were there in the fifth."),
)
ONE_ALONE = """One person knows how the count is done. Two are needed, so that it does not hang on
one."""
NOT_YET = (
    ("ecology_check_passed", True, "It draws on nobody but itself so far."),
    ("trainers", False, ONE_ALONE),
    ("retention_4w", False, "It has been tried for two weeks only, so nobody can say yet."),
)

# Name, place, in which week it began, from which it split, and what its weeks brought.
CELLS = (
    ("Old Quay kettle", "Old Quay", 0, "", ((14, 5), (9, 4), (12, 6), (6, 3))),
    ("Chapel Street", "Old Quay", 0, "", ((10, 4), (7, 3), (5, 2))),
    ("Ropewalk", "Harbour side", 1, "", ((8, 3), (4, 0), (3, 1))),
    ("Bridge End", "Harbour side", 3, "Old Quay kettle", ((9, 4), (6, 3))),
    ("Mill Lane", "Mill Lane", 4, "Old Quay kettle", ((6, 2), (5, 3), (7, 3))),
    ("St Brede", "Old Quay", 5, "Chapel Street", ((5, 2), (4, 2))),
    ("Ferry steps", "Harbour side", 6, "Bridge End", ((7, 3), (3, 1))),
    ("Upper Mill", "Mill Lane", 8, "Mill Lane", ((4, 2), (6, 2))),
    ("Allotments", "Upper town", 8, "Mill Lane", ((3, 0), (2, 1))),
    ("Station yard", "Upper town", 9, "Old Quay kettle", ((8, 4), (5, 2))),
    ("Dock gate", "Harbour side", 10, "Ferry steps", ((6, 3),)),
    ("Weavers", "Mill Lane", 11, "Upper Mill", ((4, 2),)),
    ("Pump house", "Upper town", 13, "Station yard", ((5, 2),)),
    ("New Row", "Old Quay", 14, "St Brede", ((3, 1),)),
)  # fmt: skip
LISTED = ("Old Quay kettle", "Ropewalk", "Mill Lane", "Station yard", "Weavers")
WEEKS = 18  # since the campaign began


def tell(say: Say, today: datetime) -> None:
    say("Letting a campaign through the gate, and letting its cells split …")
    _seat_the_board(today - timedelta(days=150))
    begun = today - timedelta(weeks=WEEKS)
    campaign = _let_through(begun)
    _promise(campaign, begun + timedelta(days=9))
    _spread(campaign, begun)
    _refuse(today - timedelta(days=20))
    with clock.at(today - timedelta(days=3)):
        branch = home_of(known("secretary"))
        asked = acts.ask(some_trained(70)[65], branch, "Letters answered in a day", LETTERS)
        acts.judge(known("officer"), asked, *FINDINGS[1])
    _observe(today - timedelta(days=60))


def _seat_the_board(when: datetime) -> None:
    """Three coaches keep the gate until the campaigns elect theirs."""
    founder = Person.objects.get(email="agnes@demo.example")
    group = SeatGroup.objects.get(body__key="incubator_board", key="coaches")
    drawn = set(Invitation.objects.values_list("entry__person", flat=True))
    coaches = [one for one in some_trained(70)[60:] if one.pk not in drawn]  # one office is enough
    with clock.at(when):
        for coach in (known("officer"), *coaches[:2]):
            bodies.appoint(founder, group, coach)


def _ask(person: Person, unit: Unit, name: str, about: str, draws: Draws, when: datetime
) -> Application:  # fmt: skip
    """At the gate, with all who carry it asked, and their yes a day later."""
    with clock.at(when):
        made = acts.ask(person, unit, name, about)
        plan = acts.prepare(person, made, draws)
        thought_over(person, plan)
    with clock.at(when + timedelta(days=1)):
        all_agree(plan)
    return made


def _weeks(begins: datetime, number: int) -> tuple[date, date]:
    return begins.date(), (begins + timedelta(weeks=number)).date()


def _vote(votes_for: int, votes_against: int, on: datetime) -> dict[str, object]:
    return {
        "body": str(gatekeepers()), "on": on.date().isoformat(),
        "votes_for": votes_for, "votes_against": votes_against,
    }  # fmt: skip


def _let_through(when: datetime) -> Campaign:
    branch = home_of(known("secretary"))
    kitchen = Partner.objects.get(name__startswith="Quayside")
    draws = Draws(*_weeks(when, 12), (Ask(kitchen, "evenings with soup", 2),))
    asked = _ask(known("member"), branch, "Warm rooms", WARM, draws, when - timedelta(days=12))
    with clock.at(when):
        for finding in FINDINGS:
            acts.judge(known("officer"), asked, *finding)
        why = (
            "All three are met. What we liked most: the second room was opened by people whom the "
        )
        why += "first had only once. Come back if the co-op gets tired."
        acts.decide(known("officer"), asked, _vote(7, 1, when), why)
    return Campaign.objects.select_related("unit").get()


def _refuse(when: datetime) -> None:
    branch = home_of(known("member"))
    draws = Draws(*_weeks(when, 8), alone=True)
    asked = _ask(known("member"), branch, "The last bus", BUSES, draws, when - timedelta(days=10))
    with clock.at(when):
        for finding in NOT_YET:
            acts.judge(known("officer"), asked, *finding)
        why = "Not yet. Teach the count to one more person, ride for two more weeks, and come "
        why += "again: we would like to see this grow. Nothing you did was in vain."
        acts.decide(known("officer"), asked, _vote(1, 6, when), why)


def _promise(campaign: Campaign, when: datetime) -> None:
    with clock.at(when):
        covenant = acts.write_covenant(
            known("member"), campaign, PROMISE, "A room for trainings twice a month, the printer, "
            "and £600 for kettles and heaters.", "What it learns, in words that others can use; a "
            "word of warning before it asks people of the branch for more than an evening.",
            600, (when + timedelta(days=365)).date(),
        )  # fmt: skip
    with clock.at(when + timedelta(days=5)):
        day = (when + timedelta(days=4)).date().isoformat()
        acts.sign(known("secretary"), covenant, {"body": "Branch group", "on": day})


def _spread(campaign: Campaign, begun: datetime) -> None:
    made: dict[str, Cell] = {}
    for name, area, week, origin, weeks in CELLS:
        when = begun + timedelta(weeks=week, hours=6)
        with clock.at(when):
            made[name] = _cell(campaign, made.get(origin), name, area)
            cells.write_in(None, _keeper(made[name]), 6)
        for later, (came, trained) in enumerate(weeks, 1):
            day = when + timedelta(weeks=later)
            with clock.at(day):
                cells.count(None, _keeper(made[name]), day.date(), came, trained)
    _link(made, begun + timedelta(weeks=15))


def _cell(campaign: Campaign, origin: Cell | None, name: str, area: str) -> Cell:
    listed = name in LISTED
    contact = f"{name.split(maxsplit=1)[0].lower()}@warmrooms.example" if listed else ""
    sign = Sign(name, area, "Keeps a room warm on two evenings and visits the street.", contact,
                listed)  # fmt: skip
    if origin is None:
        return cells.start(None, campaign, sign, _secret(name))
    return cells.split(None, _keeper(origin), sign, _secret(name))


def _secret(name: str) -> str:
    return f"the secret of {name} in the demo"


def _keeper(cell: Cell) -> Place:
    place = place_behind(cell, _secret(cell.name))
    assert place, "whoever started a cell holds a place in it"
    return place


def _link(made: dict[str, Cell], when: datetime) -> None:
    with clock.at(when):
        for one, other in (("Ropewalk", "Mill Lane"), ("Weavers", "Station yard")):
            cells.reach_out(None, _keeper(made[one]), made[other])
            cells.reach_out(None, _keeper(made[other]), made[one])
        cells.reach_out(None, _keeper(made["Old Quay kettle"]), made["Ropewalk"])


def _observe(when: datetime) -> None:
    """Other trainers sit in, so that it shows what is still taught in the second generation."""
    founder, root = Person.objects.get(email="agnes@demo.example"), Unit.objects.get(parent=None)
    trained = Standing.objects.current(when).by_rule("the demo's trainers").filter(kind="trainer")
    people = [one.person for one in trained.select_related("person").order_by("since", "pk")]
    for number, given in enumerate((11, 10, 12, 9, 10, 11, 8, 10, 9, 11) * 2):
        trainer = people[number % len(people)]
        with clock.at(when + timedelta(days=number)):
            held = training.plan_session(
                trainer, root, "how_the_party_works", clock.now(), "Trades hall", "", 24
            )
            training.observe(founder, held, given, 12)
