"""A series as a picture: a bar a week, what is usual as a band. Its table stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from articulator.intelligence.signals.models import Alarm
from articulator.intelligence.signals.queries import Told
from articulator.methods.suppression import SMALL

STEP, BAR, HEIGHT, FOOT = 12, 8, 150, 6


@dataclass(frozen=True, slots=True)
class Bar:
    x: int
    y: float
    height: float
    week: date
    rings: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """A week that was not recorded."""

    x: int
    week: date


@dataclass(frozen=True, slots=True)
class Picture:
    width: int
    height: int
    bars: tuple[Bar, ...]
    gaps: tuple[Gap, ...]
    band: tuple[float, float] | None  # top and height of what is usual
    most: int


def picture(weeks: Sequence[Told], alarm: Alarm | None = None) -> Picture:
    """Drawn to scale; the week that rang is dark, the others are light."""
    usual = _usual(alarm)
    most = max([1, *(usual or ()), *(one.number or 0 for one in weeks)])
    scale = HEIGHT / most
    bars = tuple(
        _bar(at * STEP, one.number * scale, one.week, rings=bool(alarm and alarm.week == one.week))
        for at, one in enumerate(weeks)
        if one.number is not None
    )
    gaps = tuple(Gap(at * STEP, one.week) for at, one in enumerate(weeks) if one.number is None)
    return Picture(len(weeks) * STEP, HEIGHT + FOOT, bars, gaps, _band(usual, scale), most)


def _bar(x: int, height: float, week: date, *, rings: bool) -> Bar:
    """A week with none at all is still a line on the ground."""
    return Bar(x, max(0.0, HEIGHT - height), max(1.5, height), week, rings)


def _usual(alarm: Alarm | None) -> tuple[int, int] | None:
    """What is usual, as it may be drawn: of few people it begins at none and ends at eight."""
    if alarm is None or alarm.high is None or alarm.low is None:
        return None
    if alarm.series and alarm.series.kind.of_people:
        return (alarm.low if alarm.low >= SMALL else 0), max(alarm.high, SMALL)
    return alarm.low, alarm.high


def _band(usual: tuple[int, int] | None, scale: float) -> tuple[float, float] | None:
    if usual is None:
        return None
    low, high = usual
    return HEIGHT - high * scale, max(2.0, (high - low) * scale)
