"""Pages of cells. Nobody is asked who they are: the browser holds the secret of a place."""

from collections.abc import Callable
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from articulator.kernel.acts import Refusal, Refused
from articulator.kernel.limits import Rate, slow_down
from articulator.kernel.request import someone
from articulator.operations.campaigns.models import Campaign
from articulator.operations.campaigns.queries import campaigns
from articulator.operations.cells import acts, forms, queries, rules
from articulator.operations.cells.cookies import forget, remember, secret_in
from articulator.operations.cells.drawing import drawing
from articulator.operations.cells.growth import growth as grown
from articulator.operations.cells.growth import plan as planned
from articulator.operations.cells.growth import ready
from articulator.operations.cells.models import FEWEST, MOST, Bond, Cell, Place

HALL = Rate(100, 600)  # a hall full of people shares one address


def _page(request: HttpRequest, rows: Any) -> Any:
    return Paginator(rows, 50).get_page(request.GET.get("page"))


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _answer(request: HttpRequest, name: str, *tried: Form, **context: Any) -> HttpResponse:
    status = 422 if any(form.errors for form in tried) else 200
    return render(request, f"cells/{name}.html", context, status=status)


def _this(tried: Form | None, kind: type[Form]) -> Form:
    """The form that was sent, where it was of this kind; else an empty one."""
    return tried if isinstance(tried, kind) else kind()


def index(request: HttpRequest) -> HttpResponse:
    """The campaigns that have cells, each with the way to them."""
    return render(request, "cells/index.html", {"page": _page(request, campaigns())})


# All cells of a campaign


def _campaign(slug: str) -> Campaign:
    found = Campaign.objects.select_related("unit__parent", "speaker")
    return get_object_or_404(found, unit__slug=slug)


def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """Where they are, how they hang together, and how a new one begins."""
    shown = _campaign(slug)
    speaks = rules.speaks(someone(request), shown) is None
    context = {
        "campaign": shown,
        "page": _page(request, queries.listed(shown)),
        "spread": queries.spread(shown),
        "drawing": drawing(shown),
        "start": _link(request, "start", queries.start_token(shown)) if speaks else "",
    }
    return render(request, "cells/campaign.html", context)


def _link(request: HttpRequest, name: str, *words: Any) -> str:
    return request.build_absolute_uri(reverse(f"cells:{name}", args=words))


def growth(request: HttpRequest, slug: str) -> HttpResponse:
    shown = _campaign(slug)
    return render(request, "cells/growth.html", {"campaign": shown, "growth": grown(shown)})


def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """How many trainings must be ready before an action. Reckoned, shown and forgotten."""
    shown = _campaign(slug)
    rates = grown(shown).rates
    form = forms.PlanForm(request.GET or None, counted=bool(rates))
    context: dict[str, Any] = {"campaign": shown, "form": form, "counted": bool(rates)}
    if form.is_bound and form.is_valid():
        need = planned(form.action, rates)
        context |= {"need": need, "ready": ready(shown, form.action, need)}
    return _answer(request, "plan", *([form] if form.is_bound else []), **context)


# One cell


def _fresh() -> dict[str, str]:
    return {"secret": token_urlsafe(32)}


def start(request: HttpRequest, token: str) -> HttpResponse:
    shown = queries.campaign_behind(token)
    if shown is None:
        raise Http404("This link leads nowhere any more.")
    form = forms.SignForm(_sent(request), initial=_fresh())
    if request.method == "POST":
        slow_down(request, "cell", HALL)
        if form.is_valid():
            made = acts.start(None, shown, form.sign, form.cleaned_data["secret"])
            return remember(redirect(made), made, form.cleaned_data["secret"])
    return _answer(request, "start", form, form=form, campaign=shown, refusal=rules.runs(shown))


def join(request: HttpRequest, token: str) -> HttpResponse:
    shown = queries.cell_behind(token)
    if shown is None:
        raise Http404("This link leads nowhere any more.")
    if queries.place_behind(shown, secret_in(request, shown)):
        return redirect(shown)
    form = forms.JoinForm(_sent(request), initial=_fresh())
    if request.method == "POST":
        slow_down(request, "cell", HALL)
        if form.is_valid():
            acts.join(None, shown.campaign, shown, form.cleaned_data["secret"])
            return remember(redirect(shown), shown, form.cleaned_data["secret"])
    return _answer(request, "join", form, form=form, cell=shown, refusal=rules.full(shown))


def _cell(pk: str | UUID) -> Cell:
    return get_object_or_404(Cell.objects.select_related("campaign__unit", "split_from"), pk=pk)


def _place(request: HttpRequest, shown: Cell) -> Place:
    """The place that this browser holds. Without one there is nothing to see here."""
    place = queries.place_behind(shown, secret_in(request, shown))
    if place is None:
        raise Refused(
            Refusal(
                "Only the people of this cell see this.",
                appeal="Open your own link to it once more, or ask for the link to join.",
            )
        )
    return place


def cell(request: HttpRequest, pk: str) -> HttpResponse:
    """For its people their own page; for everyone else what a cell that wants to be found says."""
    shown = _cell(pk)
    secret = secret_in(request, shown)
    place = queries.place_behind(shown, secret)
    if place is None and not shown.listed and not shown.ended_at:
        _place(request, shown)
    context: dict[str, Any] = {"cell": shown, "place": place, "room": queries.room(shown)}
    if place:
        agreed, asking, _ = queries.bonds(shown)
        context |= {
            "keeps": rules.may_keep(None, place) is None,
            "size": queries.size(shown), "agreed": agreed, "asking": asking, "most": MOST,
            "fewest": FEWEST, "invite": _link(request, "join", queries.join_token(shown)),
            "own": _link(request, "back", shown.pk, secret),
            "weeks": shown.weeks.order_by("-monday")[:8],
        }  # fmt: skip
    return render(request, "cells/cell.html", context)


