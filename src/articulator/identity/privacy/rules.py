from articulator.identity.privacy.models import COPY_STAYS, Copy, Deletion
from articulator.identity.privacy.queries import copies, lately, long_gone, waiting
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Person, Unit

MINE = Refusal("Everyone asks for themselves.", appeal="Sign in with your own address.")


def may_ask_for_copy(actor: Actor, person: Person) -> Refusal | None:
    """Everyone for themselves; one copy at a time, and none that would say the same again."""
    if actor != person:
        return MINE
    if copies(person).filter(ready_at=None).exists():
        return Refusal("Your copy is being made already.", appeal="You get a letter in a minute.")
    if lately(person):
        return Refusal("You have a copy made within this hour.", appeal="Download that one.")
    return None


def may_fill(actor: Actor, copy: Copy) -> Refusal | None:
    if actor is not None:
        return Refusal("Copies are made by the house itself.")
    return Refusal("This copy is made already.") if copy.ready_at else None


def may_download(actor: Actor, copy: Copy) -> Refusal | None:
    """The person alone, for seven days."""
    if actor != copy.person:
        return MINE
    if copy.ready_at is None:
        return Refusal("Your copy is not ready yet.", appeal="You get a letter in a minute.")
    if clock.now() > copy.asked_at + COPY_STAYS:
        return Refusal("This copy was there for seven days.", appeal="Ask for a new one.")
    return None


def by_the_clock(actor: Actor, _root: Unit) -> Refusal | None:
    return Refusal("The clock does this by itself.") if actor else None


def may_ask_to_be_deleted(actor: Actor, person: Person) -> Refusal | None:
    if actor != person:
        return MINE
    if waiting(person):
        return Refusal("You have asked for it already.", appeal="Until it is done, take it back.")
    return None


def may_change_mind(actor: Actor, deletion: Deletion) -> Refusal | None:
    if actor != deletion.person:
        return MINE
    if deletion.withdrawn_at:
        return Refusal("You have taken this back already: nothing is deleted.")
    return Refusal("This is done already.") if deletion.done_at else None


def is_due(actor: Actor, deletion: Deletion) -> Refusal | None:
    """The clock alone, after seven days, if the person has not changed their mind."""
    if actor:
        return Refusal("The clock does this, when the seven days are over.")
    if deletion.withdrawn_at or deletion.done_at:
        return Refusal("This was taken back, or is done.")
    return Refusal("The seven days are not over.") if clock.now() < deletion.due_at else None


def may_let_go(actor: Actor, person: Person) -> Refusal | None:
    """The clock alone, and nobody who came back meanwhile."""
    if actor:
        return Refusal("The clock does this, two years after somebody has left.")
    still = long_gone().filter(pk=person.pk).exists()
    return None if still else Refusal("This person is still in contact.")
