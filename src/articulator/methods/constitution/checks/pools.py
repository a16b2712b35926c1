"""V18, V19: pools from which people are drawn or may stand."""

from collections.abc import Iterator
from fractions import Fraction

from articulator.methods.constitution.checks.findings import (
    Issue,
    Rule,
    error,
    missing,
    rule,
    warning,
)
from articulator.methods.constitution.checks.reading import Node, Reading
from articulator.methods.constitution.checks.seats import name, seats

_RATIO = 5  # pool members for each seat; ours
_HOURS_AT_MOST = 10  # ours


@rule("V18", "The lot has enough people to draw from", "Our rule", "bodies")
def pool_large_enough(reading: Reading) -> Iterator[Issue]:
    """V18: the lot has enough people to draw from.

    A lot is drawn from five times its seats or more; a pool that people join by themselves has
    a floor of coverage and a wider group to fall back on.
    """
    lots = [(b, g) for b, g in reading.groups if g.text("method") == "sortition"]
    pools = {pool.id: pool for pool in reading.pools}
    for body, group in lots:
        if group.text("candidates") in pools and not group.has("fallback_candidates"):
            message = f"{name(body, group)} is drawn from a pool, and has nobody to fall back on."
            remedy = "Set `fallback_candidates: all_members`."
            yield missing(reading, "bodies", warning(group.path, message, remedy))
        yield from _ratio(reading, body, group)
    drawn = {group.text("candidates") for _, group in lots}
    yield from _floors(reading, [pool for pool in reading.pools if pool.id in drawn])


def _floors(reading: Reading, pools: list[Node]) -> Iterator[Issue]:
    for pool in pools:
        if pool.fraction("min_coverage") is None:
            message = f"Lots are drawn from {pool.id} however few members have joined it."
            remedy = "Set `min_coverage`, such as 1/5 of the members."
            yield missing(reading, "qualification_pools", warning(pool.path, message, remedy))
    lot = reading.procedures.child("sortition")
    ratio = lot.number("min_pool_ratio")
    if pools and (ratio is None or ratio < _RATIO):
        message = f"A pool smaller than {_RATIO} times the seats may be drawn from."
        remedy = f"Set `min_pool_ratio: {_RATIO}` or more in the procedure for sortition."
        yield missing(reading, "procedures", warning(lot.path, message, remedy))


def _ratio(reading: Reading, body: Node, group: Node) -> Iterator[Issue]:
    count, people = seats(reading, body, group), _people(reading, body, group)
    if count and people is not None and people < _RATIO * count:
        message = (
            f"{name(body, group)}: {count} seats are drawn from about {int(people)} people, "
            f"fewer than {_RATIO} for each seat."
        )
        yield warning(group.path, message, "Draw fewer, or draw from more people.")


def _people(reading: Reading, body: Node, group: Node) -> Fraction | None:
    """How many can be drawn in the least case that the file allows; None where it cannot say."""
    source, members = group.text("candidates"), reading.assumptions.number("members")
    unit = next((level for level in reading.levels if level.id == body.text("per")), None)
    if source == "branch_members" and unit is not None:
        smallest = unit.number("min_members")
        return None if smallest is None else Fraction(smallest)
    units = reading.units(unit.id) if unit is not None else 1
    coverage = next((p.fraction("min_coverage") for p in reading.pools if p.id == source), None)
    share = Fraction(1) if source == "all_members" else coverage
    if members is None or share is None or units is None:
        return None
    return members * share / units


@rule("V19", "A pool is no gate", "Our rule")
def pool_open(reading: Reading) -> Iterator[Issue]:
    """V19: a pool is no gate.

    Joining a pool is free, takes few hours, works without the internet, and members have a say
    in what is taught, which those who run things do not decide alone.
    """
    for pool in reading.pools:
        for problem, remedy in _gates(pool):
            issue = warning(pool.path, f"{pool.id}: {problem}.", remedy)
            yield missing(reading, "qualification_pools", issue)
        yield from _hours(reading, pool)
        adopter = pool.child("curriculum").text("adopted_by")
        if reading.executive(adopter):
            message = f"{pool.id}: {adopter}, which runs things, decides what is taught."
            yield warning(pool.at("curriculum", "adopted_by"), message, "Let conference adopt it.")


def _gates(pool: Node) -> Iterator[tuple[str, str]]:
    if pool.data.get("free") is not True:
        yield "joining is not said to be free", "Set `free: true`."
    if pool.data.get("online") is True and pool.data.get("offline_alternative") is not True:
        yield "who is not online cannot join", "Set `offline_alternative: true`."
    if pool.child("curriculum").data.get("member_input") is not True:
        yield "members have no say in what is taught", "Set `member_input: true`."
    if pool.hours("max_hours") is None:
        yield "the hours it takes have no limit", f"Set `max_hours`, {_HOURS_AT_MOST} at most."


def _hours(reading: Reading, pool: Node) -> Iterator[Issue]:
    most = pool.hours("max_hours")
    lengths = {c.id: c.hours("hours") for c in reading.root.child("training").nodes("courses")}
    required = [lengths.get(course) for course in pool.texts("requires")]
    total = sum((hours for hours in required if hours is not None), Fraction(0))
    if most is not None and most > _HOURS_AT_MOST:
        message = f"{pool.id}: up to {float(most):g} hours keep people out."
        yield warning(pool.at("max_hours"), message, f"Ask for {_HOURS_AT_MOST} hours at most.")
    if most is not None and total > most:
        message = (
            f"{pool.id}: its courses take {float(total):g} hours, its limit is {float(most):g}."
        )
        yield error(pool.at("requires"), message, "Shorten the courses or raise the limit.")


RULES: tuple[Rule, ...] = (pool_large_enough, pool_open)
