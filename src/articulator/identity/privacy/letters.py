"""What is written to a person about their own data."""

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from articulator.identity.privacy.models import Copy, Deletion
from articulator.identity.privacy.queries import house
from articulator.kernel.mail import link
from articulator.kernel.models import Person


def copy_is_ready(copy: Copy) -> None:
    context = {"copy": copy, "link": link(reverse("privacy:index"))}
    _write(copy.person, "Your copy of your data is ready", "copy", context)


def deletion_is_asked(wish: Deletion) -> None:
    context = {"wish": wish, "link": link(reverse("privacy:delete"))}
    _write(wish.person, "You asked to be deleted", "asked", context)


def deletion_is_done(person: Person) -> None:
    """The last letter: its address is gone when it has left."""
    _write(person, "You are deleted", "done", {})


def _write(person: Person, subject: str, template: str, context: dict[str, object]) -> None:
    """About their own request, so no consent to letters is asked for."""
    if person.email:
        words = {"person": person, "house": house(), **context}
        text = render_to_string(f"privacy/letters/{template}.txt", words)
        send_mail(subject, text, None, [person.email])
