"""Before an action: how many trainings must be ready for those it will bring (R-156).

From the newcomers expected and the shares that went on before, many evenings are simulated: the
true shares are not known (beta distributions of what was counted), and chance does the rest. What
is planned for is not the middle but what suffices in nine of ten cases.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import isclose

import numpy as np
from numpy.typing import NDArray

from articulator.methods.growth.errors import GrowthError, within_one
from articulator.methods.growth.funnel import Rate

type Numbers = NDArray[np.int64]
EVERY_DAY = frozenset(range(7))
DRAWS = 10_000


@dataclass(frozen=True, slots=True)
class Newcomers:
    """How many an action may bring: at least, likely and at most."""

    low: int
    likely: int
    high: int

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.likely <= self.high:
            raise GrowthError("The likely number lies between the least and the most.")

    def draw(self, chance: np.random.Generator) -> Numbers:
        """A triangle between the ends, as people guess it."""
        if self.low == self.high:
            return np.full(DRAWS, self.likely, dtype=np.int64)
        drawn = chance.triangular(self.low, self.likely, self.high, DRAWS)
        return np.rint(drawn).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Form:
    """What a training is: how many it takes, who gives it, how often one can."""

    places: int
    trainers: int = 1  # that one training needs
    a_week: int = 1  # trainings that a trainer can give in a week
    weekdays: Collection[int] = EVERY_DAY  # on which there may be trainings; Monday is 0

    def __post_init__(self) -> None:
        if min(self.places, self.trainers, self.a_week) < 1:
            raise GrowthError("A training has a place, a trainer, and time in the week at least.")
        if not self.weekdays or not set(self.weekdays) <= EVERY_DAY:
            raise GrowthError("Weekdays count from 0, Monday, to 6, Sunday; name at least one.")


@dataclass(frozen=True, slots=True)
class Week:
    """What must be ready in one week after the action."""

    begins: date
    likely: int  # people who come to a training, in the middle case
    low: int  # nine of ten cases lie between these two
    high: int
    places: int  # that suffice as surely as asked for
    dates: tuple[date, ...]  # of the trainings
    trainers: int


@dataclass(frozen=True, slots=True)
class Need:
    """What must be ready in all."""

    weeks: tuple[Week, ...]
    sure: float
    likely: int  # people trained, in the middle case
    low: int
    high: int
    per_run: tuple[int, ...]

    @property
    def trainings(self) -> int:
        return sum(len(week.dates) for week in self.weeks)

    @property
    def places(self) -> int:
        return sum(week.places for week in self.weeks)

    @property
    def trainers(self) -> int:
        """Those of the fullest week: they can give the others too."""
        return max((week.trainers for week in self.weeks), default=0)

    def suffices(self, places: int) -> float:
        """How often so many places in all leave nobody waiting."""
        return sum(people <= places for people in self.per_run) / len(self.per_run)

    @property
    def words(self) -> str:
        return (
            f"Have {self.trainings} trainings with {self.places} places and {self.trainers} "
            f"trainers ready. Likely {self.likely} people come, in nine of ten cases "
            f"{self.low} to {self.high}."
        )


def need(
    action: date,
    newcomers: Newcomers,
    rates: Sequence[Rate],
    form: Form,
    by_week: Sequence[float] = (0.6, 0.3, 0.1),
    sure: float = 0.9,
    seed: int = 0,
) -> Need:
    """The trainings, places, trainers and dates for an action.

    `rates` are the stages from coming to the action to sitting in a training, as counted at
    earlier ones, e.g. left an address, said yes, came. `by_week` says which part comes in the
    first week, the second and so on. `sure` is how often a week's places must suffice.
    """
    _check(by_week, sure)
    chance = np.random.default_rng(seed)
    people = _through(newcomers.draw(chance), rates, chance)
    spread = chance.multinomial(people, np.asarray(by_week, float) / sum(by_week))
    weeks = tuple(
        _week(action + timedelta(days=1 + 7 * number), spread[:, number], form, sure)
        for number in range(len(by_week))
    )
    low, likely, high = _middle(people)
    return Need(weeks, sure, likely, low, high, tuple(int(run) for run in people))


def _through(people: Numbers, rates: Sequence[Rate], chance: np.random.Generator) -> Numbers:
    """How many are left after all stages; the true share of each is drawn from what is known."""
    for rate in rates:
        people = chance.binomial(people, chance.beta(*rate.belief, size=len(people)))
    return people


def _week(begins: date, people: Numbers, form: Form, sure: float) -> Week:
    low, likely, high = _middle(people)
    enough = int(np.quantile(people, sure, method="higher"))
    trainings = -(-enough // form.places)
    dates = tuple(_dates(begins, form, trainings))
    trainers = -(-trainings * form.trainers // form.a_week) if trainings else 0
    return Week(
        begins,
        likely,
        low,
        high,
        trainings * form.places,
        dates,
        max(trainers, _at_once(dates, form)),
    )


def _at_once(dates: Sequence[date], form: Form) -> int:
    """The trainers that the fullest day needs, as nobody gives two trainings on one day."""
    return max((dates.count(day) for day in dates), default=0) * form.trainers


def _dates(begins: date, form: Form, trainings: int) -> Iterator[date]:
    """The allowed days of a week, evenly spread; several on a day where they are more."""
    days = [
        begins + timedelta(days=day)
        for day in range(7)
        if (begins + timedelta(days=day)).weekday() in form.weekdays
    ]
    for number in range(trainings):
        yield days[number * len(days) // trainings]


def _middle(people: Numbers) -> tuple[int, int, int]:
    low, likely, high = np.quantile(people, (0.05, 0.5, 0.95), method="inverted_cdf")
    return int(low), int(likely), int(high)


def _check(by_week: Sequence[float], sure: float) -> None:
    if not by_week or min(by_week) < 0 or not isclose(sum(by_week), 1, abs_tol=1e-6):
        raise GrowthError("The parts of all weeks add up to 1, and none is below 0.")
    within_one("How surely the places must suffice", sure)
