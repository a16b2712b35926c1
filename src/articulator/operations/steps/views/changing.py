"""Drawing up an order and changing it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from articulator.kernel.acts import Refused
from articulator.kernel.request import someone
from articulator.operations.steps import acts
from articulator.operations.steps.catalogue import kits
from articulator.operations.steps.forms import (
    DrawUpForm,
    MoveForm,
    PlanForm,
    StepForm,
    TrainingForm,
)
from articulator.operations.steps.queries import (
    runs_in,
    told,
)
from articulator.operations.steps.rules import NOT_YOURS, may_change
from articulator.operations.steps.views.common import rendered, run_by, the_order, the_step


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
    return rendered(request, "draw_up", form)


@login_required
def for_training(request: HttpRequest) -> HttpResponse:
    """A running order for a training in a room, at its time."""
    actor = someone(request)
    form = TrainingForm(request.POST or None, initial=request.GET.dict(), actor=actor)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        session = said["session"]
        made = acts.draw_up_training(actor, session.unit, kits()[said["kit"]], session)
        messages.success(request, "Drawn up. Change what does not fit your room.")
        return redirect("steps:edit", made.pk)
    if not form.is_bound and not form.sessions.exists():
        raise Refused(NOT_YOURS)
    return rendered(request, "for_training", form)


@login_required
def edit(request: HttpRequest, pk: str) -> HttpResponse:
    shown = run_by(request, pk)
    refusal = may_change(someone(request), shown)
    context = {"order": shown, "told": told(shown), "refusal": refusal}
    return render(request, "steps/edit.html", context)


@login_required
def plan(request: HttpRequest, pk: str) -> HttpResponse:
    shown = run_by(request, pk)
    first = {"title": shown.title, "begins_at": shown.begins_at}
    form = PlanForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        acts.plan(someone(request), shown, **form.cleaned_data)
        return redirect("steps:edit", pk)
    return rendered(request, "plan", form, order=shown)


@require_POST
@login_required
def drop(request: HttpRequest, pk: str) -> HttpResponse:
    acts.drop(someone(request), the_order(pk))
    messages.success(request, "The running order is gone.")
    return redirect("steps:index")


@login_required
def add(request: HttpRequest, pk: str) -> HttpResponse:
    shown = run_by(request, pk)
    last = shown.steps.count() + 1
    asked = request.GET.get("at", "")
    at = int(asked) if asked.isdigit() else last
    form = StepForm(request.POST or None, initial={"kind": "other", "minutes": 10})
    if request.method == "POST" and form.is_valid():
        acts.add(someone(request), shown, min(at, last), form.cleaned_data)
        messages.success(request, "The step is in.")
        return redirect("steps:edit", pk)
    return rendered(request, "step", form, order=shown)


@login_required
def change(request: HttpRequest, pk: str, step: str) -> HttpResponse:
    shown = run_by(request, pk)
    kept = the_step(shown, step)
    first = {name: getattr(kept, name) for name in StepForm.Meta.fields}
    form = StepForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        acts.change(someone(request), shown, kept, form.cleaned_data)
        messages.success(request, "Changed.")
        return redirect("steps:edit", pk)
    return rendered(request, "step", form, order=shown, step=kept)


@require_POST
@login_required
def move(request: HttpRequest, pk: str, step: str) -> HttpResponse:
    shown = run_by(request, pk)
    form = MoveForm(request.POST)
    if form.is_valid():
        acts.move(someone(request), shown, the_step(shown, step), form.cleaned_data["to"])
    return redirect(f"{reverse('steps:edit', args=[pk])}#step-{step}")


@require_POST
@login_required
def remove(request: HttpRequest, pk: str, step: str) -> HttpResponse:
    shown = run_by(request, pk)
    acts.remove(someone(request), shown, the_step(shown, step))
    messages.success(request, "The step is out.")
    return redirect("steps:edit", pk)
