"""Who could introduce whom, and what came of it: pages for those who keep the map."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.intelligence.ecology.models import Partner
from articulator.intelligence.movement import acts, brokering, catalogue, forms, queries, rules
from articulator.intelligence.movement.models import Introduction
from articulator.intelligence.movement.pictures import circle
from articulator.intelligence.movement.showing import ASKING, chosen, looked, ready, root
from articulator.kernel.limits import slow_down
from articulator.kernel.request import sent, show, someone, stop


@login_required
def brokerage(request: HttpRequest) -> HttpResponse:
    """Structural holes, proposals with their reasons, what has travelled."""
    stop(rules.may_read_ties(someone(request), root()))
    looked(request, "brokerage")
    inside = chosen(request)
    context = {
        "inside": inside,
        "report": brokering.report(inside),
        "travelled": brokering.travelled(),
        "areas": queries.areas(),
        "tally": queries.tally(),
        "clause": catalogue.brokerage_clause(),
    }
    return render(request, "movement/brokerage.html", context)


@login_required
def network(request: HttpRequest) -> HttpResponse:
    """Ties as a picture, and as a table."""
    stop(rules.may_read_ties(someone(request), root()))
    looked(request, "network")
    inside = chosen(request)
    rows = list(queries.ties(inside))
    spots = {str(one.pk): one for one in queries.spots(inside)}
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    context = {
        "inside": inside, "picture": circle(spots, rows), "page": page, "areas": queries.areas(),
        "query": f"in={inside.slug}" if inside else "",
    }  # fmt: skip
    return render(request, "movement/network.html", context)


@login_required
def introductions(request: HttpRequest) -> HttpResponse:
    stop(rules.may_read_ties(someone(request), root()))
    looked(request, "introductions")
    page = Paginator(queries.introductions(), 60).get_page(request.GET.get("page"))
    context = {"page": page, "tally": queries.tally()}
    return render(request, "movement/introductions.html", context)


@login_required
def introduce(request: HttpRequest, one: str, other: str) -> HttpResponse:
    """Ask two groups whether they want to meet."""
    first, second, actor = _known(one), _known(other), someone(request)
    stop(rules.may_bring_together(actor, first, second))
    friend = _friend(request.GET.get("through", ""))
    initial = {"why": request.GET.get("why", "")[:300]}
    form = forms.IntroduceForm(sent(request), initial=initial)
    if ready(request, form):
        slow_down(request, "partner letter", ASKING, str(actor and actor.pk))
        why = form.cleaned_data["why"]
        made = acts.introduce(actor, first, second, friend, why)
        messages.success(request, "Both are asked. Their answers appear here.")
        return redirect(made)
    return show(request, "movement/introduce", form, one=first, other=second, through=friend)


def _friend(key: str) -> Partner | None:
    """Who knows both, as the proposal named them."""
    try:
        return Partner.objects.filter(pk=UUID(key), spot__off_at=None).first()
    except ValueError:
        return None


def _known(pk: str) -> Partner:
    return get_object_or_404(Partner.objects.select_related("unit"), pk=pk)


@login_required
def introduction(request: HttpRequest, pk: str) -> HttpResponse:
    """How it stands, what came of it, how alike the two are since."""
    shown, actor = _introduction(pk), someone(request)
    stop(rules.may_read_ties(actor, shown))
    looked(request, f"introduction {shown.pk.hex[:12]}")
    context = {
        "introduction": shown,
        "sides": [(shown.one, shown.get_one_says_display()),
                  (shown.other, shown.get_other_says_display())],
        "writes": rules.may_write_down(actor, shown),
        "tells": rules.may_tell(actor, shown),
        "say": forms.SayForm(),
        "form": forms.OutcomeForm(),
        "since": _since(shown) if shown.told_at else [],
    }  # fmt: skip
    return render(request, "movement/introduction.html", context)


def _introduction(pk: str) -> Introduction:
    return get_object_or_404(queries.introductions(), pk=pk)


def _since(shown: Introduction) -> list[tuple[str, str, str]]:
    """What was measured when both were asked, beside what it is now."""
    now = brokering.measures(shown.one, shown.other)
    rows = [
        ("Contacts in common", shown.measured.get("contacts"), now["contacts"]),
        ("Words in common", shown.measured.get("traits"), now["traits"]),
    ]
    before, after = shown.measured.get("constraint", [None, None]), now["constraint"]
    rows += [(f"How enclosed {end} is", before[at], after[at])
             for at, end in enumerate((shown.one, shown.other))]  # fmt: skip
    return [(words, _figure(then), _figure(later)) for words, then, later in rows]


def _figure(value: float | None) -> str:
    return "no ties" if value is None else f"{value:.2f}"


@require_POST
@login_required
def write_down(request: HttpRequest, pk: str, side: str) -> HttpResponse:
    """Type in what one of the two said on the telephone."""
    shown, form = _introduction(pk), forms.SayForm(request.POST)
    stop(rules.may_write_down(someone(request), shown))
    if form.is_valid():
        said = Introduction.Says(form.cleaned_data["answer"])
        acts.write_down(someone(request), shown, _known(side), said)
        messages.success(request, "Written down.")
    return redirect(shown)


@require_POST
@login_required
def outcome(request: HttpRequest, pk: str) -> HttpResponse:
    shown, form = _introduction(pk), forms.OutcomeForm(request.POST)
    stop(rules.may_tell(someone(request), shown))
    if form.is_valid():
        acts.tell_outcome(someone(request), shown, **form.cleaned_data)
        messages.success(request, "Told. The next proposals know of it.")
    return redirect(shown)
