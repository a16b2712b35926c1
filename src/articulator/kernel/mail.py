"""Letters wait in the database and leave by a task.

No request waits for a mail server, and none shows by its length whether a letter was sent.
`MAILERS["default"]` is this outbox, `MAILERS["post"]` the way out of the house.
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.tasks import task

from articulator.kernel import clock
from articulator.kernel.models import Letter

WEEK = timedelta(days=7)
PLAIN = ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to")


class Outbox(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        with transaction.atomic():
            for message in email_messages:
                letter = Letter.objects.create(content=packed(message))
                deliver.enqueue(str(letter.pk))
        return len(email_messages)


@task
def deliver(key: str) -> None:
    """Hand one letter to the mail server. It is forgotten once the server has taken it."""
    if letter := Letter.objects.filter(pk=key).first():
        mailers["post"].send_messages([unpacked(letter.content)])
        letter.delete()


def link(path: str) -> str:
    """The full address of a page, as letters need it."""
    return f"{settings.ADDRESS}{path}"


def forget() -> None:
    """Delete letters that no mail server has taken for a week: what they say is old."""
    Letter.objects.filter(written_at__lt=clock.now() - WEEK).delete()


def packed(message: EmailMessage) -> dict[str, Any]:
    """A letter as JSON."""
    return {
        **{name: getattr(message, name) for name in PLAIN},
        "subject": str(message.subject),
        "headers": {name: str(value) for name, value in message.extra_headers.items()},
        "subtype": message.content_subtype,
        "alternatives": [list(one) for one in getattr(message, "alternatives", [])],
        "attachments": [_attachment(*one) for one in message.attachments],
    }


def unpacked(content: dict[str, Any]) -> EmailMessage:
    message = EmailMultiAlternatives(
        **{name: content[name] for name in PLAIN}, headers=content["headers"]
    )
    message.content_subtype = content["subtype"]
    for text, mimetype in content["alternatives"]:
        message.attach_alternative(text, mimetype)
    for name, data, mimetype in content["attachments"]:
        message.attach(name, b64decode(data), mimetype)
    return message


def _attachment(name: str, data: str | bytes, mimetype: str) -> list[str]:
    raw = data.encode() if isinstance(data, str) else data
    return [name, b64encode(raw).decode("ascii"), mimetype]
