"""The demo's briefings: one answered late, one that waits for its answer, two drafts to edit."""

from collections.abc import Callable
from datetime import datetime, timedelta

from articulator.identity.bodies.models import Body, Term
from articulator.intelligence.briefings import acts, tasks
from articulator.intelligence.briefings.acts import Decided, Own
from articulator.intelligence.briefings.models import Briefing
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.site.demo.personas import home_of, known

type Say = Callable[[str], object]

SEEN = Own(
    "Tenants come to us before they go to the council",
    "At three of five evenings people came with a letter from their landlord in their hand.",
    "Those who stood at the door told us. Nobody counted them.",
    "Whether they come because of us, or because nobody else opens.",
    "Have somebody at every evening who can read such a letter.",
)
MADE_OF_IT = Decided(
    "We take up one suggestion: **at every evening somebody can read a landlord’s letter**, from "
    "the first of next month on. The trainers prepare two people in each branch.\n\nThe wish for "
    "a campaign on rents goes to the incubator, where it belongs.",
    11, 2,
)  # fmt: skip


def tell(say: Say, today: datetime) -> None:
    say("Composing briefings, and asking those who decide for an answer …")
    founder, root = Person.objects.get(email="agnes@demo.example"), Unit.objects.get(parent=None)
    council = Body.objects.get(key="npc", unit=root)
    with clock.at(today - timedelta(days=28)):
        acts.begin(founder, root)
        first = _draft(root)
        acts.write(founder, first, SEEN)
        acts.publish(founder, first, [council])
    with clock.at(today - timedelta(days=14)):
        _tick()
        second = _draft(root)
        acts.publish(founder, second, [council])
    with clock.at(today - timedelta(days=9)):
        _tick()
    with clock.at(today - timedelta(days=8)):
        _answered(first, council)
    _tick()
    secretary = known("secretary")
    acts.begin(secretary, home_of(secretary))


def _draft(unit: Unit) -> Briefing:
    return Briefing.objects.get(unit=unit, published_at=None)


def _tick() -> None:
    for _ in tasks.tick():
        pass


def _answered(briefing: Briefing, council: Body) -> None:
    """The council was elected late, and answers late."""
    seated = Term.objects.current().filter(seat__group__body=council).select_related("person")
    if term := seated.order_by("person__email").first():
        acts.answer(term.person, briefing.duties.get(body=council), MADE_OF_IT)
