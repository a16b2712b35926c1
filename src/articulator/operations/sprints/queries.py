"""Which sprints are under way, and the library of what was learned."""

from django.db.models import Count, QuerySet

from articulator.identity.membership.queries import membership_of, rolls_kept_by
from articulator.kernel import clock
from articulator.kernel.acts import Actor
from articulator.kernel.links import Knot
from articulator.kernel.models import Unit
from articulator.methods.plain import folded
from articulator.operations.sprints.models import Sprint

MOST_WORDS = 8  # of a search; the others are left out


def all_words(sprint: Sprint) -> str:
    """What a search looks through: what was learned first of all."""
    told = (sprint.learned, sprint.title, sprint.hypothesis, sprint.deed, sprint.measure)
    return folded(" ".join(told))


def library(words: str = "", ending: str = "") -> QuerySet[Sprint]:
    """Endings in which every word occurs, the newest first; how often each was tried again."""
    found = Sprint.objects.exclude(ending=Sprint.Ending.OPEN)
    if ending in Sprint.Ending.values:
        found = found.filter(ending=ending)
    for word in folded(words).split()[:MOST_WORDS]:
        found = found.filter(found_by__contains=word)
    again = found.annotate(again=Count("tried_again")).select_related("unit")
    return again.order_by("-ended_at", "pk")


def under_way(unit: Unit | None = None) -> QuerySet[Sprint]:
    """Those that run, the one that ends soonest first; of a unit with those inside it."""
    found = Sprint.objects.filter(ending=Sprint.Ending.OPEN).select_related("unit")
    if unit:
        found = found.filter(unit__path__startswith=unit.path)
    return found.order_by("ends_at", "pk")


def to_remind() -> QuerySet[Sprint]:
    """Over, and nobody has said yet what was learned; reminded once."""
    due = Sprint.objects.filter(ending=Sprint.Ending.OPEN, reminded_at=None)
    over = due.filter(ends_at__lte=clock.now()).select_related("started_by", "unit")
    return over.order_by("ends_at", "pk")


def places(actor: Actor) -> QuerySet[Unit]:
    """Where somebody may start one: their branch and what is around it, and what they keep."""
    held = membership_of(actor) if actor else None
    paths = [one.path for one in rolls_kept_by(actor)]
    if held:
        signs = enumerate(held.unit.path)
        paths += [held.unit.path[: i + 1] for i, sign in signs if sign == "/" and i]
    return Unit.objects.filter(path__in=paths, closed_at=None).order_by("-path")


def alive(unit: Unit) -> list[Knot]:
    """The unit's own sprints that run."""
    found = under_way().filter(unit=unit)[:12]
    return [Knot("sprint", str(one), one.get_absolute_url()) for one in found]
