"""What is said when an evening is announced, and when somebody promises something."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from articulator.operations.incubator.models import Pledge


@dataclass(frozen=True, slots=True)
class Plan:
    """What an evening is: when, where, how it votes; of a round with sheets, its pot."""

    title: str
    held_at: datetime
    place: str
    minutes: int = 5
    sheets: bool = False
    pot_pence: int = 0
    base_pence: int = 0
    criteria: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Promise:
    """What somebody promises."""

    what: Pledge.What
    name: str
    email: str = ""
    pence: int | None = None
    hours: int | None = None
    words: str = ""
