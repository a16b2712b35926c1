"""Which courses there are, in which text, what they open, how far somebody is, and who trains."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from django.conf import settings
from django.db.models import Count, QuerySet

from articulator.identity.bodies.models import Body
from articulator.identity.bodies.queries import grants, holds
from articulator.identity.constitution.queries import law
from articulator.identity.membership.models import Standing
from articulator.identity.membership.queries import membership_of
from articulator.kernel import clock
from articulator.kernel.acts import Actor
from articulator.kernel.links import Knot
from articulator.kernel.models import Person, Unit
from articulator.methods.changes import Piece, compare
from articulator.methods.constitution import Duration
from articulator.methods.course import Course, Module, fingerprint, minutes_words, read_course
from articulator.operations.training.models import CourseDone, Curriculum, ModuleDone, Session

TRAINER = "trainer"  # the course that makes trainers, and the standing that it gives
RUN = "run_training"

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


# How far somebody is


@dataclass(frozen=True, slots=True)
class Learner:
    """What one person has done: the modules of courses under way, and the courses completed."""

    modules: Mapping[str, frozenset[str]] = field(default_factory=dict)
    began: Mapping[str, int] = field(default_factory=dict)  # the version of the last step
    completed: Mapping[str, datetime] = field(default_factory=dict)
    given: Mapping[str, Standing] = field(default_factory=dict)  # the latest of each kind

    def holds(self, award: Award) -> Standing | None:
        """The standing, while it has not run out."""
        standing, now = self.given.get(award.standing), clock.now()
        return standing if standing and (standing.until is None or standing.until > now) else None

    def counting(self, award: Award) -> frozenset[str]:
        """Courses that count towards it: completed since it was last given, and not run out."""
        last = self.given.get(award.standing)
        oldest = award.valid_for.before(clock.now()) if award.valid_for else None
        return frozenset(
            course
            for course, at in self.completed.items()
            if course in award.requires
            and (last is None or at > last.since)
            and (oldest is None or at > oldest)
        )

    def is_done(self, offer: Offer) -> bool:
        """Completed, and it still counts for what it opens."""
        if offer.key not in self.completed or not offer.awards:
            return offer.key in self.completed
        return any(self.holds(a) or offer.key in self.counting(a) for a in offer.awards)


def learner(person: Actor) -> Learner:
    if person is None:
        return Learner()
    steps = ModuleDone.objects.seen_by(person).order_by("at")
    rows = list(steps.values_list("course", "module", "curriculum__number"))
    done = CourseDone.objects.seen_by(person).order_by("at").values_list("course", "at")
    standings = Standing.objects.by_rule("one's own").filter(person=person).order_by("since")
    modules: dict[str, set[str]] = {}
    for course, module, _ in rows:
        modules.setdefault(course, set()).add(module)
    return Learner(
        modules={course: frozenset(names) for course, names in modules.items()},
        began={course: number for course, _, number in rows},
        completed=dict(done),
        given={standing.kind: standing for standing in standings},
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """A course in one version, for one person."""

    offer: Offer
    number: int
    text: Course | None
    done: frozenset[str]
    completed: datetime | None
    counts: bool

    @property
    def left(self) -> list[Module]:
        return [m for m in self.text.modules if m.slug not in self.done] if self.text else []

    def has(self, module: Module) -> bool:
        """Whether the module is finished, or the course as a whole."""
        return module.slug in self.done or self.state == "done"

    @property
    def state(self) -> str:
        """`begun`, `done` or `new`."""
        begun = bool(self.done) and bool(self.left)
        return "begun" if begun else "done" if self.counts else "new"

    @property
    def time_left(self) -> str:
        return minutes_words(sum((module.minutes for module in self.left), Fraction(0)))

    @property
    def next(self) -> Module | None:
        return self.left[0] if self.left else None


def progress(offer: Offer, steps: Learner, number: int | None = None) -> Progress:
    """How far somebody is, in the version they are in the middle of unless told otherwise."""
    current = offer.curriculum.number if offer.curriculum else 0
    number = number or steps.began.get(offer.key, current)
    text = offer.curriculum if number == current else version(offer.key, number)
    return Progress(
        offer=offer,
        number=number,
        text=read(text) if text else None,
        done=steps.modules.get(offer.key, frozenset()),
        completed=steps.completed.get(offer.key),
        counts=steps.is_done(offer),
    )


@dataclass(frozen=True, slots=True)
class Way:
    """What a pool asks for, and how far somebody is on the way into it."""

    award: Award
    standing: Standing | None
    courses: list[Progress]
    minutes: Fraction

    @property
    def time(self) -> str:
        return minutes_words(self.minutes)

    @property
    def next(self) -> Progress | None:
        return next((one for one in self.courses if one.state != "done" and one.next), None)


def paths(known: Catalogue, steps: Learner) -> list[Way]:
    return [
        Way(
            award, steps.holds(award), [progress(offer, steps) for offer in known.of(award)],
            known.minutes(award),
        )
        for award in known.awards
        if award.standing != TRAINER
    ]  # fmt: skip


# In person


def sessions() -> QuerySet[Session]:
    """Trainings to come, the next one first."""
    coming = Session.objects.filter(starts_at__gt=clock.now(), called_off_at=None)
    coming = coming.select_related("unit", "trainer").annotate(taken=Count("sign_ups"))
    return coming.order_by("starts_at", "pk")


def near(person: Person) -> QuerySet[Session]:
    """Those in the person's branch and in the units around it."""
    home = membership_of(person)
    return sessions().filter(unit__path__in=around(home.unit) if home else [])


def around(unit: Unit) -> list[str]:
    """The paths of a unit and of those it is part of."""
    parts = unit.path.strip("/").split("/")
    return [f"/{'/'.join(parts[:n])}/" for n in range(1, len(parts) + 1)]


def is_trainer(person: Actor) -> bool:
    """Whether the person holds the standing that the course for trainers gives."""
    mine = Standing.objects.by_rule("one's own").current().filter(person=person, kind=TRAINER)
    return person is not None and mine.exists()


def trains_in(person: Actor) -> QuerySet[Unit]:
    """The open units where a person may hold and record trainings."""
    units = Unit.objects.filter(closed_at=None)
    if is_trainer(person) or holds(person, RUN):
        return units
    held: Iterable[str] = [grant.body.unit.path for grant in grants(person, RUN)]
    within = [unit.pk for unit in units if any(unit.path.startswith(path) for path in held)]
    return units.filter(pk__in=within)


def alive(unit: Unit) -> list[Knot]:
    """Trainings to come in the unit, for its page."""
    found = sessions().filter(unit=unit)
    titles = {offer.key: offer.title for offer in catalogue().offers}
    return [
        Knot("training", titles.get(one.course, str(one)), one.get_absolute_url()) for one in found
    ]
