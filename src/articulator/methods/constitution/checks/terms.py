"""V06, V13, V17, V30: terms, workload, vacancies, and how many offices one person may hold."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from articulator.methods.constitution.checks.findings import (
    Issue,
    Rule,
    error,
    info,
    missing,
    not_recorded,
    rule,
    warning,
)
from articulator.methods.constitution.checks.reading import Node, Reading
from articulator.methods.constitution.checks.seats import name
from articulator.methods.constitution.loader import Path

ELECTED = {"stv", "irv", "approval", "plurality_or_stv"}
_NEEDS_BALLOTS = {"countback", "ordered_runners_up", "elected_alternates"}
_SEATED = {"conference", "council", "committee", "unit", "network", "working_group", "tribunal"}
_NO_VACANCY = {"ex_officio", "open"}
_WEEK = 7 * 1440


@rule("V06", "Terms fit the calendar", "Our rule", "bodies")
def terms_fit(reading: Reading) -> Iterator[Issue]:
    """V06: terms fit the calendar.

    Staggered seats divide, limits and rests belong together, and no term outlives its source.

    A term must also be long enough for the body to meet, and a body that elects must meet
    within the term of those whom it elects.
    """
    for body, group in reading.groups:
        yield from _stagger(body, group)
        yield from _limit_and_rest(body, group)
        yield from _cadence(reading, body, group)
        yield from _source(reading, body, group)


def _stagger(body: Node, group: Node) -> Iterator[Issue]:
    at_once, count = group.number("stagger"), group.number("seats")
    if at_once is None or count is None:
        return
    if at_once < 1 or count % at_once:
        message = f"{name(body, group)}: {count} seats cannot be renewed {at_once} at a time."
        remedy = "Renew a number that divides the seats, such as half of them."
        yield error(group.at("stagger"), message, remedy)


def _limit_and_rest(body: Node, group: Node) -> Iterator[Issue]:
    who = name(body, group)
    if group.has("rest") and not group.has("term_limit"):
        message = f"{who}: a rest is set, but no number of terms after which it begins."
        yield warning(group.at("rest"), message, "Set `term_limit`.")
    if group.has("term_limit") and not group.has("rest"):
        message = f"{who}: the number of terms is limited, and whether one may return is not said."
        yield info(group.at("term_limit"), message, "Set `rest`, the time before one may return.")
    if group.has("term_limit") and not group.has("term"):
        message = f"{who}: the number of terms is limited, and a term has no length."
        yield warning(group.at("term_limit"), message, "Set `term`.")
    overlap, term = group.minutes("overlap"), group.minutes("term")
    if overlap is not None and term is not None and overlap >= term:
        message = f"{who}: the overlap with the successor is as long as the term."
        yield error(group.at("overlap"), message, "Shorten the overlap.")


def _cadence(reading: Reading, body: Node, group: Node) -> Iterator[Issue]:
    term, who = group.minutes("term"), name(body, group)
    if term is None:
        return
    if term < (body.child("meets").minutes("every") or 0):
        message = f"{who}: the term is shorter than the time between two meetings of {body.id}."
        yield warning(group.at("term"), message, "Lengthen the term or meet more often.")
    chooser = reading.body(group.text("electorate"))
    if chooser.text("kind") == "conference" and term < (
        chooser.child("meets").minutes("every") or 0
    ):
        message = f"{who}: the term ends before {chooser.id}, which elects, meets again."
        yield warning(group.at("term"), message, "Match the term to the meetings that elect.")


def _source(reading: Reading, body: Node, group: Node) -> Iterator[Issue]:
    """A seat held by virtue of another seat cannot last longer than that one."""
    source = reading.body(group.text("candidates"))
    terms = [node.minutes("term") for node in source.nodes("seat_groups")]
    longest = max((term for term in terms if term is not None), default=None)
    term = group.minutes("term")
    if longest is not None and term is not None and term > longest:
        message = f"{name(body, group)}: the term is longer than any term on {source.id}."
        yield warning(
            group.at("term"), message, f"Make it no longer than the terms on {source.id}."
        )


@rule("V17", "Vacancies are filled by right", "DSA, vacancies filled by appointment", "bodies")
def vacancies_filled(reading: Reading) -> Iterator[Issue]:
    """V17: vacancies are filled by right.

    Each group says who follows when a seat falls vacant, and nobody is appointed to an elected
    or allotted seat.
    """
    for body, group in reading.groups:
        method, follows = group.text("method"), group.text("alternates")
        who, at = name(body, group), group.at("alternates")
        if method in _NO_VACANCY:
            continue
        if not follows:
            message = f"{who}: nothing says who follows when a seat falls vacant."
            remedy = "Set `alternates`: `countback` for elected, `reserve_list` for allotted seats."
            yield missing(reading, "bodies", warning(group.path, message, remedy))
        elif follows == "appointed" and (method in ELECTED or method == "sortition"):
            message = f"{who}: a vacancy in an elected or allotted seat is filled by appointment."
            remedy = "Use `countback` or a by-election; for allotted seats the `reserve_list`."
            yield warning(at, message, remedy)
        elif _mismatch(method, follows):
            message = f"{who}: {follows} cannot fill a seat that is filled by {method}."
            yield error(at, message, "Choose the way that belongs to how the seat is filled.")


def _mismatch(method: str, follows: str) -> bool:
    without_ballots = follows in _NEEDS_BALLOTS and method not in ELECTED
    return without_ballots or (follows == "reserve_list" and method != "sortition")


@rule("V13", "Offices fit a volunteer's week", "Our rule")
def hours_fit(reading: Reading) -> Iterator[Issue]:
    """V13: offices fit a volunteer's week.

    The hours of one holder's duties stay within the weekly budget of a volunteer.

    Counted are duties and channels which state `max_hours`; meetings are not.
    """
    load: dict[str, Fraction] = defaultdict(Fraction)
    first: dict[str, Path] = {}
    for node, keys in (*((d, "who") for d in reading.duties), *_channel_work(reading)):
        hours, every = node.hours("max_hours"), node.minutes("every")
        for who in node.texts(keys) if hours and every else ():
            load[who] += (hours or 0) * Fraction(_WEEK, every or 1)
            first.setdefault(who, node.path)
    budget = reading.assumptions.hours("volunteer_hours_per_week")
    if load and budget is None:
        message = "how many hours a week a volunteer can give, so workloads are not checked"
        remedy = "Set `volunteer_hours_per_week` among the assumptions."
        yield not_recorded(("assumptions",), message, remedy)
    for who, hours in load.items():
        if budget is not None and hours > budget:
            message = f"{who} owes {float(hours):.1f} hours a week, and a volunteer has {budget}."
            yield warning(first[who], message, "Share the duty among more people or do it less.")


def _channel_work(reading: Reading) -> Iterator[tuple[Node, str]]:
    for channel in reading.channels:
        yield channel, "duty_of" if channel.has("duty_of") else "from"


@rule("V30", "Nobody must hold too many offices", "Our rule", "bodies")
def offices_compatible(reading: Reading) -> Iterator[Issue]:
    """V30: nobody must hold too many offices.

    What excludes each other is not required together, and a chain of offices each held by
    virtue of the one before stays within the number that one person may hold.
    """
    for holder, source, path in _held_through(reading):
        if {holder, source} in _pairs(reading):
            message = f"{holder} is held by people from {source}, and nobody may be in both."
            yield error(path, message, "Remove the pair from `incompatible` or change the source.")
    most = reading.root.number("max_concurrent_offices")
    if most is None:
        message = "how many offices one person may hold at a time"
        yield not_recorded((), message, "Set `max_concurrent_offices`.")
        return
    through = {holder: (source, path) for holder, source, path in _held_through(reading)}
    for holder, (_, path) in through.items():
        chain = _chain(holder, {h: s for h, (s, _) in through.items()})
        if len(chain) > most:
            message = f"{' through '.join(chain)}: {len(chain)} offices at once, {most} allowed."
            yield error(path, message, "Allow more offices at once or shorten the chain.")


def _held_through(reading: Reading) -> Iterator[tuple[str, str, Path]]:
    """Holder, body from which all its holders come, and where that is said."""
    for body in reading.bodies:
        sources = {group.text("candidates") for group in body.nodes("seat_groups")}
        source = sources.pop() if len(sources) == 1 else ""
        if source != body.id and reading.body(source).text("kind") in _SEATED:
            yield body.id, source, body.path
    for office in reading.offices:
        if reading.body(office.text("held_by")).text("kind") in _SEATED:
            yield office.id, office.text("held_by"), office.at("held_by")


def _pairs(reading: Reading) -> list[set[str]]:
    value = reading.root.data.get("incompatible")
    pairs = value if isinstance(value, list | tuple) else ()
    return [{str(x) for x in pair} for pair in pairs if isinstance(pair, list | tuple)]


def _chain(holder: str, through: dict[str, str]) -> list[str]:
    chain = [holder]
    while (source := through.get(chain[-1], "")) and source not in chain:
        chain.append(source)
    return chain


RULES: tuple[Rule, ...] = (terms_fit, hours_fit, vacancies_filled, offices_compatible)
