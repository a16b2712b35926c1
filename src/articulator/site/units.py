"""A unit's page: who it is, and under each of the five systems what is alive there."""

from importlib import import_module
from importlib.util import find_spec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from articulator.identity.constitution.queries import sight
from articulator.identity.membership.queries import memberships
from articulator.identity.units.queries import alive as inside
from articulator.identity.units.queries import officers
from articulator.identity.units.rules import may_reshape
from articulator.kernel.links import Knot
from articulator.kernel.models import Unit
from articulator.kernel.request import someone
from articulator.site.features import SYSTEMS, System

SMALL = 8  # nothing about people is told for fewer


def unit(request: HttpRequest, slug: str, key: str = "identity") -> HttpResponse:
    shown = get_object_or_404(Unit.objects.select_related("parent"), slug=slug)
    system = next((s for s in SYSTEMS if s.key == key), None)
    if system is None:
        raise Http404
    actor, people = someone(request), memberships(shown).count()
    looking = sight(actor)
    context = {
        "unit": shown,
        "above": _above(shown),
        "system": system,
        "tabs": [_tab(shown, s) for s in SYSTEMS],
        "alive": [found for feature in system.features for found in alive(system, feature, shown)],
        "inside": inside(shown),
        "officers": officers(shown)[:12],
        "people": people if people >= SMALL else None,
        "sight": looking if looking.by(shown) else None,
        "may_reshape": may_reshape(actor, shown) is None,
    }
    return render(request, "unit.html", context)


def alive(system: System, feature: str, shown: Unit) -> list[Knot]:
    """What a feature says is alive in a unit: its query of that name, if it has one."""
    name = f"articulator.{system.key}.{feature}.queries"
    if feature == "units" or not find_spec(name):
        return []
    ask = getattr(import_module(name), "alive", None)
    return ask(shown) if ask else []


def _tab(shown: Unit, system: System) -> dict[str, object]:
    url = reverse("unit_system", args=[shown.slug, system.key])
    return {"key": system.key, "name": system.name, "url": url}


def _above(shown: Unit) -> list[Unit]:
    """The units around this one, outermost first."""
    paths = [shown.path[: i + 1] for i, c in enumerate(shown.path[:-1]) if c == "/" and i]
    return list(Unit.objects.filter(path__in=paths).order_by("path"))
