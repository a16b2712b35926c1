"""What a survey writes to whoever left an address."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from articulator.identity.contacts.models import Channel, Consent
from articulator.identity.contacts.queries import silent
from articulator.intelligence.listening.models import Contact
from articulator.intelligence.listening.queries import letter_token
from articulator.kernel.mail import link
from articulator.kernel.models import Unit


def ask_whether(contact: Contact) -> None:
    """Nothing goes to an address that asked for silence; nobody is told whether it did."""
    if silent(Channel.MAIL, [contact.email]):
        return
    context = {
        "survey": contact.survey,
        "wishes": [Consent.Purpose(one).label for one in contact.purposes],
        "link": link(reverse("listening:letter", args=[letter_token(contact)])),
        "us": Unit.objects.filter(parent=None).first(),
    }
    text = render_to_string("listening/letters/confirm.txt", context)
    subject = " ".join(f"Was it you? {contact.survey}".split())
    EmailMessage(subject, text, to=[contact.email]).send()
