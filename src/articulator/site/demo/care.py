"""The demo's sudden things: a night watch that is over and was looked back on, a call of today."""

from collections.abc import Callable
from datetime import datetime, timedelta

from articulator.intelligence.ecology import acts as ecology
from articulator.intelligence.ecology.acts import Ask, Draws, Said
from articulator.intelligence.ecology.models import Need, Partner, Plan
from articulator.intelligence.ecology.queries import plan_of
from articulator.intelligence.reviews import acts as reviews
from articulator.kernel import clock
from articulator.kernel.models import Person
from articulator.operations.responses import acts
from articulator.operations.responses.models import Response
from articulator.site.demo.personas import home_of, known

type Say = Callable[[str], object]

THOUGHTS = {
    "who_bears_risk": "Whoever stands at the door. All of them have heard what can happen.",
    "overlap_with_existing_campaigns": "The tenants’ union was asked, and comes along.",
    "aftercare": "Two people ring everyone on the day after.",
}
WATCHED = reviews.Said(
    "Twelve people at the hostel from ten to two, for six nights, so that nobody inside is alone.",
    "Nobody came to attack it after the second night. We were twenty on the first night and five "
    "on the last; the observers covered three shifts that were ours.",
    "The list was full of people who had said yes once, in a chat. Nobody had asked them again "
    "when it went on for longer.",
    "Keep: soup at midnight, and one person who says when it ends. Change: ask for two nights "
    "each, not for “as long as it takes”, and ask the observers for a number.",
)


def tell(say: Say, today: datetime) -> None:
    say("Acting within hours, and looking back on it …")
    _night_watch(known("secretary"), today - timedelta(days=48))
    with clock.at(today - timedelta(hours=3)):
        _call(
            known("secretary"), "Stand with the picket at the laundry",
            "The night shift walked out at four. They ask for people at the gate at six tomorrow.",
            Draws(clock.today(), (clock.now() + timedelta(days=2)).date(),
                  (Ask(_group("Quayside"), "breakfasts", 40),)),
        )  # fmt: skip


def thought_over(person: Person, plan: Plan | None) -> None:
    """What the constitution asks before anything begins is answered."""
    assert plan, "a plan was made just now"
    ecology.think(person, plan, THOUGHTS)


def all_agree(plan: Plan) -> None:
    for need in plan.needs.filter(answer=Need.Answer.OPEN):
        ecology.answer(None, need, Said(Need.Answer.YES))


def _group(name: str) -> Partner:
    return Partner.objects.get(name__startswith=name)


def _call(rosa: Person, title: str, why: str, draws: Draws) -> Response:
    made = acts.call(rosa, home_of(rosa), title, why, draws)
    thought_over(rosa, plan_of(made))
    return made


def _night_watch(rosa: Person, when: datetime) -> None:
    with clock.at(when):
        shown = _call(
            rosa, "Night watch at the hostel",
            "Somebody has posted its address, and those who live in it are afraid tonight.",
            Draws(when.date(), (when + timedelta(days=6)).date(),
                  (Ask(_group("Harbour"), "night shifts", 6),)),
        )  # fmt: skip
    plan = plan_of(shown)
    assert plan, "the call has made one"
    with clock.at(when + timedelta(hours=2)):
        all_agree(plan)
        acts.start(rosa, shown)
    with clock.at(when + timedelta(days=6)):
        acts.end(rosa, shown)
    with clock.at(when + timedelta(days=9)):
        plan.refresh_from_db()
        reviews.look_back(rosa, plan, WATCHED)