def back(request: HttpRequest, pk: str, secret: str) -> HttpResponse:
    """One's own link to a cell, on another phone or after a year."""
    shown = _cell(pk)
    if queries.place_behind(shown, secret) is None:
        raise Http404("This link leads nowhere any more.")
    return remember(redirect(shown), shown, secret)


def sheet(request: HttpRequest, pk: str) -> HttpResponse:
    """The cell on paper: the link to join, and lines to count on."""
    shown = _cell(pk)
    _place(request, shown)
    context = {"cell": shown, "invite": _link(request, "join", queries.join_token(shown))}
    return render(request, "cells/sheet.html", {**context, "lines": range(MOST)})


def tend(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _cell(pk)
    return _tend(request, shown, _place(request, shown))


def _tend(
    request: HttpRequest, shown: Cell, place: Place, tried: Form | None = None
) -> HttpResponse:
    if refusal := rules.may_keep(None, place):
        raise Refused(refusal)
    agreed, asking, asked = queries.bonds(shown)
    near = queries.listed(shown.campaign).exclude(pk=shown.pk)
    context = {
        "cell": shown, "agreed": agreed, "asking": asking, "asked": asked,
        "near": near.exclude(pk__in=[bond.other_id for bond in asked])[:50],
        "counting": _this(tried, forms.CountForm),
        "paper": _this(tried, forms.PaperForm),
        "ending": _this(tried, forms.LearnedForm),
    }  # fmt: skip
    return _answer(request, "tend", *([tried] if tried else []), **context)


def _kept(
    request: HttpRequest, pk: str, form: Form, do: Callable[[Place], object], words: str
) -> HttpResponse:
    """Something that whoever keeps a cell does there."""
    shown = _cell(pk)
    place = _place(request, shown)
    if form.is_bound and not form.is_valid():
        return _tend(request, shown, place, form)
    do(place)
    messages.success(request, words)
    return redirect(shown)


@require_POST
def count(request: HttpRequest, pk: str) -> HttpResponse:
    form = forms.CountForm(request.POST)
    return _kept(
        request, pk, form, lambda place: acts.count(None, place, **form.cleaned_data),
        "The week is counted.",
    )  # fmt: skip


@require_POST
def write_in(request: HttpRequest, pk: str) -> HttpResponse:
    form = forms.PaperForm(request.POST)
    return _kept(
        request, pk, form, lambda place: acts.write_in(None, place, **form.cleaned_data),
        "They are counted. No name was asked.",
    )  # fmt: skip


@require_POST
def renew(request: HttpRequest, pk: str) -> HttpResponse:
    words = "There is a new link. The old one leads nowhere."
    return _kept(request, pk, Form(), lambda place: acts.renew(None, place), words)


@require_POST
def end_cell(request: HttpRequest, pk: str) -> HttpResponse:
    form = forms.LearnedForm(request.POST)
    return _kept(
        request, pk, form, lambda place: acts.end_cell(None, place, **form.cleaned_data),
        "The cell has ended. Thank you for what was learned.",
    )  # fmt: skip


@require_POST
def reach_out(request: HttpRequest, pk: str) -> HttpResponse:
    form = forms.OtherForm(request.POST)
    if not form.is_valid():
        raise Http404("There is no such cell.")
    other = _cell(form.cleaned_data["other"])
    words = f"{other} is asked, or has asked you and you are linked now."
    return _kept(request, pk, Form(), lambda place: acts.reach_out(None, place, other), words)


@require_POST
def agree(request: HttpRequest, pk: str, bond: int) -> HttpResponse:
    found = get_object_or_404(Bond, pk=bond)
    words = "You are linked."
    return _kept(request, pk, Form(), lambda place: acts.agree(None, place, found), words)


@require_POST
def let_go(request: HttpRequest, pk: str, bond: int) -> HttpResponse:
    found = get_object_or_404(Bond, pk=bond)
    words = "You are not linked."
    return _kept(request, pk, Form(), lambda place: acts.let_go(None, place, found), words)


@require_POST
def stay(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _cell(pk)
    acts.stay(None, _place(request, shown))
    messages.success(request, "Good. You are asked again in a year.")
    return remember(redirect(shown), shown, secret_in(request, shown))


@require_POST
def leave(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _cell(pk)
    acts.leave(None, _place(request, shown))
    messages.success(request, "You have left. Nothing of you is kept.")
    return forget(redirect("cells:campaign", shown.campaign.unit.slug), shown)


def change(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _cell(pk)
    place = _place(request, shown)
    said = {key: getattr(shown, key) for key in ("name", "area", "does", "contact", "listed")}
    form = forms.SignForm(_sent(request), initial={**said, **_fresh()})
    if request.method == "POST" and form.is_valid():
        acts.change(None, place, form.sign)
        return redirect(shown)
    return _answer(request, "change", form, form=form, cell=shown)


def split(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _cell(pk)
    place = _place(request, shown)
    form = forms.SignForm(_sent(request), initial={"area": shown.area, **_fresh()})
    if request.method == "POST" and form.is_valid():
        secret = form.cleaned_data["secret"]
        made = acts.split(None, place, form.sign, secret)
        messages.success(request, "There are two cells now. Hand its link on to those who go.")
        return remember(redirect(made), made, secret)
    return _answer(request, "split", form, form=form, cell=shown)
