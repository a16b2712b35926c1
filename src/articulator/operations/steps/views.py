from functools import lru_cache
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST

from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Person
from articulator.kernel.request import someone
from articulator.operations.steps import acts
from articulator.operations.steps.catalogue import METHODS, kits
from articulator.operations.steps.forms import (
    DrawUpForm,
    LendForm,
    MoveForm,
    NameForm,
    PlanForm,
    PressForm,
    StepForm,
)
from articulator.operations.steps.models import LATEST, Desk, Order, Step
from articulator.operations.steps.qr import picture
from articulator.operations.steps.queries import (
    Told,
    coming,
    desk_behind,
    facilitators,
    named,
    own,
    runs_in,
    told,
)
from articulator.operations.steps.rules import NOT_YOURS, may_change, may_run

COOKIE = "helper_desk"  # the link of a helper's desk, once it was opened
VIEWS = ("phone", "screen", "desk")


def _order(pk: str) -> Order:
    found = Order.objects.filter(pk=pk).select_related("unit", "on").first()
    if found is None:
        raise Http404("There is no such running order.")
    return found


def _run_by(request: HttpRequest, pk: str) -> Order:
    """The order, for those who may run it and nobody else."""
    order = _order(pk)
    if refusal := may_run(someone(request), order):
        raise Refused(refusal)
    return order


def _lent(request: HttpRequest, order: Order) -> Desk | None:
    """The helper's desk at which somebody stands, with an account or without."""
    desk = desk_behind(request.COOKIES.get(COOKIE, ""))
    return desk if desk and desk.order_id == order.pk else None


# What there is


def index(request: HttpRequest) -> HttpResponse:
    """What is on and to come, what one runs oneself, and the kits."""
    actor = someone(request)
    context = {
        "page": Paginator(coming(), 30).get_page(request.GET.get("page")),
        "own": own(actor)[:8],
        "families": _families(),
        "may_draw_up": actor is not None and runs_in(actor).exists(),
    }
    return render(request, "steps/index.html", context)


def _families() -> list[dict[str, object]]:
    return [
        {"title": title, "words": words, "kits": [k for k in kits().values() if k.method == method]}
        for method, (title, words) in METHODS.items()
    ]


def kit(request: HttpRequest, key: str) -> HttpResponse:
    if key not in kits():
        raise Http404("There is no such kit.")
    actor = someone(request)
    context = {"kit": kits()[key], "may_draw_up": actor is not None and runs_in(actor).exists()}
    return render(request, "steps/kit.html", context)


@login_required
def draw_up(request: HttpRequest) -> HttpResponse:
    actor = someone(request)
    if not runs_in(actor).exists():
        raise Refused(NOT_YOURS)
    first = {"kit": request.GET.get("kit", ""), "unit": request.GET.get("unit", "")}
    form = DrawUpForm(request.POST or None, initial=first, actor=actor)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = acts.draw_up(
            actor, said["unit"], kits()[said["kit"]], said["title"], said["begins_at"]
        )
        messages.success(request, "Drawn up. Change what does not fit your room.")
        return redirect("steps:edit", made.pk)
    return _asked(request, "draw_up", form)


def _asked(request: HttpRequest, page: str, form: BaseForm, **context: Any) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, f"steps/{page}.html", {"form": form, **context}, status=status)


# Three live views, and paper


def order(request: HttpRequest, pk: str) -> HttpResponse:
    """What is on, for the phone in the hand."""
    return _live(request, _order(pk), "phone")


def screen(request: HttpRequest, pk: str) -> HttpResponse:
    """What is on, for the wall."""
    return _live(request, _order(pk), "screen")


def desk(request: HttpRequest, pk: str) -> HttpResponse:
    """Everything, for whoever runs the room, and for their helpers."""
    shown = _order(pk)
    if _lent(request, shown) is None:
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        _run_by(request, pk)
    return _live(request, shown, "desk")


def _live(request: HttpRequest, shown: Order, view: str) -> HttpResponse:
    state, actor = told(shown), someone(request)
    context = {
        "order": shown,
        "told": state,
        "view": view,
        "clock": f"{clock.now().timestamp():.3f}",
        "fragment": _fragment(request, state, view),
        "runs": view != "screen" and actor is not None and may_run(actor, shown) is None,
        "lent": _lent(request, shown) if view == "desk" else None,
        "code": picture(shown.get_absolute_url()) if view == "screen" else "",
        "refresh": 15,
    }
    return render(request, f"steps/{view}.html", context)


