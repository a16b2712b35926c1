"""What a device carries: places, questions and the key to seal with. No name and no answer."""

from datetime import datetime
from typing import Any

from articulator.identity.contacts.models import Consent
from articulator.intelligence.listening.models import Question
from articulator.intelligence.listening.queries import questions
from articulator.kernel import clock
from articulator.operations.fieldwork import queries
from articulator.operations.fieldwork.models import Packet, Place
from articulator.operations.fieldwork.slips import slips
from articulator.operations.fieldwork.sync import OFFERED

SLIPS, MOST_SLIPS = 60, 60


def packed(packet: Packet) -> dict[str, Any]:
    """All that is needed for a week without a network."""
    turf, survey = packet.turf, packet.turf.survey
    return {
        "packet": str(packet.pk),
        "name": turf.name,
        "town": turf.town,
        "words": turf.words,
        "unit": str(turf.unit),
        "byDoor": turf.by_door,
        "canRefuse": turf.can_refuse,
        "key": packet.public,
        "until": _milliseconds(packet.expires_at),
        "now": _milliseconds(clock.now()),
        "survey": {
            "title": survey.title,
            "lead": survey.lead,
            "questions": [asked(one) for one in questions(survey, turf.unit)],
        },
        "purposes": [{"value": one.value, "words": one.words} for one in OFFERED],
        "results": Consent.Purpose.RESULTS.value,
        "places": [_place(one) for one in queries.to_walk(packet)],
        "total": turf.places.filter(never_at=None).count(),
        "slips": new_slips(packet, SLIPS),
    }


def asked(question: Question) -> dict[str, Any]:
    return {
        "key": question.key,
        "kind": question.kind,
        "text": question.text,
        "theme": question.theme,
        "options": question.numbered,
        "own": question.own_key if question.own else "",
    }


def new_slips(packet: Packet, wanted: int) -> list[dict[str, Any]]:
    many = min(max(wanted, 0), MOST_SLIPS)
    return [
        {"key": one.key, "spaced": one.spaced, "size": one.size, "bits": one.bits}
        for one in slips(packet.turf, many)
    ]


def _place(place: Place) -> dict[str, Any]:
    tried = _milliseconds(place.visited_at) if place.visited_at else None
    return {
        "id": str(place.pk), "street": place.street, "label": place.label, "tried": tried,
    }  # fmt: skip


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def milliseconds_now() -> int:
    return _milliseconds(clock.now())
