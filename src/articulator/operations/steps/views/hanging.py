"""What people do in a step: choose it among what is there, or make it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from articulator.kernel import links
from articulator.kernel.acts import Refused
from articulator.kernel.request import someone
from articulator.operations.steps import acts
from articulator.operations.steps.hanging import OFFERS, hung
from articulator.operations.steps.models import Order
from articulator.operations.steps.rules import may_change
from articulator.operations.steps.views.common import run_by, the_step


@login_required
def hang(request: HttpRequest, pk: str, step: str) -> HttpResponse:
    """Everything that can hang on a step, kind by kind; what hangs there can be taken off."""
    shown = run_by(request, pk)
    kept = the_step(shown, step)
    if request.method == "POST":
        acts.hang(someone(request), shown, kept, _chosen(shown, request.POST.get("thing", "")))
        messages.success(request, "Done. Phones and the wall follow when the step begins.")
        return redirect(f"{reverse('steps:edit', args=[pk])}#step-{step}")
    context = {
        "order": shown,
        "step": kept,
        "hung": hung(kept),
        "offers": [
            (one, [(links.ref(thing), thing) for thing in one.found(shown)])
            for one in OFFERS.values()
        ],
        "refusal": may_change(someone(request), shown),
    }
    return render(request, "steps/hang.html", context)


def _chosen(order: Order, reference: str) -> Model | None:
    """One of the things that this order is offered; nothing, where nothing was chosen."""
    if not reference:
        return None
    label = reference.rpartition(":")[0]
    offered: list[Model] = [
        thing for one in OFFERS.values() if one.model == label for thing in one.found(order)
    ]
    found = next((thing for thing in offered if links.ref(thing) == reference), None)
    if found is None:
        raise Http404("This is not offered here.")
    return found


@login_required
def make(request: HttpRequest, pk: str, step: str, key: str) -> HttpResponse:
    """Make something new for this evening, and hang it on the step, in one form."""
    shown, actor, offer = run_by(request, pk), someone(request), OFFERS.get(key)
    kept = the_step(shown, step)
    if offer is None or offer.form is None or offer.make is None:
        raise Http404("Nothing of this kind is made here.")
    form = offer.form(request.POST or None, order=shown, actor=actor)
    if request.method == "POST" and form.is_valid():
        try:
            acts.hang(actor, shown, kept, offer.make(actor, shown, form))
        except Refused as refused:
            form.add_error(None, f"{refused.refusal.reason} {refused.refusal.appeal}".strip())
        else:
            messages.success(request, "Made, and hung on the step. It opens when the step begins.")
            return redirect(f"{reverse('steps:edit', args=[pk])}#step-{step}")
    context = {"order": shown, "step": kept, "offer": offer, "form": form}
    return render(request, "steps/make.html", context, status=422 if form.is_bound else 200)
