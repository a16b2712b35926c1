"""Which courses there are: their texts, and what the constitution says that they open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from django.conf import settings

from articulator.identity.bodies.models import Body
from articulator.identity.constitution.queries import law
from articulator.methods.changes import Piece, compare
from articulator.methods.constitution import Duration
from articulator.methods.course import Course, fingerprint, minutes_words, read_course
from articulator.operations.training.models import Curriculum

TRAINER = "trainer"  # the course that makes trainers, and the standing that it gives

type Files = Mapping[str, str]


# The texts


@lru_cache(maxsize=4)
def _shipped(folder: Path) -> Mapping[str, Files]:
    return {
        course.name: {file.name: file.read_text("utf-8") for file in sorted(course.glob("*.md"))}
        for course in sorted(folder.iterdir())
        if course.is_dir()
    }


def shipped() -> dict[str, Curriculum]:
    """The texts that come with the software, as version 1 of each course, not written down yet.

    Their ids are always the same, so that whoever first rests something on them agrees on them.
    """
    return {
        course: Curriculum(
            id=uuid5(NAMESPACE_OID, f"articulator course {course}"), course=course, number=1,
            files=dict(files), fingerprint=fingerprint(files), state=Curriculum.State.SHIPPED,
        )
        for course, files in _shipped(settings.COURSES).items()
    }  # fmt: skip


@lru_cache(maxsize=64)
def _read(files: tuple[tuple[str, str], ...]) -> Course:
    return read_course(dict(files))


def read(curriculum: Curriculum) -> Course:
    """The text as a course. What is stored was read before, so it reads again."""
    return _read(tuple(curriculum.files.items()))


def version(course: str, number: int) -> Curriculum | None:
    """A text by its number; the one that shipped also while nothing is written down."""
    found = Curriculum.objects.filter(course=course, number=number).first()
    return found or (shipped().get(course) if number == 1 else None)


def in_force(course: str) -> Curriculum | None:
    kept = Curriculum.objects.filter(course=course, state__in=Curriculum.IN_FORCE).first()
    return kept or shipped().get(course)


def changes(curriculum: Curriculum) -> tuple[Piece, ...]:
    """What a proposal does to the file that it changes."""
    if curriculum.based_on is None:
        return ()
    old, new = curriculum.based_on.files, curriculum.files
    return compare(old.get(curriculum.changes, ""), new.get(curriculum.changes, ""))


# What the constitution says of them


@dataclass(frozen=True, slots=True)
class Award:
    """A standing that courses open: a pool of the constitution, or being a trainer."""

    standing: str
    name: str
    clause: str
    requires: tuple[str, ...]
    valid_for: Duration | None
    max_hours: float | None
    adopted_by: str

    def until(self, since: datetime) -> datetime | None:
        return self.valid_for.after(since) if self.valid_for else None


def awards() -> list[Award]:
    """The pools that ask for courses, and the standing of trainers."""
    return _awards(law())


def _awards(said: Mapping[str, Any]) -> list[Award]:
    pools = [pool for pool in said.get("qualification_pools", []) if pool.get("requires")]
    training = said.get("training", {})
    trainers = training.get("trainers_of_trainers", {})
    made = {
        "id": TRAINER, "name": "Trainers", "ref": trainers.get("ref", ""), "requires": [TRAINER],
        "valid_for": trainers.get("recertify", ""),
    }  # fmt: skip
    is_taught = any(course["id"] == TRAINER for course in training.get("courses", []))
    return [_award(pool) for pool in (*pools, *([made] if is_taught else []))]


def _award(pool: Mapping[str, Any]) -> Award:
    lasts, said = pool.get("valid_for"), pool.get("curriculum", {})
    return Award(
        standing=pool["id"],
        name=pool.get("name") or plain(pool["id"]),
        clause=pool.get("ref", ""),
        requires=tuple(pool["requires"]),
        valid_for=Duration.parse(lasts) if lasts else None,
        max_hours=pool.get("max_hours"),
        adopted_by=said.get("adopted_by", ""),
    )


def plain(key: str) -> str:
    """`how_the_party_works` as words."""
    return key.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Offer:
    """A course: what the constitution says of it, and its text in force, if it has one."""

    key: str
    name: str
    clause: str
    hours: float | None
    prerequisite: str
    curriculum: Curriculum | None
    awards: tuple[Award, ...]

    @property
    def text(self) -> Course | None:
        return read(self.curriculum) if self.curriculum else None

    @property
    def is_taught(self) -> bool:
        """Not where the constitution has dropped it and there is no text."""
        return bool(self.clause or self.curriculum)

    @property
    def title(self) -> str:
        return self.text.title if self.text else self.name

    @property
    def minutes(self) -> Fraction:
        """By its text; without one, as the constitution plans it."""
        return self.text.minutes if self.text else Fraction(self.hours or 0) * 60

    @property
    def time(self) -> str:
        return minutes_words(self.minutes)

    @property
    def adopted_by(self) -> str:
        """The name of the body that adopts its text; empty where no pool asks for it."""
        key = next((award.adopted_by for award in self.awards if award.adopted_by), "")
        body = Body.objects.filter(key=key, in_force=True, unit__parent=None).first()
        return body.name if body else plain(key) if key else ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every course of the organisation at one moment, those that open a pool first."""

    offers: tuple[Offer, ...]
    awards: tuple[Award, ...]

    def offer(self, key: str) -> Offer | None:
        return next((offer for offer in self.offers if offer.key == key), None)

    def past(self, key: str) -> Offer:
        """The course, also one that the constitution has dropped since: trainings tell of it."""
        return self.offer(key) or _offer(key, {}, None, self.awards)

    def of(self, award: Award) -> list[Offer]:
        return [offer for offer in self.offers if offer.key in award.requires]

    def minutes(self, award: Award) -> Fraction:
        return sum((offer.minutes for offer in self.of(award)), Fraction(0))


def catalogue() -> Catalogue:
    said = law()
    opened = tuple(_awards(said))
    planned = {course["id"]: course for course in said.get("training", {}).get("courses", [])}
    kept = Curriculum.objects.filter(state__in=Curriculum.IN_FORCE)
    texts = {**shipped(), **{one.course: one for one in kept}}
    asked = [key for award in opened if award.standing != TRAINER for key in award.requires]
    keys = dict.fromkeys((*asked, *planned, *texts))
    offers = (_offer(key, planned.get(key, {}), texts.get(key), opened) for key in keys)
    return Catalogue(tuple(offers), opened)


def _offer(
    key: str, said: Mapping[str, Any], text: Curriculum | None, opened: Sequence[Award]
) -> Offer:
    return Offer(
        key=key,
        name=said.get("name") or plain(key),
        clause=said.get("ref", ""),
        hours=said.get("hours"),
        prerequisite=said.get("prerequisite", ""),
        curriculum=text,
        awards=tuple(award for award in opened if key in award.requires),
    )
