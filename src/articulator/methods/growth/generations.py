"""Trainers who train trainers: how far it goes when something is lost in every generation (H6).

Simulated week by week. Each trainer trains people, some of whom become trainers of the next layer;
with every layer a share of what was taught is lost, and with it the power to train. Recertifying
brings a trainer back to the first layer.
"""

from dataclasses import dataclass
from math import floor, inf, log

import numpy as np
from numpy.typing import NDArray

from articulator.methods.growth.errors import GrowthError, not_negative, positive, within_one

type Numbers = NDArray[np.int64]
LAYERS = 40  # what comes later is counted with the last
HAIR = 1e-12  # a fidelity that is the floor but for rounding is the floor


@dataclass(frozen=True, slots=True)
class Course:
    """What is assumed of trainers and their courses.

    The figures given are those of the table in H6; replace them by what one's own sessions show.
    """

    kept: float = 0.75  # of what is taught, per layer
    trainers: int = 8
    weeks: int = 104
    trains: float = 0.6  # people a week, by a trainer of the first layer
    become_trainers: float = 0.12  # of those trained
    quit: float = 0.03  # of the trainers, a week
    floor: float = 0.4  # below this fidelity a session has no effect
    recertified_every: float | None = None  # weeks, on average, spread over the calendar
    catchment: int | None = None  # how many people there are to be trained

    def __post_init__(self) -> None:
        for what, share in (
            ("What is kept per layer", self.kept), ("The share who become trainers",
            self.become_trainers), ("The share who quit", self.quit), ("The floor", self.floor),
        ):  # fmt: skip
            within_one(what, share)
        not_negative("How many a trainer trains a week", self.trains)
        if self.trainers < 1 or self.weeks < 1:
            raise GrowthError("It takes one trainer and one week at least.")
        if self.recertified_every is not None and not self.recertified_every >= 1:
            raise GrowthError("Nobody is recertified more often than every week.")
        if self.catchment is not None:
            positive("The catchment", self.catchment)

    def fidelity(self, layer: int) -> float:
        """What reaches the people whom this layer trains; the first layer is 0."""
        return self.kept**layer

    @property
    def layers_that_teach(self) -> float:
        """How many layers train with effect; infinite where nothing is lost."""
        if self.kept == 1 or self.floor == 0:
            return inf
        if self.kept == 0:
            return 1
        return 1 + floor(log(self.floor) / log(self.kept) + HAIR)

    @property
    def reproduction(self) -> float:
        """New trainers that a trainer of the first layer brings before quitting."""
        return self.trains * self.become_trainers / self.quit if self.quit else inf


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: what it can still teach, how many it trained, who trains in it at the end."""

    number: int
    fidelity: float
    trained: float  # by it, over all weeks, on average
    trainers: float  # at the end, on average


@dataclass(frozen=True, slots=True)
class Generations:
    """What many runs gave: the trained over all weeks, by median and the middle 80 %."""

    runs: int
    median: float
    low: float
    high: float
    mean: float
    layers: tuple[Layer, ...]
    per_run: tuple[int, ...]


def generations(course: Course, runs: int = 400, seed: int = 0) -> Generations:
    """Let it run, again and again; the same seed gives the same."""
    if runs < 1:
        raise GrowthError("It takes one run at least.")
    trained, trainers = _run(course, runs, np.random.default_rng(seed))
    total = trained.sum(axis=1)
    low, median, high = np.percentile(total, (10, 50, 90))
    return Generations(
        runs, float(median), float(low), float(high), float(total.mean()),
        tuple(_layers(course, trained, trainers)), tuple(int(run) for run in total),
    )  # fmt: skip


def _layers(course: Course, trained: Numbers, trainers: Numbers) -> list[Layer]:
    """All layers that there ever were."""
    return [
        Layer(
            number,
            course.fidelity(number),
            float(trained[:, number].mean()),
            float(trainers[:, number].mean()),
        )
        for number in range(LAYERS)
        if trained[:, number].any() or trainers[:, number].any()
    ]


def _run(course: Course, runs: int, chance: np.random.Generator) -> tuple[Numbers, Numbers]:
    """People trained and trainers left, by run and layer."""
    rates = _rates(course)
    trainers = np.zeros((runs, LAYERS), dtype=np.int64)
    trainers[:, 0] = course.trainers
    trained = np.zeros_like(trainers)
    for _ in range(course.weeks):
        new = chance.poisson(trainers * rates * _room(course, trained))
        trained += new
        trainers -= chance.binomial(trainers, course.quit)
        _promote(trainers, chance.binomial(new, course.become_trainers))
        _recertify(course, trainers, chance)
    return trained, trainers


def _rates(course: Course) -> NDArray[np.float64]:
    """What a trainer of each layer trains a week; nothing below the floor."""
    fidelity = course.kept ** np.arange(LAYERS)
    return np.where(fidelity >= course.floor - HAIR, course.trains * fidelity, 0.0)


def _room(course: Course, trained: Numbers) -> NDArray[np.float64]:
    """The share of the catchment that is not trained yet, by run."""
    if course.catchment is None:
        return np.ones((len(trained), 1))
    reached = trained.sum(axis=1, keepdims=True) / course.catchment
    return np.clip(1 - reached, 0.0, 1.0)


def _promote(trainers: Numbers, new: Numbers) -> None:
    """Those who become trainers stand one layer below whoever trained them."""
    trainers[:, 1:] += new[:, :-1]
    trainers[:, -1] += new[:, -1]


def _recertify(course: Course, trainers: Numbers, chance: np.random.Generator) -> None:
    if course.recertified_every is not None:
        back = chance.binomial(trainers[:, 1:], 1 / course.recertified_every)
        trainers[:, 1:] -= back
        trainers[:, 0] += back.sum(axis=1)
