"""What becomes of everything that is kept of somebody who is deleted, read from the registers."""

from dataclasses import dataclass
from typing import Any

from django.db import models

from articulator.identity.privacy.owners import (
    Subject,
    about_people,
    headline,
    in_words,
    rows,
    subject_of,
)
from articulator.identity.privacy.retention import can_be_empty, empty, longest
from articulator.kernel.models import Person
from articulator.kernel.personal import Audience, Keep, declared

NAMELESS = "Somebody who was deleted"
STAYS = (Keep.PROOF, Keep.RECORD)
PROOF = "Six years, as proof that decisions were valid. Then the clock deletes it."
WHY = {
    Audience.PUBLIC: "For ever, with your name: who held or sought an office, and what they "
    "proposed, is public history.",
    Audience.NOBODY: "For ever, as a fingerprint that cannot be read back: so that no list that "
    "anybody imports brings you back.",
    Audience.OFFICE: "For ever, under a number: the log cannot be edited, and holds no names.",
    Audience.UNIT: "For ever: what was done in the name of all.",
    Audience.SELF: "For ever: what was done in the name of all.",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of thing that is kept of a person, and how many lines there are of it."""

    words: str
    number: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What a deletion would do, said before it is done."""

    goes: tuple[Part, ...]
    stays: dict[str, list[Part]]  # by the reason why
    name: bool  # whether the name stays, beside what is public


def plan(person: Person) -> Plan:
    """What would go and what would stay, with numbers: one question for each model."""
    subject = subject_of(person)
    held = [model for model, _ in about_people() if model is not Person]
    counted = [(model, rows(model, subject).count()) for model in held]
    there = [(model, Part(in_words(model), number)) for model, number in counted if number]
    stays: dict[str, list[Part]] = {}
    for model, part in there:
        if not goes(model):
            stays.setdefault(_why(model), []).append(part)
    return Plan(
        tuple(part for model, part in there if goes(model)),
        stays,
        any(_public(model) for model, _ in there),
    )


def goes(model: type[models.Model]) -> bool:
    """Whether rows of the model go with their person; proofs and the record of offices stay."""
    return longest(declared(model) or {}) not in STAYS


def empties(model: type[models.Model]) -> dict[str, Any]:
    """In a row that stays: the fields that do not, and what they hold afterwards."""
    if goes(model):
        return {}
    sooner = [n for n, s in (declared(model) or {}).items() if s.keep not in STAYS]
    return {n: empty(_field(model, n)) for n in sooner if can_be_empty(model, n)}


def keeps_name(subject: Subject) -> bool:
    """Whether something public carries the name: a seat, a candidacy, a proposal."""
    return any(_public(model) and rows(model, subject).exists() for model, _ in about_people())


def _public(model: type[models.Model]) -> bool:
    says = headline(model)
    return says.keep == Keep.RECORD and says.audience == Audience.PUBLIC


def _why(model: type[models.Model]) -> str:
    """Why rows of a model stay."""
    proof = longest(declared(model) or {}) == Keep.PROOF
    return PROOF if proof else WHY[headline(model).audience]


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)  # noqa: SLF001 - documented
