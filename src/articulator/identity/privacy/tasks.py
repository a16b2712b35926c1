"""What the clock does: wishes that are due, what has been kept enough, people long gone."""

from collections.abc import Iterator

from django.core.cache import cache

from articulator.identity.privacy import acts
from articulator.identity.privacy.queries import due_deletions, due_jobs, long_gone
from articulator.identity.privacy.retention import Job
from articulator.kernel import clock
from articulator.kernel.acts import attempt
from articulator.kernel.models import Unit

DAY = 24 * 3600
AT_ONCE = 500  # people let go in one round


def tick() -> Iterator[str]:
    """Deletions whose seven days are over at each round; what is old, once a day."""
    for wish in due_deletions():
        yield attempt("somebody was deleted, as they wished", acts.delete_person, None, wish)
    today = f"what has been kept enough, {clock.now():%Y-%m-%d}"
    if cache.get(today):
        return
    yield from _kept_enough()
    people = long_gone()[:AT_ONCE]
    for person in people:
        yield attempt("somebody who left long ago was deleted", acts.let_go, None, person)
    if len(people) < AT_ONCE:  # else the next round takes the next
        cache.set(today, "done", DAY)


def _kept_enough() -> Iterator[str]:
    root = Unit.objects.filter(parent=None).first()
    if root is None:
        return
    for job in due_jobs():
        yield attempt(f"kept enough: {job}", _to_the_end, root, job)


def _to_the_end(root: Unit, job: Job) -> None:
    while job.due(clock.now()).exists():
        acts.end(None, root, job)
