"""The letter to those who owe an answer: it comes with their office."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from articulator.identity.bodies.queries import holders
from articulator.intelligence.briefings.models import Duty
from articulator.kernel.mail import link
from articulator.kernel.models import Unit


def remind(duty: Duty) -> None:
    root = Unit.objects.filter(parent=None).first()
    context = {"duty": duty, "link": link(duty.get_absolute_url()), "us": str(root or "")}
    text = render_to_string("briefings/letters/remind.txt", context)
    subject = " ".join(f"Waiting for {duty.body}: {duty.briefing}".split())
    for term in holders(duty.body):
        if term.person.email:
            EmailMessage(subject, text, to=[term.person.email]).send()
