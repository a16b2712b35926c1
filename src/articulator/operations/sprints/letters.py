"""One letter, when two weeks are over."""

from django.core.mail import send_mail
from django.template.loader import render_to_string

from articulator.identity.contacts.models import Channel
from articulator.identity.contacts.queries import opted_out
from articulator.kernel.mail import link
from articulator.kernel.models import Unit
from articulator.operations.sprints.models import Sprint


def remind(sprint: Sprint) -> None:
    """Ask whoever started it what was learned; not whoever asked for silence."""
    person = sprint.started_by
    if person and person.email and not opted_out(person, Channel.MAIL):
        us = Unit.objects.filter(parent=None).first()
        context = {"sprint": sprint, "link": link(sprint.get_absolute_url()), "us": us}
        text = render_to_string("sprints/letters/over.txt", context)
        subject = " ".join(f"Two weeks are over: {sprint}".split())
        send_mail(subject, text, None, [person.email])
