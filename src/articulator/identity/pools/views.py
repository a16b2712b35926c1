from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from articulator.identity.bodies.rules import needs
from articulator.identity.pools import acts
from articulator.identity.pools.forms import AnnounceForm, ExposureForm, SeedForm, first_values
from articulator.identity.pools.models import Invited, Round
from articulator.identity.pools.queries import (
    Kept,
    Week,
    attribute_release,
    can_be_invited,
    minimum,
    most_ready,
    percent,
    pools,
    progress,
    trend,
    unit_release,
)
from articulator.identity.pools.rules import may_announce, may_answer, may_draw
from articulator.kernel.acts import Refused
from articulator.kernel.models import Unit
from articulator.kernel.request import someone
from articulator.methods import exposure as method
from articulator.methods.suppression import SMALL, Cell, Release

type Row = dict[str, Any]
RATIOS = (1.0, 2.0, 3.0, 5.0, 8.0, 12.0)  # what the picture compares


def _pool(request: HttpRequest) -> Kept | None:
    """The pool that is asked for, else the first of the constitution."""
    known, asked = pools(), request.GET.get("pool")
    return next((one for one in known if one.key == asked), known[0] if known else None)


def index(request: HttpRequest) -> HttpResponse:
    """How full the pool is in the whole organisation."""
    root, kept = Unit.objects.filter(parent=None).first(), _pool(request)
    if root is None or kept is None:
        return render(request, "pools/index.html", {})
    return _coverage(request, root, kept)


def unit(request: HttpRequest, slug: str) -> HttpResponse:
    shown, kept = get_object_or_404(Unit, slug=slug), _pool(request)
    if kept is None:
        return render(request, "pools/index.html", {})
    return _coverage(request, shown, kept)


def _coverage(request: HttpRequest, shown: Unit, kept: Kept) -> HttpResponse:
    released = unit_release(kept.key)
    here = released.get(shown.path)
    context: dict[str, Any] = {
        "unit": shown,
        "kept": kept,
        "pools": pools(),
        "whole": shown.parent_id is None,
        "total": here.total if here else None,
        "percent": percent(here.total) if here else "",
        "inside": f"{here.total.inside:,}" if here else "",
        "members": f"{here.total.members:,}" if here else "",
        "least": float(100 * kept.least) if kept.least else 0,
        "asked": "what the constitution asks of the whole",
        "page": Paginator(_units(here, kept), 60).get_page(request.GET.get("page")),
        "may_announce": may_announce(someone(request), shown) is None,
    }
    if here and shown.parent_id is None:
        context |= _of_the_whole(kept, here.total, shown)
    return render(request, "pools/index.html", context)


def _of_the_whole(kept: Kept, total: Cell, root: Unit) -> Row:
    told = attribute_release(kept.key, root, total)
    tables = [(one.total.key.replace("_", " ").capitalize(), _features(one)) for one in told]
    return {
        "minimum": minimum(kept, root),
        "features": tables,
        "ready": most_ready(told),
        "weeks": [_week(one) for one in trend(kept.key)],
    }


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _row(label: object, cell: Cell) -> Row:
    note = f"{cell.inside:,} of {cell.members:,} members"
    return {"label": label, "value": 100 * cell.share, "text": percent(cell), "note": note}


def _features(one: Release) -> list[Row]:
    rows = [_row(cell.key, cell) for cell in one.shown]
    return rows + ([_row("all others together", one.rest)] if one.rest else [])


def _week(one: Week) -> Row:
    label, share = f"{one.week:%-d %B %Y}", one.cell.share
    return {"label": label, "value": 100 * share, "text": percent(one.cell)}


def _units(here: Release | None, kept: Kept) -> list[Row]:
    """The units inside one, with links to them; those too small to be told together, at the end."""
    if here is None:
        return []
    named = {one.path: one for one in Unit.objects.filter(path__in=[c.key for c in here.shown])}
    rows = []
    for cell in here.shown:
        inside = named[cell.key]
        url = f"{reverse('pools:unit', args=[inside.slug])}?{urlencode({'pool': kept.key})}"
        itself = "not in any of them" if cell.key == here.total.key else inside.name
        rows.append(_row(format_html('<a href="{}">{}</a>', url, itself), cell))
    rows.sort(key=lambda row: row["label"].partition(">")[2])
    return rows + ([_row("all others together", here.rest)] if here.rest else [])


def exposure(request: HttpRequest) -> HttpResponse:
    """What a pool makes of an organised group: figures to play with."""
    figures = ExposureForm(request.GET or None).figures()
    context = {"form": ExposureForm(initial=figures), **_playing(**figures)}
    return render(request, "pools/exposure.html", context)


