"""Which responses are asked for, under way and over, and how long one may last."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from articulator.identity.constitution.queries import law
from articulator.kernel import clock
from articulator.kernel.links import Knot
from articulator.kernel.models import Unit
from articulator.methods.constitution import Duration
from articulator.operations.responses.models import Response

OCCASION = "rapid_response"  # as the constitution calls it, as an occasion and as a power
WITHIN = timedelta(hours=24)  # in which a group answers, where the usual way takes days
LASTS = "P14D"  # where the constitution does not say when the power's decisions expire


def power() -> Mapping[str, Any]:
    """What the constitution says of acting at once, if it says anything."""
    listed = law().get("powers", {}).get("list", [])
    return next((one for one in listed if one["id"] == OCCASION), {})


def lasts() -> Duration:
    """How long a response may last."""
    return Duration.parse(power().get("expires", LASTS))


def responses(unit: Unit | None = None) -> QuerySet[Response]:
    """All, the newest first; of a unit its own and those inside."""
    found = Response.objects.select_related("unit")
    if unit:
        found = found.filter(unit__path__startswith=unit.path)
    return found.order_by("-called_at", "pk")


def alive(unit: Unit) -> list[Knot]:
    """The unit's own responses that are asked for or under way."""
    now = responses().filter(unit=unit, ended_at=None, until__gte=clock.today())[:6]
    return [Knot("rapid response", str(one), one.get_absolute_url()) for one in now]
