"""A step as an entry of a calendar."""

from articulator.kernel.mail import link
from articulator.methods.ical import Meeting, calendar
from articulator.operations.nextsteps.models import Offer

PRODUCT = "-//Articulator//Next steps//EN"


def entry(offer: Offer) -> bytes:
    meeting = Meeting(
        uid=f"{offer.pk}@nextsteps.articulator", starts=offer.starts_at, ends=offer.ends_at,
        title=offer.title, place=offer.place, text=offer.text,
        url=link(offer.get_absolute_url()), called_off=offer.closed_at is not None,
    )  # fmt: skip
    return calendar(str(offer), [meeting], PRODUCT)
