from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.identity.membership.queries import rolls_kept_by
from articulator.intelligence.ecology.queries import asked_of, guard, plan_of
from articulator.kernel.acts import Refused
from articulator.kernel.limits import Rate, slow_down
from articulator.kernel.models import Unit
from articulator.kernel.request import someone
from articulator.operations.responses import acts, queries, rules
from articulator.operations.responses.forms import CallForm
from articulator.operations.responses.models import Response

ASKING = Rate(30, 3600)


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """What is asked for, under way and over. Not for visitors: those against us read, too."""
    kept = next(iter(rolls_kept_by(someone(request))), None)
    context = {
        "page": Paginator(queries.responses(), 50).get_page(request.GET.get("page")),
        "calls": kept,
        "guard": guard(),
        "lasts": queries.lasts(),
    }
    return render(request, "responses/index.html", context)


@login_required
def response(request: HttpRequest, pk: str) -> HttpResponse:
    shown, actor = _response(pk), someone(request)
    plan = plan_of(shown)
    context = {
        "response": shown,
        "plan": plan,
        "asked": asked_of(plan)[:60] if plan else (),
        "stop": rules.may_start(actor, shown) if not shown.begun_at else None,
        "runs": rules.may_run(actor, shown) is None,
    }
    return render(request, "responses/response.html", context)


def _response(pk: str) -> Response:
    return get_object_or_404(Response.objects.select_related("unit", "called_by"), pk=pk)


@login_required
def call(request: HttpRequest, slug: str) -> HttpResponse:
    unit, actor = get_object_or_404(Unit, slug=slug), someone(request)
    if refusal := rules.may_call(actor, unit):
        raise Refused(refusal)
    form = CallForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        slow_down(request, "partner letter", ASKING, str(actor and actor.pk))
        said = form.cleaned_data
        made = acts.call(actor, unit, said["title"], said["why"], form.draws)
        messages.success(request, "Called. Whoever you named is asked to answer within a day.")
        return redirect(made)
    context = {"form": form, "unit": unit, "lasts": queries.lasts()}
    return render(request, "responses/call.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def start(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _response(pk)
    acts.start(someone(request), shown)
    messages.success(request, "It begins. Say so to those who wait for it.")
    return redirect(shown)


@require_POST
@login_required
def end(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _response(pk)
    acts.end(someone(request), shown)
    messages.success(request, "It is over. Those who carried it rest now.")
    return redirect(shown)
