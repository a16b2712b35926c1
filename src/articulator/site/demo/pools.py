"""The demo's pool: counted week by week, and two rounds of invitations by lot."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from articulator.identity.contacts import acts as contacts
from articulator.identity.contacts.models import Consent
from articulator.identity.membership import acts as membership
from articulator.identity.membership.models import Membership, Standing
from articulator.identity.membership.queries import TRAINED
from articulator.identity.pools import acts
from articulator.identity.pools.models import Invited, Round
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.site.demo.personas import known, newcomer

type Say = Callable[[str], object]
WEEKS = 12
DICE = "Dice thrown by two members of the training guild at the weekly open hour"
WILLING = 70


def tell(say: Say, today: datetime) -> None:
    say("Counting the pool, and inviting members to it by lot …")
    people = _willing(today - timedelta(days=120))
    held = _round(today - timedelta(days=100), 30, "3 5 2 6 1 4 4 2")
    _answers(held, today)
    running = _round(today - timedelta(days=9), 24, "6 1 1 5 3 2 4 6")
    _begin(running, 9, today - timedelta(days=6))
    _weeks(today)
    assert len(people) >= 54, "enough people for both rounds"


def _willing(when: datetime) -> Sequence[Person]:
    """Members outside of the pool, from all over, who agreed to be invited by lot."""
    trained = Standing.objects.by_rule("the demo's story").filter(kind=TRAINED)
    lines = Membership.objects.current(when).by_rule("the demo's story")
    lines = lines.exclude(person__in=trained.values("person")).select_related("person")
    lines = lines.exclude(person=newcomer())
    found = list(lines.order_by("number"))
    people = [line.person for line in found[:: max(1, len(found) // WILLING)]][:WILLING]
    purpose = Consent.Purpose.INVITATIONS
    with clock.at(when):
        for one in people:
            contacts.agree(one, one, purpose, purpose.words, "the joining form")
    return people


def _round(seed_due: datetime, size: int, dice: str) -> Round:
    officer, root = known("officer"), Unit.objects.get(parent=None)
    with clock.at(seed_due - timedelta(days=4)):
        made = acts.announce(officer, root, TRAINED, size, DICE, seed_due)
    with clock.at(seed_due):
        acts.draw(officer, made, dice)
    return made


def _answers(held: Round, today: datetime) -> None:
    """Of thirty, twenty began and eleven finished; three said not now; the rest were reminded."""
    invited = _invited(held)
    _begin(held, 20, today - timedelta(days=95))
    with clock.at(today - timedelta(days=94)):
        for one in invited[20:23]:
            acts.decline(one.person, one)
    with clock.at(today - timedelta(days=86)):
        acts.remind(None, held)
    with clock.at(today - timedelta(days=60)):
        for one in invited[:11]:
            membership.grant(None, one.person, TRAINED, today + timedelta(days=1000))


def _begin(drawn: Round, number: int, when: datetime) -> None:
    with clock.at(when):
        for one in _invited(drawn)[:number]:
            acts.begin(one.person, one)


def _invited(drawn: Round) -> list[Invited]:
    rows = Invited.objects.by_rule("the demo's story").filter(round=drawn)
    return list(rows.select_related("person").order_by("token"))


def _weeks(today: datetime) -> None:
    root = Unit.objects.get(parent=None)
    for weeks in reversed(range(WEEKS)):
        with clock.at(today - timedelta(weeks=weeks)):
            acts.count(None, root, TRAINED)
