"""A list as ODK Collect and Enketo understand it: an XForm out, a filled form in.

Such a form is not sealed on the phone; Collect keeps it as it is until it is sent.
What comes in is sealed here under the packet's key and goes the same way as everything else.
"""

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from uuid import UUID, uuid5

from defusedxml.ElementTree import fromstring
from django.utils.crypto import salted_hmac
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive

from articulator.intelligence.listening.models import Question
from articulator.intelligence.listening.queries import questions
from articulator.kernel import clock
from articulator.methods.envelope import seal
from articulator.operations.fieldwork.keys import about, point_of
from articulator.operations.fieldwork.models import Outcome, Packet
from articulator.operations.fieldwork.queries import to_walk
from articulator.operations.fieldwork.sync import Item, Parcel, SyncError

LARGEST = 200_000  # bytes of a filled form
SPOKE = "${outcome} = 'spoke'"


def xform(packet: Packet) -> str:
    """The form of a packet: where, what came of it, and, if they spoke, the questions."""
    from pyxform.xls2xform import convert  # noqa: PLC0415 - slow to load, and few need it

    book = _workbook(packet)
    book["settings"][0]["version"] = _version(book)
    return str(convert(book, validate=False).xform)


def version(packet: Packet) -> str:
    """Another one whenever a place must not be called at any more, or somebody adds one."""
    return _version(_workbook(packet))


def _version(book: Mapping[str, Any]) -> str:
    said = json.dumps(book, sort_keys=True)
    return str(int(hashlib.sha256(said.encode()).hexdigest()[:8], 16))


def _workbook(packet: Packet) -> dict[str, list[dict[str, str]]]:
    asked = questions(packet.turf.survey, packet.turf.unit)
    name = _plain(packet.turf.name)
    return {
        "survey": [
            {"type": "start", "name": "start"},
            {"type": "select_one places", "name": "place", "label": "Where?", "required": "yes",
             "appearance": "minimal"},
            {"type": "select_one outcomes", "name": "outcome", "label": "What came of it?",
             "required": "yes"},
            *(row for one in asked for row in _rows(one)),
            {"type": "text", "name": "thread", "label": "The letters on their slip",
             "relevant": SPOKE},
        ],
        "choices": [*_choices(packet), *(row for one in asked for row in _options(one))],
        "settings": [{"form_title": name, "form_id": str(packet.pk)}],
    }  # fmt: skip


def _rows(question: Question) -> Iterator[dict[str, str]]:
    kinds = {
        Question.Kind.OPEN: "text", Question.Kind.SEVERAL: f"select_multiple {question.key}",
    }  # fmt: skip
    kind = kinds.get(Question.Kind(question.kind), f"select_one {question.key}")
    label = _plain(question.text)
    yield {"type": kind, "name": question.key, "label": label, "relevant": SPOKE}
    if question.own:
        own = {"type": "text", "name": question.own_key, "label": "In their own words"}
        yield {**own, "relevant": SPOKE}


def _options(question: Question) -> Iterator[dict[str, str]]:
    for number, words in question.numbered:
        yield {"list_name": question.key, "name": number, "label": _plain(words)}


def _choices(packet: Packet) -> Iterator[dict[str, str]]:
    for place in to_walk(packet):
        yield {"list_name": "places", "name": str(place.pk), "label": _plain(str(place))}
    for outcome in Outcome:
        if outcome != Outcome.NEVER or packet.turf.can_refuse:
            yield {"list_name": "outcomes", "name": outcome.value, "label": outcome.label}


def _plain(text: str) -> str:
    """Words as words: `${…}` would be a formula."""
    return " ".join(re.sub(r"[${}\x00-\x1f]", " ", text).split())


# A filled form


def parcel(packet: Packet, xml: bytes, date: str) -> Parcel:
    """The envelopes in a filled form: the same form twice makes the same. Raises SyncError."""
    said = _read(packet, xml)
    key = _instance(said)
    told = {"place": said.get("place", ""), "at": _moment(said.get("start", ""))}
    inside: list[dict[str, Any]] = [{"kind": "visit", "outcome": said.get("outcome", ""), **told}]
    answers = _answers(packet, said)
    if answers:
        thread = said.get("thread", "")
        inside.append({"kind": "answers", "answers": answers, "thread": thread, **told})
    items = tuple(_sealed(packet, uuid5(key, one["kind"]), one) for one in inside)
    return Parcel(items, _ahead(date), packet.waiting)


def _read(packet: Packet, xml: bytes) -> dict[str, str]:
    """The fields of a form by their names, as texts."""
    if len(xml) > LARGEST:
        raise SyncError("This form is too large.")
    try:
        root = fromstring(xml, forbid_dtd=True)
    except Exception as error:  # the parser has many ways to say no
        raise SyncError("This is no filled form.") from error
    if root.get("id") != str(packet.pk):
        raise SyncError("This form belongs to another list.")
    return {_bare(one.tag): (one.text or "").strip() for one in root.iter()}


def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]


def _instance(said: Mapping[str, str]) -> UUID:
    try:
        return UUID(said.get("instanceID", "").removeprefix("uuid:"))
    except ValueError as error:
        raise SyncError("This form has no instanceID.") from error


def _answers(packet: Packet, said: Mapping[str, str]) -> dict[str, str | list[str]]:
    found: dict[str, str | list[str]] = {}
    for one in questions(packet.turf.survey, packet.turf.unit):
        if text := said.get(one.key, ""):
            found[one.key] = text.split() if one.kind == Question.Kind.SEVERAL else text
        if one.own and (own := said.get(one.own_key, "")):
            found[one.own_key] = own
    return found


def _moment(said: str) -> int:
    try:
        at = parse_datetime(said)
    except ValueError:
        at = None
    if at is None or is_naive(at):
        at = clock.now()
    return round(at.timestamp() * 1000)


def _ahead(date: str) -> timedelta:
    """How far the phone's clock is ahead, by the `Date` that OpenRosa asks it to send."""
    try:
        sent: datetime = parsedate_to_datetime(date)
    except ValueError:
        return timedelta()
    return timedelta() if is_naive(sent) else sent - clock.now()


def _sealed(packet: Packet, key: UUID, said: dict[str, Any]) -> Item:
    """Chance that follows from what is sealed: the same form makes the same envelope."""
    text = json.dumps(said, sort_keys=True)
    salt = f"articulator.fieldwork.odk {packet.pk} {key}"
    luck = salted_hmac(salt, text, algorithm="sha512").digest()
    whole = seal(text.encode(), point_of(packet), about(packet, key), luck[:48], luck[48:60])
    return Item.of(key, b64encode(whole).decode())
