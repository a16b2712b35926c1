from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.identity.bodies import acts
from articulator.identity.bodies.forms import AppointForm
from articulator.identity.bodies.models import Body, SeatGroup, Term
from articulator.identity.bodies.queries import holds
from articulator.identity.bodies.rules import may_appoint
from articulator.kernel import clock
from articulator.kernel.models import Unit
from articulator.kernel.request import someone


def index(request: HttpRequest) -> HttpResponse:
    """The bodies of the whole; those of regions and branches by searching for their unit."""
    sought = request.GET.get("q", "").strip()
    size = Count("groups__seats", filter=Q(groups__in_force=True), distinct=True)
    bodies = Body.objects.filter(in_force=True).select_related("unit").annotate(size=size)
    here = bodies.filter(unit__name__icontains=sought) if sought else bodies.filter(
        unit__parent=None
    )  # fmt: skip
    page = Paginator(here.order_by("unit__path", "kind", "name"), 30).get_page(
        request.GET.get("page")
    )
    context = {"page": page, "sought": sought, "units": Unit.objects.count() - 1}
    return render(request, "bodies/index.html", context)


def body(request: HttpRequest, pk: str) -> HttpResponse:
    shown = get_object_or_404(Body.objects.select_related("unit"), pk=pk)
    actor, now = someone(request), clock.now()
    current = Term.objects.filter(until__gt=now).filter(Q(ended=None) | Q(ended__gt=now))
    groups = list(
        shown.groups.filter(in_force=True).prefetch_related(
            "seats",
            Prefetch("seats__terms", current.select_related("person").order_by("since"), "held"),
        )
    )
    context = {
        "body": shown,
        "groups": groups,
        "powers": shown.powers.order_by("key"),
        "above": Body.objects.filter(
            key=shown.accountable_to, unit__in=(shown.unit, shown.unit.parent), in_force=True
        ).first(),
        "may": {
            "elect": holds(actor, "run_elections", shown.unit),
            "draw": holds(actor, "run_draws", shown.unit),
            "appoint": holds(actor, "appoint_officers", shown.unit),
        },
        "you": actor,
    }
    return render(request, "bodies/body.html", context)


@login_required
def appoint(request: HttpRequest, group_pk: str) -> HttpResponse:
    group, actor = get_object_or_404(SeatGroup, pk=group_pk), someone(request)
    form = AppointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        acts.appoint(actor, group, form.cleaned_data["person"])
        messages.success(request, "The appointment is recorded.")
        return redirect(group.body)
    context = {"form": form, "group": group, "refusal": may_appoint(actor, group)}
    return render(request, "bodies/appoint.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def resign(request: HttpRequest, term_pk: str) -> HttpResponse:
    term = get_object_or_404(Term.objects.select_related("seat__group__body"), pk=term_pk)
    acts.resign(someone(request), term)
    messages.success(request, "You have given up the seat. Thank you for what you did in it.")
    return redirect(term.seat.group.body)
