"""What the tests of next steps do again and again: offer, take, go along."""

from datetime import timedelta

from django.urls import reverse

from articulator.identity.membership.queries import membership_of
from articulator.kernel import clock
from articulator.operations.gatherings.models import Gathering
from articulator.operations.nextsteps import acts
from articulator.operations.nextsteps.acts import Said, Terms, Way
from articulator.operations.nextsteps.models import Buddy, NextStep, Offer, Pair
from articulator.operations.nextsteps.tokens import key_of
from tests.operations.gatherings.scene import EVENING, HOUR, leith
from tests.people import member, person

DAY = timedelta(days=1)
OVER = EVENING + 2 * HOUR
SATURDAY = EVENING + 5 * DAY


def offered(gathering: Gathering, title: str = "Hand out leaflets", **more) -> Offer:
    said = {
        "kind": "leaflets", "title": title, "place": "Market", "starts_at": SATURDAY,
        "minutes": 90, "wanted": 4, **more,
    }  # fmt: skip
    return acts.put_up(person("ada"), gathering, Terms(**said))


def takes(offer: Offer, who: str = "nell", **said) -> NextStep:
    """Somebody takes a step in the room, and says what they like."""
    with clock.at(max(clock.now(), EVENING)):
        step = acts.take(None, offer.gathering, offer, who)
        if said:
            acts.tell(None, step, Said(**said))
        return step


def again(step: NextStep) -> NextStep:
    return NextStep.objects.by_rule("a test").select_related("offer").get(pk=step.pk)


def is_kept(step: NextStep) -> bool:
    return NextStep.objects.by_rule("a test").filter(pk=step.pk).exists()


def hands(offer: Offer) -> int:
    return Offer.objects.get(pk=offer.pk).taken


def would(name: str, **more) -> Buddy:
    """A member of Leith says that they would take somebody along."""
    if membership_of(person(name)) is None:
        member(name, leith())
    said = {"name": name.title(), "reach": f"{name}’s number", **more}
    return acts.be_buddy(person(name), person(name), Way(**said))


def pairs() -> list[Pair]:
    return list(
        Pair.objects.by_rule("a test").select_related("step", "buddy").order_by("proposed_at")
    )


def url(name: str, *args) -> str:
    return reverse(f"nextsteps:{name}", args=args)


def own(step: NextStep) -> str:
    return url("mine", key_of(step))
