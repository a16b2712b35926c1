"""Maps from other programs, and ours as a file, which never leaves by one person alone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.identity.membership.queries import rolls_kept_by
from articulator.intelligence.movement import acts, catalogue, forms, queries, rules
from articulator.intelligence.movement.models import Release
from articulator.intelligence.movement.showing import ASKING, ready, root
from articulator.kernel.limits import slow_down
from articulator.kernel.models import Unit
from articulator.kernel.request import sent, show, someone, stop
from articulator.methods.maps import FORMS, Chart, Group, MapError, Tie, read
from articulator.methods.maps.chart import LARGEST

TYPES = {"json": "application/json", "zip": "application/zip", "gexf": "application/xml",
         "graphml": "application/xml"}  # fmt: skip


@login_required
def bring(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the groups of a file on the map; what was left out is said."""
    unit, actor = get_object_or_404(Unit, slug=slug), someone(request)
    stop(rules.may_map(actor, unit))
    form = forms.ImportForm(sent(request), request.FILES or None)
    if ready(request, form):
        slow_down(request, "map file", ASKING, str(actor and actor.pk))
        try:
            chart = read(_files(form))
        except MapError as error:
            form.add_error("file", str(error))
        else:
            done = acts.bring(actor, unit, chart, form.cleaned_data["file"].name)
            return render(
                request, "movement/brought.html", {"unit": unit, "done": done, "chart": chart}
            )
    return show(request, "movement/bring", form, unit=unit)


def _files(form: forms.ImportForm) -> list[bytes]:
    sent_files = [form.cleaned_data[name] for name in ("file", "ties")]
    files = [one for one in sent_files if one]
    if sum(one.size for one in files) > LARGEST:
        raise MapError(f"A map has at most {LARGEST // 1_000_000} megabytes.")
    return [one.read() for one in files]


def chart_of(unit: Unit) -> Chart:
    """The map as it leaves: no address, no finer place than a branch."""
    functions, spheres = catalogue.functions(), catalogue.spheres()
    spots = list(queries.spots(unit))
    groups = tuple(
        Group(
            str(one.pk), one.partner.name, one.kind, one.partner.about,
            functions.get(one.function, ""), spheres.get(one.sphere, ""), one.area.name, one.reach,
            (), tuple(one.needs), tuple(one.gives), tuple(one.themes),
        )
        for one in spots
    )  # fmt: skip
    ties = tuple(
        Tie(str(one.one_id), str(one.other_id), one.kind, one.strength, one.since)
        for one in queries.ties(unit)
    )
    return Chart(groups, ties)


@login_required
def releases(request: HttpRequest) -> HttpResponse:
    """Who asked for the map, who agreed, who looked at ties."""
    actor = someone(request)
    stop(rules.may_read_ties(actor, root()))
    context = {
        "page": Paginator(queries.releases(), 60).get_page(request.GET.get("page")),
        "looks": queries.looks()[:60],
        "keeps": next(iter(rolls_kept_by(actor)), None),
    }
    return render(request, "movement/releases.html", context)


@login_required
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    unit, actor = get_object_or_404(Unit, slug=slug), someone(request)
    stop(rules.may_ask_for_map(actor, unit))
    form = forms.ReleaseForm(sent(request))
    if ready(request, form):
        said = form.cleaned_data
        made = acts.ask_for_map(actor, unit, said["form"], said["reason"])
        messages.success(request, "Asked. Now tell somebody else who keeps the map.")
        return redirect(made)
    return show(request, "movement/ask", form, unit=unit)


@login_required
def release(request: HttpRequest, pk: str) -> HttpResponse:
    shown, actor = _release(pk), someone(request)
    stop(rules.may_read_ties(actor, shown))
    context = {
        "release": shown,
        "words": FORMS[shown.form][1],
        "seconds": rules.may_second(actor, shown),
        "takes": rules.may_take(actor, shown),
        "groups": queries.spots(shown.unit).count(),
    }
    return render(request, "movement/release.html", context)


def _release(pk: str) -> Release:
    return get_object_or_404(queries.releases(), pk=pk)


@require_POST
@login_required
def second(request: HttpRequest, pk: str) -> HttpResponse:
    agree = request.POST.get("agree") == "yes"
    made = acts.second(someone(request), _release(pk), agree=agree)
    messages.success(request, "You agreed." if agree else "It does not leave.")
    return redirect(made)


@require_POST
@login_required
def take(request: HttpRequest, pk: str) -> HttpResponse:
    taken = acts.take(someone(request), _release(pk))
    ending, _, write = FORMS[taken.form]
    response = HttpResponse(write(chart_of(taken.unit)), content_type=TYPES[ending])
    name = f"movement-{taken.unit.slug}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
