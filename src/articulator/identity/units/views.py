from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from articulator.identity.constitution.queries import sight
from articulator.identity.units import acts
from articulator.identity.units.forms import AreasForm, DivideForm, MergeForm, OpenForm
from articulator.identity.units.queries import (
    branch_for,
    level_below,
    officers,
    parting,
    units,
)
from articulator.identity.units.rules import may_open, may_place, may_reshape
from articulator.kernel.acts import Refusal, Refused
from articulator.kernel.models import Unit
from articulator.kernel.request import someone


def index(request: HttpRequest) -> HttpResponse:
    """Every unit as a tree, and the one that a postcode leads to."""
    postcode, sought = request.GET.get("postcode", "").strip(), request.GET.get("q", "").strip()
    found = units().filter(name__icontains=sought) if sought else units()
    context = {
        "page": Paginator(found, 60).get_page(request.GET.get("page")),
        "sought": sought,
        "postcode": postcode,
        "yours": branch_for(postcode) if postcode else None,
        "may_open": bool(sight(someone(request)).grants),
    }
    return render(request, "units/index.html", context)


@login_required
def open_unit(request: HttpRequest) -> HttpResponse:
    actor = someone(request)
    if not sight(actor).grants:
        raise Refused(may_open(actor, units().get(parent=None)) or Refusal("Not now."))
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        parent, name = form.cleaned_data["parent"], form.cleaned_data["name"]
        made = acts.open_unit(actor, parent, level_below(parent), name)
        messages.success(request, f"{name} is open.")
        return redirect(made)
    return _answer(request, "units/open.html", form)


@login_required
def areas(request: HttpRequest, slug: str) -> HttpResponse:
    unit, actor = get_object_or_404(Unit, slug=slug), someone(request)
    if refusal := may_place(actor, unit):
        raise Refused(refusal)
    said = " ".join(unit.areas.values_list("code", flat=True))
    form = AreasForm(request.POST or None, initial={"areas": said})
    if request.method == "POST" and form.is_valid():
        acts.set_areas(actor, unit, form.cleaned_data["areas"])
        messages.success(request, "People with these postcodes are now led here.")
        return redirect(unit)
    return _answer(request, "units/areas.html", form, unit=unit)


@login_required
def divide(request: HttpRequest, slug: str) -> HttpResponse:
    """First the numbers, then the deed: the same form, sent twice."""
    unit, actor = get_object_or_404(Unit, slug=slug), someone(request)
    if refusal := may_reshape(actor, unit):
        raise Refused(refusal)
    form = DivideForm(request.POST or None)
    planned = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if "sure" in request.POST:
            made = acts.divide(actor, unit, said["name"], said["districts"], form.decision)
            messages.success(request, f"{made} is open, and its people are on its roll.")
            return redirect(made)
        planned = parting(unit, said["districts"])
    return _answer(request, "units/divide.html", form, unit=unit, planned=planned)


@login_required
def merge(request: HttpRequest, slug: str) -> HttpResponse:
    unit, actor = get_object_or_404(Unit, slug=slug), someone(request)
    if refusal := may_reshape(actor, unit):
        raise Refused(refusal)
    form = MergeForm(request.POST or None, unit=unit)
    if request.method == "POST" and form.is_valid():
        into = acts.merge(actor, unit, form.cleaned_data["into"], form.decision)
        messages.success(request, f"{unit} is part of {into} now.")
        return redirect(into)
    facts = {"unit": unit, "going": parting(unit, ()).staying, "officers": officers(unit).count()}
    return _answer(request, "units/merge.html", form, **facts)


def _answer(request: HttpRequest, page: str, form: Form, **context: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, page, {"form": form, **context}, status=status)
