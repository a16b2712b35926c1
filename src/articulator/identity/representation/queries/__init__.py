"""What people think, what a body looks like, how its offices go round: as it may be shown."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from articulator.identity.bodies.models import Body, Term
from articulator.identity.bodies.queries import holders
from articulator.identity.representation.queries.circulation import (
    Circulation,
    Skills,
    circulation,
    own_skills,
    skills,
)
from articulator.identity.representation.queries.consulting import (
    Answered,
    alive,
    consultations,
    counted,
    has_agreed,
    has_published,
    outdated,
    own,
    results,
    waiting_for,
)
from articulator.identity.representation.queries.mirror import Feature, mirror, switches
from articulator.identity.representation.queries.politics import Politics, politics
from articulator.kernel.models import Unit

__all__ = [
    "Answered",
    "Circulation",
    "Feature",
    "Likeness",
    "Politics",
    "Skills",
    "alive",
    "bodies",
    "consultations",
    "counted",
    "has_agreed",
    "has_published",
    "likeness",
    "outdated",
    "own",
    "own_skills",
    "results",
    "skills",
    "switches",
    "waiting_for",
]


@dataclass(frozen=True, slots=True)
class Likeness:
    """All that is published of one body."""

    body: Body
    seats: int
    features: list[Feature]
    politics: Politics | None
    circulation: Circulation
    skills: Skills


def likeness(body: Body) -> Likeness:
    seated = list(holders(body))
    people = {term.person_id for term in seated}
    return Likeness(
        body, len(people), mirror(body, seated), politics(body, seated),
        circulation(body, seated), skills(people),
    )  # fmt: skip


def bodies(unit: Unit) -> QuerySet[Body]:
    """The bodies of a unit that have seats, with how many people sit in them now."""
    sitting = Term.objects.current()
    return (
        Body.objects.filter(unit=unit, in_force=True, groups__seats__isnull=False)
        .select_related("unit")
        .annotate(
            seated=Count(
                "groups__seats__terms__person",
                filter=Q(groups__seats__terms__in=sitting), distinct=True,
            )
        )
        .order_by("-seated", "name")
    )  # fmt: skip
