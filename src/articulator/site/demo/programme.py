"""The demo's programme: from damp at a door to a motion in the council, and back to the tenant."""

from collections.abc import Callable
from datetime import datetime, timedelta

from articulator.identity.programme import acts
from articulator.identity.programme.acts import Done, Words
from articulator.identity.programme.models import Deed, Demand, Item, Line, Version
from articulator.intelligence.loop import acts as loop
from articulator.intelligence.themes import acts as themes
from articulator.intelligence.themes.models import Theme
from articulator.intelligence.themes.queries import published_row
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.operations.campaigns import acts as campaigns
from articulator.operations.campaigns.models import Campaign
from articulator.site.demo.personas import home_of, known, who_is

type Say = Callable[[str], object]

FIRST = (
    ("Homes", "Everyone has a home that is warm and theirs to stay in."),
    ("Care close to home", "A doctor, a nurse and a chemist within twenty minutes, without a car."),
    ("Work", "No hour without pay, no shift without notice."),
    ("A say at work", "Whoever does the work decides with others how it is done."),
)
REPAIRS = """A repair is done when the tenant signs that it is, and not when a form says so.

Damp is inspected within a week. Until it is dry, the rent rests."""
HOMES = """Everyone has a home that is warm, dry and theirs to stay in.

Nobody is put out of it in winter."""
NOT_OURS = """Surgeries are opened by the health board, and we stand for care close to home already.
Bring us which surgery closed and when: with that the branch can write to the board this month."""
TOLD = """You told us at your doors about mould that comes back every winter. We raised it, the
conference put it into the programme in your words, and the council has carried the motion: from
January on a repair is done when the tenant signs for it. We watch whether they keep to it. What is
missing: the money for outside walls. We ask for it in the budget in March."""


def tell(say: Say, today: datetime) -> None:
    say("Deciding a programme, acting on it, and reporting back to a door …")

    def ago(days: int) -> datetime:
        return today - timedelta(days=days)

    _first(ago(150))
    _local(ago(120))
    damp = _theme("Damp homes")
    if damp is None:
        return
    demand = _demands(damp, ago)
    item = _second(demand, ago(40))
    with clock.at(ago(34)):
        campaigns.serve(known("member"), Campaign.objects.get(), item)
    _in_the_council(item, ago)
    with clock.at(ago(6)):
        loop.report_back(known("secretary"), damp, " ".join(TOLD.split()))
    with clock.at(ago(4)):
        _next()


def _root() -> Unit:
    return Unit.objects.get(parent=None)


def _theme(name: str) -> Theme | None:
    """A theme that was published."""
    found = Theme.objects.filter(name=name, gone_in=None).select_related("codebook").first()
    return found if found and published_row(found) else None


def _vote(on: datetime, votes_for: int, votes_against: int) -> dict[str, object]:
    day = on.date().isoformat()
    return {"on": day, "votes_for": votes_for, "votes_against": votes_against}


def _first(when: datetime) -> None:
    officer = known("officer")
    with clock.at(when):
        draft = acts.begin(officer, _root())
        for heading, wording in FIRST:
            acts.add(officer, draft, Words(heading, wording))
        acts.adopt(officer, draft, _vote(when, 187, 44))


def _local(when: datetime) -> None:
    """The branch stands for something of its own: its members' meeting decides that."""
    secretary, branch = known("secretary"), home_of(known("secretary"))
    words = "The quay has lamps on both sides, as far as the mill."
    with clock.at(when - timedelta(days=20)):
        demand = acts.raise_demand(secretary, branch, words, "Nine women said they run.", branch)
        other = acts.raise_demand(
            secretary, branch, "A second bench at the ferry", "It was asked for once.", branch
        )
    with clock.at(when - timedelta(days=12)):
        acts.withdraw(secretary, other)
    with clock.at(when):
        draft = acts.begin(secretary, branch)
        acts.add(secretary, draft, Words("Light on the quay", words, [demand]))
        acts.adopt(secretary, draft, _vote(when, 23, 2))


def _demands(damp: Theme, ago: Callable[[int], datetime]) -> Demand:
    """One that is taken up, one that waits, one that is declined; of the buses nothing yet."""
    secretary, root = known("secretary"), _root()
    with clock.at(ago(70)):
        made = themes.raise_demand(
            secretary, damp, "A repair counts when the tenant signs for it",
            "At the doors of the harbour people told of mould that was painted over and reported "
            "as repaired, two winters in a row.", root,
        )  # fmt: skip
    if rents := _theme("Rents"):
        with clock.at(ago(33)):
            themes.raise_demand(
                secretary, rents, "No rent takes more than a third of what a household earns",
                "The rent takes half and more. It is what is said most often here.", root,
            )  # fmt: skip
    if doctors := _theme("Doctors"):
        with clock.at(ago(66)):
            no = themes.raise_demand(
                secretary, doctors, "Reopen the surgery at the harbour",
                "People wait three weeks for an appointment.", root,
            )  # fmt: skip
        with clock.at(ago(40)):
            acts.decline(known("officer"), no, " ".join(NOT_OURS.split()))
    return made


def _second(demand: Demand, when: datetime) -> Item:
    """The conference: one item is new, one is reworded, one is struck."""
    officer = known("officer")
    with clock.at(when - timedelta(days=9)):
        draft = acts.begin(officer, _root())
        acts.add(officer, draft, Words("Repairs that last", REPAIRS, [demand]))
        acts.reword(officer, _line(draft, "Homes"), Words("Homes", HOMES))
        acts.strike(officer, _line(draft, "A say at work"))
    with clock.at(when):
        acts.adopt(officer, draft, _vote(when, 212, 31))
    return _line(draft, "Repairs that last").item


def _line(version: Version, heading: str) -> Line:
    return version.lines.select_related("item", "version__unit").get(heading=heading)


def _in_the_council(item: Item, ago: Callable[[int], datetime]) -> None:
    officer, sitting = known("officer"), who_is("council")
    motion = Done(
        Deed.Kind.MOTION, "A repair is done when the tenant signs", "Harbour city council",
        ago(21).date(), "councillor for Harbour ward", "https://council.example/minutes/4711",
    )  # fmt: skip
    with clock.at(ago(20)):
        made = acts.record_for(officer, item, motion, "Oonagh Petrie")
    with clock.at(ago(12)):
        words = "Carried by 31 to 14. It is in force from January."
        acts.tell_outcome(officer, made, Deed.Outcome.CARRIED, words)
    if isinstance(sitting, Person):
        question = Done(
            Deed.Kind.QUESTION, "How many flats are damp, and since when?", "Housing association",
            ago(9).date(), "tenants’ representative on its board",
        )  # fmt: skip
        with clock.at(ago(9)):
            acts.record(sitting, item, question)


def _next() -> None:
    """What is drafted now, and can be read along."""
    officer = known("officer")
    draft = acts.begin(officer, _root())
    words = "No hour without pay, no shift without a fortnight’s notice, no contract without hours."
    acts.reword(officer, _line(draft, "Work"), Words("Work", words))
