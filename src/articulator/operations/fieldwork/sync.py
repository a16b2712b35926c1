"""What a device sends, read strictly: it may have been written anywhere.

A message is `{now, waiting, items: [{id, envelope}]}`. Inside an envelope is one of

    {kind: "visit", place, outcome, at}
    {kind: "answers", place, answers, thread, at}
    {kind: "contact", name, email, purposes, thread}

each under an id of its own, so that none leads to another. Times are the device's, in milliseconds.
"""

import hashlib
import json
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from articulator.identity.contacts.models import Consent
from articulator.kernel import clock
from articulator.methods.envelope import LARGEST, EnvelopeError, unseal
from articulator.operations.fieldwork.keys import about
from articulator.operations.fieldwork.models import Outcome, Packet

MOST = 100  # envelopes in a message
MOST_ANSWERS, LONGEST_ANSWER, LONGEST_NAME = 60, 4_000, 80
OFFERED = (Consent.Purpose.RESULTS, Consent.Purpose.CONTACT, Consent.Purpose.INVITATIONS)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LAST = timedelta(days=30_000)  # since 1970: no clock is that wrong


class SyncError(ValueError):
    """What was sent is not what a device sends."""


@dataclass(frozen=True, slots=True)
class Item:
    """An envelope and its id, as they came. `bound` is the id to which it was sealed."""

    id: UUID
    envelope: bytes
    bound: UUID

    @classmethod
    def of(cls, key: UUID, text: str, bound: UUID | None = None) -> "Item":
        return cls(key, b64decode(text, validate=True), bound or key)

    @property
    def text(self) -> str:
        return b64encode(self.envelope).decode("ascii")

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.envelope).hexdigest()


@dataclass(frozen=True, slots=True)
class Parcel:
    """All that one message brought: envelopes, how far the device's clock is ahead, what waits."""

    items: tuple[Item, ...]
    ahead: timedelta = timedelta()
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Called:
    place: UUID
    outcome: Outcome
    at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    place: UUID
    answers: Mapping[str, str | list[str]]
    thread: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reach:
    name: str
    email: str
    purposes: tuple[str, ...]
    thread: str


type Content = Called | Said | Reach


def parcel(body: bytes) -> Parcel:
    """What is in a message. Raises SyncError."""
    try:
        said = json.loads(body)
        items = said["items"]
        if not isinstance(items, list) or len(items) > MOST:
            raise SyncError(f"A message holds a list of at most {MOST} envelopes.")
        ahead = _moment(said["now"]) - clock.now()
        return Parcel(tuple(map(_item, items)), ahead, min(max(int(said["waiting"]), 0), 10**6))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise SyncError(str(error)) from error


def _item(said: Mapping[str, Any]) -> Item:
    text = said["envelope"]
    if not isinstance(text, str) or len(text) > LARGEST * 4 // 3 + 4:
        raise SyncError("This envelope is too large.")
    try:
        return Item.of(UUID(str(said["id"])), text)
    except Base64Error as error:
        raise SyncError("An envelope is sent in base64.") from error


def _moment(said: object) -> datetime:
    if isinstance(said, bool) or not isinstance(said, int | float):
        raise SyncError("A moment is a number of milliseconds.")
    since = timedelta(milliseconds=said)
    if not timedelta() <= since < LAST:
        raise SyncError("This is no moment.")
    return EPOCH + since


def content(packet: Packet, item: Item, key: EllipticCurvePrivateKey, ahead: timedelta) -> Content:
    """What is in an envelope, its time put right. Raises SyncError."""
    try:
        said = json.loads(unseal(item.envelope, key, about(packet, item.bound)))
        return READERS[said["kind"]](packet, said, ahead)
    except (EnvelopeError, ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise SyncError(str(error)) from error


def _called(packet: Packet, said: Mapping[str, Any], ahead: timedelta) -> Called:
    outcome = Outcome(said["outcome"])
    if outcome == Outcome.NEVER and not packet.turf.can_refuse:
        raise SyncError("Nobody can refuse for a whole place like this.")
    return Called(UUID(said["place"]), outcome, _put_right(packet, said["at"], ahead))


def _said(packet: Packet, said: Mapping[str, Any], ahead: timedelta) -> Said:
    answers = said["answers"]
    if not isinstance(answers, dict) or len(answers) > MOST_ANSWERS:
        raise SyncError("There are too many answers.")
    read = {str(key)[:40]: _answer(one) for key, one in answers.items()}
    thread = str(said.get("thread") or "")[:60]
    return Said(UUID(said["place"]), read, thread, _put_right(packet, said["at"], ahead))


def _answer(said: object) -> str | list[str]:
    if isinstance(said, list):
        return [str(one)[:LONGEST_ANSWER] for one in said[:MOST_ANSWERS]]
    if isinstance(said, str):
        return said[:LONGEST_ANSWER]
    raise SyncError("An answer is a text, or a list of texts.")


def _reach(_packet: Packet, said: Mapping[str, Any], _ahead: timedelta) -> Reach:
    email = str(said["email"]).strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise SyncError("This is no mail address.") from error
    purposes = tuple(one.value for one in OFFERED if one.value in said["purposes"])
    if not purposes:
        raise SyncError("They did not say for what they want to be reached.")
    name = " ".join(str(said.get("name") or "").split())[:LONGEST_NAME]
    return Reach(name, email, purposes, str(said.get("thread") or "")[:60])


READERS: Mapping[str, Callable[[Packet, Mapping[str, Any], timedelta], Content]] = {
    "visit": _called,
    "answers": _said,
    "contact": _reach,
}


def _put_right(packet: Packet, said: object, ahead: timedelta) -> datetime:
    """A device's moment by our clock: after the list was given out, and not in the future."""
    return min(max(_moment(said) - ahead, packet.issued_at), clock.now())
