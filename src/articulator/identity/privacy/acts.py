"""Making a copy for a person, deleting a person who wishes it, ending what has been kept enough."""

from articulator.identity.privacy import letters
from articulator.identity.privacy.archive import archive
from articulator.identity.privacy.models import Copy
from articulator.identity.privacy.queries import house
from articulator.identity.privacy.rules import may_ask_for_copy, may_fill
from articulator.kernel import clock
from articulator.kernel.acts import Actor, act
from articulator.kernel.models import Person

# A copy of one's own


@act(allow=may_ask_for_copy)
def ask_for_copy(_actor: Actor, person: Person) -> Copy:
    """Ask for everything that is kept of oneself. A task makes it; the one before goes."""
    Copy.objects.filter(person=person).delete()
    return Copy.objects.create(person=person)


@act(allow=may_fill)
def fill(_actor: Actor, copy: Copy) -> Copy:
    copy.content = archive(copy.person, house(), clock.now())
    copy.ready_at = clock.now()
    copy.save(update_fields=["content", "ready_at"])
    letters.copy_is_ready(copy)
    return copy
