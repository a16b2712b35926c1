"""A worker prepares what an officer has asked for; the clock deletes it after a week."""

from collections.abc import Iterator

from django.tasks import task

from articulator.identity.exports import acts
from articulator.identity.exports.models import Export
from articulator.identity.exports.queries import stuck, to_forget
from articulator.kernel.acts import Refused, attempt


@task
def take_up(key: str) -> None:
    """Prepare a list. Safe to repeat: it is made once, whole or not at all."""
    of = Export.objects.select_related("by", "unit").filter(pk=key).first()
    if of is None or of.state != Export.State.WAITING:
        return
    try:
        acts.prepare(None, of)
    except Refused:
        return  # another worker was quicker, or it was deleted meanwhile


def tick() -> Iterator[str]:
    """Delete what is over, take up what a worker has dropped."""
    for of in to_forget():
        yield attempt(f"{of} deleted", acts.put_away, None, of)
    for of in stuck():
        take_up.enqueue(str(of.pk))
        yield f"{of} taken up again"
