from articulator.identity.elections.acts import strike_off
from articulator.identity.elections.models import Candidacy
from articulator.identity.elections.rules import has_left
from articulator.identity.membership.models import Membership
from articulator.kernel.acts import on
from articulator.kernel.models import Event


@on("membership.leave")
def leave_the_ballot(event: Event) -> None:
    """Whoever leaves the organisation no longer stands for its seats."""
    key = event.subject.rpartition(":")[2]
    gone = Membership.objects.by_rule("who left").filter(pk=key).values("person")
    for candidacy in Candidacy.objects.filter(person__in=gone, election__declared_at=None):
        if has_left(None, candidacy) is None:
            strike_off(None, candidacy)
