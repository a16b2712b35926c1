"""V14, V21, V22: news reaches those who must act, and in time."""

from collections.abc import Iterator

from articulator.methods.constitution.checks.findings import (
    Issue,
    Rule,
    info,
    missing,
    not_recorded,
    rule,
    warning,
)
from articulator.methods.constitution.checks.reading import Node, Reading, words

_QUICK_POWERS = {"day_to_day", "rapid_response"}
_FROM_ALL_LEVELS = {"anyone", "all_members", "membership"}
_DAY = 1440


@rule(
    "V14",
    "A threat is answered in time",
    "Beer, Fanfare for Effective Freedom (1973)",
    "channels",
    "powers",
)
def answered_in_time(reading: Reading) -> Iterator[Issue]:
    """V14: a threat is answered in time.

    The fastest way for news to come in and the fastest meeting of those who may act at once
    take no longer together than the time a threat allows (`threat_time`).
    """
    threat = reading.assumptions.minutes("threat_time")
    news, meeting = _fastest_news(reading), _fastest_meeting(reading)
    if threat is None:
        message = "how much time a threat allows"
        yield not_recorded(("assumptions",), message, "Set `threat_time` among the assumptions.")
    elif news is None:
        message = (
            "No channel brings news from outside and no alarm is declared: "
            "an answer may take any time."
        )
        remedy = "Declare a channel from the environment, or an alarm."
        yield missing(reading, "channels", warning(("channels",), message, remedy))
    elif meeting is None:
        message = "Nobody who may act at once has a fixed rhythm of meeting."
        remedy = "Give somebody day-to-day power, and that body its `meets`."
        yield missing(reading, "powers", warning(("powers", "list"), message, remedy))
    elif news + meeting > threat:
        message = (
            f"News takes {news / _DAY:g} days and the next meeting {meeting / _DAY:g}; "
            f"a threat allows {threat / _DAY:g}."
        )
        yield warning(("channels",), message, "Shorten the fastest route, or give power nearer by.")


def _fastest_news(reading: Reading) -> int | None:
    keys = {"environment": "every", "algedonic": "max_latency"}
    channels = ((c, keys.get(c.text("kind"), "")) for c in reading.channels if _works(c))
    times = (channel.minutes(key) for channel, key in channels)
    return min((time for time in times if time is not None), default=None)


def _fastest_meeting(reading: Reading) -> int | None:
    quick = (p for p in reading.powers if p.has("expires") or p.id in _QUICK_POWERS)
    times = (reading.body(p.text("holder")).child("meets").minutes("every") for p in quick)
    return min((time for time in times if time is not None), default=None)


def _works(channel: Node) -> bool:
    return channel.text("live") != "broken"


@rule("V21", "Reports are answered or published", "DSA, convention discussion 2023", "channels")
def reports_answered(reading: Reading) -> Iterator[Issue]:
    """V21: reports are answered or published.

    A report is answered within a set time or published; to the body which one answers to
    anyway, less is at stake.
    """
    for channel in reading.channels:
        if (
            channel.text("kind") != "report"
            or channel.has("reply_within")
            or channel.has("publish")
        ):
            continue
        sender, reader = channel.text("from"), channel.text("to")
        above = reading.body(sender).text("accountable_to") == reader
        message = (
            f"The report {channel.id} from {sender} to {reader} "
            "needs no reply and is not published."
        )
        issue = (info if above else warning)(
            channel.path, message, "Set `reply_within` or `publish`."
        )
        yield missing(reading, "channels", issue)


@rule("V22", "An alarm from every level reaches the top", "Beer, Brain of the Firm", "channels")
def alarms_reach_the_top(reading: Reading) -> Iterator[Issue]:
    """V22: an alarm from every level reaches the top.

    From each level a chain of alarms (algedonic channels) leads to a sovereign body (S5), or to
    an audit body (S3*) which answers to one.
    """
    alarms = [c for c in reading.channels if c.text("kind") == "algedonic" and _works(c)]
    silent = [level for level in _levels(reading) if not _heard(reading, alarms, level)]
    if silent:
        message = f"No alarm from {words(silent)} level reaches a sovereign body."
        remedy = "Declare an algedonic channel; one from `anyone` serves every level."
        yield missing(reading, "channels", warning(("channels",), message, remedy))


def _levels(reading: Reading) -> list[str]:
    """Levels that have a body other than a mere electorate; bodies without `per` are outermost."""
    outermost = reading.levels[0].id if reading.levels else "the first"
    bodies = (body for body in reading.bodies if body.text("kind") != "electorate")
    found = {body.text("per") or outermost for body in bodies}
    return [level.id for level in reading.levels if level.id in found]


def _heard(reading: Reading, alarms: list[Node], level: str) -> bool:
    outermost = reading.levels[0].id
    here = {b.id for b in reading.bodies if (b.text("per") or outermost) == level}
    reached, edge = set[str](), here | _FROM_ALL_LEVELS
    while edge:
        step = {alarm.text("to") for alarm in alarms if alarm.text("from") in edge}
        edge = step - reached
        reached |= edge
    return any(_at_the_top(reading, name) for name in reached)


def _at_the_top(reading: Reading, name: str) -> bool:
    body = reading.body(name)
    above = body.text("accountable_to")
    sovereign = "S5" in body.texts("vsm") and not body.has("per")
    return sovereign or ("S3*" in body.texts("vsm") and "S5" in reading.systems(above))


RULES: tuple[Rule, ...] = (answered_in_time, reports_answered, alarms_reach_the_top)
