"""Who trained whom, generation by generation, and what is still taught there (R-155, H6).

Everything is told in one order of time. Whoever becomes a trainer stands one generation below who
trained them; whoever is observed and teaches enough comes back up to the generation of who sat in.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from articulator.identity.constitution.queries import law
from articulator.identity.membership.models import Standing
from articulator.methods.growth import Kept, Observed, by_layer, kept
from articulator.methods.suppression import SMALL
from articulator.operations.training.catalogue import TRAINER
from articulator.operations.training.models import CourseDone, Observation


@dataclass(frozen=True, slots=True)
class Fidelity:
    """What the constitution asks of trainers, and how it is checked."""

    clause: str
    least: float  # of the course, in an observed training
    generations: int | None  # that may train


def fidelity() -> Fidelity:
    said: Mapping[str, str | float] = law().get("training", {}).get("trainers_of_trainers", {})
    deepest = said.get("max_generations")
    return Fidelity(
        str(said.get("ref", "")), float(said.get("min_score", 0.7)),
        None if deepest is None else int(deepest),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Generation:
    """One generation: its trainers now (None: fewer than eight), and what its trainings gave."""

    number: int
    trainers: int | None
    observed: Observed


@dataclass(frozen=True, slots=True)
class Lineage:
    generations: tuple[Generation, ...]
    kept: Kept | None
    asked: Fidelity

    @property
    def too_deep(self) -> bool:
        """Whether there are trainers below the last generation that the constitution allows."""
        deepest, most = max((g.number for g in self.generations), default=0), self.asked.generations
        return most is not None and deepest > most


@dataclass(frozen=True, slots=True)
class _Moment:
    """Somebody becomes a trainer by another, or is observed by another."""

    at: datetime
    person: UUID
    other: UUID
    share: float | None  # None: becomes a trainer


def _moments() -> list[_Moment]:
    made = CourseDone.objects.by_rule("who trained whom").filter(course=TRAINER)
    rows = made.exclude(session=None).values_list("at", "person", "session__trainer")
    seen = Observation.objects.by_rule("what was taught").select_related("session")
    moments = [_Moment(at, person, trainer, None) for at, person, trainer in rows]
    moments += [_Moment(o.at, o.session.trainer_id, o.observer_id, o.share) for o in seen]
    return sorted(moments, key=lambda one: (one.at, one.share is not None, one.person.hex))


def _told(least: float) -> tuple[dict[UUID, int], list[tuple[int, float]]]:
    """The generation of everyone now, and each observed training with its generation then."""
    layers: dict[UUID, int] = {}
    seen: list[tuple[int, float]] = []
    for one in _moments():
        own, other = layers.get(one.person, 0), layers.get(one.other, 0)
        if one.share is None:
            layers[one.person] = other + 1
            continue
        seen.append((own, one.share))
        if one.share >= least:
            layers[one.person] = min(own, other)
    return layers, seen


def lineage() -> Lineage:
    """The generations as everyone may see them: numbers, and none of fewer than eight people."""
    asked = fidelity()
    layers, seen = _told(asked.least)
    now = Standing.objects.current().by_rule("how many train").filter(kind=TRAINER)
    counted = Counter(layers.get(pk, 0) for pk in now.values_list("person", flat=True).distinct())
    observed = {one.layer: one for one in by_layer(seen)}
    return Lineage(tuple(_generations(counted, observed)), kept(seen), asked)


def _generations(counted: Counter[int], observed: Mapping[int, Observed]) -> Iterator[Generation]:
    for number in sorted(counted.keys() | observed.keys()):
        trainers = counted[number] if counted[number] >= SMALL else None
        none = Observed(number, 0, None, None, None)
        yield Generation(number, trainers, observed.get(number, none))
