"""What a conversation writes: was it you, here is an answer, you owe one."""

from collections.abc import Collection

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from articulator.identity.bodies.models import Body
from articulator.identity.contacts.models import Channel
from articulator.identity.contacts.queries import silent
from articulator.kernel.mail import link
from articulator.kernel.models import Person, Unit
from articulator.operations.statements.models import Conversation, Follower, Outcome
from articulator.operations.statements.queries import follow_token


def ask_whether(follower: Follower) -> None:
    """Nothing goes to an address that asked for silence; nobody is told whether it did."""
    if silent(Channel.MAIL, [follower.email]):
        return
    about = follower.conversation
    context = {"conversation": about, "link": _page(follower), "us": _us()}
    text = render_to_string("statements/letters/confirm.txt", context)
    EmailMessage(_line(f"Was it you? {about}"), text, to=[follower.email]).send()


def tell_followers(conversation: Conversation, outcome: Outcome) -> None:
    """A letter to every confirmed address, with the way out of it."""
    found = Follower.objects.by_rule("who asked to hear of it").filter(conversation=conversation)
    rows = list(found.filter(confirmed_at__isnull=False).select_related("conversation"))
    quiet = silent(Channel.MAIL, [one.email for one in rows])
    answers = link(reverse("statements:answers", args=[conversation.pk]))
    for one in rows:
        if one.email in quiet:
            continue
        context = {
            "conversation": conversation, "outcome": outcome, "answers": answers,
            "link": _page(one), "us": _us(),
        }  # fmt: skip
        text = render_to_string("statements/letters/answer.txt", context)
        EmailMessage(_line(f"An answer: {conversation}"), text, to=[one.email]).send()


def remind(conversation: Conversation, body: Body, people: Collection[Person]) -> None:
    """An office is reminded of what it owes; that is no letter one can opt out of."""
    answers = link(reverse("statements:answers", args=[conversation.pk]))
    context = {"conversation": conversation, "body": body, "link": answers, "us": _us()}
    text = render_to_string("statements/letters/remind.txt", context)
    for one in people:
        if one.email:
            subject = f"Waiting for {body}: {conversation}"
            EmailMessage(_line(subject), text, to=[one.email]).send()


def _page(follower: Follower) -> str:
    return link(reverse("statements:confirm", args=[follow_token(follower)]))


def _us() -> str:
    return str(Unit.objects.filter(parent=None).first() or "")


def _line(text: str) -> str:
    return " ".join(text.split())
