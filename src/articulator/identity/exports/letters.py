"""What is written to the officer who asked for a list. The list itself never goes by mail."""

from django.core.mail import send_mail
from django.template.loader import render_to_string

from articulator.identity.exports.models import Export
from articulator.kernel.mail import link


def tell(of: Export) -> None:
    """About their own request, so no consent to letters is asked for."""
    if of.by.email:
        context = {"export": of, "link": link(of.get_absolute_url())}
        text = render_to_string(f"exports/letters/{of.state}.txt", context)
        ready = of.state == Export.State.READY
        subject = "Your list is ready" if ready else "Your list was not made"
        send_mail(subject, text, None, [of.by.email])
