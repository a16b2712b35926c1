"""The letters of the demo: files that a mail server would have taken."""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Letter:
    to: str
    subject: str
    at: datetime
    text: str


def newest(folder: Path, most: int = 20) -> Iterator[Letter]:
    """The last letters in a folder of Django's file mailer, the newest first."""
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    for file in files[:most]:
        yield from map(read, reversed(list(parts(file.read_bytes()))))


def parts(data: bytes) -> Iterator[bytes]:
    """Django's mailer puts letters of one second into one file, with a line between."""
    return filter(None, re.split(rb"\n-{79}\n(?=Content-Type:|\Z)", data))


def read(data: bytes) -> Letter:
    message = email.message_from_bytes(data, policy=email.policy.default)
    body = message.get_body(("plain", "html"))
    at = datetime.strptime(message["Date"], "%a, %d %b %Y %H:%M:%S %z")
    text = body.get_content().strip() if body else ""
    return Letter(message["To"], message["Subject"], at, text)
