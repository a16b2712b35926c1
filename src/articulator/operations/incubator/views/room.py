"""For everyone: the evening, its map, what was promised."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from articulator.identity.contacts.queries import fingerprint
from articulator.identity.membership.queries import rolls_kept_by
from articulator.kernel.acts import Refused
from articulator.kernel.limits import Rate, slow_down
from articulator.kernel.models import Unit
from articulator.kernel.request import sent, someone
from articulator.operations.incubator import acts, gaps, queries
from articulator.operations.incubator.forms import PlaceForm, PledgeForm
from articulator.operations.incubator.rules import may_announce, may_pledge, may_run
from articulator.operations.incubator.views.common import (
    shown_with,
    the_entry,
    the_round,
    what_is_on,
)

HALL, ONE_ADDRESS = Rate(200, 600), Rate(5, 600)  # a hall shares one address


def index(request: HttpRequest) -> HttpResponse:
    unit = Unit.objects.filter(slug=request.GET.get("unit", "")).first()
    kept = next(iter(rolls_kept_by(someone(request))), None)
    context = {
        "unit": unit,
        "page": Paginator(queries.rounds(unit), 60).get_page(request.GET.get("page")),
        "runs": unit if unit and may_announce(someone(request), unit) is None else kept,
    }
    return render(request, "incubator/index.html", context)


def round_(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The evening, for phones and for the wall: what happens now, and what was decided."""
    return render(request, "incubator/round.html", what_is_on(request, the_round(pk)))


def pulse(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The live part of the evening's page; nothing if the phone has it already."""
    context = what_is_on(request, the_round(pk))
    if request.GET.get("v") == context["pulse"]:
        return HttpResponse(status=204)
    return render(request, "incubator/_now.html", context)


def gap_map(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Which campaigns there are, where they stand, and where none does."""
    shown = the_round(pk)
    runs = may_run(someone(request), shown) is None
    found = gaps.gap_map(shown)
    forms = [(one, PlaceForm(initial={"thing": one.reference})) for one in found.unplaced]
    context = {"round": shown, "map": found, "unplaced": forms, "runs": runs}
    return render(request, "incubator/map.html", context)


def pledge(request: HttpRequest, pk: UUID) -> HttpResponse:
    entry = the_entry(pk)
    refusal, form = may_pledge(someone(request), entry), PledgeForm(sent(request))
    if request.method == "POST":
        slow_down(request, "pledge", HALL)
        if refusal:
            raise Refused(refusal)
        if form.is_valid():
            promise = form.promise
            if promise.email:
                slow_down(request, "pledge letter", ONE_ADDRESS, fingerprint(promise.email))
            acts.pledge(None, entry, promise)
            messages.success(request, "Thank you. Somebody of the campaign finds you.")
            return redirect(entry.round)
    return shown_with(request, "pledge", form, entry=entry, refusal=refusal)


def promise(request: HttpRequest, token: str) -> HttpResponse:
    """The letter leads here: see the promise, or take it back."""
    found = queries.pledge_behind(token)
    if found is None:
        return render(request, "incubator/gone.html", status=404)
    if request.method == "POST":
        acts.take_back(None, found)
        return render(request, "incubator/gone.html", {"taken_back": True})
    return render(request, "incubator/promise.html", {"pledge": found, "entry": found.entry})