def _playing(group: float, ratio: float, coverage: float, seats: float) -> Row:
    share, number = group / 100, int(seats)
    part = method.exposure(share, ratio)
    rates = method.opt_in(share, ratio, coverage / 100)
    said = f"{group:g} of 100 in the group, {ratio:g} times as likely, {coverage:g} of 100 in the"
    return {
        "said": f"{said} pool, {number} seats.",
        "sentence": method.sentence(share, ratio),
        "percent": _percent(part),
        "spread": method.spread(number, part),
        "coverage": f"{coverage:g}",
        "rates": (_percent(rates.group), _percent(rates.others)) if rates.possible else None,
        "rows": [_compared(share, one, ratio) for one in sorted({*RATIOS, ratio})],
    }


def _compared(share: float, ratio: float, chosen: float) -> Row:
    part = method.exposure(share, ratio)
    return {
        "label": method.times(ratio), "value": 100 * part, "text": _percent(part),
        "tone": "won" if ratio == chosen else "",
    }  # fmt: skip


def rounds(request: HttpRequest) -> HttpResponse:
    root = Unit.objects.filter(parent=None).first()
    found = Round.objects.select_related("unit").defer("frame")
    context = {
        "page": Paginator(found, 50).get_page(request.GET.get("page")),
        "unit": root,
        "may_announce": root and may_announce(someone(request), root) is None,
    }
    return render(request, "pools/rounds.html", context)


@login_required
def announce(request: HttpRequest, slug: str) -> HttpResponse:
    within, actor, kept = get_object_or_404(Unit, slug=slug), someone(request), _pool(request)
    if kept is None:
        raise Http404("No pool is asked for.")
    if refusal := may_announce(actor, within):
        raise Refused(refusal)
    there = len(can_be_invited(within, kept.key))
    form = AnnounceForm(request.POST or None, initial=first_values(there))
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.announce(actor, within, kept.key, **form.cleaned_data)
        except Refused as refused:
            form.add_error("size", refused.refusal.reason)
        else:
            messages.success(request, "The round is announced, and who can be drawn is fixed.")
            return redirect(made)
    reachable = there if there >= SMALL else None
    context = {"form": form, "unit": within, "kept": kept, "reachable": reachable}
    return render(request, "pools/announce.html", context, status=422 if form.errors else 200)


def _round(pk: str) -> Round:
    return get_object_or_404(Round.objects.select_related("unit"), pk=pk)


def one_round(request: HttpRequest, pk: str) -> HttpResponse:
    return _show(request, _round(pk), SeedForm())


def _show(request: HttpRequest, shown: Round, form: SeedForm) -> HttpResponse:
    actor = someone(request)
    context = {
        "round": shown,
        "progress": progress(shown),
        "form": form,
        "officer": may_announce(actor, shown.unit) is None,
        "draw_refusal": may_draw(actor, shown),
    }
    return render(request, "pools/round.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def draw(request: HttpRequest, pk: str) -> HttpResponse:
    shown, form = _round(pk), SeedForm(request.POST)
    if not form.is_valid():
        return _show(request, shown, form)
    acts.draw(someone(request), shown, form.cleaned_data["words"])
    messages.success(request, "The lot has been drawn. The letters are on their way.")
    return redirect(shown)


@login_required
def frame(request: HttpRequest, pk: str) -> HttpResponse:
    """All that was fixed before the seed existed, for scrutineers to draw again."""
    shown = _round(pk)
    if refusal := needs(someone(request), "run_draws", shown.unit):
        raise Refused(refusal)
    said = {name: getattr(shown, name) for name in ("size", "frame", "frame_hash", "seed")}
    return JsonResponse(said, json_dumps_params={"indent": 1})


@login_required
def invitation(request: HttpRequest, pk: str) -> HttpResponse:
    """One's own invitation, and the answer to it."""
    actor = someone(request)
    mine = Invited.objects.seen_by(actor).select_related("round__unit", "person")
    shown = get_object_or_404(mine, pk=pk)
    if request.method == "POST":
        return _answer(request, shown)
    context = {"invited": shown, "refusal": may_answer(actor, shown)}
    return render(request, "pools/invitation.html", context)


def _answer(request: HttpRequest, shown: Invited) -> HttpResponse:
    if request.POST.get("answer") == "begin":
        acts.begin(someone(request), shown)
        return redirect("training:index")
    acts.decline(someone(request), shown)
    messages.success(request, "Noted. We do not write about it again.")
    return redirect("home")
