"""The demo's rooms: one evening that was counted and answered, one that votes now."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from random import Random

from articulator.identity.bodies.models import Body, Term
from articulator.kernel import clock
from articulator.kernel.models import Person
from articulator.operations.decisions import acts as decisions
from articulator.operations.decisions.models import Question
from articulator.operations.statements import acts
from articulator.operations.statements.models import Conversation, Ruling
from articulator.operations.statements.plans import Plan
from articulator.operations.statements.queries import mark_of
from articulator.site.demo.personas import home_of, known

type Say = Callable[[str], object]

# What was said, and how the two ends of the room lean on it: agree, disagree, or both as one.
WINTER = (
    ("Landlords must repair damp within a month.", 1, 1),
    ("We should withhold rent together until they do.", 1, -1),
    ("The council has to hear us first; a strike is the last step.", -1, 1),
    ("Nobody should have to speak to a landlord alone.", 1, 1),
    ("We need people who can read a tenancy agreement.", 1, 1),
    ("Lawyers slow us down. We know what is wrong.", 1, -1),
    ("Meetings must be over by nine, with somebody for the children.", 1, 1),
    ("Talking to owners of one flat is worth our time.", -1, 1),
    ("We should put the worst houses in the paper, with addresses.", 1, -1),
    ("Without a list of all damp flats we cannot begin.", 1, 1),
    ("Every stair elects somebody who knows who needs what.", 1, -1),
    ("We should only start what we can keep up until spring.", -1, 1),
)
NOW = (
    "The hall should open in the evenings for the young ones.",
    "A bus after nine would change more than any hall.",
    "We ask everybody in the street before we decide anything.",
    "Food first: the co-op needs a cold room.",
    "One small thing that works beats three plans.",
    "We should work with the church, whatever we think of it.",
)


def tell(say: Say, today: datetime) -> None:
    say("Asking rooms what they think: one was answered, one votes now …")
    home, founder = home_of(known("secretary")), Person.objects.get(email="agnes@demo.example")
    body = Body.objects.get(key="npc", unit__parent=None)
    _winter(founder, body, today - timedelta(days=20), today - timedelta(days=1))
    opened = today - timedelta(days=1)
    with clock.at(opened):
        plan = Plan(
            "What would make our street better by summer?", today + timedelta(days=5), body,
            (today + timedelta(days=30)).date(), opens_at=opened, seeds=NOW,
        )  # fmt: skip
        of = acts.ask(known("secretary"), home, plan)
        _vote(of, [(1, 1, -1, 1, 1, 0)] * 6 + [(1, -1, 1, 0, 1, -1)] * 5, Random(3))  # noqa: S311
        asked = decisions.pose(
            known("secretary"), of, Question.Way.RANKED, "What do we begin with?",
            ("The hall in the evenings", "A bus after nine", "The cold room"),
        )  # fmt: skip
        for number in range(9):
            choice = decisions.Choice(((1, 2), (3, 1), (2, 3))[number % 3])
            decisions.answer(None, asked, mark_of(f"demo {number}", of), choice)


def _winter(founder: Person, body: Body, when: datetime, answered: datetime) -> None:
    """46 phones and papers, two ends that agree on much: groups, common ground, and answers."""
    unit = home_of(known("member"))
    with clock.at(when):
        plan = Plan(
            "What do we do about damp flats before winter?", when + timedelta(hours=3), body,
            (when + timedelta(days=30)).date(), opens_at=when,
            seeds=tuple(text for text, *_ in WINTER),
        )  # fmt: skip
        of = acts.ask(founder, unit, plan)
        said = acts.say(None, of, mark_of("demo 0", of), "Mr Grey of the agency is a crook.")
        acts.rule_on(founder, said, Ruling.Reason.NAMES, "Say what the agency does, not who.")
        _vote(of, _papers(46), Random(8))  # noqa: S311 - an invented room
    with clock.at(when + timedelta(hours=3)):
        acts.wind_up(founder, of)
        chosen = list(of.statements.filter(number__in=(1, 4, 10)))
        acts.pass_on(founder, of, chosen, body, (when + timedelta(days=30)).date())
    seated = Term.objects.current(answered).filter(seat__group__body=body).select_related("person")
    with clock.at(answered):
        if term := seated.first():
            acts.answer(
                term.person, chosen[0].outcome,
                "Yes. From the first of the month **a letter goes to every landlord on the list**, "
                "signed by all on the stair. Whoever does not answer in four weeks is visited.",
            )  # fmt: skip


def _papers(people: int) -> list[tuple[int, ...]]:
    return [tuple(ends[person % 2] for _, *ends in WINTER) for person in range(people)]


def _vote(of: Conversation, rows: Sequence[Sequence[int]], draw: Random) -> None:
    """Papers from a pile: everybody votes on most, and now and then otherwise than expected."""
    pile = [
        {
            number: said if draw.random() > 0.12 else draw.choice((-1, 0, 1))
            for number, said in enumerate(row, 1)
            if draw.random() > 0.1
        }
        for row in rows
    ]
    acts.type_in(of.stewards.get().person, of, pile)
