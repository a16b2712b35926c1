"""What groups are written, and those who ask them or answer their alarms."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from articulator.identity.contacts.models import Channel
from articulator.identity.contacts.queries import silent
from articulator.intelligence.ecology.models import Alarm, Need, Partner
from articulator.intelligence.ecology.queries import email_of, link_token, told_of
from articulator.kernel.mail import link
from articulator.kernel.models import Unit


def welcome(partner: Partner) -> bool:
    """The first letter, or the link once more. Whether a letter went."""
    return _to(partner, "welcome", "What can you carry, and what can you not?")


def ask(need: Need) -> bool:
    return _to(need.partner, "ask", f"May we count on you? {need.plan}", need=need)


def remind(need: Need) -> bool:
    return _to(need.partner, "remind", f"Still open: {need.plan}", need=need)


def noted(partner: Partner, words: str) -> bool:
    """Somebody typed in what the group is said to have said: it can put that right."""
    return _to(partner, "noted", "We wrote down what you told us", words=words)


def answered(need: Need) -> None:
    """Tell the one who asked. It is about their own plan, so no consent is asked for."""
    person = need.plan.by
    if person and person.email:
        context = {"need": need, "link": link(need.get_absolute_url()), "us": _us()}
        text = render_to_string("ecology/letters/answered.txt", context)
        _send(f"{need.partner}: {need.get_answer_display()}", text, person.email)


def ring(alarm: Alarm) -> None:
    """Wake those who sit in the body that answers: it comes with their office."""
    context = {"alarm": alarm, "link": link(alarm.get_absolute_url()), "us": _us()}
    text = render_to_string("ecology/letters/alarm.txt", context)
    for person in told_of(alarm):
        if person.email:
            _send(f"Alarm: {alarm.partner}", text, person.email)


def replied(alarm: Alarm) -> bool:
    return _to(alarm.partner, "replied", "The answer to your alarm", alarm=alarm)


def _to(partner: Partner, name: str, subject: str, **context: object) -> bool:
    return to_group(partner, f"ecology/letters/{name}.txt", subject, "ecology:desk", **context)


def to_group(partner: Partner, text: str, subject: str, desk: str, **context: object) -> bool:
    """A letter to a group, with its link; none where it asked for silence or has no address.

    `desk` is the name of the address to which the link leads, with the group's own key.
    """
    email = email_of(partner)
    if not email or partner.left_at or silent(Channel.MAIL, [email]):
        return False
    own = link(reverse(desk, args=[link_token(partner)]))
    context = {"partner": partner, "link": own, "us": _us(), **context}
    _send(subject, render_to_string(text, context), email)
    return True


def _send(subject: str, text: str, to: str) -> None:
    EmailMessage(" ".join(subject.split()), text, to=[to]).send()


def _us() -> str:
    return str(Unit.objects.filter(parent=None).first() or "")
