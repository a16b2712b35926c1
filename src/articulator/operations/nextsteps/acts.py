"""Putting up, taking, being reminded, going together, saying whether it happened; forgetting."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from secrets import token_hex

from django.db.models import F

from articulator.kernel import clock, links
from articulator.kernel.acts import Actor, Refusal, Refused, act
from articulator.kernel.models import Person
from articulator.operations.gatherings.models import Gathering
from articulator.operations.nextsteps import letters
from articulator.operations.nextsteps.models import WITHIN, Buddy, Felt, NextStep, Offer, Pair
from articulator.operations.nextsteps.queries import proposals, ready, steps
from articulator.operations.nextsteps.rules import (
    holds_step,
    is_to_ask,
    is_to_forget,
    is_to_remind,
    may_agree_as_buddy,
    may_agree_as_newcomer,
    may_answer,
    may_be_buddy,
    may_change,
    may_choose,
    may_host,
    may_part,
    may_put_up,
    may_see,
    may_stop,
    may_type_in,
    may_want_again,
)
from articulator.operations.nextsteps.tokens import felt_mark, mark_of

# Putting up


@dataclass(frozen=True, slots=True)
class Terms:
    """What a host offers: concrete, near, and for how many."""

    kind: str
    title: str
    place: str
    starts_at: datetime
    minutes: int
    wanted: int
    text: str = ""


@act(allow=may_put_up)
def put_up(_actor: Actor, gathering: Gathering, terms: Terms) -> Offer:
    """Offer one thing to do, within days of the evening."""
    return _up(Offer(gathering=gathering, **asdict(terms)))


@act(allow=may_put_up, facts=lambda made: {"offers": len(made)})
def put_up_ready(_actor: Actor, gathering: Gathering, keys: Sequence[str]) -> list[Offer]:
    """Offer what was ticked among what is ready."""
    return [_up(one.offer) for one in ready(gathering) if one.key in keys]


def _up(offer: Offer) -> Offer:
    if refusal := _too_far(offer):
        raise Refused(refusal)
    offer.save()
    links.join(offer, "next step after", offer.gathering)
    if leads := offer.leads:
        links.join(offer, "leads to", leads)
    return offer


def _too_far(offer: Offer) -> Refusal | None:
    if offer.starts_at <= clock.now():
        return Refusal("This time is over. Choose one to come.")
    if offer.starts_at > offer.gathering.ends_at + WITHIN:
        return Refusal(
            f"A next step is within {WITHIN.days} days of the evening.",
            appeal="What is further away can be offered at the next one.",
        )
    return None


@act(allow=may_change)
def change(_actor: Actor, offer: Offer, terms: Terms) -> Offer:
    """Change what is offered. Whoever took it and left an address hears of it."""
    moved = (offer.starts_at, offer.place) != (terms.starts_at, terms.place)
    for name, value in asdict(terms).items():
        setattr(offer, name, value)
    if refusal := _too_far(offer) or _too_few(offer):
        raise Refused(refusal)
    offer.save()
    if moved:
        letters.moved(offer)
    return offer


def _too_few(offer: Offer) -> Refusal | None:
    if offer.more or offer.taken <= offer.wanted:
        return None
    return Refusal(f"{offer.taken} people have taken it already; it cannot want fewer.")


@act(allow=may_change)
def let_more(_actor: Actor, offer: Offer) -> None:
    """Let as many take it as like."""
    Offer.objects.filter(pk=offer.pk).update(more=True)


@act(allow=may_change)
def take_down(_actor: Actor, offer: Offer) -> None:
    """It does not happen. Whoever took it and left an address is told, and may take another."""
    offer.closed_at = clock.now()
    offer.save(update_fields=["closed_at"])
    letters.taken_down(offer)


# Taking. The gathering is locked, so hands and steps are counted one after the other.


@act(allow=may_choose, secret=True)
def take(_actor: Actor, gathering: Gathering, offer: Offer, mark: str) -> NextStep:
    """Take one step, or change over to this one."""
    offer = _free(gathering, offer)
    rows = steps(gathering, "one each")
    had = rows.filter(mark=mark).first()
    if had and had.offer_id == offer.pk:
        return had
    if had:
        _give_back(had)
    _one_more(offer)
    fresh = {"offer": offer, "taken_at": clock.now()} | dict.fromkeys(_UNDONE)
    return rows.update_or_create(gathering=gathering, mark=mark, defaults=fresh)[0]


_UNDONE = ("happened", "again", "reminded_at", "asked_at")  # a new step is a new promise


def _free(gathering: Gathering, offer: Offer) -> Offer:
    found = gathering.next_steps.filter(pk=offer.pk).first()
    if found is None or found.closed_at or clock.now() >= found.starts_at:
        raise Refused(Refusal("This is no longer offered.", appeal="Choose another one."))
    return found


def _one_more(offer: Offer) -> None:
    if offer.is_full:
        raise Refused(Refusal("All hands are there for this one.", appeal="Choose another one."))
    Offer.objects.filter(pk=offer.pk).update(taken=F("taken") + 1)


def _give_back(step: NextStep) -> None:
    """What was to come is free again; what is over stays counted."""
    if not step.offer.is_over:
        Offer.objects.filter(pk=step.offer_id).update(taken=F("taken") - 1)


@act(allow=may_choose, secret=True)
def let_go(_actor: Actor, gathering: Gathering, step: NextStep) -> None:
    """Not do it after all: the row goes with everything in it, and the place is free."""
    for one in steps(gathering, "the person lets go").filter(pk=step.pk).select_related("offer"):
        _give_back(one)
        one.delete()


@act(allow=may_type_in, secret=True)
def type_in(
    _actor: Actor, gathering: Gathering, offer: Offer, names: Sequence[str], unnamed: int
) -> None:
    """Take over a sheet of paper: a name a line, and how many made a stroke."""
    for name in (*names, *[""] * unnamed):
        _one_more(_free(gathering, offer))
        NextStep.objects.create(
            gathering=gathering, offer=offer, mark=mark_of(token_hex(16), gathering), name=name,
            taken_at=clock.now(),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody leaves with a step: all of it only if they like."""

    name: str = ""
    email: str = ""
    wants_buddy: bool = False
    reach: str = ""


