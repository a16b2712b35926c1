"""V02 to V05, V25, V26: seats that add up, divide, and can be filled."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from articulator.methods.apportionment import ApportionmentError, equal
from articulator.methods.constitution.checks.findings import (
    Issue,
    Rule,
    error,
    info,
    not_recorded,
    rule,
    warning,
)
from articulator.methods.constitution.checks.reading import Node, Reading, words

_VOTING_KINDS = {"council", "committee", "conference", "tribunal"}
_FIRST_SEAT_FOR_ALL = {"adams", "dean", "hill"}
_OFFICERS_AT_MOST = Fraction(1, 4)


def seats(reading: Reading, body: Node, group: Node) -> int | None:
    """Seats of a group, exactly or as the file's own approximation; None where it cannot say."""
    fixed = group.number("seats")
    if fixed is not None:
        return fixed
    by_rule = _by_rule(reading, body, group)
    return by_rule if by_rule is not None else group.child("seats").number("approx")


def _by_rule(reading: Reading, body: Node, group: Node) -> int | None:
    share = group.child("seats").fraction("share_of_body")
    if share is None:
        return _apportioned(reading, body, group.child("seats").child("apportion"))
    others = [other for other in body.nodes("seat_groups") if other.path != group.path]
    fixed = all(not other.child("seats").has("share_of_body") for other in others)
    counts = [seats(reading, body, other) for other in others] if fixed and share < 1 else [None]
    known = [count for count in counts if count is not None]
    return round(share / (1 - share) * sum(known)) if len(known) == len(counts) > 0 else None


def _apportioned(reading: Reading, body: Node, apportion: Node) -> int | None:
    total, each, per = (apportion.number(key) for key in ("total", "per_unit", "per"))
    if total is not None:
        return total
    units, members = reading.units(apportion.text("over")), reading.assumptions.number("members")
    bodies = reading.units(body.text("per")) if body.has("per") else 1
    if each is not None and units and bodies:
        return each * units // bodies
    if per and members and bodies:
        return members // per // bodies
    return None


def total_seats(reading: Reading, body: Node) -> int | None:
    counts = [seats(reading, body, group) for group in body.nodes("seat_groups")]
    return sum(n for n in counts if n) if counts and None not in counts else None


def name(body: Node, group: Node) -> str:
    return f"{body.id}.{group.id}"


@rule("V02", "Seats add up and ties are foreseen", "Our rule", "bodies")
def seats_add_up(reading: Reading) -> Iterator[Issue]:
    """V02: seats add up and ties are foreseen.

    Shares of a body leave room for the rest, stated totals fit, an even body can tie.
    """
    for body in reading.bodies:
        yield from _shares_leave_room(body)
        yield from _even(reading, body)
    for body, group in reading.groups:
        yield from _stated_total(reading, body, group)


def _shares_leave_room(body: Node) -> Iterator[Issue]:
    groups = body.nodes("seat_groups")
    shares = [group.child("seats").fraction("share_of_body") for group in groups]
    taken = sum((share for share in shares if share is not None), Fraction(0))
    if taken > 1 or (taken == 1 and None in shares):
        message = (
            f"{body.id}: the shares of its seat groups take {taken} and leave none for others."
        )
        yield error(body.at("seat_groups"), message, "Lower the shares to less than the whole.")


def _even(reading: Reading, body: Node) -> Iterator[Issue]:
    """An exact even number of votes; approximate bodies are not asked."""
    voting = [group for group in body.nodes("seat_groups") if group.data.get("votes") is not False]
    counts = [group.number("seats") for group in voting]
    exact = [count for count in counts if count is not None]
    if body.text("kind") not in _VOTING_KINDS or not exact or len(exact) < len(counts):
        return
    if sum(exact) % 2 == 0 and not reading.procedures.has("ties"):
        half = sum(exact) // 2
        message = f"{body.id} has {sum(exact)} votes, so {half} against {half} can happen."
        remedy = "Nothing to change if a tied motion is to fall (more than half is needed): say so."
        yield info(body.at("seat_groups"), message, remedy)


def _stated_total(reading: Reading, body: Node, group: Node) -> Iterator[Issue]:
    stated = group.child("seats").number("approx")
    exact = _by_rule(reading, body, group)
    if stated and exact and abs(stated - exact) * 10 > exact:
        message = (
            f"{name(body, group)} says about {stated} seats; "
            f"by its own rule and the assumed membership it would be about {exact}."
        )
        yield info(group.at("seats"), message, "Correct the approximation or the assumption.")


