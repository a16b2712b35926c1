"""Whether a campaign grows: from action to training to cell, counted by weeks, in numbers only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Sum

from articulator.kernel import clock
from articulator.methods.growth import Form as Training
from articulator.methods.growth import (
    Funnel,
    GrowthError,
    Need,
    Newcomers,
    Rate,
    Verdict,
    funnel,
    mature,
    need,
    observed_interval,
)
from articulator.methods.suppression import SMALL
from articulator.operations.campaigns.models import Campaign
from articulator.operations.cells.models import Cell, Week
from articulator.operations.training.queries import around, sessions

STAGES = ("newcomers", "trained", "new cells")
INTERVAL = 42.0  # days from a cell to the next one, while there are too few to learn it from
ENOUGH = 8  # splits from which it is learnt


@dataclass(frozen=True, slots=True)
class Period:
    """Some weeks together, so many that eight people or none stand behind every number."""

    begins: date
    ends: date
    came: int
    trained: int
    cells: int  # that were started in these weeks


@dataclass(frozen=True, slots=True)
class Growth:
    """The weeks that can be told, the funnel of the cells that had their time, and the verdict."""

    periods: tuple[Period, ...]
    waiting: int  # weeks that are counted and not told yet
    funnel: Funnel | None
    grown: int  # cells that had their time
    young: int
    interval: float

    @property
    def verdict(self) -> Verdict:
        return self.funnel.whole.reproduction.verdict if self.funnel else "cannot tell"

    @property
    def words(self) -> str:
        """The verdict in words, also where there is nothing to judge by."""
        if self.funnel is None:
            return "Too few to tell growth from decline (no cell has had its time yet)."
        return self.funnel.whole.reproduction.words

    @property
    def rates(self) -> tuple[Rate, ...]:
        """Of those who came, how many were trained, as the planner asks."""
        came, trained = sum(p.came for p in self.periods), sum(p.trained for p in self.periods)
        return (Rate(trained, came),) if came else ()


def growth(campaign: Campaign) -> Growth:
    today = clock.today()
    cells = list(Cell.objects.filter(campaign=campaign).select_related("split_from"))
    interval = _interval(cells, today)
    begun = [(cell, cell.started_at.date().toordinal()) for cell in cells]
    grown = mature(begun, today.toordinal(), interval) if begun else []
    periods, waiting = _told(campaign, cells, today)
    return Growth(
        tuple(periods), waiting, _funnel(grown, _brought(campaign)), len(grown),
        len(cells) - len(grown), interval,
    )  # fmt: skip


def _interval(cells: Iterable[Cell], today: date) -> float:
    """The mean of days from a cell to the next that came of it, once there are enough.

    Long waits of young cells are not over yet: the method puts that right.
    """
    pairs = [
        (max(1, (cell.started_at - cell.split_from.started_at).days), cell.split_from.started_at)
        for cell in cells
        if cell.split_from is not None
    ]
    if len(pairs) < ENOUGH:
        return INTERVAL
    waits = [wait for wait, _ in pairs]
    could = [max(wait, (today - begun.date()).days) for wait, begun in pairs]
    chances = observed_interval(waits, could, max(waits))
    return sum(days * chance for days, chance in enumerate(chances))


def _brought(campaign: Campaign) -> Mapping[object, tuple[int, int, int]]:
    """What each cell brought in all: newcomers, trained, new cells."""
    weeks = Week.objects.filter(cell__campaign=campaign).order_by()
    counted = {
        cell: (came, trained)
        for cell, came, trained in weeks.values_list("cell").annotate(Sum("came"), Sum("trained"))
    }
    made = Cell.objects.filter(campaign=campaign).order_by()
    split = dict(made.values_list("split_from").annotate(Count("pk")))
    return {cell: (*counted.get(cell, (0, 0)), split.get(cell, 0)) for cell in (*counted, *split)}


def _funnel(grown: Sequence[Cell], brought: Mapping[object, tuple[int, int, int]]) -> Funnel | None:
    """Cells count where the people did not: who started a cell has come and was trained."""
    if not grown:
        return None
    sources = []
    for cell in grown:
        came, trained, made = brought.get(cell.pk, (0, 0, 0))
        trained = max(trained, made)
        sources.append((max(came, trained), trained, made))
    try:
        return funnel(STAGES, sources)
    except GrowthError:  # counts that no funnel can hold, such as far too many for its method
        return None


def _told(campaign: Campaign, cells: Iterable[Cell], today: date) -> tuple[list[Period], int]:
    """Weeks are put together until each number is nought or stands for eight people at least."""
    weeks = Week.objects.filter(cell__campaign=campaign, monday__lte=today).order_by("monday")
    counted = weeks.values_list("monday").annotate(Sum("came"), Sum("trained"))
    started = [cell.started_at.date() for cell in cells]
    return periods(list(counted), started)


def periods(
    weeks: Sequence[tuple[date, int, int]], started: Sequence[date]
) -> tuple[list[Period], int]:
    """The periods that can be told, and how many weeks at the end cannot be yet.

    A period that was told stays as it is when later weeks are counted.
    """
    found: list[Period] = []
    begins, came, trained, waiting = None, 0, 0, 0
    for monday, newly, taught in weeks:
        begins, came, trained, waiting = (
            begins or monday,
            came + newly,
            trained + taught,
            waiting + 1,
        )
        if came >= SMALL and (trained >= SMALL or trained == 0):
            ends = monday + timedelta(days=6)
            cells = sum(begins <= day <= ends for day in started)
            found.append(Period(begins, ends, came, trained, cells))
            begins, came, trained, waiting = None, 0, 0, 0
    return found, waiting


# Before an action


@dataclass(frozen=True, slots=True)
class Action:
    """What is known before an action: who may come, and what a training is."""

    day: date
    newcomers: Newcomers
    of_hundred: int | None  # who come to a training, of a hundred newcomers; None: as counted
    training: Training


def plan(action: Action, counted: Sequence[Rate]) -> Need:
    """The trainings, places and trainers that must be ready. Raises GrowthError in words."""
    rates = counted if action.of_hundred is None else (Rate(action.of_hundred, 100),)
    return need(action.day, action.newcomers, rates, action.training)


@dataclass(frozen=True, slots=True)
class Ready:
    """What is announced already in the weeks of a plan, by the unit that supports the campaign."""

    trainings: int
    places: int
    suffices: float  # how often these places leave nobody waiting
    boundless: int  # trainings that name no number of places


def ready(campaign: Campaign, action: Action, wanted: Need) -> Ready:
    ends = action.day + timedelta(days=7 * len(wanted.weeks))
    paths = around(campaign.unit.parent) if campaign.unit.parent else []
    coming = list(
        sessions().filter(
            unit__path__in=paths, starts_at__date__gt=action.day, starts_at__date__lte=ends
        )
    )
    places = sum(one.capacity or 0 for one in coming)
    boundless = sum(one.capacity is None for one in coming)
    return Ready(len(coming), places, wanted.suffices(places), boundless)
