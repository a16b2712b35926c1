"""What gatherings write: the ticket, a place that became free, a change, a need that was answered.

No letter repeats what somebody typed: an address may belong to another.
"""

from collections.abc import Iterable

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from articulator.identity.contacts.models import Channel
from articulator.identity.contacts.queries import silent
from articulator.operations.gatherings.calendar import one
from articulator.operations.gatherings.models import Need, Registration
from articulator.operations.gatherings.tickets import ticket_link


def ticket(registration: Registration) -> None:
    """The first letter goes out as asked: whoever wrote the address may be its owner."""
    _write(registration, "ticket", f"Your ticket: {registration.gathering}")


def moved_up(registration: Registration) -> None:
    _later(registration, "moved_up", f"There is a place for you: {registration.gathering}")


def answered(need: Need) -> None:
    subject = f"About what you asked for: {need.registration.gathering}"
    _later(need.registration, "answered", subject)


def changed(people: Iterable[Registration]) -> None:
    for registration in people:
        _write(registration, "changed", f"Changed: {registration.gathering}")


def called_off(people: Iterable[Registration]) -> None:
    for registration in people:
        _write(registration, "called_off", f"Called off: {registration.gathering}")


def _later(registration: Registration, name: str, subject: str) -> None:
    """Whoever asked for silence gets the ticket they asked for, and finds the rest behind it."""
    if registration.email and not silent(Channel.MAIL, [registration.email]):
        _write(registration, name, subject)


def _write(registration: Registration, name: str, subject: str) -> None:
    if not registration.email:
        return
    gathering, page = registration.gathering, ticket_link(registration)
    context = {"gathering": gathering, "registration": registration, "link": page}
    text = render_to_string(f"gatherings/letters/{name}.txt", context)
    message = EmailMessage(" ".join(subject.split()), text, to=[registration.email])
    message.attach("gathering.ics", one(gathering), "text/calendar")
    message.send()
