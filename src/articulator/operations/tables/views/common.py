"""What the pages of this feature share: which floor, which phone, which table it may write at."""

from typing import Any

from django.conf import settings
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from articulator.kernel.acts import Refused, Rule
from articulator.kernel.request import someone
from articulator.operations.gatherings.rules import may_host
from articulator.operations.gatherings.tickets import mark
from articulator.operations.tables import queries
from articulator.operations.tables.models import Floor, Guest, Table
from articulator.operations.tables.rules import may_run

SEAT, CARD = "seat", "card"  # cookies that only the pages of one evening are sent
KEPT = 2 * 24 * 3600  # seconds: the evening, and the day after


def the_floor(pk: str) -> Floor:
    return get_object_or_404(queries.floors(), pk=pk)


def run_by(request: HttpRequest, pk: str, rule: Rule[Floor] = may_run) -> Floor:
    floor = the_floor(pk)
    if refusal := rule(someone(request), floor):
        raise Refused(refusal)
    return floor


def hosts(request: HttpRequest, floor: Floor) -> bool:
    actor = someone(request)
    return actor is not None and may_host(actor, floor.gathering) is None


def subject(request: HttpRequest) -> str:
    """The mark of this phone: of its ticket, or of the token it was given; empty without."""
    token = request.COOKIES.get(SEAT, "")
    return mark(token) if token else ""


def guest_of(request: HttpRequest, floor: Floor) -> Guest | None:
    return queries.guest(floor, subject(request))


def the_table(request: HttpRequest, pk: str, number: int) -> Table:
    """A table's pad, for whoever sits there, has its card, or hosts the evening."""
    floor = the_floor(pk)
    table = get_object_or_404(floor.tables, number=number)
    table.floor = floor
    guest, card = guest_of(request, floor), queries.table_of_code(floor, _card(request))
    if table in (card, guest and guest.table) or hosts(request, floor):
        return table
    raise Http404("Type the code on the card of this table first.")


def _card(request: HttpRequest) -> str:
    return request.COOKIES.get(CARD, "")


def remember(response: HttpResponse, name: str, said: str, floor: Floor) -> None:
    response.set_cookie(
        name, said, max_age=KEPT, path=reverse("tables:floor", args=[floor.pk]), httponly=True,
        samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def rendered(request: HttpRequest, page: str, *forms: BaseForm, **context: Any) -> HttpResponse:
    wrong = any(form.errors for form in forms)
    return render(request, f"tables/{page}.html", context, status=422 if wrong else 200)
