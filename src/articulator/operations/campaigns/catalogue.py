"""What the gate asks, and who keeps it: from the constitution, in the words of a file."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from articulator.identity.bodies.models import Body
from articulator.identity.constitution.queries import law

PHASE, DUTY = "accelerate", "open_gate"
APPEALS = "disputes_panel"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that the gate asks of every campaign alike."""

    key: str
    words: str
    clause: str


@lru_cache(maxsize=1)
def _file() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("criteria.toml").read_text("utf-8"))


def criteria() -> list[Criterion]:
    """What is asked now, in public."""
    phases = law().get("incubator", {}).get("phases", [])
    phase: Mapping[str, Any] = next((one for one in phases if one["id"] == PHASE), {})
    asked = phase.get("needs") or _file()["default"]
    return [_criterion(key, number, phase.get("ref", "")) for key, number in _pairs(asked)]


def _pairs(asked: list[str | dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """`trainers: 2` is a criterion with a number, `explained` is one without."""
    for one in asked:
        if isinstance(one, str):
            yield one, ""
        else:
            yield from ((key, str(number)) for key, number in one.items())


def _criterion(key: str, number: str, clause: str) -> Criterion:
    words = _file()["words"].get(key) or f"{key.replace('_', ' ').capitalize()}: {{number}}"
    spoken = number.replace("/", " in ") or "two"
    return Criterion(key, words.format(number=spoken).rstrip(": "), clause)


def gatekeepers() -> Body | None:
    """The body that the constitution in force lets open the gate."""
    duties = law().get("duties", [])
    duty: Mapping[str, Any] = next((one for one in duties if one["id"] == DUTY), {})
    return _at_the_top(duty.get("who", ""))


def appeals() -> Body | None:
    """The body that hears appeals: others than those who keep the gate."""
    return _at_the_top(APPEALS)


def _at_the_top(key: str) -> Body | None:
    return Body.objects.filter(key=key, in_force=True, unit__parent=None).first()
