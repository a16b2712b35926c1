"""The demo's consultations: one is over and can be read in every body, one is open."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from random import Random

from articulator.identity.bodies.models import Body, Term
from articulator.identity.membership.models import Membership
from articulator.identity.representation import acts
from articulator.identity.representation.models import Consultation
from articulator.identity.representation.queries import has_agreed
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.site.demo.personas import known

type Say = Callable[[str], object]
type Leanings = Sequence[float]  # how likely people are to agree with each statement

PRIORITIES = (
    ("Our next campaign should be about rents.", 0.74, 0.80),
    ("We should stand in the next council elections in every town.", 0.41, 0.72),
    ("Branches should keep more of the money they raise.", 0.68, 0.38),
    ("Officers should be paid no more than the average member earns.", 0.83, 0.78),
    ("We should work with any group that shares one aim with us.", 0.55, 0.52),
    ("Half of all seats should be filled by lot.", 0.58, 0.47),
)
SKILLS = ("writing", "meetings", "writing", "speaking", "listening", "campaigns", "teaching")
MEETINGS = (
    "Our meetings end on time.",
    "New people are spoken to before the meeting begins.",
    "Somebody looks after the children.",
    "What we decide is done by the next meeting.",
)


def tell(say: Say, today: datetime) -> None:
    root, council = Unit.objects.get(parent=None), Body.objects.get(key="npc", unit__parent=None)
    say("Asking members and office-holders the same six questions …")
    seated = _seated(council, today)
    others = _members(200, without=seated)
    start = today - timedelta(days=24)
    over = _asked(
        root, "What matters most next year?",
        "So that the council knows what members want before it writes the plan for next year.",
        [text for text, _, _ in PRIORITIES], start, start + timedelta(days=10),
    )  # fmt: skip
    with clock.at(start + timedelta(days=4)):
        _answer(over, others, [likely for _, likely, _ in PRIORITIES], seed=1)
        _answer(over, seated, [likely for _, _, likely in PRIORITIES], seed=2)
    with clock.at(today - timedelta(days=2)):
        for person in seated[: 3 * len(seated) // 4]:
            acts.publish(person, over)
        for person in seated:
            acts.count_openly(person, person, ["gender"])
        for number, person in enumerate(seated[:6]):
            acts.tell_skills(person, person, SKILLS[number : number + 2])
    start = today - timedelta(days=3)
    now = _asked(
        root, "How are our meetings?",
        "Good meetings bring people back. Tell us how yours are; the trainers will read it.",
        MEETINGS, start, today + timedelta(days=11), Consultation.Scale.FIVE,
    )  # fmt: skip
    with clock.at(start + timedelta(days=1)):
        _answer(now, others[:40], [0.4, 0.6, 0.3, 0.5], seed=3)
        _answer(now, seated[:6], [0.4, 0.6, 0.3, 0.5], seed=4)


def _asked(
    unit: Unit, title: str, why: str, statements: Sequence[str], opens: datetime,
    closes: datetime, scale: Consultation.Scale = Consultation.Scale.THREE,
) -> Consultation:  # fmt: skip
    with clock.at(opens - timedelta(days=1)):
        return acts.open_consultation(
            known("officer"), unit, title, why, scale, opens, closes, statements
        )


def _seated(body: Body, today: datetime) -> list[Person]:
    """Who sits in the council and told their gender, in an order of their own."""
    terms = Term.objects.current(today).filter(
        seat__group__body=body, person__attributes__name="gender"
    )
    return [term.person for term in terms.select_related("person").order_by("person__email")]


def _members(number: int, without: Iterable[Person]) -> list[Person]:
    lines = Membership.objects.current().by_rule("who answers in the demo")
    lines = lines.exclude(person__in=without).filter(person__email__endswith="@members.example")
    found = list(lines.select_related("person").order_by("number"))
    return [line.person for line in found[:: max(len(found) // number, 1)][:number]]


def _answer(asked: Consultation, people: Iterable[Person], leanings: Leanings, seed: int) -> None:
    luck = Random(seed)  # noqa: S311 - invented answers, not a lot
    step = 2 if asked.scale == Consultation.Scale.FIVE else 1
    for person in people:
        said = {
            number: luck.choice((1, step)) * (1 if luck.random() < likely else -1)
            for number, likely in enumerate(leanings, 1)
            if luck.random() < 0.94
        }
        if said:
            acts.answer(person, asked, said, consents=not has_agreed(person))
