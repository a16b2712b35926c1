"""The part of a page that lives, for pages of this feature and of whatever holds an order."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from articulator.kernel import clock
from articulator.operations.steps.models import Order
from articulator.operations.steps.queries import Told, told

REFRESH = 15  # seconds, without scripts


def living(request: HttpRequest, order: Order, view: str) -> dict[str, Any]:
    """What `steps/_live.html` needs to show a view of an order, and to keep it fresh."""
    state = told(order)
    return {
        "order": order,
        "told": state,
        "view": view,
        "clock": f"{clock.now().timestamp():.3f}",
        "fragment": fragment(request, state, view),
        "refresh": REFRESH,
    }


def fragment(request: HttpRequest, state: Told, view: str) -> SafeString:
    """The part of a page that lives. For those who only look it is the same for all."""
    if view == "desk":
        return mark_safe(  # noqa: S308 - a template of ours
            render_to_string("steps/_desk.html", {"told": state, "order": state.order}, request)
        )
    return _same_for_all(state, view)


@lru_cache(maxsize=128)
def _same_for_all(state: Told, view: str) -> SafeString:
    """Drawn once for each mark: five hundred phones that ask at once get one drawing."""
    context = {"told": state, "order": state.order}
    return mark_safe(render_to_string(f"steps/_{view}.html", context))  # noqa: S308 - ours