@rule(
    "V03",
    "Equal shares divide and minimums fit",
    "Your Party, executive of November 2025",
    "bodies",
)
def shares_divide(reading: Reading) -> Iterator[Issue]:
    """V03: equal shares divide and minimums fit.

    A total shared equally over units divides; a floor for each unit fits the total.
    """
    for body, group in reading.groups:
        apportion = group.child("seats").child("apportion")
        total, over = apportion.number("total"), apportion.text("over")
        if total is None or total < 1 or not over:
            continue
        per = body.text("per")
        units = None if per else reading.units(over)
        if units is None:
            where = f"each {per}" if per else "all"
            message = f"how many units of {over} there are in {where}, for {name(body, group)}"
            yield not_recorded(apportion.path, message, f"Give the level {over} its `units`.")
        elif apportion.has("equal_per_unit"):
            yield from _divides(name(body, group), apportion, units, total)
        else:
            yield from _floor_fits(name(body, group), apportion, units, total)


def _divides(who: str, apportion: Node, units: int, total: int) -> Iterator[Issue]:
    try:
        equal(map(str, range(units)), total)
    except ApportionmentError as refusal:
        remedy = "Choose one of these totals, or share by size: `divisor: sainte_lague`."
        yield error(apportion.path, f"{who}: {refusal} ({apportion.text('over')}).", remedy)


def _floor_fits(who: str, apportion: Node, units: int, total: int) -> Iterator[Issue]:
    method, step = apportion.text("divisor"), 2 if apportion.data.get("pairs") is True else 1
    floor = max(apportion.number("min_per_unit") or 0, step * (method in _FIRST_SEAT_FOR_ALL))
    if floor * units > total:
        message = f"{who}: {floor} for each of {units} units need {floor * units} seats of {total}."
        remedy = f"Raise the total to {floor * units}, or lower what each unit has at least."
        yield error(apportion.path, message, remedy)
    if total % step or floor % step:
        message = f"{who}: seats come in pairs, and {total} or the minimum {floor} is odd."
        yield error(apportion.path, message, "Make the total and the minimum even.")


@rule("V04", "Every group has seats", "Our rule", "bodies")
def groups_have_seats(reading: Reading) -> Iterator[Issue]:
    """V04: every group has seats.

    A share of a body lies between nothing and the whole; every number of seats is 1+.
    """
    for body, group in reading.groups:
        rule_of_seats = group.child("seats")
        share = rule_of_seats.fraction("share_of_body")
        if share is not None and not 0 < share <= 1:
            message = f"{name(body, group)}: {share} of the body is no share of it."
            remedy = "Write a fraction above 0 and up to 1, such as 1/3."
            yield error(rule_of_seats.at("share_of_body"), message, remedy)
        for node, key in ((rule_of_seats, "approx"), (rule_of_seats.child("apportion"), "total")):
            count = node.number(key)
            if count is not None and count < 1:
                message = f"{name(body, group)}: {count} seats cannot be filled."
                yield error(node.at(key), message, "Give the group one seat or more, or remove it.")


@rule("V05", "Quotas can be met", "Our rule", "bodies")
def quotas_fit(reading: Reading) -> Iterator[Issue]:
    """V05: quotas can be met.

    Minimums of one attribute fit the seats together, and none exceeds its maximum.

    Values of one attribute exclude each other, so their minimums add up. For `seat_group` the
    supply is known too: no more than that group of the candidates' body has. Whether quotas on
    several attributes can be met together depends on the real people, and is asked at the draw.
    """
    for body, group in reading.groups:
        count = seats(reading, body, group)
        least: dict[str, int] = defaultdict(int)
        for quota in group.nodes("quotas"):
            least[quota.text("attr")] += quota.number("min") or 0
            yield from _quota_fits(reading, body, group, quota)
        for attribute, sum_of_least in least.items():
            if count is not None and sum_of_least > count:
                message = (
                    f"{name(body, group)}: the minimums for {attribute} add up to {sum_of_least}, "
                    f"and there are {count} seats."
                )
                yield error(group.at("quotas"), message, "Lower the minimums or add seats.")


