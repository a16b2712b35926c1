"""Who answers an alarm, and who after them: as the constitution's alarm channels say.

An alarm begins with the body of its own unit and climbs when nobody answers in time: along the
channel of kind `algedonic` that leads from there, else to the unit around it. What was raised past
those who run the unit begins with the body that the channel from `anyone` names. No level is
skipped silently: where nobody sits, the page says so.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from articulator.identity.bodies.models import Body, Term
from articulator.identity.constitution.queries import law
from articulator.intelligence.ecology.queries import PARTNERS, body_for
from articulator.intelligence.signals.models import Alarm
from articulator.kernel.models import Unit
from articulator.methods.constitution import Duration

WITHIN = "PT72H"  # where the constitution is silent
KEEPS = "keep_roll"
RUNNING = ("council", "committee")  # in this order
NOT_SITTING = ("electorate", "assembly")

type Channel = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Level:
    """One level: the body that answers, in what time, by which clause, whether anybody sits."""

    body: Body
    within: Duration
    clause: str
    sits: bool


def levels(unit: Unit, *, past: bool = False) -> list[Level]:
    """All levels that an alarm of this unit can reach, in order."""
    return list(_climb(unit, _bells(), past=past))


def ahead(alarm: Alarm) -> list[Level]:
    """The levels that an alarm has not reached yet."""
    passed = set(alarm.rungs.values_list("body", flat=True))
    return [one for one in levels(alarm.unit, past=alarm.past) if one.body.pk not in passed]


def goes_on(alarm: Alarm) -> bool:
    """Whether somebody sits further up."""
    return any(level.sits for level in ahead(alarm))


def _bells() -> list[Channel]:
    """The alarm channels of the constitution; that of partners is ecology's."""
    channels: Sequence[Channel] = law().get("channels", [])
    return [
        one for one in channels if one.get("kind") == "algedonic" and one.get("from") != PARTNERS
    ]


def _climb(unit: Unit, bells: Sequence[Channel], *, past: bool) -> Iterator[Level]:
    first = next((one for one in bells if one.get("from") == "anyone"), None)
    body = body_for(str(first["to"]), unit) if past and first else None
    channel = first if body else None
    body, seen = body or _of_or_above(unit, bells), set()
    while body and body.pk not in seen:
        seen.add(body.pk)
        onwards = _from(body, bells)
        told = channel or onwards
        yield Level(body, _within(told), _clause(told), _sits(body))
        channel = None
        body = _stand_in(body, seen, bells) or _next(body, onwards, bells)


def _within(channel: Channel | None) -> Duration:
    return Duration.parse(str((channel or {}).get("max_latency", WITHIN)))


def _clause(channel: Channel | None) -> str:
    return str((channel or {}).get("ref", ""))


def _from(body: Body, bells: Sequence[Channel]) -> Channel | None:
    """The channel that leads on from a body, or from any body or the level of its unit."""
    here = set(Body.objects.filter(unit=body.unit, in_force=True).values_list("key", flat=True))
    onwards = [one for one in bells if one.get("to") != body.key]
    own = (one for one in onwards if one.get("from") == body.key)
    level = (one for one in onwards if one.get("from") in here | {body.unit.level})
    return next(own, None) or next(level, None)


def _stand_in(body: Body, seen: Container[Any], bells: Sequence[Channel]) -> Body | None:
    """Where nobody sits in the body that should answer: the unit's own body in which somebody does.

    Unless it has been asked already, or the alarm goes past those who run that very unit.
    """
    if _sits(body):
        return None
    other = _main(body.unit, bells)
    return other if other and other.pk not in seen and _sits(other) else None


def _next(body: Body, onwards: Channel | None, bells: Sequence[Channel]) -> Body | None:
    named = body_for(str(onwards["to"]), body.unit) if onwards else None
    if named and named.pk != body.pk and named.kind not in NOT_SITTING:
        return named
    return _of_or_above(_above(body.unit), bells)


def _above(unit: Unit) -> Unit | None:
    """The unit around this one, where power leads: an autonomous one stands for itself."""
    return None if unit.autonomous else unit.parent


def _of_or_above(unit: Unit | None, bells: Sequence[Channel]) -> Body | None:
    """The body of a unit that answers for it, or of the nearest unit around that has one."""
    while unit:
        if body := _main(unit, bells):
            return body
        unit = _above(unit)
    return None


def _main(unit: Unit, bells: Sequence[Channel]) -> Body | None:
    """Of a unit's bodies the one that answers.

    Before all one where somebody sits; of these the one that a channel names, then a council or a
    committee, then one that keeps the roll. A conference does not answer, nor does a body that
    hears what goes past the others: alarms reach them by the channels alone.
    """
    named = {one.get(end) for one in bells for end in ("from", "to")}
    past = {one.get("to") for one in bells if one.get("from") == "anyone"}
    found = Body.objects.filter(unit=unit, in_force=True).exclude(kind__in=NOT_SITTING)
    bodies = found.select_related("unit").prefetch_related("powers")
    sitting = _sitting(bodies)

    def fitness(body: Body) -> tuple[bool, bool, int, bool, str]:
        keeps = any(power.key == KEEPS for power in body.powers.all())
        kind = RUNNING.index(body.kind) if body.kind in RUNNING else len(RUNNING)
        return (body.pk not in sitting, body.key not in named, kind, not keeps, body.name)

    usual = [one for one in bodies if one.kind != "conference" and one.key not in past]
    return min(usual, key=fitness, default=None)


def _sitting(bodies: Any) -> set[Any]:
    terms = Term.objects.current().filter(seat__group__body__in=[one.pk for one in bodies])
    return set(terms.values_list("seat__group__body", flat=True))


def _sits(body: Body) -> bool:
    return bool(_sitting([body]))
