"""Two letters about a promise: one on the evening, one a week later. Both let it be taken back."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from articulator.kernel.mail import link
from articulator.kernel.models import Unit
from articulator.operations.incubator.models import Pledge
from articulator.operations.incubator.queries import pledge_token


def thank(pledge: Pledge) -> None:
    _send(pledge, "thanks", f"You promised something to {pledge.entry}")


def remind(pledge: Pledge) -> None:
    _send(pledge, "reminder", f"A week ago you promised something to {pledge.entry}")


def _send(pledge: Pledge, which: str, subject: str) -> None:
    context = {
        "pledge": pledge, "entry": pledge.entry, "us": Unit.objects.filter(parent=None).first(),
        "link": link(reverse("incubator:promise", args=[pledge_token(pledge)])),
        "page": link(pledge.entry.dna.get_absolute_url()),
    }  # fmt: skip
    text = render_to_string(f"incubator/letters/{which}.txt", context)
    EmailMessage(" ".join(subject.split()), text, to=[pledge.email]).send()