def _quota_fits(reading: Reading, body: Node, group: Node, quota: Node) -> Iterator[Issue]:
    least, most = quota.number("min") or 0, quota.number("max")
    what = f"{quota.text('attr')} {quota.data.get('value')}"
    if most is not None and least > most:
        message = f"{name(body, group)}: at least {least} and at most {most} {what} contradict."
        yield error(quota.path, message, "Make the minimum no larger than the maximum.")
    source = reading.body(group.text("candidates"))
    supply = {g.id: seats(reading, source, g) for g in source.nodes("seat_groups")}
    there = supply.get(str(quota.data.get("value")))
    if quota.text("attr") == "seat_group" and there is not None and least > there:
        message = f"{name(body, group)}: {least} wanted from {what}, which has {there} seats."
        yield error(quota.path, message, f"Ask for at most {there}.")


@rule("V25", "Rules of composition can be met", "R-115", "bodies")
def composition_possible(reading: Reading) -> Iterator[Issue]:
    """V25: rules of composition can be met.

    Limits on who sits in a body leave room for those whom the body must have.
    """
    for body in reading.bodies:
        total = total_seats(reading, body)
        for limit in body.nodes("composition_rules"):
            if total:
                yield from _limit_leaves_room(reading, body, limit, total)
    for body, group in reading.groups:
        yield from _grid_covered(reading, body, group)


def _limit_leaves_room(reading: Reading, body: Node, limit: Node, total: int) -> Iterator[Issue]:
    source, share = limit.text("max_share_from"), limit.fraction("value")
    if share is not None and source:
        for issue, key in ((error, "candidates"), (info, "by")):
            taken = _seats_from(reading, body, source, key)
            if taken > share * total:
                yield issue(limit.path, *_too_many(body, source, key, taken, share, total))
    ranks = limit.texts("each_rank_present")
    if len(ranks) > total:
        message = f"{body.id}: {total} seats cannot hold all of {words(ranks)}."
        yield error(limit.path, message, "Add seats or ask for fewer.")


def _seats_from(reading: Reading, body: Node, source: str, key: str) -> int:
    groups = (g for g in body.nodes("seat_groups") if source in (g.text(key), g.text("from")))
    return sum(seats(reading, body, group) or 0 for group in groups)


def _too_many(
    body: Node, source: str, key: str, taken: int, share: Fraction, total: int
) -> tuple[str, str]:
    how = "are filled from" if key == "candidates" else "are named by"
    message = f"{body.id}: {taken} of {total} seats {how} {source}, and at most {share} may be."
    if key == "candidates":
        return message, f"Give {source} at most {int(share * total)} seats."
    return message, f"This holds only while {source} names people from outside itself: say so."


def _grid_covered(reading: Reading, body: Node, group: Node) -> Iterator[Issue]:
    cover, count = group.child("cover"), seats(reading, body, group)
    grid = reading.root.child(cover.text("grid") or "movement_grid")
    for key, axis in (("min_functions", "functions"), ("min_spheres", "spheres")):
        wanted, there = cover.number(key), len(grid.texts(axis))
        room = min(n for n in (there or None, count, wanted) if n is not None) if wanted else 0
        if wanted and room < wanted:
            message = f"{name(body, group)}: {wanted} {axis} are wanted and only {room} can be had."
            yield error(cover.at(key), message, f"Ask for at most {room} {axis}.")


@rule("V26", "Small units can fill their offices", "Our rule", "bodies", "levels")
def workable_in_small_units(reading: Reading) -> Iterator[Issue]:
    """V26: small units can fill their offices.

    In the smallest unit allowed no more than a quarter of the members hold a seat.
    """
    for level in reading.levels:
        per_unit = [body for body in reading.bodies if body.text("per") == level.id]
        bodies = [body for body in per_unit if total_seats(reading, body)]
        officers = sum(total_seats(reading, body) or 0 for body in bodies)
        smallest = level.number("min_members")
        if officers and smallest is None:
            message = f"how small a {level.id} may be, and its bodies have {officers} seats"
            yield not_recorded(level.path, message, "Give the level its `min_members`.")
        elif officers and smallest is not None and officers > smallest * _OFFICERS_AT_MOST:
            message = (
                f"A {level.id} may have {smallest} members, "
                f"and its bodies ({words([body.id for body in bodies])}) have {officers} seats."
            )
            remedy = "Let small units choose fewer officers, or raise the smallest size."
            yield warning(level.at("min_members"), message, remedy)


RULES: tuple[Rule, ...] = (
    seats_add_up,
    shares_divide,
    groups_have_seats,
    quotas_fit,
    composition_possible,
    workable_in_small_units,
)
