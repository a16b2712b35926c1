"""What every page knows: whose house this is, and its five rooms."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from articulator.kernel.models import Unit
from articulator.site.features import SYSTEMS


def organisation() -> Unit | str:
    """Whose house this is; before the founding, the software's own name."""
    return Unit.objects.filter(parent=None).first() or "Articulator"


def house(_request: HttpRequest) -> dict[str, Any]:
    return {
        "organisation": organisation(),
        "systems": [
            {"key": s.key, "name": s.name, "number": s.number, "url": _url(s.key)} for s in SYSTEMS
        ],
        "demo": settings.DEMO,
    }


def _url(key: str) -> str | None:
    try:
        return reverse(key)
    except NoReverseMatch:
        return None
