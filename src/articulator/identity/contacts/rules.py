from articulator.identity.contacts.models import Consent
from articulator.kernel.acts import Actor, Refusal
from articulator.kernel.models import Person


def may_agree(actor: Actor, person: Person) -> Refusal | None:
    """Everyone for themselves. A door of the house writes down what was said there (None)."""
    return None if actor in (None, person) else Refusal("Nobody agrees for somebody else.")


def may_withdraw(actor: Actor, consent: Consent) -> Refusal | None:
    if consent.withdrawn_at:
        return Refusal("This was withdrawn already.")
    return may_agree(actor, consent.person)


def may_silence(actor: Actor, person: Person) -> Refusal | None:
    """Everyone for themselves; a door, a letter's link or a file of the house for them (None)."""
    return None if actor in (None, person) else Refusal("Only they can say how to reach them.")


def may_speak(actor: Actor, person: Person) -> Refusal | None:
    return None if actor == person else Refusal("Only the person can lift their own opt-out.")
