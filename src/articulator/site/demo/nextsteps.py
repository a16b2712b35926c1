"""The demo's next steps: of an evening long ago, of the last one, and of the one to come."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from articulator.identity.membership.queries import memberships
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.operations.gatherings import acts as gatherings
from articulator.operations.gatherings.acts import Notice
from articulator.operations.gatherings.models import FORGOTTEN, Gathering
from articulator.operations.nextsteps import acts
from articulator.operations.nextsteps.acts import Said, Way
from articulator.operations.nextsteps.models import Felt, NextStep, Offer
from articulator.operations.nextsteps.queries import ready
from articulator.site.demo.personas import home_of, known

type Say = Callable[[str], object]
KINDS = ("leaflets", "calls", "kitchen", "welcome")
NAMES = ("Nell", "Omari", "", "Petra", "Joe", "", "Uma", "Mrs Ellery", "Gus", "", "Fay")


def tell(say: Say, today: datetime) -> None:
    say("Leaving evenings with one thing to do …")
    home = home_of(known("secretary"))
    _buddies(home)
    _long_ago(Gathering.objects.get(title="Buses after nine"))
    _lately(home, today)
    _to_come(Gathering.objects.get(title="A winter that we can pay for"))


def _buddies(home: Unit) -> None:
    """The secretary, and somebody of her branch, would take others along."""
    secretary = known("secretary")
    acts.be_buddy(
        secretary, secretary, Way("Rosa", "rosa@demo.example", ["leaflets", "calls", "other"])
    )
    old = memberships(home).exclude(person__email__endswith="demo.example")
    other = old.select_related("person").order_by("joined_on")[0].person
    acts.be_buddy(other, other, Way("Ines", "At the tea urn, half an hour before", ["kitchen"]))


def _up(gathering: Gathering, host: Person, kinds: Sequence[str]) -> list[Offer]:
    """What is ready, ticked by a host at the end of the evening; nearest first."""
    keys = [one.key for one in ready(gathering) if one.offer.kind in kinds]
    acts.put_up_ready(host, gathering, keys)
    return list(gathering.next_steps.order_by("starts_at"))


def _take(offer: Offer, number: int, **said: object) -> NextStep:
    step = acts.take(None, offer.gathering, offer, f"phone {number}")
    acts.tell(None, step, Said(name=NAMES[number % len(NAMES)], **said))  # type: ignore[arg-type]
    return step


def _done(step: NextStep, worth: Felt.Worth) -> None:
    acts.answer(None, step, True)
    acts.feel(None, step, worth)


def _long_ago(gathering: Gathering) -> None:
    """Most of those who took a step did it. By now they are numbers."""
    with clock.at(gathering.ends_at):
        up = _up(gathering, known("secretary"), KINDS)
        for one in up:
            acts.let_more(known("secretary"), one)
        taken = [_take(up[number % 2], number) for number in range(24)]
    with clock.at(gathering.ends_at + timedelta(days=14)):
        for number, step in enumerate(taken[:21]):
            _done(step, Felt.Worth.PARTLY if number % 7 == 6 else Felt.Worth.YES)
    with clock.at(gathering.ends_at + FORGOTTEN + timedelta(days=1)):
        acts.forget(None, gathering)


def _lately(home: Unit, today: datetime) -> None:
    """A week ago: some steps are over, some are to come, two people would like company."""
    at = today - timedelta(days=7) + timedelta(hours=6)
    notice = Notice(
        kind=Gathering.Kind.ASSEMBLY, title="Warm rooms: a short list", starts_at=at,
        text="An hour and a half: what is cold, who knows a joiner, what we do first.",
        ends_at=at + timedelta(minutes=90), place="Food co-op, back room", languages="English",
        steps=Gathering.Steps.FREE,
    )  # fmt: skip
    with clock.at(at - timedelta(days=14)):
        made = gatherings.announce(known("secretary"), home, notice)
    with clock.at(at + timedelta(hours=1)):
        gatherings.type_in(known("secretary"), made, ["Joe", "Nell", "Mrs Ellery"], 13)
        up = _up(made, known("secretary"), KINDS)
        for one in up[:2]:  # which ones are the nearest depends on the day of the week
            acts.let_more(known("secretary"), one)
        taken = [_take(up[number % 2], number) for number in range(9)]
        later = acts.put_up(known("secretary"), made, _draughts(today))
    with clock.at(today):
        for step in taken:
            if step.offer.is_over and step.name:
                _done(step, Felt.Worth.YES)
        for number in (21, 25):  # Fay and Petra
            _take(later, number, wants_buddy=True, reach="By the door, in a red coat")
        acts.propose(known("secretary"), made)


def _draughts(today: datetime) -> acts.Terms:
    """Still to come, whenever the demo is looked at."""
    return acts.Terms(
        kind=Offer.Kind.OTHER, title="Tape up draughts in Weaver Lane", place="Weaver Lane 4",
        starts_at=today + timedelta(days=3, hours=-2), minutes=120, wanted=6,
        text="Tape, foil and a ladder are there. You work in twos, one of whom has done it.",
    )  # fmt: skip


def _to_come(gathering: Gathering) -> None:
    """The steps of the next evening are up already, and two people did not wait for it."""
    with clock.at(timezone.now()):
        up = _up(gathering, known("secretary"), (*KINDS, "coming"))
        for number in range(2):
            _take(up[0], number)
