"""What is written to those who tied their address to their answer: what became of it."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from articulator.intelligence.listening.models import Contact
from articulator.intelligence.listening.queries import letter_token
from articulator.intelligence.loop.models import Account
from articulator.kernel.mail import link
from articulator.kernel.models import Unit


def report(account: Account, contact: Contact, read_as: str) -> None:
    """The letter carries the header by which mail programs stop letters with one click."""
    stop = link(reverse("loop:stop", args=[letter_token(contact)]))
    context = {
        "account": account, "read_as": read_as, "survey": contact.survey, "stop": stop,
        "link": link(reverse("loop:theme", args=[account.theme_id])),
        "us": Unit.objects.filter(parent=None).first(),
    }  # fmt: skip
    headers = {
        "List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }  # fmt: skip
    text = render_to_string("loop/letters/report.txt", context)
    subject = " ".join(f"You said it, this became of it: {read_as}".split())
    EmailMessage(subject, text, to=[contact.email], headers=headers).send()
