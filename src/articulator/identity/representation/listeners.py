from articulator.identity.contacts.models import Consent
from articulator.identity.representation.acts import close_traits, drop
from articulator.kernel.acts import on
from articulator.kernel.links import find
from articulator.kernel.models import Event

P = Consent.Purpose


@on("contacts.withdraw")
def forget_what_rested_on_it(event: Event) -> None:
    """The figures leave the answers out at once; soon afterwards they are deleted."""
    consent = find(event.subject)
    if isinstance(consent, Consent) and consent.purpose == P.POSITIONS:
        drop(None, consent.person)
    if isinstance(consent, Consent) and consent.purpose == P.FEATURES:
        close_traits(None, consent.person)
