"""What the clock does by itself: freeze rolls, lapse invitations, remind, count, forget."""

from collections.abc import Callable, Iterator
from functools import partial

from articulator.identity.doors import acts as doors
from articulator.identity.doors.queries import to_forget
from articulator.identity.draws import acts as draws
from articulator.identity.draws.queries import due_invitations
from articulator.identity.elections import acts as elections
from articulator.identity.elections.models import Election
from articulator.identity.exports import tasks as exports
from articulator.identity.imports import tasks as imports
from articulator.identity.merges import tasks as merges
from articulator.identity.pools import acts as pools
from articulator.identity.pools.queries import due_rounds, uncounted
from articulator.identity.privacy import tasks as privacy
from articulator.kernel import clock, limits, mail
from articulator.kernel.acts import Refused
from articulator.kernel.models import Unit
from articulator.operations.gatherings import acts as gatherings
from articulator.operations.gatherings.queries import to_count
from articulator.operations.gatherings.queries import to_forget as gatherings_to_forget
from articulator.site.accounts import sessions


def tick() -> Iterator[str]:
    """Do everything that is due, each as an act of its own; says what was done or refused.

    Safe to run as often as one likes: what is done is no longer due.
    """
    due = Election.objects.filter(roll_frozen_at=None, nominations_close__lte=clock.now())
    for election in due.order_by("nominations_close"):
        yield _done(f"roll of “{election}” frozen", partial(elections.freeze_roll, None, election))
    for invitation in due_invitations().order_by("answer_by"):
        yield _done(f"{invitation} lapsed", partial(draws.lapse, None, invitation))
    for door in to_forget():
        yield _done(f"arrivals at “{door}” forgotten", partial(doors.forget, None, door))
    yield from _pools()
    yield from _gatherings()
    yield from imports.tick()
    yield from merges.tick()
    yield from exports.tick()
    yield from privacy.tick()
    sessions.forget()
    limits.forget()
    mail.forget()


def _pools() -> Iterator[str]:
    for drawn in due_rounds():
        yield _done(f"reminded of the {drawn}", partial(pools.remind, None, drawn))
    if root := Unit.objects.filter(parent=None).first():
        for pool in uncounted():
            yield _done(f"{pool} counted", partial(pools.count, None, root, pool))


def _gatherings() -> Iterator[str]:
    """Sixty days after, people are numbers; thirty days after, they have no names any more."""
    for gathering in to_count():
        yield _done(
            f"who came to “{gathering}” counted", partial(gatherings.count, None, gathering)
        )
    for gathering in gatherings_to_forget():
        yield _done(
            f"people of “{gathering}” forgotten", partial(gatherings.forget, None, gathering)
        )


def _done(words: str, deed: Callable[[], object]) -> str:
    try:
        deed()
    except Refused as refused:
        return f"not done: {words}: {refused}"
    return words
