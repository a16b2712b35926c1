"""What a worker counts: how soon statements are shown, and what the room has said."""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction
from django.tasks import task

from articulator.kernel.acts import Refused, attempt
from articulator.methods.opinion import Votes, gather, opinion, overall, priorities, space
from articulator.methods.suppression import SMALL
from articulator.operations.statements import acts
from articulator.operations.statements.models import Conversation, Release, Statement
from articulator.operations.statements.queries import (
    cast,
    changed_since,
    last_told,
    late,
    newer,
    to_forget,
    uncounted,
    unwound,
)
from articulator.operations.statements.telling import Told, tell


@task
def weigh(key: str) -> None:
    """Count anew how soon each statement is to be shown."""
    of = Conversation.objects.filter(pk=key).first()
    if of is None:
        return
    votes = _votes(of)
    if votes.people:
        weights = priorities(overall(votes), space(votes).extremity)
        keys = [str(key) for key in votes.statements]
        acts.keep_weights(None, of, dict(zip(keys, map(float, weights), strict=True)))


@task
def count(key: int) -> None:
    """Count a room for a result. Safe to repeat: it is told once."""
    made = Release.objects.select_related("conversation").filter(pk=key, made_at=None).first()
    if made is None:
        return
    version, told = _counted(made)
    try:
        acts.publish(None, made, version, told)
    except Refused:
        return  # another worker was quicker


def _counted(made: Release) -> tuple[int, Told]:
    """Read all votes at one moment, then count them while the room goes on."""
    with transaction.atomic():
        of = Conversation.objects.select_for_update().get(pk=made.conversation_id)
        earlier = last_told(of)
        votes, since, many = _votes(of), newer(of, earlier), changed_since(of, earlier)
        hidden = _out(of)
    before = earlier.told if earlier else {}
    if earlier and 0 < many < SMALL:
        return earlier.version, {**before, "why": FEW}
    room = opinion(votes, hidden=hidden, seed=_seed(of)) if votes.people else None
    return of.version, tell(room, before, since, of.version, final=made.final)


FEW = "Fewer than eight people have voted since the result before, so it stands as it was told."


def _votes(of: Conversation) -> Votes:
    keys = [str(key) for key in of.statements.values_list("pk", flat=True)]
    return gather([(who, str(what), said) for who, what, said in cast(of)], keys)


def _out(of: Conversation) -> list[str]:
    out = of.statements.exclude(state=Statement.State.SHOWN)
    return [str(key) for key in out.values_list("pk", flat=True)]


def _seed(of: Conversation) -> int:
    """One seed for the life of a room: a room near the border does not change sides."""
    return UUID(str(of.pk)).int % 2**32


def tick() -> Iterator[str]:
    """Wind up what is over, count what was dropped, remind who is late, forget addresses."""
    for one in unwound():
        yield attempt(f"“{one}” is over and counted", acts.wind_up, None, one)
    for made in uncounted():
        count.enqueue(made.pk)
        yield f"{made} taken up again"
    for one in late():
        yield attempt(f"reminded of “{one}”", acts.remind, None, one)
    for one in to_forget():
        yield attempt(f"addresses at “{one}” forgotten", acts.forget, None, one)
