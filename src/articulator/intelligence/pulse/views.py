import secrets
from datetime import datetime, time, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from articulator.identity.membership.queries import membership_of
from articulator.identity.units.queries import units
from articulator.intelligence.pulse import acts, queries
from articulator.intelligence.pulse.forms import CardsForm
from articulator.intelligence.pulse.models import Pulse
from articulator.intelligence.pulse.rules import may_count
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.limits import Rate, slow_down
from articulator.kernel.models import Unit
from articulator.kernel.request import someone

HALL = Rate(100, 600)  # a room full of people shares one address
COOKIE, PATH = "pulse", "/intelligence/pulse/"


def index(request: HttpRequest) -> HttpResponse:
    """What the pulse is, and the way to one's own unit."""
    actor = someone(request)
    held = membership_of(actor) if actor else None
    top = units().filter(parent=None).first()
    context = {"mine": held.unit if held else None, "top": top}
    return render(request, "pulse/index.html", context)


def unit(request: HttpRequest, slug: str) -> HttpResponse:
    """The first tap leads here again with its answer, the second one sends both."""
    shown = get_object_or_404(Unit, slug=slug)
    weeks, tapped = queries.felt(shown), request.GET.get("load", "")
    context = {
        "unit": shown,
        "weeks": weeks,
        "worn": queries.worn(weeks),
        "loads": Pulse.Load.choices,
        "changes": Pulse.Change.choices,
        "load": tapped if tapped in map(str, Pulse.Load.values) else "",
        "has_felt": queries.has_felt(request.COOKIES.get(COOKIE, ""), shown),
        "counts": may_count(someone(request), shown) is None,
    }
    return render(request, "pulse/unit.html", context)


@require_POST
def feel(request: HttpRequest, slug: str) -> HttpResponse:
    """The second tap. The cookie is a random word, gone with the week."""
    shown = get_object_or_404(Unit, slug=slug)
    try:
        load = Pulse.Load(int(request.POST.get("load", "")))
        change = Pulse.Change(int(request.POST.get("change", "")))
    except ValueError:
        return redirect("pulse:unit", slug)
    slow_down(request, "pulse", HALL)
    token = request.COOKIES.get(COOKIE) or secrets.token_urlsafe(24)
    acts.feel(None, shown, (load, change), token)
    messages.success(request, "Counted, and nobody knows that it was you.")
    response = redirect("pulse:unit", slug)
    response.set_cookie(
        COOKIE, token, max_age=_left_of_week(), path=PATH, httponly=True, samesite="Lax",
        secure=request.is_secure(),
    )  # fmt: skip
    return response


def _left_of_week() -> timedelta:
    next_monday = queries.this_week() + timedelta(days=7)
    return timezone.make_aware(datetime.combine(next_monday, time())) - clock.now()


@login_required
def cards(request: HttpRequest, slug: str) -> HttpResponse:
    """Type in the cards of a meeting."""
    shown, actor = get_object_or_404(Unit, slug=slug), someone(request)
    if refusal := may_count(actor, shown):
        raise Refused(refusal)
    form = CardsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        acts.count_cards(actor, shown, form.cards)
        messages.success(request, "Counted. Now put the cards into the paper bin, mixed.")
        return redirect("pulse:unit", slug)
    status = 422 if form.errors else 200
    return render(request, "pulse/cards.html", {"unit": shown, "form": form}, status=status)


def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """Cards to print, cut and put on the table."""
    shown = get_object_or_404(Unit, slug=slug)
    context = {
        "unit": shown, "loads": Pulse.Load.labels, "changes": Pulse.Change.labels,
        "cards": range(6),
    }  # fmt: skip
    return render(request, "pulse/sheet.html", context)
