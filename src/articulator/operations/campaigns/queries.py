"""Which campaigns there are, what the gate asked of them, what they signed."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from articulator.kernel.links import Knot
from articulator.kernel.models import Unit
from articulator.operations.campaigns.models import Application, Campaign, Covenant, Finding


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


# On the pages of units


def alive(unit: Unit) -> list[Knot]:
    """The campaigns that a unit supports, and the campaign that a unit is."""
    found = campaigns().filter(Q(unit__parent=unit) | Q(unit=unit)).order_by("unit__name")
    return [Knot("campaign", str(one), one.get_absolute_url()) for one in found[:60]]
