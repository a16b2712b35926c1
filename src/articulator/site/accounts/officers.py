"""Those who can see other people's data need more than one key to their own account."""

from articulator.identity.bodies.queries import officer
from articulator.kernel.models import Person


def unguarded(person: Person) -> bool:
    """Whether somebody in office signs in without a second factor."""
    return officer(person) and not person.guarded
