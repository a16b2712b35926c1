"""What is on: the phone in the hand, the wall, the desk, the sheet; and pressing."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.request import someone
from articulator.operations.steps import acts
from articulator.operations.steps.catalogue import METHODS, kits
from articulator.operations.steps.forms import (
    PressForm,
)
from articulator.operations.steps.hanging import address, held_by
from articulator.operations.steps.living import fragment, living
from articulator.operations.steps.models import Order
from articulator.operations.steps.qr import picture
from articulator.operations.steps.queries import (
    coming,
    own,
    runs_in,
    told,
    without_order,
)
from articulator.operations.steps.rules import may_run
from articulator.operations.steps.views.common import VIEWS, lent_desk, run_by, the_order


def index(request: HttpRequest) -> HttpResponse:
    """What is on and to come, what one runs oneself, and the kits."""
    actor = someone(request)
    context = {
        "page": Paginator(coming(), 30).get_page(request.GET.get("page")),
        "own": own(actor)[:8],
        "families": _families(),
        "trains": without_order(actor).exists(),
        "may_draw_up": actor is not None and runs_in(actor).exists(),
    }
    return render(request, "steps/index.html", context)


def _families() -> list[dict[str, object]]:
    return [
        {"title": title, "words": words, "kits": [k for k in kits().values() if k.method == method]}
        for method, (title, words) in METHODS.items()
    ]


def kit(request: HttpRequest, key: str) -> HttpResponse:
    if key not in kits():
        raise Http404("There is no such kit.")
    actor = someone(request)
    context = {"kit": kits()[key], "may_draw_up": actor is not None and runs_in(actor).exists()}
    return render(request, "steps/kit.html", context)


def order(request: HttpRequest, pk: str) -> HttpResponse:
    """What is on, for the phone in the hand."""
    return _live(request, the_order(pk), "phone")


def screen(request: HttpRequest, pk: str) -> HttpResponse:
    """What is on, for the wall."""
    return _live(request, the_order(pk), "screen")


def desk(request: HttpRequest, pk: str) -> HttpResponse:
    """Everything, for whoever runs the room, and for their helpers."""
    shown = the_order(pk)
    if lent_desk(request, shown) is None:
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        run_by(request, pk)
    return _live(request, shown, "desk")


def _live(request: HttpRequest, shown: Order, view: str) -> HttpResponse:
    context = {**living(request, shown, view), "runs": view != "screen" and _runs(request, shown)}
    if view == "desk":
        context |= {"lent": lent_desk(request, shown), "held": held_by(shown)}
    if view == "screen":
        context["code"] = picture(address(shown))
    return render(request, f"steps/{view}.html", context)


def _runs(request: HttpRequest, shown: Order) -> bool:
    actor = someone(request)
    return actor is not None and may_run(actor, shown) is None


def pulse(request: HttpRequest, pk: str, view: str) -> HttpResponse:
    """What a live page asks every second or two: nothing (204) while nothing has changed."""
    shown = the_order(pk)
    if view not in VIEWS:
        raise Http404("There is no such view.")
    if view == "desk" and lent_desk(request, shown) is None:
        run_by(request, pk)
    state = told(shown)
    if request.GET.get("seen") == state.mark:
        answer = HttpResponse(status=204)
    else:
        answer = HttpResponse(fragment(request, state, view))
    answer["X-Mark"] = state.mark
    answer["X-Clock"] = f"{clock.now().timestamp():.3f}"
    answer["Cache-Control"] = "no-store"
    return answer


def paper(request: HttpRequest, pk: str) -> HttpResponse:
    """The order as a sheet; with the notes for whoever runs it."""
    shown = the_order(pk)
    runs = lent_desk(request, shown) is not None or may_run(someone(request), shown) is None
    context = {
        "order": shown,
        "told": told(shown),
        "runs": runs,
        "code": picture(address(shown)),
    }
    return render(request, "steps/paper.html", context)


# Running


@require_POST
def press(request: HttpRequest, pk: str) -> HttpResponse:
    """One press at a desk. Who is a moment too late is told so, and stays at the desk."""
    shown, actor = the_order(pk), someone(request)
    lent = None if may_run(actor, shown) is None else lent_desk(request, shown)
    if lent is None:
        if not request.user.is_authenticated:
            return redirect_to_login(reverse("steps:desk", args=[pk]))
        run_by(request, pk)
    form = PressForm(request.POST)
    if not form.is_valid():
        messages.error(request, "This press was not understood. Press again.")
        return redirect("steps:desk", pk)
    did = form.cleaned_data["do"]
    try:
        if lent:
            acts.lend_a_hand(actor, lent, did, **form.press())
        else:
            acts.PRESSES[did](actor, shown, **form.press())
    except Refused as refused:
        why = refused.refusal
        messages.warning(request, f"{why.reason} {why.appeal}".strip())
    return redirect("steps:desk", pk)
