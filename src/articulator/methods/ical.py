"""Meetings as RFC 5545 (iCalendar) writes them, for every calendar program.

Times are written in UTC: one moment, whatever the reader's zone, and no definition of a zone that
could be out of date. Repetition is not used: each meeting is an event of its own.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

WIDEST = 75  # octets of a line without its end (3.1)
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # CONTROL, but tab and line ends (3.1)
_NOT_URL = re.compile(r"[\x00-\x20\x7f]")


@dataclass(frozen=True, slots=True)
class Meeting:
    """One event. `sequence` grows with each change that matters to those who mean to come."""

    uid: str
    starts: datetime
    ends: datetime
    title: str
    place: str = ""
    text: str = ""
    url: str = ""
    changed: datetime | None = None
    sequence: int = 0
    called_off: bool = False


def calendar(name: str, meetings: Iterable[Meeting], product: str) -> bytes:
    """A whole calendar, line by line, folded, with the line ends that the RFC asks for."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{escape(product)}",
        f"X-WR-CALNAME:{escape(name)}",
        *(line for meeting in meetings for line in _event(meeting)),
        "END:VCALENDAR",
    ]
    return b"".join(fold(line) for line in lines)


def _event(meeting: Meeting) -> Iterator[str]:
    changed = moment(meeting.changed or meeting.starts)
    yield "BEGIN:VEVENT"
    yield f"UID:{escape(meeting.uid)}"
    yield f"DTSTAMP:{changed}"
    yield f"LAST-MODIFIED:{changed}"
    yield f"SEQUENCE:{meeting.sequence}"
    yield f"DTSTART:{moment(meeting.starts)}"
    yield f"DTEND:{moment(meeting.ends)}"
    yield f"SUMMARY:{escape(meeting.title)}"
    yield f"STATUS:{'CANCELLED' if meeting.called_off else 'CONFIRMED'}"
    for key, said in (("LOCATION", meeting.place), ("DESCRIPTION", meeting.text)):
        if said:
            yield f"{key}:{escape(said)}"
    if meeting.url:
        yield f"URL:{_NOT_URL.sub('', meeting.url)}"
    yield "END:VEVENT"


def moment(at: datetime) -> str:
    """Form 2 of DATE-TIME (3.3.5): UTC."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escape(text: str) -> str:
    r"""A TEXT value (3.3.11): backslash, semicolon and comma are escaped, line ends become \n."""
    plain = _NOT_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    for mark in ("\\", ";", ","):
        plain = plain.replace(mark, f"\\{mark}")
    return plain.replace("\n", "\\n")


def fold(line: str) -> bytes:
    """A content line in pieces of at most 75 octets (3.1); no character is torn apart."""
    pieces, piece = [], b""
    for character in line:
        octets = character.encode()
        if len(piece) + len(octets) > WIDEST:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
