"""What the doors write: one letter that asks whether it was you, and one that invites."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from articulator.identity.doors.models import Arrival, Guest
from articulator.identity.doors.queries import confirm_token, invite_token
from articulator.kernel.mail import link
from articulator.kernel.models import Unit


def ask_whether(arrival: Arrival) -> None:
    confirm = link(reverse("doors:confirm", args=[confirm_token(arrival)]))
    context = {"arrival": arrival, "door": arrival.door, "link": confirm, "us": _us()}
    text = render_to_string("doors/letters/confirm.txt", context)
    EmailMessage(_line(f"Was it you? {arrival.door}"), text, to=[arrival.email]).send()


def invite(invited: Guest, address: str, line: str) -> None:
    """The letter carries the header by which mail programs offer to refuse with one click."""
    token = invite_token(invited)
    refuse = link(reverse("doors:refuse", args=[token]))
    context = {
        "by": invited.by, "door": invited.door, "line": line, "us": _us(),
        "link": link(reverse("doors:invited", args=[token])),
    }  # fmt: skip
    headers = {
        "List-Unsubscribe": f"<{refuse}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }  # fmt: skip
    text = render_to_string("doors/letters/invitation.txt", context)
    subject = f"{invited.by} invites you: {invited.door}"
    EmailMessage(_line(subject), text, to=[address], headers=headers).send()


def _us() -> str:
    return str(Unit.objects.filter(parent=None).first() or "")


def _line(text: str) -> str:
    return " ".join(text.split())
