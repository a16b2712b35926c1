"""V09, V10, V20, V24: who may do what, and what holds them back."""

from collections.abc import Iterator

from articulator.methods.constitution.checks.findings import (
    Issue,
    Rule,
    error,
    info,
    missing,
    rule,
    warning,
)
from articulator.methods.constitution.checks.reading import Node, Reading

_MUST_HAVE_A_HOLDER = ("amend_constitution", "set_programme", "expel_member")
_MAXIMUM_DELAY = 92 * 1440  # three months in minutes; ours: no source sets one
_MAKE = "charter_"
_UNMAKE = ("decharter_", "dissolve_")


@rule("V09", "Each power has one holder", "R-11, R-13, R-115", "powers")
def one_holder(reading: Reading) -> Iterator[Issue]:
    """V09: each power has one holder.

    No power has two holders; what is not listed has a holder; what is reserved to the sovereign
    body is neither delegated nor exercised through another.
    """
    yield from _holders(reading)
    yield from _residual(reading)
    yield from _reserved(reading)


def _holders(reading: Reading) -> Iterator[Issue]:
    holders: dict[tuple[str, str], str] = {}
    for power in reading.powers:
        holder = power.text("holder")
        first = holders.setdefault((power.id, power.text("over")), holder)
        if first != holder:
            message = f"{power.id} is given to {first} and to {holder}."
            remedy = "Choose one holder, or name the other under `concurrence`."
            yield error(power.at("holder"), message, remedy)
        if power.id in reading.body(holder).texts("excluded_powers"):
            message = f"{holder} holds {power.id}, which its own clause excludes."
            yield error(power.at("holder"), message, "Move the power or lift the exclusion.")
    for name in _MUST_HAVE_A_HOLDER:
        if all(name != power.id for power in reading.powers):
            rest = reading.root.child("powers").text("default_level")
            message = f"Nobody is named as holder of {name}, so it falls to {rest}."
            remedy = f"List {name} among the powers."
            yield missing(reading, "powers", warning(("powers", "list"), message, remedy))


def _residual(reading: Reading) -> Iterator[Issue]:
    rest = reading.root.child("powers").text("default_level")
    levels = {level.id for level in reading.levels}
    if rest not in {*levels, *reading.body_ids, "lowest_able"}:
        message = f"Powers which are not listed fall to {rest!r}, which is no level and no body."
        remedy = "Name a level, a body or `lowest_able` as `default_level`."
        yield error(("powers", "default_level"), message, remedy)


def _reserved(reading: Reading) -> Iterator[Issue]:
    for power in reading.powers:
        if power.data.get("reserved") is not True:
            continue
        holder = power.text("holder")
        if holder in reading.body_ids and "S5" not in reading.systems(holder):
            message = f"{power.id} is reserved, and {holder} is not a sovereign body (S5)."
            yield warning(power.at("holder"), message, "Reserve it to conference or the members.")
        for key in ("via", "delegated_to"):
            if power.has(key):
                message = f"{power.id} is reserved to {holder} and left to {power.text(key)}."
                yield error(power.at(key), message, f"Remove `{key}` or `reserved`.")


@rule("V10", "Reserved powers can be used in time", "Our rule", "bodies", "powers")
def convened_in_time(reading: Reading) -> Iterator[Issue]:
    """V10: reserved powers can be used in time.

    The holder of a reserved power meets, or can be called together, within three months.
    """
    reserved = (p.text("holder") for p in reading.powers if p.data.get("reserved") is True)
    for holder in dict.fromkeys(reserved):
        body = reading.body(holder)
        meets = body.child("meets")
        emergency = meets.minutes("emergency_within")
        waits = [wait for wait in (meets.minutes("every"), emergency) if wait is not None]
        if not body.id or body.text("kind") == "electorate":
            continue
        if not waits or min(waits) > _MAXIMUM_DELAY:
            message = f"{holder} alone may use reserved powers, and need not meet within 3 months."
            remedy = "Set `emergency_within`, and who may call such a meeting."
            yield missing(reading, "bodies", warning(_place(body), message, remedy))
        elif emergency is not None and not meets.has("called_by"):
            message = f"{holder} can meet in an emergency, and nobody is named who may call it."
            remedy = "Set `called_by`, best with a number of branches or members."
            yield missing(reading, "bodies", info(meets.path, message, remedy))


def _place(body: Node) -> tuple[str | int, ...]:
    return body.at("meets") if body.has("meets") else body.path


@rule("V20", "Who charters does not alone dissolve", "DSA, BDS working group 2022; R-117", "powers")
def charter_and_dissolve(reading: Reading) -> Iterator[Issue]:
    """V20: who charters does not alone dissolve.

    The power to charter units and the power to dissolve them have different holders, or
    dissolving needs another body's concurrence.
    """
    makers = {p.id.removeprefix(_MAKE): p for p in reading.powers if p.id.startswith(_MAKE)}
    for power in reading.powers:
        prefix = next((p for p in _UNMAKE if power.id.startswith(p)), "")
        maker = makers.get(power.id.removeprefix(prefix)) if prefix else None
        holder = power.text("holder")
        alone = maker is not None and maker.text("holder") == holder
        if alone and power.text("concurrence") in {"", holder}:
            message = f"{holder} both charters and alone dissolves ({power.id})."
            remedy = "Let conference decide, or ask a disputes panel for `concurrence`."
            yield error(power.path, message, remedy)


@rule("V24", "Emergency powers end", "R-115", "powers")
def emergency_powers_end(reading: Reading) -> Iterator[Issue]:
    """V24: emergency powers end.

    A power for emergencies has a limit, an expiry and a ratification by another body which
    meets in time, before the power expires.
    """
    for power in reading.powers:
        if any(power.has(key) for key in ("limit", "expires", "ratify")):
            yield from _bounded(power)
        if power.has("ratify"):
            yield from _ratified_in_time(reading, power)


def _bounded(power: Node) -> Iterator[Issue]:
    if not power.has("ratify"):
        message = f"{power.id} is limited like an emergency power, and nobody must ratify it."
        yield error(power.path, message, "Set `ratify`: by whom and within what time.")
    for key, words in (("limit", "has no limit"), ("expires", "never expires")):
        if not power.has(key):
            yield warning(
                power.path, f"{power.id} is an emergency power and {words}.", f"Set `{key}`."
            )


def _ratified_in_time(reading: Reading, power: Node) -> Iterator[Issue]:
    ratify = power.child("ratify")
    by, within, expires = ratify.text("by"), ratify.minutes("within"), power.minutes("expires")
    if by == power.text("holder"):
        message = f"{by} ratifies its own use of {power.id}."
        yield error(ratify.at("by"), message, "Let another body ratify.")
    if within is not None and expires is not None and within > expires:
        message = f"{power.id} expires before {by} has had to ratify it."
        yield warning(ratify.at("within"), message, "Ratify before it expires.")
    meets = reading.body(by).child("meets")
    soonest = "emergency_within" if meets.has("emergency_within") else "every"
    wait = meets.minutes(soonest)
    if within is not None and wait is not None and wait > within:
        message = (
            f"{by} must ratify {power.id} within {ratify.length('within')}, "
            f"and need not meet for {meets.length(soonest)}."
        )
        remedy = f"Give {by} an `emergency_within` short enough, or more time to ratify."
        yield warning(ratify.at("within"), message, remedy)


RULES: tuple[Rule, ...] = (
    one_holder, convened_in_time, charter_and_dissolve, emergency_powers_end,
)  # fmt: skip
