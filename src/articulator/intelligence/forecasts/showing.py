"""An outlook as it may be told: in words, as a picture, as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from articulator.intelligence.forecasts.models import Outlook
from articulator.intelligence.forecasts.queries import kept, latest, recorded
from articulator.intelligence.signals.models import Series
from articulator.intelligence.signals.queries import Told, told, weeks_of
from articulator.methods.forecasting import FEWEST
from articulator.methods.forecasting.rule import too_few
from articulator.methods.suppression import SMALL

STEP, BAR, HEIGHT, FOOT = 16, 10, 140, 6
BEHIND = 20  # weeks of the picture before those that are foretold


@dataclass(frozen=True, slots=True)
class Ahead:
    """One foretold week in words."""

    week: date
    median: str
    half: str
    most: str


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the picture."""

    x: int
    y: float
    width: int
    height: float
    dark: float


@dataclass(frozen=True, slots=True)
class Fan:
    """Bars of the past, and for each foretold week the two ranges with the middle."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    most: int


def outlook(series: Series) -> SafeString:
    """The piece on the page of a series; nothing where nothing is counted any more."""
    found = latest(series)
    if series.ended_at or (found is None and recorded(series) >= FEWEST):
        return SafeString("")
    if found is None:
        few = too_few(recorded(series))
        return render_to_string("forecasts/_outlook.html", {"few": few})
    context = {
        "outlook": found, "rows": ahead(found), "sentence": sentence(found),
        "kept": kept(series), "fan": fan(weeks_of(series), found),
    }  # fmt: skip
    return render_to_string("forecasts/_outlook.html", context)


def ahead(outlook: Outlook) -> list[Ahead]:
    """The foretold weeks; numbers of people below eight are not told here either."""
    return [
        Ahead(
            date.fromisoformat(step["week"]), told(outlook.series, [step["median"]])[0],
            span(outlook.series, step["half"]), span(outlook.series, step["most"]),
        )
        for step in outlook.steps
    ]  # fmt: skip


def span(series: Series, ends: Sequence[int]) -> str:
    """`3 to 7`, `0 to 7`; of people `fewer than 8`, `up to 12`."""
    low, high = told(series, ends)
    few = series.kind.of_people and ends[0] < SMALL
    if low == high or (few and 0 < ends[1] < SMALL):
        return high
    return f"up to {high}" if few else f"{low} to {high}"


def sentence(outlook: Outlook) -> str:
    """The last foretold week in a sentence."""
    kind, step = outlook.series.kind, ahead(outlook)[-1]
    return (
        f"In the week of {step.week:%-d %B} we expect {step.most} {kind.words}, in nine of ten "
        f"cases; in half of all cases {step.half}."
    )


def fan(weeks: Sequence[Told], outlook: Outlook) -> Fan:
    """Drawn to scale: what is dark has been counted, what is light is a range."""
    shown = [one for one in weeks if one.week <= outlook.week][-BEHIND:]
    floor = SMALL if outlook.series.kind.of_people else 0
    steps = [
        (*_ends(floor, step["most"]), *_ends(floor, step["half"]), step["median"])
        for step in outlook.steps
    ]
    most = max([1, floor, *(one.number or 0 for one in shown), *(step[1] for step in steps)])
    scale = HEIGHT / most
    bars = [
        _box(at, 0, one.number, scale, 0.45)
        for at, one in enumerate(shown) if one.number is not None
    ]  # fmt: skip
    for at, (low, high, lower, upper, middle) in enumerate(steps, len(shown)):
        bars += [_box(at, low, high, scale, 0.16), _box(at, lower, upper, scale, 0.3)]
        if middle >= floor:
            bars.append(Box(at * STEP, HEIGHT - middle * scale - 1, BAR, 2, 1))
    return Fan((len(shown) + len(steps)) * STEP, HEIGHT + FOOT, tuple(bars), most)


def _ends(floor: int, ends: Sequence[int]) -> tuple[int, int]:
    """A range as it may be drawn: one of few people begins at none and ends at eight."""
    low, high = ends
    return (low if low >= floor else 0), max(high, floor)


def _box(at: int, low: int, high: int, scale: float, dark: float) -> Box:
    return Box(at * STEP, HEIGHT - high * scale, BAR, max(1.5, (high - low) * scale), dark)