def pulse(request: HttpRequest, pk: str, view: str) -> HttpResponse:
    """What a live page asks every second or two: nothing (204) while nothing has changed."""
    shown = _order(pk)
    if view not in VIEWS:
        raise Http404("There is no such view.")
    if view == "desk" and _lent(request, shown) is None:
        _run_by(request, pk)
    state = told(shown)
    if request.GET.get("seen") == state.mark:
        answer = HttpResponse(status=204)
    else:
        answer = HttpResponse(_fragment(request, state, view))
    answer["X-Mark"] = state.mark
    answer["X-Clock"] = f"{clock.now().timestamp():.3f}"
    answer["Cache-Control"] = "no-store"
    return answer


def _fragment(request: HttpRequest, state: Told, view: str) -> SafeString:
    """The part of a page that lives. For those who only look it is the same for all."""
    if view == "desk":
        return mark_safe(  # noqa: S308 - a template of ours
            render_to_string("steps/_desk.html", {"told": state, "order": state.order}, request)
        )
    return _same_for_all(state, view)


@lru_cache(maxsize=128)
def _same_for_all(state: Told, view: str) -> SafeString:
    """Drawn once for each mark: five hundred phones that ask at once get one drawing."""
    context = {"told": state, "order": state.order}
    return mark_safe(render_to_string(f"steps/_{view}.html", context))  # noqa: S308 - ours


def paper(request: HttpRequest, pk: str) -> HttpResponse:
    """The order as a sheet; with the notes for whoever runs it."""
    shown = _order(pk)
    runs = _lent(request, shown) is not None or may_run(someone(request), shown) is None
    context = {
        "order": shown,
        "told": told(shown),
        "runs": runs,
        "code": picture(shown.get_absolute_url()),
    }
    return render(request, "steps/paper.html", context)


# Running


@require_POST
def press(request: HttpRequest, pk: str) -> HttpResponse:
    """One press at a desk. Who is a moment too late is told so, and stays at the desk."""
    shown, actor = _order(pk), someone(request)
    lent = None if may_run(actor, shown) is None else _lent(request, shown)
    if lent is None:
        if not request.user.is_authenticated:
            return redirect_to_login(reverse("steps:desk", args=[pk]))
        _run_by(request, pk)
    form = PressForm(request.POST)
    if not form.is_valid():
        messages.error(request, "This press was not understood. Press again.")
        return redirect("steps:desk", pk)
    did = form.cleaned_data["do"]
    try:
        if lent:
            acts.lend_a_hand(actor, lent, did, **form.press())
        else:
            acts.PRESSES[did](actor, shown, **form.press())
    except Refused as refused:
        why = refused.refusal
        messages.warning(request, f"{why.reason} {why.appeal}".strip())
    return redirect("steps:desk", pk)


# Changing


