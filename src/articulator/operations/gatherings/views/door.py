"""At the door: the list, paper, and desks that work without a network."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articulator.kernel.request import show, someone
from articulator.operations.gatherings import (
    acts,
    forms,
    queries,
    rules,
    tickets,
)
from articulator.operations.gatherings import desk as desks
from articulator.operations.gatherings.models import Gathering
from articulator.operations.gatherings.views.common import allowed, the_gathering


@login_required
def people(request: HttpRequest, pk: str) -> HttpResponse:
    """The list by name, on the screen and on paper."""
    return _people(request, allowed(request, pk, rules.may_see_list), forms.PaperForm())


def _people(request: HttpRequest, shown: Gathering, form: forms.PaperForm) -> HttpResponse:
    actor = someone(request)
    return show(
        request, "gatherings/people", form, gathering=shown, listed=queries.listed(actor, shown),
        numbers=queries.numbers(shown), refusal=rules.may_check_in(actor, shown), lines=range(20),
    )  # fmt: skip


@login_required
@require_POST
def type_in(request: HttpRequest, pk: str) -> HttpResponse:
    shown = allowed(request, pk, rules.may_see_list)
    form = forms.PaperForm(request.POST)
    if not form.is_valid():
        return _people(request, shown, form)
    said = form.cleaned_data
    acts.type_in(someone(request), shown, said["lines"], said["unnamed"] or 0)
    messages.success(request, "Written down.")
    return redirect("gatherings:people", shown.pk)


@login_required
@require_POST
def arrive(request: HttpRequest, pk: str, registration: str) -> HttpResponse:
    shown = allowed(request, pk, rules.may_see_list)
    found = get_object_or_404(queries.listed(someone(request), shown), pk=registration)
    acts.arrive(someone(request), shown, found)
    return redirect("gatherings:people", shown.pk)


def _at_desk(pk: str, key: str) -> Gathering:
    shown = the_gathering(pk)
    if not tickets.opens_desk(shown, key):
        raise Http404("This key opens no desk.")
    return shown


def desk(request: HttpRequest, pk: str, key: str) -> HttpResponse:
    """Checking in, with a network and without: `desk.js` keeps a queue, plain forms do without."""
    shown = _at_desk(pk, key)
    refusal, unknown = rules.may_check_in(None, shown), False
    if request.method == "POST":
        entry = desks.typed(shown, request.POST.get("said", "").strip())
        if entry:
            acts.take(None, shown, [entry])
            messages.success(request, "Welcome. Written down.")
            return redirect("gatherings:desk", pk, key)
        unknown = True
    context = {
        "gathering": shown, "key": key, "refusal": refusal, "unknown": unknown,
        "state": desks.state(shown),
    }  # fmt: skip
    response = render(request, "gatherings/desk.html", context, status=422 if unknown else 200)
    camera = settings.PERMISSIONS_POLICY.replace("camera=()", "camera=(self)")
    response.headers["Permissions-Policy"] = camera
    return response


@csrf_exempt  # the key in the address allows it, no cookie does; a desk may have been away for days
@require_POST
def sync(request: HttpRequest, pk: str, key: str) -> HttpResponse:
    """Take what a desk wrote down; answer what it needs to know. As often as it likes."""
    shown = _at_desk(pk, key)
    try:
        sent = desks.entries(request.body)
    except desks.DeskError as error:
        return JsonResponse({"error": str(error)}, status=400)
    if refusal := rules.may_check_in(None, shown):
        return JsonResponse({"error": refusal.reason}, status=403)
    good, unknown = desks.judged(shown, sent)
    if fresh := desks.new(shown, good):
        acts.take(None, shown, fresh)
    taken = [one.operation.id for one in good]
    return JsonResponse({"taken": taken, "unknown": unknown, **desks.state(shown)})


def worker(request: HttpRequest, pk: str, key: str) -> HttpResponse:
    """Opens the desk where there is no network; the tickets that are scanned there lead to it."""
    shown = _at_desk(pk, key)
    response = render(
        request, "gatherings/worker.js", {"gathering": shown, "key": key},
        content_type="text/javascript; charset=utf-8",
    )  # fmt: skip
    response.headers["Service-Worker-Allowed"] = f"{shown.get_absolute_url()}/"
    return response
