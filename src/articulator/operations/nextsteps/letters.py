"""What next steps write: a reminder, a question afterwards, and two about going together.

No letter repeats what somebody typed about themselves: an address may belong to another.
"""

from typing import Any

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from articulator.identity.contacts.models import Channel
from articulator.identity.contacts.queries import opted_out, silent
from articulator.kernel.mail import link
from articulator.operations.nextsteps.models import NextStep, Offer, Pair
from articulator.operations.nextsteps.tokens import link_to


def reminder(step: NextStep) -> None:
    _to_newcomer(step, "reminder", f"Tomorrow or sooner: {step.offer}")


def afterwards(step: NextStep) -> None:
    _to_newcomer(step, "afterwards", f"Did it happen? {step.offer}")


def moved(offer: Offer) -> None:
    """Part of an act: whoever took it hears of another time or place."""
    _to_takers(offer, "moved", f"Changed: {offer}")


def taken_down(offer: Offer) -> None:
    _to_takers(offer, "taken_down", f"This does not happen: {offer}")


def _to_takers(offer: Offer, name: str, subject: str) -> None:
    rows = NextStep.objects.by_rule("a letter about what they took").filter(offer=offer)
    for step in rows.exclude(email="").select_related("offer", "gathering__unit"):
        _to_newcomer(step, name, subject)


def proposed(pair: Pair) -> None:
    """Both are asked; nothing of the one is told to the other yet."""
    _to_newcomer(pair.step, "asked", "Somebody could go with you")
    _to_buddy(pair, "asked_buddy", "Would you take somebody along?")


def made(pair: Pair) -> None:
    """Both said yes: where each finds the other stands on their own page alone."""
    _to_newcomer(pair.step, "made", "You go together")
    _to_buddy(pair, "made_buddy", "You go together")


def _to_newcomer(step: NextStep, name: str, subject: str) -> None:
    if not step.email or silent(Channel.MAIL, [step.email]):
        return
    context = {"step": step, "offer": step.offer, "gathering": step.gathering}
    _write(step.email, name, subject, {**context, "link": link_to(step)})


def _to_buddy(pair: Pair, name: str, subject: str) -> None:
    person = pair.buddy.person
    if not person.email or opted_out(person, Channel.MAIL):
        return
    page = link(reverse("nextsteps:buddy"))
    context = {"offer": pair.step.offer, "gathering": pair.step.gathering, "link": page}
    _write(person.email, name, subject, context)


def _write(address: str, name: str, subject: str, context: dict[str, Any]) -> None:
    text = render_to_string(f"nextsteps/letters/{name}.txt", context)
    send_mail(" ".join(subject.split()), text, None, [address])
