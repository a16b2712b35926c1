from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.identity.bodies.models import Body
from articulator.identity.bodies.queries import grants
from articulator.identity.representation import acts
from articulator.identity.representation.forms import AnswerForm, OpenForm
from articulator.identity.representation.models import Consultation
from articulator.identity.representation.queries import (
    bodies,
    consultations,
    has_agreed,
    has_published,
    likeness,
    own,
    own_skills,
    results,
    switches,
    waiting_for,
)
from articulator.identity.representation.rules import (
    ASKS,
    holds_office,
    may_answer,
    may_open,
    may_publish,
)
from articulator.identity.units.queries import units
from articulator.kernel.acts import Actor, Refused
from articulator.kernel.models import Person, Unit
from articulator.kernel.request import someone


def index(request: HttpRequest) -> HttpResponse:
    """Consultations, and the bodies of the whole or of one unit."""
    actor, slug = someone(request), request.GET.get("unit", "")
    office = actor if actor and holds_office(actor) else None
    root = Unit.objects.filter(parent=None).first()
    unit = get_object_or_404(Unit, slug=slug) if slug else root
    asked = consultations(unit) if unit else consultations()
    context = {
        "unit": unit,
        "page": Paginator(asked.order_by("-closes", "pk"), 30).get_page(request.GET.get("page")),
        "bodies": bodies(unit)[:60] if unit else [],
        "now_open": waiting_for(actor),
        "may_open": bool(grants(actor, ASKS)),
        "switches": switches(office) if office else [],
        "skills": own_skills(office) if office else [],
    }
    return render(request, "representation/index.html", context)


@login_required
def open_consultation(request: HttpRequest) -> HttpResponse:
    actor = someone(request)
    places = [grant.body.unit for grant in grants(actor, ASKS)]
    root = Unit.objects.filter(parent=None).first()
    if not places and root and (refusal := may_open(actor, root)):
        raise Refused(refusal)
    inside = units().filter(path__startswith=places[0].path) if places else units()
    form = OpenForm(request.POST or None, units=inside, initial={"unit": inside.first()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = acts.open_consultation(actor, said.pop("unit"), **said)
        messages.success(request, "The consultation stands. Tell people where to find it.")
        return redirect(made)
    status = 422 if form.errors else 200
    return render(request, "representation/open.html", {"form": form}, status=status)


def consultation(request: HttpRequest, pk: str) -> HttpResponse:
    return _shown(request, _one(pk))


@require_POST
@login_required
def answer(request: HttpRequest, pk: str) -> HttpResponse:
    asked, actor = _one(pk), someone(request)
    if refusal := may_answer(actor, asked):
        raise Refused(refusal)
    form = _form(asked, actor, request.POST)
    if not form.is_valid():
        return _shown(request, asked, form, status=422)
    acts.answer(actor, asked, form.answers, form.cleaned_data.get("consents", False))
    messages.success(request, "Counted. You can change your answers until it closes.")
    return redirect(asked)


@require_POST
@login_required
def take_back(request: HttpRequest, pk: str) -> HttpResponse:
    asked = _one(pk)
    acts.take_back(someone(request), asked)
    messages.success(request, "Your answers are deleted.")
    return redirect(asked)


@require_POST
@login_required
def publish(request: HttpRequest, pk: str) -> HttpResponse:
    asked, actor = _one(pk), someone(request)
    if request.POST.get("publish") == "no":
        acts.unpublish(actor, asked)
        messages.success(request, "Your answers are yours alone again.")
    else:
        acts.publish(actor, asked)
        messages.success(request, "Everybody can see now how you answered.")
    return redirect(asked)


@require_POST
@login_required
def count_openly(request: HttpRequest) -> HttpResponse:
    actor = someone(request)
    assert actor, "only people who are signed in come here"
    there = {one["name"] for one in switches(actor)}
    acts.count_openly(actor, actor, sorted(there & set(request.POST.getlist("name"))))
    messages.success(request, "Noted. You can change it here at any time.")
    return redirect("representation:index")


@require_POST
@login_required
def tell_skills(request: HttpRequest) -> HttpResponse:
    actor = someone(request)
    assert actor, "only people who are signed in come here"
    acts.tell_skills(actor, actor, request.POST.getlist("name"))
    messages.success(request, "Noted. Everybody can see it on the pages of your bodies.")
    return redirect("representation:index")


def body(request: HttpRequest, pk: str) -> HttpResponse:
    """Two kinds of representation, and how the offices go round."""
    shown = get_object_or_404(Body.objects.select_related("unit"), pk=pk)
    context = {"body": shown, "likeness": likeness(shown), "you": someone(request)}
    return render(request, "representation/body.html", context)


def _one(pk: str) -> Consultation:
    return get_object_or_404(Consultation.objects.select_related("unit"), pk=pk)


def _form(asked: Consultation, actor: Actor, said: Any = None) -> AnswerForm:
    asks = actor is None or not has_agreed(actor)
    return AnswerForm(said, consultation=asked, mine=own(actor, asked), asks=asks)


def _shown(
    request: HttpRequest, asked: Consultation, form: AnswerForm | None = None, status: int = 200
) -> HttpResponse:
    actor, stage = someone(request), asked.stage()
    refusal, came = may_answer(actor, asked), results(asked) if stage == "closed" else []
    context = {
        "consultation": asked,
        "stage": stage,
        "statements": asked.statements.all(),
        "refusal": refusal,
        "form": form or (_form(asked, actor) if refusal is None else None),
        "results": came,
        "shown": any(one.cells for one in came),
        **_yours(actor, asked),
    }
    return render(request, "representation/consultation.html", context, status=status)


def _yours(actor: Person | None, asked: Consultation) -> dict[str, Any]:
    """One's own part in it: whether one answered, may publish, has published."""
    if actor is None or not own(actor, asked):
        return {"answered": False}
    return {
        "answered": True,
        "may_publish": may_publish(actor, asked) is None,
        "published": has_published(actor, asked),
    }
