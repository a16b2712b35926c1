"""The search for people who are on a list twice; and what the clock asks of merges."""

from collections.abc import Iterable

from articulator.identity.merges import acts
from articulator.identity.merges.models import Merge
from articulator.identity.merges.queries import KEPT
from articulator.kernel import clock


def tick() -> Iterable[str]:
    """Forget the entries as they were before merges that can no longer be undone."""
    for done in Merge.objects.filter(at__lte=clock.now() - KEPT).exclude(before={}):
        acts.forget(None, done)
        yield f"rows of a merge of {done.at:%Y-%m-%d} forgotten"
