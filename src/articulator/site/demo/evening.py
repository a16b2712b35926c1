"""The demo's evenings as a whole: one to come with all that hangs on it, one with its harvest."""

from collections.abc import Callable
from datetime import datetime, timedelta

from articulator.identity.bodies.models import Body
from articulator.kernel import clock
from articulator.kernel.models import Person
from articulator.operations.decisions import acts as decisions
from articulator.operations.decisions.models import Question
from articulator.operations.gatherings import acts as gatherings
from articulator.operations.gatherings.models import Gathering
from articulator.operations.statements import acts as statements
from articulator.operations.statements.models import Conversation
from articulator.operations.statements.plans import Plan
from articulator.operations.steps import acts as steps
from articulator.operations.steps.catalogue import kits
from articulator.operations.steps.models import Order, Step
from articulator.operations.tables import acts as tables
from articulator.operations.tables.acts import Laying
from articulator.operations.tables.models import Floor
from articulator.operations.tables.queries import floors
from articulator.site.demo.personas import home_of, known
from articulator.site.demo.steps import walk

type Say = Callable[[str], object]

PLACES = ("by the window", "at the stage", "beside the kitchen", "under the clock", "near the door")
BROUGHT = (
    ("A bus after nine on all days, the late shift first.", "Stops need light and a bench.",
     "Nobody asked the drivers. We ask them."),
    ("The last bus leaves before the late shift ends.", "Taxis cost a day’s wage in a week."),
    ("Women wait inside the shop: the stop is dark.", "One stop could move by fifty metres.",
     "The school would lend its car park.", "A timetable that people can read."),
    ("Ask the council and the company on the same day.", "Count who walks home, for two weeks."),
)  # fmt: skip
NOTED = ("The 22.10 has been cut twice.", "Drivers want it, too.", "Who pays for the light?")


def tell(say: Say, today: datetime) -> None:
    say("Tying statements, tables and a decision to the steps of an evening …")
    rosa = known("secretary")
    home = home_of(rosa)
    _past(rosa, Gathering.objects.get(unit=home, title="Buses after nine"))
    coming = Gathering.objects.get(unit=home, title="A winter that we can pay for")
    with clock.at(today - timedelta(days=3)):
        _to_come(rosa, coming)


def _drawn_up(by: Person, gathering: Gathering, kit: str, plan: Laying) -> tuple[Order, Floor]:
    order = gatherings.draw_up(by, gathering, kits()[kit])
    floor = tables.lay(by, gathering, plan)
    for step in order.steps.filter(kind__in=("tables", "harvest")):
        steps.hang(by, order, step, floor)
    return order, floor


def _past(rosa: Person, gathering: Gathering) -> None:
    """Four tables talked, and each brought something back."""
    with clock.at(gathering.starts_at - timedelta(days=2)):
        plan = Laying(4, Floor.By.MIXING, "What keeps us from going out at night?", PLACES)
        order, floor = _drawn_up(rosa, gathering, "world-cafe-90", plan)
    at = gathering.starts_at + timedelta(minutes=2)
    walk(rosa, order, at, order.steps.get(number=3).number, 1.0)
    with clock.at(at + timedelta(minutes=70)):
        floor = floors().get(pk=floor.pk)
        for table, points in zip(floor.tables.order_by("number"), BROUGHT, strict=True):
            tables.type_in(rosa, floor, table, NOTED[: table.number % 4], points)
    number = order.on.number if order.on else 1
    walk(rosa, order, at + timedelta(minutes=72), order.steps.count(), 0.2, first=number)


def _to_come(rosa: Person, gathering: Gathering) -> None:
    """Statements while people come in, tables, then what the room does first."""
    plan = Laying(5, Floor.By.MIXING, "What does this winter take from you?", PLACES)
    order, _ = _drawn_up(rosa, gathering, "world-cafe-90", plan)
    talks = _asked(rosa, gathering)
    steps.hang(rosa, order, _put_in(rosa, order, 3, "statements", "Say it in a sentence"), talks)
    chosen = decisions.prepare(
        rosa, talks, Question.Way.APPROVAL, "What do we do first?",
        ("A warm room in every street", "One letter to all landlords", "A day at the council"),
    )  # fmt: skip
    last = order.steps.filter(kind="harvest").order_by("number")[0].number + 1
    steps.hang(rosa, order, _put_in(rosa, order, last, "decide", "What comes first"), chosen)


def _asked(rosa: Person, gathering: Gathering) -> Conversation:
    ends = gathering.ends_at
    plan = Plan(
        "What would make this winter bearable?", ends + timedelta(hours=12),
        Body.objects.get(key="npc", unit__parent=None), (ends + timedelta(days=21)).date(),
        seeds=("Warm rooms before warm words.", "Nobody should choose between heat and food."),
    )  # fmt: skip
    return statements.ask(rosa, gathering.unit, plan)


def _put_in(rosa: Person, order: Order, at: int, kind: str, title: str) -> Step:
    words = {
        "statements": "Say in one sentence what would help, and vote on what others say.",
        "decide": "Tick everything that you could live with.",
    }
    said = {"kind": kind, "title": title, "minutes": 10, "least": 6, "words": words[kind]}
    return steps.add(rosa, order, at, said)
