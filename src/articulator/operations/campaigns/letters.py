"""Two letters of a handover: to whoever is asked, and to whoever asked."""

from django.core.mail import send_mail
from django.template.loader import render_to_string

from articulator.identity.contacts.models import Channel
from articulator.identity.contacts.queries import opted_out
from articulator.kernel.mail import link
from articulator.kernel.models import Person, Unit
from articulator.operations.campaigns.models import Handover


def offer(made: Handover) -> None:
    """Would you speak for it? Not to somebody who asked for silence; the page asks, too."""
    _write(made.to, f"Would you speak for {made.campaign}?", "offer", made)


def answered(made: Handover, asked_by: Person) -> None:
    """What they said, to the one who asked: they wait for it."""
    said = "yes" if made.taken else "no"
    _write(asked_by, f"{made.to} said {said}: {made.campaign}", "answered", made)


def _write(person: Person, subject: str, name: str, made: Handover) -> None:
    if not person.email or opted_out(person, Channel.MAIL):
        return
    us = Unit.objects.filter(parent=None).first()
    context = {"offer": made, "link": link(made.campaign.get_absolute_url()), "us": us}
    text = render_to_string(f"campaigns/letters/{name}.txt", context)
    send_mail(" ".join(subject.split()), text, None, [person.email])
