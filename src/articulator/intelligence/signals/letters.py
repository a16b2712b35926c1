"""Letters to those who answer an alarm: it comes with their office."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from articulator.intelligence.signals.models import Alarm
from articulator.intelligence.signals.queries import owners
from articulator.kernel.mail import link
from articulator.kernel.models import Unit


def ring(alarm: Alarm) -> None:
    """Wake those who answer now. What was said stays in the house: the letter has the link."""
    context = {"alarm": alarm, "link": link(alarm.get_absolute_url()), "us": _us()}
    text = render_to_string("signals/letters/alarm.txt", context)
    subject = " ".join(f"Alarm in {alarm.unit}: {alarm}".split())
    for person in owners(alarm):
        if person.email:
            EmailMessage(subject, text, to=[person.email]).send()


def _us() -> str:
    return str(Unit.objects.filter(parent=None).first() or "")
