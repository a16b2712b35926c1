"""Whose step: a random token in the browser that took it, or the link in a letter."""

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac

from articulator.kernel.cookies import Cookie
from articulator.kernel.mail import link
from articulator.operations.gatherings.models import Gathering
from articulator.operations.nextsteps.models import NextStep, Offer

PHONE = Cookie("nextstep", "/operations/nextsteps/", 60 * 24 * 3600)
LETTER, FELT = "articulator.nextsteps.letter", "articulator.nextsteps.felt"


def mark(request: HttpRequest, gathering: Gathering) -> str:
    """The mark of this phone at this gathering; empty as long as it has no token."""
    token = PHONE.read(request)
    return mark_of(token, gathering) if token else ""


def mark_of(token: str, gathering: Gathering) -> str:
    """Another mark at every gathering, so that none leads on to the next."""
    return PHONE.hashed(f"{gathering.pk.hex} {token}")


def key_of(step: NextStep) -> str:
    """What letters carry: it follows from the row and the server's secret."""
    return Signer(salt=LETTER).sign(step.pk.hex)


def opened_by(key: str) -> str:
    """The id of the step that a key opens; empty for a key that is none."""
    try:
        return Signer(salt=LETTER).unsign(key)
    except BadSignature:
        return ""


def link_to(step: NextStep) -> str:
    return link(reverse("nextsteps:mine", args=[key_of(step)]))


def felt_mark(step: NextStep, offer: Offer) -> str:
    """Under what an answer is kept: it leads to no step without the server's secret."""
    return salted_hmac(FELT, f"{offer.pk.hex} {step.pk.hex}", algorithm="sha256").hexdigest()
