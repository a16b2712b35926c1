"""You said, we did: by theme, by branch, by place; and what waits at each arrow."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt

from articulator.intelligence.listening.queries import contact_behind
from articulator.intelligence.loop import acts, queries, rules
from articulator.intelligence.loop.arrows import arrows
from articulator.intelligence.loop.forms import AccountForm
from articulator.intelligence.themes.models import Theme
from articulator.intelligence.themes.rules import may_demand
from articulator.kernel.acts import Refused
from articulator.kernel.models import Unit
from articulator.kernel.request import someone


def index(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.heard(), 30).get_page(request.GET.get("page"))
    told = list(page.object_list)
    units = {one.unit.pk: one.unit for one in told}
    context = {"page": page, "ways": queries.ways(told), "units": list(units.values())}
    return render(request, "loop/index.html", context)


def of(request: HttpRequest, slug: str) -> HttpResponse:
    """A branch: what at least eight people said there."""
    unit = get_object_or_404(Unit, slug=slug)
    by_place = queries.said_in(queries.heard(), unit)
    here = by_place.pop("", [])
    context = {"unit": unit, "place": "", "ways": queries.ways(here), "places": list(by_place)}
    return render(request, "loop/of.html", context)


def place(request: HttpRequest, slug: str, place: str) -> HttpResponse:
    """A street or district. One in which fewer than eight said the same is not there."""
    unit = get_object_or_404(Unit, slug=slug)
    found = queries.said_in(queries.heard(), unit).get(place) if place else None
    if not found:
        raise Http404("Nothing is told of this place.")
    context = {"unit": unit, "place": place, "ways": queries.ways(found), "places": []}
    return render(request, "loop/of.html", context)


def theme(request: HttpRequest, pk: str) -> HttpResponse:
    found = _theme(pk)
    if found.into_id:
        return redirect("loop:theme", found.into_id)
    told = queries.heard([found.pk])
    if not told:
        raise Http404("Nothing of this theme has been published.")
    actor, [way] = someone(request), queries.ways(told)
    context = {
        "way": way, "theme": found, "accounts": queries.accounts(way.heard),
        "places": [place for place in queries.said_in(told, way.heard.unit) if place],
        "may_report": rules.may_report(actor, found) is None,
        "may_raise": may_demand(actor, found) is None,
    }  # fmt: skip
    return render(request, "loop/theme.html", context)


def _theme(pk: str) -> Theme:
    found = Theme.objects.select_related("codebook__question__survey__unit")
    return get_object_or_404(found, pk=pk)


@login_required
def report(request: HttpRequest, pk: str) -> HttpResponse:
    found, actor = _theme(pk), someone(request)
    if refusal := rules.may_report(actor, found):
        raise Refused(refusal)
    form = AccountForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        acts.report_back(actor, found, form.cleaned_data["words"])
        messages.success(request, "Told. Whoever tied an address to such an answer gets a letter.")
        return redirect("loop:theme", found.pk)
    context = {"form": form, "theme": found}
    return render(request, "loop/report.html", context, status=422 if form.errors else 200)


def waiting(request: HttpRequest, key: str) -> HttpResponse:
    """What waits at one arrow of the loop, the oldest first."""
    found = next((one for one in arrows() if one.key == key), None)
    if found is None:
        raise Http404
    page = Paginator(found.stuck, 60).get_page(request.GET.get("page"))
    return render(request, "loop/waiting.html", {"arrow": found, "page": page})


@csrf_exempt  # mail programs stop letters with one click (RFC 8058); the token is what allows it
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the page does nothing, programs do that too; one tap ends the letters."""
    contact = contact_behind(token)
    if contact is None:
        return render(request, "loop/stopped.html", {"contact": None})
    if request.method == "POST":
        acts.stop(None, contact)
        return render(request, "loop/stopped.html", {"contact": None})
    return render(request, "loop/stopped.html", {"contact": contact, "token": token})
