"""Which campaigns there are, what the gate asked of them, what they signed."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Q, QuerySet

from articulator.identity.programme.models import Item
from articulator.identity.programme.queries import SERVES, around, standing
from articulator.intelligence.ecology.models import Plan
from articulator.intelligence.movement.catalogue import functions, spheres
from articulator.kernel import links
from articulator.kernel.links import Knot
from articulator.kernel.models import Link, Unit
from articulator.operations.campaigns.models import Application, Campaign, Covenant, Finding
from articulator.operations.dna.models import Dna
from articulator.operations.dna.queries import lines

CAME_FROM, GREW_FROM = "came from", "grew from"
ORIGINS = ("incubator.entry", "dna.dna")  # what an application may come from


def campaigns() -> QuerySet[Campaign]:
    """Those that run, the newest first."""
    return Campaign.objects.filter(ended_at=None).select_related("unit__parent", "speaker")


def ended() -> QuerySet[Campaign]:
    return Campaign.objects.exclude(ended_at=None).select_related("unit").order_by("-ended_at")


def covenants(campaign: Campaign) -> tuple[Covenant | None, Covenant | None]:
    """The one that is signed, and the one on the table."""
    all_of_them = list(campaign.covenants.select_related("unit", "campaign__unit"))
    signed = next((one for one in all_of_them if one.signed_at), None)
    return signed, next((one for one in all_of_them if not one.signed_at), None)


# The gate


@dataclass(frozen=True, slots=True)
class Answered:
    """One criterion as the page shows it."""

    key: str
    words: str
    clause: str
    finding: Finding | None


def applications() -> QuerySet[Application]:
    found = Application.objects.select_related("unit", "asked_by")
    return found.order_by("-asked_at", "pk").prefetch_related(Prefetch("findings"))


def answered(application: Application) -> list[Answered]:
    found = {one.criterion: one for one in application.findings.all()}
    return [Answered(**one, finding=found.get(one["key"])) for one in application.criteria]


# Where a campaign comes from, and what it draws on


def page_behind(origin: str) -> Dna | None:
    """The page that an address names: itself, or what a room was shown. Only if handed in."""
    if not origin.startswith(ORIGINS):
        return None
    try:
        thing = links.find(origin)
    except ValidationError:
        return None
    page = thing if isinstance(thing, Dna) else getattr(thing, "dna", None)
    return page if isinstance(page, Dna) and not page.is_open else None


def texts_of(page: Dna) -> str:
    """A page as the text of an application: each question's title with what was answered."""
    told = ((line.field.title, line.passage.text.strip()) for line in lines(page))
    return "\n\n".join(f"### {title}\n\n{text}" for title, text in told if text)


def page_of(application: Application) -> Dna | None:
    found = _targets(application, CAME_FROM)
    return next((page for one in found if (page := page_behind(one))), None)


def _targets(thing: Application | Campaign, kind: str) -> list[str]:
    found = Link.objects.filter(source=links.ref(thing), kind=kind).order_by("pk")
    return list(found.values_list("target", flat=True))


def plans_of(campaign: Campaign) -> QuerySet[Plan]:
    """What it draws or drew on: the plan of the gate, and those of its peaks; the latest first."""
    things = [links.ref(campaign), *_targets(campaign, CAME_FROM)]
    return Plan.objects.filter(what__in=things, dropped_at=None).order_by("-planned_at")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Where a campaign stands in the grid, what stands there too, and what is missing (R-172)."""

    function: str
    sphere: str
    beside: tuple[Dna, ...]
    missing: tuple[str, ...]


def coverage(page: Dna) -> Coverage:
    """The check before growing, so that not all campaigns crowd into one corner."""
    links_of = Link.objects.filter(kind=GREW_FROM, target__startswith="dna.dna:")
    keys = [f"campaigns.campaign:{pk}" for pk in campaigns().values_list("pk", flat=True)]
    found = links_of.filter(source__in=keys).values_list("target", flat=True)
    pages = list(Dna.objects.filter(pk__in=[one.partition(":")[2] for one in found]))
    names = spheres()
    taken = {one.sphere for one in (*pages, page)}
    return Coverage(
        functions().get(page.function, page.function), names.get(page.sphere, page.sphere),
        tuple(one for one in pages if (one.function, one.sphere) == (page.function, page.sphere)
              and one != page),
        tuple(name for key, name in names.items() if key not in taken),
    )  # fmt: skip


def served(campaign: Campaign) -> list[Item]:
    """The items of programmes that a campaign says it works for."""
    keys = [one.partition(":")[2] for one in _targets(campaign, SERVES)
            if one.startswith("programme.item:")]  # fmt: skip
    return list(Item.objects.filter(pk__in=keys).select_related("unit").order_by("heading"))


def servable(campaign: Campaign) -> QuerySet[Item]:
    """What it can work for: what the unit that supports it, and those around it, stand for."""
    supporter = campaign.unit.parent
    found = standing(around(supporter) if supporter else [])
    return found.exclude(pk__in=[one.pk for one in served(campaign)])


# On the pages of units


def alive(unit: Unit) -> list[Knot]:
    """The campaigns that a unit supports, and the campaign that a unit is."""
    found = campaigns().filter(Q(unit__parent=unit) | Q(unit=unit)).order_by("unit__name")
    return [Knot("campaign", str(one), one.get_absolute_url()) for one in found[:60]]
