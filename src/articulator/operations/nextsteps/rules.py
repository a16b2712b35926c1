from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Person
from articulator.operations.gatherings.models import FORGOTTEN, Gathering
from articulator.operations.gatherings.queries import hosts
from articulator.operations.nextsteps.models import WITHIN, Buddy, NextStep, Offer, Pair
from articulator.operations.nextsteps.queries import DOORS_OPEN, SEASONED, is_seasoned, own_buddy

OTHERS = "Look at what else is on: something else is near, soon."
LATER = "Come back when the evening begins; the address stays the same."


def may_host(actor: Actor, gathering: Gathering) -> Refusal | None:
    """Names are for the hosts alone, so offers and paper are theirs, too."""
    if hosts(actor, gathering):
        return None
    return Refusal(
        "Only the hosts of this gathering look after its next steps.",
        appeal="Whoever plans it can name you as a host.",
    )


def may_put_up(actor: Actor, gathering: Gathering) -> Refusal | None:
    if gathering.called_off_at:
        return Refusal("This was called off.", appeal="Announce it anew.")
    if clock.now() > gathering.ends_at + WITHIN:
        return Refusal("This is more than two weeks ago.", appeal="Offer it at the next one.")
    return may_host(actor, gathering)


def may_change(actor: Actor, offer: Offer) -> Refusal | None:
    if offer.closed_at:
        return Refusal("This was taken down.", appeal="Put it up anew.")
    if clock.now() >= offer.starts_at:
        return Refusal("This has begun, and stays as it was offered.")
    return may_host(actor, offer.gathering)


def may_choose(_actor: Actor, gathering: Gathering) -> Refusal | None:
    """Anyone who holds a phone, from a day before the evening on, for as long as steps are near."""
    now = clock.now()
    if gathering.called_off_at:
        return Refusal("This was called off.", appeal=OTHERS)
    if now < gathering.starts_at - DOORS_OPEN:
        return Refusal("Next steps can be taken from the day before the evening on.", appeal=LATER)
    if now > gathering.ends_at + WITHIN:
        return Refusal("This is a while ago.", appeal=OTHERS)
    return None


def may_type_in(actor: Actor, gathering: Gathering) -> Refusal | None:
    return may_host(actor, gathering) or may_choose(actor, gathering)


def holds_step(_actor: Actor, step: NextStep) -> Refusal | None:
    """Whoever holds the token or the letter (the view has looked), until it is forgotten."""
    if clock.now() > step.forgotten_on:
        return Refusal("This is a while ago, and nothing of it is kept.")
    return None


def may_answer(actor: Actor, step: NextStep) -> Refusal | None:
    """One can say whether it happened as soon as its time is over."""
    if not step.may_ask:
        return Refusal("This is still to come.")
    return holds_step(actor, step)


def may_want_again(actor: Actor, step: NextStep) -> Refusal | None:
    """Asked once, and only where it did not happen."""
    if step.happened is not False or step.again is not None:
        return Refusal("You have answered this already.")
    return holds_step(actor, step)


def may_see(actor: Actor, step: NextStep) -> Refusal | None:
    """A host who was there writes down whether it happened."""
    return may_host(actor, step.gathering) or may_answer(actor, step)


def may_be_buddy(actor: Actor, person: Person) -> Refusal | None:
    """Members who have been here for a while, each for themselves."""
    if actor != person:
        return Refusal("Everyone says this for themselves.")
    if not is_seasoned(person):
        return Refusal(
            f"Whoever takes somebody along has been a member for {SEASONED.days} days.",
            appeal="Until then, ask for a buddy yourself: it works in both directions.",
        )
    return None


def may_stop(actor: Actor, buddy: Buddy) -> Refusal | None:
    return None if buddy.person == actor else Refusal("Everyone says this for themselves.")


def may_agree_as_newcomer(actor: Actor, pair: Pair) -> Refusal | None:
    return _is_alive(pair) or holds_step(actor, pair.step)


def may_agree_as_buddy(actor: Actor, pair: Pair) -> Refusal | None:
    if own_buddy(actor) != pair.buddy:
        return Refusal("Somebody else was asked.")
    return _is_alive(pair)


def may_part(actor: Actor, pair: Pair) -> Refusal | None:
    """Hosts ask somebody else as long as the two have not both said yes."""
    if pair.is_made:
        return Refusal("Both have said yes; either of them can end it.")
    return _is_alive(pair) or may_host(actor, pair.step.gathering)


def _is_alive(pair: Pair) -> Refusal | None:
    if pair.state == Pair.State.DECLINED:
        return Refusal("This was declined. That is fine, and nothing more comes of it.")
    return None


def is_to_remind(_actor: Actor, step: NextStep) -> Refusal | None:
    return Refusal("One letter is enough.") if step.reminded_at or not step.email else None


def is_to_ask(_actor: Actor, step: NextStep) -> Refusal | None:
    return Refusal("One letter is enough.") if step.asked_at or not step.email else None


def is_to_forget(_actor: Actor, gathering: Gathering) -> Refusal | None:
    if clock.now() < gathering.ends_at + FORGOTTEN:
        return Refusal("Names are kept until thirty days after the end.")
    return None
