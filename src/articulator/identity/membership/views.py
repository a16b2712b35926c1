from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.identity.bodies.queries import holds
from articulator.identity.membership import acts
from articulator.identity.membership.forms import PeopleForm, RollForm
from articulator.identity.membership.models import RollImport
from articulator.identity.membership.queries import (
    Sought,
    branches,
    coverage,
    lines,
    membership_of,
    memberships,
    people,
    rolls_kept_by,
)
from articulator.identity.membership.rules import may_carry_out, may_keep_roll, may_undo
from articulator.kernel.acts import Refused
from articulator.kernel.models import Unit
from articulator.kernel.pages import LongList
from articulator.kernel.request import someone
from articulator.methods.roll import RollError


def index(request: HttpRequest) -> HttpResponse:
    root, actor = Unit.objects.filter(parent=None).first(), someone(request)
    if root is None:
        return render(request, "membership/index.html", {})
    page = Paginator(branches(), 50).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "total": memberships(root).count(),
        "pool": coverage("leadership_pool", root),
        "mine": membership_of(actor) if actor else None,
        "kept": rolls_kept_by(actor),
        "may_open": holds(actor, "keep_roll") is not None,
    }
    return render(request, "membership/index.html", context)


def _kept(request: HttpRequest, slug: str) -> Unit:
    """The unit, for those who keep its roll; nobody else sees names."""
    unit = get_object_or_404(Unit, slug=slug)
    if refusal := may_keep_roll(someone(request), unit):
        raise Refused(refusal)
    return unit


@login_required
def roll(request: HttpRequest, slug: str) -> HttpResponse:
    unit, form = _kept(request, slug), PeopleForm(request.GET)
    sought = form.sought()
    found = LongList(people(someone(request), unit, sought), 50, lines)
    page = found.get_page(request.GET.get("page"))
    imports = RollImport.objects.filter(unit__path__startswith=unit.path).annotate(
        lines=Count("rows")
    )
    context = {
        "unit": unit,
        "page": page,
        "form": form,
        "query": urlencode({k: v for k, v in request.GET.items() if v and k != "page"}),
        "sought": sought != Sought(),
        "imports": imports[:5],
    }
    return render(request, "membership/roll.html", context)


@login_required
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    unit = _kept(request, slug)
    form = RollForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = acts.preview_import(someone(request), unit, file.name, file.read())
        except RollError as error:
            form.add_error("file", str(error))
        else:
            return redirect(made)
    context = {"form": form, "unit": unit}
    return render(request, "membership/upload.html", context, status=422 if form.errors else 200)


def _import(request: HttpRequest, pk: str) -> RollImport:
    shown = get_object_or_404(RollImport.objects.select_related("unit"), pk=pk)
    _kept(request, shown.unit.slug)
    return shown


@login_required
def roll_import(request: HttpRequest, pk: str) -> HttpResponse:
    shown, actor = _import(request, pk), someone(request)
    effect = request.GET.get("effect", "")
    rows = shown.rows.filter(effect=effect) if effect else shown.rows.all()
    counted = dict(shown.rows.values_list("effect").annotate(Count("pk")).order_by())
    context = {
        "import": shown,
        "counted": counted,
        "effect": effect,
        "page": Paginator(rows, 50).get_page(request.GET.get("page")),
        "may_carry_out": may_carry_out(actor, shown) is None,
        "may_undo": may_undo(actor, shown) is None,
    }
    return render(request, "membership/import.html", context)


@require_POST
@login_required
def carry_out(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _import(request, pk)
    acts.carry_out(someone(request), shown)
    messages.success(request, "Done. You can undo it below as long as nothing builds on it.")
    return redirect(shown)


@require_POST
@login_required
def undo(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _import(request, pk)
    acts.undo(someone(request), shown)
    messages.success(request, "Undone. The roll is what it was before this import.")
    return redirect(shown)
