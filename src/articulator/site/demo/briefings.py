"""The demo's briefings: one answered late, one that waits for its answer, drafts to edit."""

from collections.abc import Callable
from datetime import datetime, timedelta

from articulator.identity.bodies.models import Body, Term
from articulator.intelligence.briefings import acts, tasks
from articulator.intelligence.briefings.acts import Decided, Own
from articulator.intelligence.briefings.models import Briefing
from articulator.kernel import clock, links
from articulator.kernel.models import Link, Person, Unit
from articulator.operations.statements import acts as statements
from articulator.operations.statements.models import Conversation
from articulator.site.demo.personas import home_of, known

type Say = Callable[[str], object]

SEEN = Own(
    "Tenants come to us before they go to the council",
    "At three of five evenings people came with a letter from their landlord in their hand.",
    "Those who stood at the door told us. Nobody counted them.",
    "Whether they come because of us, or because nobody else opens.",
    "Have somebody at every evening who can read such a letter.",
)
LIBRARY = Own(
    "The library closes at five on two evenings",
    "Since the first of the month nobody can sit there after work on Tuesdays and Thursdays.",
    "It stands on the door. Two of us went there.",
    "How many sat there in the evenings, and where they go now.",
    "Open our hall on the two evenings on which the library closes.",
)
VOTES = ((1, 1), (1, 1), (1, 0), (-1, 1), (1, 1), (0, 1), (1, 1), (1, -1), (1, 1), (-1, 1), (1, 1))
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
    with clock.at(today - timedelta(days=24)):
        _talked(founder, first)
    with clock.at(today - timedelta(days=14)):
        _tick()
        second = _draft(root)
        acts.write(founder, second, LIBRARY)
        acts.publish(founder, second, [council])
    with clock.at(today - timedelta(days=11)):
        _talked(founder, second)
    with clock.at(today - timedelta(days=9)):
        _tick()
    with clock.at(today - timedelta(days=8)):
        _answered(first, council)
    _tick()
    for of in Conversation.objects.closed().filter(releases=None):
        statements.wind_up(None, of)
    acts.prepare(founder, root)
    secretary = known("secretary")
    acts.begin(secretary, home_of(secretary))


def _draft(unit: Unit) -> Briefing:
    return Briefing.objects.get(unit=unit, published_at=None)


def _talked(founder: Person, briefing: Briefing) -> None:
    """What members said on paper to what it suggests."""
    of = links.find(Link.objects.get(target=links.ref(briefing), kind="about").source)
    assert isinstance(of, Conversation), "a published briefing is talked about"
    many = of.statements.count()
    pile = [dict(enumerate(row[:many], 1)) for row in VOTES]
    statements.type_in(founder, of, pile)


def _tick() -> None:
    for _ in tasks.tick():
        pass


def _answered(briefing: Briefing, council: Body) -> None:
    """The council was elected late, and answers late."""
    seated = Term.objects.current().filter(seat__group__body=council).select_related("person")
    if term := seated.order_by("person__email").first():
        acts.answer(term.person, briefing.duties.get(body=council), MADE_OF_IT)
