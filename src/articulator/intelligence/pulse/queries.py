"""How a unit is, as far as it may be told."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.crypto import salted_hmac

from articulator.identity.constitution.queries import law
from articulator.intelligence.pulse.models import Given, Pulse
from articulator.kernel import clock
from articulator.kernel.links import Knot
from articulator.kernel.models import Unit
from articulator.methods.capacity import monday
from articulator.methods.constitution import parse_fraction
from articulator.methods.pulse import Felt, tell

BACK = timedelta(weeks=12)  # how far the table of a unit looks back
WORN = "1/4"  # where the constitution is silent
MARK = "articulator.pulse.mark"  # salt


def pulse_mark(token: str, unit: Unit) -> str:
    """What is kept of a browser for a week: another value in every unit and week."""
    said = f"{token} {unit.pk} {this_week()}"
    return salted_hmac(MARK, said, algorithm="sha256").hexdigest()


def this_week() -> date:
    return monday(clock.today())


def has_felt(token: str, unit: Unit) -> bool:
    return bool(token) and Given.objects.filter(mark=pulse_mark(token, unit)).exists()


def felt(unit: Unit) -> list[Felt]:
    """The last twelve weeks of a unit that are over, as they may be told; the newest first."""
    since, now = this_week() - BACK, this_week()
    rows = Pulse.objects.filter(unit=unit, week__gte=since, week__lt=now)
    weeks: dict[date, dict[tuple[int, int], int]] = {}
    for row in rows:
        weeks.setdefault(row.week, {})[row.load, row.change] = row.number
    told = (tell(week, said) for week, said in sorted(weeks.items(), reverse=True))
    return [one for one in told if one]


def worn(weeks: Sequence[Felt]) -> tuple[Fraction, str] | None:
    """The share from which the constitution speaks of burnout, and its clause, if it is reached."""
    said: Mapping[str, Any] = law().get("ecology_guard", {}).get("burnout", {})
    limit = parse_fraction(said.get("alert_if_share", WORN))
    reached = bool(weeks) and weeks[0].reaches(limit)
    return (limit, str(said.get("ref", ""))) if reached else None


def alive(unit: Unit) -> list[Knot]:
    """The two questions of a unit, for its page."""
    url = reverse("pulse:unit", args=[unit.slug])
    return [Knot("two taps", f"How loaded are we in {unit}?", url)]
