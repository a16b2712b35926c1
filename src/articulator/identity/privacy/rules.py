from articulator.identity.privacy.models import COPY_STAYS, Copy
from articulator.identity.privacy.queries import copies, lately
from articulator.kernel import clock
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Person

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
