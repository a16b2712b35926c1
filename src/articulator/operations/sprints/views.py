from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from articulator.intelligence.reviews import queries as reviews
from articulator.kernel.acts import Refused
from articulator.kernel.request import sent, show, someone
from articulator.operations.sprints import acts, queries
from articulator.operations.sprints.forms import (
    EndForm,
    NoteForm,
    RevisionForm,
    StartForm,
    goal_values,
    idea_values,
)
from articulator.operations.sprints.models import Sprint
from articulator.operations.sprints.rules import may_work


def _sprint(pk: str) -> Sprint:
    return get_object_or_404(Sprint.objects.select_related("unit", "parent", "started_by"), pk=pk)


def _worked_on(request: HttpRequest, pk: str) -> Sprint:
    shown = _sprint(pk)
    if refusal := may_work(someone(request), shown):
        raise Refused(refusal)
    return shown


def index(request: HttpRequest) -> HttpResponse:
    """The library of endings; what is under way for those who are signed in."""
    words, ending = request.GET.get("q", "")[:200], request.GET.get("ending", "")
    found = queries.library(words, ending)
    context = {
        "page": Paginator(found, 30).get_page(request.GET.get("page")),
        "words": words,
        "ending": ending,
        "query": urlencode({"q": words, "ending": ending}),
        "endings": Sprint.Ending.choices[1:],
        "reviews": reviews.library(words)[:4],
        "running": queries.under_way()[:30] if someone(request) else (),
    }
    return render(request, "sprints/index.html", context)


def sheet(request: HttpRequest) -> HttpResponse:
    """A sprint on paper: for a table that tries something, to type in afterwards."""
    return render(request, "sprints/sheet.html", {"days": range(10)})


@login_required
def start(request: HttpRequest) -> HttpResponse:
    actor, parent = someone(request), _taken_up(request)
    first = idea_values(parent) if parent else {}
    form = StartForm(sent(request), actor=actor, initial=first)
    if request.method == "POST" and form.is_valid():
        made = acts.start(actor, form.cleaned_data["unit"], form.idea, form.goal, parent)
        messages.success(request, "It has begun. Two weeks from now we ask what you learned.")
        return redirect(made)
    has_place = queries.places(actor).exists()
    return show(request, "sprints/start", form, parent=parent, has_place=has_place)


def _taken_up(request: HttpRequest) -> Sprint | None:
    """The ending from which somebody starts, if the address names one."""
    ended = Sprint.objects.exclude(ending=Sprint.Ending.OPEN).select_related("unit")
    try:
        return ended.filter(pk=UUID(request.GET.get("from", ""))).first()
    except ValueError:
        return None


def sprint(request: HttpRequest, pk: str) -> HttpResponse:
    """An ending is for everyone; what is under way for those who are signed in."""
    shown, actor = _sprint(pk), someone(request)
    if shown.is_open and actor is None:
        return redirect_to_login(request.path)
    return _page(request, shown, NoteForm())


def _page(request: HttpRequest, shown: Sprint, form: NoteForm) -> HttpResponse:
    return show(
        request, "sprints/sprint", form, sprint=shown, notes=shown.notes.all()[:200],
        revisions=shown.revisions.all(), may_work=may_work(someone(request), shown) is None,
    )  # fmt: skip


@require_POST
@login_required
def note(request: HttpRequest, pk: str) -> HttpResponse:
    shown, form = _worked_on(request, pk), NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, shown, form)
    acts.note(someone(request), shown, form.cleaned_data["text"])
    messages.success(request, "Noted.")
    return redirect(shown)


@login_required
def revise(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _worked_on(request, pk)
    form = RevisionForm(sent(request), initial=goal_values(shown))
    if request.method == "POST" and form.is_valid():
        acts.revise(someone(request), shown, form.goal, form.cleaned_data["why"])
        messages.success(request, "Changed, and everyone sees what it was.")
        return redirect(shown)
    return show(request, "sprints/revise", form, sprint=shown)


@login_required
def end(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _worked_on(request, pk)
    form = EndForm(sent(request))
    if request.method == "POST" and form.is_valid():
        acts.end(someone(request), shown, form.learned_now)
        messages.success(request, "Thank you. It is in the library, for everyone.")
        return redirect(shown)
    return show(request, "sprints/end", form, sprint=shown)
