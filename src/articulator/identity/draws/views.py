from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.identity.bodies.models import SeatGroup
from articulator.identity.bodies.queries import holds
from articulator.identity.bodies.rules import needs
from articulator.identity.draws import acts
from articulator.identity.draws.forms import CallForm, SeedForm, first_values
from articulator.identity.draws.models import Draw, Invitation
from articulator.identity.draws.queries import answers, bands, entry_of, life
from articulator.identity.draws.rules import may_answer, may_call, may_draw, may_freeze
from articulator.identity.pools.queries import exposure_panel
from articulator.kernel.acts import Actor, Refused
from articulator.kernel.request import someone


def _draw(pk: str) -> Draw:
    return get_object_or_404(Draw.objects.select_related("group__body__unit"), pk=pk)


def index(request: HttpRequest) -> HttpResponse:
    draws = Draw.objects.select_related("group__body__unit")
    actor = someone(request)
    waiting = Invitation.objects.filter(answer=Invitation.Answer.OPEN, entry__person=actor)
    context = {
        "draws": draws,
        "yours": waiting.select_related("entry__draw") if actor else (),
        "officer": holds(actor, "run_draws"),
    }
    return render(request, "draws/index.html", context)


def draw(request: HttpRequest, pk: str) -> HttpResponse:
    shown, actor = _draw(pk), someone(request)
    context = {
        "draw": shown,
        "stage": shown.stage(),
        "life": life(shown),
        "pool": shown.entries.count(),
        "bands_rows": bands(shown),
        "entry": entry_of(shown, actor) if actor else None,
        "answers": answers(shown),
        "seated": Invitation.objects.filter(
            entry__draw=shown, answer=Invitation.Answer.ACCEPTED
        ).select_related("entry__person"),
        "officer": holds(actor, "run_draws", shown.group.body.unit),
        "may_freeze": may_freeze(actor, shown) is None,
        "draw_refusal": may_draw(actor, shown),
        "form": SeedForm(),
        "exposed": None if shown.drawn_at else exposure_panel(shown.group),
    }
    return render(request, "draws/draw.html", context)


@login_required
def call(request: HttpRequest, group_pk: str) -> HttpResponse:
    group, actor = get_object_or_404(SeatGroup, pk=group_pk), someone(request)
    form = CallForm(request.POST or None, initial=first_values(group))
    if request.method == "POST" and form.is_valid():
        made = acts.call_draw(actor, group, **form.cleaned_data)
        messages.success(request, "The draw is announced.")
        return redirect(made)
    context = {
        "form": form,
        "group": group,
        "refusal": may_call(actor, group),
        "exposed": exposure_panel(group),
    }
    return render(request, "draws/call.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def freeze(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _draw(pk)
    acts.freeze(someone(request), shown)
    messages.success(request, "The pool is frozen. Everyone’s chance is being computed.")
    return redirect(shown)


@require_POST
@login_required
def hold(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _draw(pk)
    form = SeedForm(request.POST)
    if not form.is_valid():
        context = {"draw": shown, "form": form}
        return render(request, "draws/hold.html", context, status=422)
    acts.draw_lot(someone(request), shown, form.cleaned_data["words"])
    messages.success(request, "The lot has been drawn. Invitations are on their way.")
    return redirect(shown)


@login_required
def invitation(request: HttpRequest, pk: str) -> HttpResponse:
    rows = Invitation.objects.select_related("entry__draw__group__body__unit", "entry__person")
    shown, actor = get_object_or_404(rows, pk=pk), someone(request)
    if shown.entry.person != actor:
        raise Http404("This invitation is for somebody else.")
    if request.method == "POST":
        return _answer(request, actor, shown)
    context = {"invitation": shown, "refusal": may_answer(actor, shown)}
    return render(request, "draws/invitation.html", context)


def _answer(request: HttpRequest, actor: Actor, shown: Invitation) -> HttpResponse:
    if request.POST.get("answer") == "accept":
        acts.accept(actor, shown)
        messages.success(request, "The seat is yours. Welcome!")
    else:
        acts.decline(actor, shown)
        messages.success(request, "Thank you for answering. A reserve is asked now.")
    return redirect(shown)


@login_required
def book(request: HttpRequest, pk: str) -> HttpResponse:
    """Everything that was fixed before the seed existed, for scrutineers to draw again.

    Not for everyone: it says how many people of each kind are in the pool, also where they are few.
    """
    shown = _draw(pk)
    if refusal := needs(someone(request), "run_draws", shown.group.body.unit):
        raise Refused(refusal)
    if shown.drawn_at is None or shown.book is None:
        raise Http404("The book is opened when the draw has been held.")
    said = {
        "draw": str(shown.pk),
        "lottery": shown.book,
        "book_hash": shown.book_hash,
        "pool_hash": shown.pool_hash,
        "seed": shown.seed,
        "seed_words": shown.seed_words,
        "ticket": (shown.result or {}).get("ticket"),
    }
    return JsonResponse(said, json_dumps_params={"indent": 1})
