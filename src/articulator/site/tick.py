"""What the clock does by itself: freeze rolls, lapse invitations, remind, count, forget."""

from collections.abc import Iterator

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
from articulator.intelligence.briefings import tasks as briefings
from articulator.intelligence.ecology import tasks as ecology
from articulator.intelligence.forecasts import tasks as forecasts
from articulator.intelligence.movement import tasks as movement
from articulator.intelligence.scanning import tasks as scanning
from articulator.intelligence.signals import tasks as signals
from articulator.kernel import clock, limits, mail
from articulator.kernel.acts import attempt
from articulator.kernel.models import Unit
from articulator.operations.decisions import tasks as decisions
from articulator.operations.fieldwork import tasks as fieldwork
from articulator.operations.gatherings import tasks as gatherings
from articulator.operations.incubator import acts as incubator
from articulator.operations.incubator.queries import to_remind
from articulator.operations.nextsteps import tasks as nextsteps
from articulator.operations.sprints import tasks as sprints
from articulator.operations.statements import tasks as statements
from articulator.site.accounts import sessions


def tick() -> Iterator[str]:
    """Do everything that is due, each as an act of its own; says what was done or refused.

    Safe to run as often as one likes: what is done is no longer due.
    """
    due = Election.objects.filter(roll_frozen_at=None, nominations_close__lte=clock.now())
    for election in due.order_by("nominations_close"):
        yield attempt(f"roll of “{election}” frozen", elections.freeze_roll, None, election)
    for invitation in due_invitations().order_by("answer_by"):
        yield attempt(f"{invitation} lapsed", draws.lapse, None, invitation)
    for door in to_forget():
        yield attempt(f"arrivals at “{door}” forgotten", doors.forget, None, door)
    for promise in to_remind():
        yield attempt(f"reminded of a promise: {promise}", incubator.remind, None, promise)
    yield from _pools()
    yield from gatherings.tick()
    yield from nextsteps.tick()
    yield from imports.tick()
    yield from merges.tick()
    yield from exports.tick()
    yield from privacy.tick()
    yield from ecology.tick()
    yield from movement.tick()
    yield from scanning.tick()
    yield from signals.tick()
    yield from forecasts.tick()
    yield from briefings.tick()
    yield from sprints.tick()
    yield from decisions.tick()
    yield from statements.tick()
    yield from fieldwork.tick()
    sessions.forget()
    limits.forget()
    mail.forget()


def _pools() -> Iterator[str]:
    for drawn in due_rounds():
        yield attempt(f"reminded of the {drawn}", pools.remind, None, drawn)
    if root := Unit.objects.filter(parent=None).first():
        for pool in uncounted():
            yield attempt(f"{pool} counted", pools.count, None, root, pool)
