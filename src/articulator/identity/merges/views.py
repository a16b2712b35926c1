from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.identity.merges import acts
from articulator.identity.merges.forms import ChooseForm
from articulator.identity.merges.queries import (
    kept_units,
    merges_seen,
    names_stay_below,
    pairs_seen,
    side,
)
from articulator.identity.merges.rules import may_merge
from articulator.kernel.models import Unit
from articulator.kernel.request import someone


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """The pairs that may be one person within one's sight, the likeliest first; latest merges."""
    actor = someone(request)
    context = {
        "kept": kept_units(actor),
        "page": Paginator(pairs_seen(actor), 50).get_page(request.GET.get("page")),
        "charter": names_stay_below(actor),
        "merges": merges_seen(actor)[:20],
    }
    return render(request, "merges/index.html", context)


@require_POST
@login_required
def look(request: HttpRequest, slug: str) -> HttpResponse:
    acts.look(someone(request), get_object_or_404(Unit, slug=slug))
    messages.success(request, "We are looking. Load this page again in a minute.")
    return redirect("merges:index")


@login_required
def pair(request: HttpRequest, pk: str) -> HttpResponse:
    """Two entries side by side: which values stay, or that they are two people."""
    actor = someone(request)
    found = get_object_or_404(pairs_seen(actor), pk=pk)
    first, second = side(found.first), side(found.second)
    form = ChooseForm(request.POST or None, first=first, second=second)
    refusal = may_merge(actor, found)
    if request.method == "POST" and form.is_valid():
        acts.merge(actor, found, form.of_the_first)
        messages.success(request, "They are one entry now. You can undo it for thirty days.")
        return redirect("merges:index")
    context = {"pair": found, "sides": (first, second), "form": form, "refusal": refusal}
    return render(request, "merges/pair.html", context)


@require_POST
@login_required
def apart(request: HttpRequest, pk: str) -> HttpResponse:
    acts.tell_apart(someone(request), get_object_or_404(pairs_seen(someone(request)), pk=pk))
    messages.success(request, "Noted: two people. Nobody is asked about them again.")
    return redirect("merges:index")


@require_POST
@login_required
def undo(request: HttpRequest, pk: str) -> HttpResponse:
    acts.undo(someone(request), get_object_or_404(merges_seen(someone(request)), pk=pk))
    messages.success(request, "Undone. Both entries are what they were.")
    return redirect("merges:index")
