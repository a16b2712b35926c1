"""What everyone sees: what is on, one gathering, how it went."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from articulator.identity.contacts.queries import fingerprint
from articulator.kernel.limits import slow_down
from articulator.kernel.mail import link
from articulator.kernel.models import Unit
from articulator.kernel.request import sent, show, someone
from articulator.operations.gatherings import (
    acts,
    cadence,
    calendar,
    forms,
    queries,
    rules,
    tickets,
)
from articulator.operations.gatherings.models import Gathering
from articulator.operations.gatherings.pictures import qr
from articulator.operations.gatherings.views.common import HALL, ONE_ADDRESS, TICKET, the_gathering
from articulator.operations.steps.queries import told


def index(request: HttpRequest) -> HttpResponse:
    """What is to come, everywhere or in one unit and inside it."""
    unit = Unit.objects.filter(slug=request.GET.get("unit", "")).first()
    page = Paginator(queries.coming(unit), 60).get_page(request.GET.get("page"))
    return render(request, "gatherings/index.html", {"unit": unit, "page": page})


def outcomes(request: HttpRequest) -> HttpResponse:
    return render(request, "gatherings/outcomes.html", {"outcomes": queries.outcomes()})


def rhythm(request: HttpRequest) -> HttpResponse:
    """Every unit of whom gatherings are asked, with what was last and what is next."""
    page = Paginator(cadence.with_cadence(), 60).get_page(request.GET.get("page"))
    keys = [unit.pk for unit in page.object_list]
    rows = cadence.rhythms(Unit.objects.filter(pk__in=keys).order_by("path"))
    return render(request, "gatherings/rhythm.html", {"page": page, "rows": rows})


def series(request: HttpRequest, slug: str) -> HttpResponse:
    """What a unit holds, how often it is asked to, and what helps if it could not."""
    unit = get_object_or_404(Unit.objects.select_related("parent"), slug=slug)
    shown = cadence.rhythm(unit)
    context = {
        "unit": unit,
        "rhythm": shown,
        "help": cadence.help_for(unit) if shown.state in {"missed", "none"} else None,
        "share": cadence.share(unit),
        "page": Paginator(queries.own_of(unit), 60).get_page(request.GET.get("page")),
        "plans": rules.may_plan(someone(request), unit) is None,
    }
    return render(request, "gatherings/series.html", context)


def feed(request: HttpRequest, slug: str) -> HttpResponse:
    unit = get_object_or_404(Unit, slug=slug)
    return calendar.answer(calendar.of_unit(unit, queries.of_calendar(unit)), slug)


def file(request: HttpRequest, pk: str) -> HttpResponse:
    return calendar.answer(calendar.one(the_gathering(pk)), "gathering")


def gathering(request: HttpRequest, pk: str) -> HttpResponse:
    """When, where, what, and one button."""
    shown, actor = the_gathering(pk), someone(request)
    form = forms.ComeForm(sent(request), actor=actor)
    if request.method == "POST":
        slow_down(request, f"gathering {shown.pk}", HALL)
        if form.is_valid():
            return _come(request, shown, form)
    mine = queries.own(shown, actor) or queries.behind(shown, request.COOKIES.get(TICKET, ""))
    return show(
        request, "gatherings/gathering", form, gathering=shown,
        refusal=rules.may_come(actor, shown),
        mine=mine, said=tickets.ticket_of(mine) if mine else "", left=queries.places_left(shown),
        expected=queries.expected(shown), hosts=rules.may_host(actor, shown) is None,
        worth=queries.worth(gathering=shown), told=told(shown.order) if shown.order else None,
    )  # fmt: skip


def _come(request: HttpRequest, shown: Gathering, form: forms.ComeForm) -> HttpResponse:
    said = form.said
    if said.email:
        slow_down(request, "gathering letter", ONE_ADDRESS, fingerprint(said.email))
    made = acts.register(someone(request), shown, said)
    response = redirect("gatherings:ticket", shown.pk, tickets.ticket_of(made))
    tickets.remember(response, TICKET, tickets.ticket_of(made), shown)
    return response


def poster(request: HttpRequest, pk: str) -> HttpResponse:
    shown = the_gathering(pk)
    page = link(shown.get_absolute_url())
    order = told(shown.order) if shown.order else None
    context = {"gathering": shown, "page": page, "code": qr(page), "told": order}
    return render(request, "gatherings/poster.html", context)