@login_required
def edit(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _run_by(request, pk)
    refusal = may_change(someone(request), shown)
    context = {"order": shown, "told": told(shown), "refusal": refusal}
    return render(request, "steps/edit.html", context)


@login_required
def plan(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _run_by(request, pk)
    first = {"title": shown.title, "begins_at": shown.begins_at}
    form = PlanForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        acts.plan(someone(request), shown, **form.cleaned_data)
        return redirect("steps:edit", pk)
    return _asked(request, "plan", form, order=shown)


@require_POST
@login_required
def drop(request: HttpRequest, pk: str) -> HttpResponse:
    acts.drop(someone(request), _order(pk))
    messages.success(request, "The running order is gone.")
    return redirect("steps:index")


@login_required
def add(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _run_by(request, pk)
    last = shown.steps.count() + 1
    asked = request.GET.get("at", "")
    at = int(asked) if asked.isdigit() else last
    form = StepForm(request.POST or None, initial={"kind": "other", "minutes": 10})
    if request.method == "POST" and form.is_valid():
        acts.add(someone(request), shown, min(at, last), form.cleaned_data)
        messages.success(request, "The step is in.")
        return redirect("steps:edit", pk)
    return _asked(request, "step", form, order=shown)


def _step(order: Order, pk: str) -> Step:
    return get_object_or_404(Step, order=order, pk=pk)


@login_required
def change(request: HttpRequest, pk: str, step: str) -> HttpResponse:
    shown = _run_by(request, pk)
    kept = _step(shown, step)
    first = {name: getattr(kept, name) for name in StepForm.Meta.fields}
    form = StepForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        acts.change(someone(request), shown, kept, form.cleaned_data)
        messages.success(request, "Changed.")
        return redirect("steps:edit", pk)
    return _asked(request, "step", form, order=shown, step=kept)


@require_POST
@login_required
def move(request: HttpRequest, pk: str, step: str) -> HttpResponse:
    shown = _run_by(request, pk)
    form = MoveForm(request.POST)
    if form.is_valid():
        acts.move(someone(request), shown, _step(shown, step), form.cleaned_data["to"])
    return redirect(f"{reverse('steps:edit', args=[pk])}#step-{step}")


@require_POST
@login_required
def remove(request: HttpRequest, pk: str, step: str) -> HttpResponse:
    shown = _run_by(request, pk)
    acts.remove(someone(request), shown, _step(shown, step))
    messages.success(request, "The step is out.")
    return redirect("steps:edit", pk)


# Who runs it


def helper(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a helper's desk: from here on a cookie remembers it, and no address shows it."""
    lent = desk_behind(token)
    if lent is None:
        return render(request, "steps/closed.html", status=404)
    answer = redirect("steps:desk", lent.order_id)
    answer.set_cookie(
        COOKIE, token, max_age=LATEST, path=reverse("steps:index"), httponly=True, samesite="Lax",
        secure=request.is_secure(),
    )  # fmt: skip
    return answer


@login_required
def helpers(request: HttpRequest, pk: str) -> HttpResponse:
    return _helpers(request, _run_by(request, pk), NameForm(), LendForm())


def _helpers(
    request: HttpRequest, shown: Order, name_form: NameForm, lend_form: LendForm, link: str = ""
) -> HttpResponse:
    context = {
        "order": shown,
        "people": facilitators(shown),
        "desks": shown.desks.filter(closed_at=None).select_related("lent_by"),
        "name_form": name_form,
        "lend_form": lend_form,
        "link": link,
        "code": picture(link) if link else "",
        "refusal": may_change(someone(request), shown),
    }
    wrong = name_form.errors or lend_form.errors
    return render(request, "steps/helpers.html", context, status=422 if wrong else 200)


@require_POST
@login_required
def name(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _run_by(request, pk)
    form = NameForm(request.POST, order=shown)
    if not form.is_valid():
        return _helpers(request, shown, form, LendForm())
    acts.name(someone(request), shown, form.cleaned_data["address"])
    messages.success(request, "They can run this order now, from their own page.")
    return redirect("steps:helpers", pk)


@require_POST
@login_required
def let_go(request: HttpRequest, pk: str, person: str) -> HttpResponse:
    shown = _run_by(request, pk)
    who = get_object_or_404(Person, pk=person)
    if not named(who, shown):
        raise Http404("They were not named.")
    acts.let_go(someone(request), shown, who)
    return redirect("steps:helpers", pk)


@require_POST
@login_required
def lend(request: HttpRequest, pk: str) -> HttpResponse:
    """A new desk. Its link is on this very page, once; so it answers with the page itself."""
    shown = _run_by(request, pk)
    form = LendForm(request.POST)
    if not form.is_valid():
        return _helpers(request, shown, NameForm(), form)
    made = acts.lend(someone(request), shown, form.cleaned_data["words"])
    if not made.token:  # the same form again: the link was shown already
        messages.info(request, "This desk was lent already. Lend another if its link is lost.")
        return redirect("steps:helpers", pk)
    link = reverse("steps:helper", args=[made.token])
    return _helpers(request, shown, NameForm(), LendForm(), link)


@require_POST
@login_required
def close(request: HttpRequest, pk: str, lent: str) -> HttpResponse:
    shown = _run_by(request, pk)
    acts.close(someone(request), shown, get_object_or_404(Desk, order=shown, pk=lent))
    messages.success(request, "The desk is closed; its link does nothing any more.")
    return redirect("steps:helpers", pk)
