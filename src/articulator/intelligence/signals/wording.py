"""What an alarm says, in plain sentences: first what happened, then how unusual that is."""

from django.utils.formats import date_format

from articulator.intelligence.signals.models import Alarm, Series
from articulator.methods.bursts import how_rare
from articulator.methods.suppression import SMALL

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def told(alarm: Alarm) -> str:
    """The whole of it in two or three sentences."""
    if alarm.series is None:
        return (
            f"Somebody in {alarm.unit} raised an alarm: {alarm.get_matter_display().lower()}. "
            f"Nobody knows who it was."
        )
    if alarm.found == Alarm.Found.SILENCE:
        return _silence(alarm, alarm.series)
    return _numbers(alarm, alarm.series)


def _numbers(alarm: Alarm, series: Series) -> str:
    said = f"In {alarm.unit} {_number(alarm, series)} {series.kind.words} {series.kind.verb} in the"
    usual = f"{range_of(alarm)} usual."
    if alarm.found == Alarm.Found.SPIKE:
        rare = how_rare(alarm.chance or 0)
        return f"{said} week of {_day(alarm)}; {usual} Such a week comes by chance {rare}."
    return (
        f"{said} week of {_day(alarm)}; {usual} No single week need stand out: the weeks before it "
        f"add up to a slow rise."
    )


def _number(alarm: Alarm, series: Series) -> str:
    number = alarm.number or 0
    return f"fewer than {SMALL}" if series.kind.of_people and number < SMALL else f"{number:,}"


def range_of(alarm: Alarm) -> str:
    """Of `are usual`: from where to where; of people fewer than eight are not told."""
    low, high = alarm.low or 0, alarm.high or 0
    if alarm.series and alarm.series.kind.of_people and low < SMALL and high:
        return f"fewer than {SMALL} are" if high < SMALL else f"up to {high} are"
    if low == high:
        return f"{low} is" if low == 1 else f"{low or 'none'} are"
    return f"{low} to {high} are"


def _silence(alarm: Alarm, series: Series) -> str:
    weeks = alarm.silent_weeks or 0
    since = f"{NUMBERS[weeks] if weeks < len(NUMBERS) else weeks} week{'' if weeks == 1 else 's'}"
    odds = f"{round(1 / max(alarm.chance or 0, 1e-6), -1):,.0f}"
    return (
        f"{alarm.unit} has not said for {since} how many {series.kind.words} {series.kind.verb}. "
        f"It used to. For a unit that reported as often, such a silence is chance in one case of "
        f"{odds}. Ask how they are before you ask for the number."
    )


def _day(alarm: Alarm) -> str:
    return date_format(alarm.week, "j F Y") if alarm.week else ""


def to_do(alarm: Alarm) -> str:
    """The next step of those who answer, in a few words."""
    if alarm.closed_at:
        return "Nothing: it has been looked back on."
    if alarm.answered_at:
        return "Do what was taken on, then look back."
    if alarm.found == Alarm.Found.SILENCE:
        return "Ring them. Then say here what you will do."
    if alarm.found == Alarm.Found.RAISED:
        return "Find out what is needed now. Then say here what you will do."
    return "Ask those who counted whether it is true. Then say here what you will do."
