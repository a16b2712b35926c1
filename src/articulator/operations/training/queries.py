"""How far somebody is, and who trains where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from django.db.models import Count, QuerySet

from articulator.identity.bodies.queries import grants, holds
from articulator.identity.membership.models import Standing
from articulator.identity.membership.queries import membership_of
from articulator.kernel import clock
from articulator.kernel.acts import Actor
from articulator.kernel.links import Knot
from articulator.kernel.models import Person, Unit
from articulator.methods.course import Course, Module, minutes_words
from articulator.operations.training.catalogue import (
    TRAINER,
    Award,
    Catalogue,
    Offer,
    catalogue,
    read,
    version,
)
from articulator.operations.training.models import CourseDone, ModuleDone, Session

RUN = "run_training"


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


def titled(known: Catalogue, found: Iterable[Session]) -> list[tuple[str, Session]]:
    """Each training with the title of its course."""
    titles = {offer.key: offer.title for offer in known.offers}
    return [(titles.get(one.course, str(one)), one) for one in found]


def signed_up(session: Session) -> list[Person]:
    listed = session.sign_ups.by_rule("whoever leads a training reads its list")
    return [one.person for one in listed.select_related("person").order_by("person__name")]


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


def made_trainer_by(person: Actor, trainer: Person) -> bool:
    """Whether somebody has the course for trainers from this one."""
    rows = CourseDone.objects.by_rule("who learnt from whom does not judge them")
    return rows.filter(person=person, course=TRAINER, session__trainer=trainer).exists()


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