@act(allow=holds_step, secret=True)
def tell(_actor: Actor, step: NextStep, said: Said) -> None:
    """Leave a name, an address for two letters, the wish for a buddy; or take them back."""
    for name, value in asdict(said).items():
        setattr(step, name, value)
    step.save(update_fields=list(asdict(said)))
    if not said.wants_buddy:
        for pair in Pair.objects.by_rule("the person takes it back").alive().filter(step=step):
            _decline(pair)


# Afterwards


@act(allow=may_answer, secret=True)
def answer(_actor: Actor, step: NextStep, happened: bool) -> None:
    """Say whether it happened. No is an answer like yes."""
    _happened(step, happened)


@act(allow=may_see, secret=True)
def see(_actor: Actor, step: NextStep, happened: bool) -> None:
    """A host was there and writes down whether it happened."""
    _happened(step, happened)


def _happened(step: NextStep, happened: bool) -> None:
    step.happened, step.again = happened, None
    step.save(update_fields=["happened", "again"])


@act(allow=may_answer, secret=True)
def feel(_actor: Actor, step: NextStep, worth: Felt.Worth) -> None:
    """Say whether it was worth the time. The later answer replaces the earlier one."""
    rows = Felt.objects.by_rule("the later answer replaces the earlier one")
    mark = felt_mark(step, step.offer)
    rows.update_or_create(offer=step.offer, mark=mark, defaults={"worth": worth})


@act(allow=may_want_again, secret=True)
def want_again(_actor: Actor, step: NextStep, again: bool) -> None:
    """Asked once: still want to? With a no, the address is gone, and nothing more is asked."""
    step.again = again
    step.email = step.email if again else ""
    step.save(update_fields=["again", "email"])


# Going together


@dataclass(frozen=True, slots=True)
class Way:
    """What somebody is called who takes others along, how to find them, what they know."""

    name: str
    reach: str
    kinds: Sequence[str] = ()


@act(allow=may_be_buddy)
def be_buddy(_actor: Actor, person: Person, way: Way) -> Buddy:
    """Say that one would take somebody along."""
    said = {"name": way.name, "reach": way.reach, "kinds": list(way.kinds)}
    rows = Buddy.objects.by_rule("one's own")
    new = {**said, "since": clock.now()}
    return rows.update_or_create(person=person, defaults=said, create_defaults=new)[0]


@act(allow=may_stop, secret=True)
def stop_being(_actor: Actor, buddy: Buddy) -> None:
    """Not any more: what was said is gone, and so are the pairs."""
    Buddy.objects.by_rule("one's own").filter(pk=buddy.pk).delete()


@act(allow=may_host, facts=lambda made: {"proposed": made})
def propose(_actor: Actor, gathering: Gathering) -> int:
    """Ask two by two whether they would go together, everyone who waits."""
    found = proposals(gathering)
    for step, buddy in found:
        pair = Pair.objects.create(step=step, buddy=buddy, proposed_at=clock.now())
        letters.proposed(pair)
    return len(found)


@act(allow=may_part, secret=True)
def part(_actor: Actor, pair: Pair) -> None:
    """Ask somebody else: these two are not proposed again."""
    _decline(pair)


@act(allow=may_agree_as_newcomer, secret=True)
def agree_as_newcomer(_actor: Actor, pair: Pair, yes: bool) -> None:
    pair.newcomer_agreed = yes
    _settle(pair, yes)


@act(allow=may_agree_as_buddy, secret=True)
def agree_as_buddy(_actor: Actor, pair: Pair, yes: bool) -> None:
    pair.buddy_agreed = yes
    _settle(pair, yes)


def _settle(pair: Pair, yes: bool) -> None:
    """A no ends it without a reason, at any time; two times yes make it."""
    if not yes:
        _decline(pair)
        return
    made = pair.newcomer_agreed and pair.buddy_agreed
    pair.state = Pair.State.MADE if made else Pair.State.PROPOSED
    pair.save()
    if made:
        letters.made(pair)


def _decline(pair: Pair) -> None:
    pair.state, pair.newcomer_agreed, pair.buddy_agreed = Pair.State.DECLINED, False, False
    pair.save()


# By the clock


@act(allow=is_to_remind, secret=True)
def remind(_actor: Actor, step: NextStep) -> None:
    """A day before: where, when, and how to let it go."""
    step.reminded_at = clock.now()
    step.save(update_fields=["reminded_at"])
    letters.reminder(step)


@act(allow=is_to_ask, secret=True)
def ask(_actor: Actor, step: NextStep) -> None:
    """Ask afterwards whether it happened, and whether it was worth the hour."""
    step.asked_at = clock.now()
    step.save(update_fields=["asked_at"])
    letters.afterwards(step)


@act(allow=is_to_forget)
def forget(_actor: Actor, gathering: Gathering) -> None:
    """Thirty days after: how many did each step is a number, and nobody is a row."""
    rows = steps(gathering, "counted, then forgotten")
    for offer in gathering.next_steps.all():
        offer.happened = (offer.happened or 0) + rows.filter(offer=offer, happened=True).count()
        offer.save(update_fields=["happened"])
    rows.delete()
