"""On a phone in the room: which table is mine; for everyone: what the tables brought back."""

from secrets import token_urlsafe

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from articulator.kernel.acts import Refused
from articulator.kernel.limits import Rate, slow_down
from articulator.kernel.request import someone
from articulator.operations.steps.queries import evening_of
from articulator.operations.tables import acts, queries
from articulator.operations.tables.forms import CodeForm, WishForm
from articulator.operations.tables.models import Floor
from articulator.operations.tables.rules import may_come
from articulator.operations.tables.views.common import (
    CARD,
    SEAT,
    guest_of,
    hosts,
    remember,
    rendered,
    subject,
    the_floor,
)

HALL = Rate(100, 60)  # a hall full of people shares one address


def index(request: HttpRequest) -> HttpResponse:
    """Tables of evenings to come, and what those of the past brought back."""
    context = {
        "coming": queries.coming()[:12],
        "page": Paginator(queries.harvested(), 30).get_page(request.GET.get("page")),
    }
    return render(request, "tables/index.html", context)


def floor(request: HttpRequest, pk: str) -> HttpResponse:
    """Your table, by the window; before it is given out, what you would like."""
    return _shown(request, the_floor(pk), CodeForm())


def _shown(request: HttpRequest, shown: Floor, code: CodeForm) -> HttpResponse:
    guest, tables = guest_of(request, shown), queries.tables(shown)
    first = {"is_new": _word(guest.is_new)} if guest else {}
    if guest:
        first |= {f"wish{at}": str(one) for at, one in enumerate(guest.wishes, 1)}
    context = {
        "floor": shown,
        "guest": guest,
        "tables": tables,
        "refusal": may_come(None, shown),
        "hosts": hosts(request, shown),
        "form": WishForm(initial=first, tables=tables, by=shown.by),
        "code": code,
        "evening": evening_of(shown),
    }
    if request.headers.get("HX-Request"):
        return render(request, "tables/_mine.html", context)
    return rendered(request, "floor", code, **context)


def _word(is_new: bool | None) -> str:
    return "" if is_new is None else "yes" if is_new else "no"


def pulse(request: HttpRequest, pk: str) -> HttpResponse:
    """What the page of a phone asks every few seconds: nothing while nothing has changed."""
    shown = the_floor(pk)
    if request.GET.get("seen") == str(shown.version):
        return HttpResponse(status=204)
    return _shown(request, shown, CodeForm())


def enter(request: HttpRequest, pk: str, ticket: str) -> HttpResponse:
    """From the page of the evening, with a ticket: a cookie remembers it, no address shows it."""
    shown = the_floor(pk)
    response = redirect(shown)
    remember(response, SEAT, ticket, shown)
    return response


@require_POST
def come(request: HttpRequest, pk: str) -> HttpResponse:
    """Give this phone a table: the one that needs somebody."""
    shown = the_floor(pk)
    slow_down(request, f"tables {shown.pk}", HALL)
    token = request.COOKIES.setdefault(SEAT, token_urlsafe(24))
    acts.come(None, shown, subject(request))
    response = redirect(shown)
    remember(response, SEAT, token, shown)
    return response


@require_POST
def wish(request: HttpRequest, pk: str) -> HttpResponse:
    shown = the_floor(pk)
    slow_down(request, f"tables {shown.pk}", HALL)
    form = WishForm(request.POST, tables=queries.tables(shown), by=shown.by)
    token = request.COOKIES.setdefault(SEAT, token_urlsafe(24))
    if form.is_valid():
        acts.wish(None, shown, subject(request), form.wishes, form.cleaned_data["is_new"])
        messages.success(request, "Noted. Your table appears here when tables are given out.")
    response = redirect(shown)
    remember(response, SEAT, token, shown)
    return response


def sit(request: HttpRequest, pk: str) -> HttpResponse:
    """Somebody sits at a table already, and types the code on its card: its pad opens."""
    shown, form = the_floor(pk), CodeForm(request.GET or None)
    slow_down(request, f"card {shown.pk}", HALL)
    table = queries.table_of_code(shown, form.cleaned_data["code"]) if form.is_valid() else None
    if table is None:
        if form.is_bound:
            form.add_error("code", "No table here has this code. Look at the card once more.")
        return _shown(request, shown, form)
    if refusal := may_come(someone(request), shown):
        raise Refused(refusal)
    response = redirect(table)
    remember(response, CARD, table.code, shown)
    return response


def harvest(request: HttpRequest, pk: str) -> HttpResponse:
    """What the tables brought back, for everyone."""
    shown = the_floor(pk)
    context = {
        "floor": shown, "harvests": queries.harvests(shown), "hosts": hosts(request, shown),
        "evening": evening_of(shown),
    }  # fmt: skip
    return render(request, "tables/harvest.html", context)
