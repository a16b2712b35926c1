"""Building a survey, opening it, seeing how many answered, naming who reads."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.intelligence.listening import acts, forms, queries, rules
from articulator.intelligence.listening.models import Listener, Question, Survey
from articulator.intelligence.listening.showing import found
from articulator.kernel.acts import Refused, Rule
from articulator.kernel.models import Unit
from articulator.kernel.request import sent, show, someone

TOLD = 12  # sentences about what a file held and cannot be asked


def _tended(request: HttpRequest, pk: str, rule: Rule[Survey] = rules.may_tend) -> Survey:
    of = found(pk)
    if refusal := rule(someone(request), of):
        raise Refused(refusal)
    return of


@login_required
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    unit, actor = get_object_or_404(Unit, slug=slug), someone(request)
    if refusal := rules.may_draft(actor, unit):
        raise Refused(refusal)
    form = forms.DraftForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = acts.draft(actor, unit, said["title"], said["lead"], web=said["web"], asks=form.asks)
        messages.success(request, "A draft. Change the questions, then open it.")
        for words in said["file"].left_out[:TOLD] if said["file"] else ():
            messages.warning(request, words)
        return redirect("listening:desk", made.pk)
    return show(request, "listening/draft", form, unit=unit)


@login_required
def desk(request: HttpRequest, pk: str) -> HttpResponse:
    return _desk(request, _tended(request, pk, rules.may_read))


def _desk(request: HttpRequest, of: Survey, **given: Form) -> HttpResponse:
    actor = someone(request)
    context: dict[str, Any] = {
        "survey": of,
        "questions": queries.all_questions(of),
        "came": queries.came(of),
        "listeners": list(of.listeners.select_related("person").order_by("since")),
        "contacts": queries.contacts(of),
        "may_write": rules.may_write(actor, of) is None,
        "tends": rules.may_tend(actor, of) is None,
        "address": request.build_absolute_uri(of.get_absolute_url()),
        "open_form": forms.OpenForm(),
        "listener_form": forms.ListenerForm(),
        **given,
    }
    status = 422 if any(form.errors for form in given.values()) else 200
    return render(request, "listening/desk.html", context, status=status)


@login_required
def rewrite(request: HttpRequest, pk: str) -> HttpResponse:
    of = _tended(request, pk, rules.may_write)
    first = {"title": of.title, "lead": of.lead, "web": of.web}
    form = forms.SurveyForm(sent(request), initial=first)
    if request.method == "POST" and form.is_valid():
        acts.rewrite(someone(request), of, **form.cleaned_data)
        return redirect("listening:desk", of.pk)
    return show(request, "listening/draft", form, unit=of.unit, survey=of)


@login_required
def add(request: HttpRequest, pk: str) -> HttpResponse:
    of = _tended(request, pk, rules.may_write)
    form = forms.QuestionForm(sent(request), survey=of)
    if request.method == "POST" and form.is_valid():
        acts.add(someone(request), of, form.asks)
        return redirect("listening:desk", of.pk)
    return show(request, "listening/question", form, survey=of)


@login_required
def change(request: HttpRequest, pk: str, number: int) -> HttpResponse:
    of = _tended(request, pk, rules.may_write)
    one = _question(of, number)
    form = forms.QuestionForm(sent(request), survey=of, initial=forms.as_values(one))
    if request.method == "POST" and form.is_valid():
        acts.change(someone(request), of, one, form.asks)
        return redirect("listening:desk", of.pk)
    return show(request, "listening/question", form, survey=of, question=one)


def _question(of: Survey, number: int) -> Question:
    return get_object_or_404(of.questions, number=number)


@require_POST
@login_required
def move(request: HttpRequest, pk: str, number: int) -> HttpResponse:
    of = _tended(request, pk, rules.may_write)
    up = -1 if request.POST.get("to") == "down" else 1
    acts.move(someone(request), of, _question(of, number), up)
    return redirect("listening:desk", of.pk)


@require_POST
@login_required
def drop(request: HttpRequest, pk: str, number: int) -> HttpResponse:
    of = _tended(request, pk, rules.may_write)
    acts.drop(someone(request), of, _question(of, number))
    return redirect("listening:desk", of.pk)


@require_POST
@login_required
def copy(request: HttpRequest, pk: str) -> HttpResponse:
    made = acts.copy(someone(request), _tended(request, pk))
    messages.success(request, "A copy, as a draft.")
    return redirect("listening:desk", made.pk)


@require_POST
@login_required
def open_now(request: HttpRequest, pk: str) -> HttpResponse:
    of, form = _tended(request, pk, rules.may_open), forms.OpenForm(request.POST)
    if not form.is_valid():
        return _desk(request, of, open_form=form)
    try:
        acts.open_now(someone(request), of, form.cleaned_data["closes_at"])
    except Refused as refused:
        form.add_error("closes_at", refused.refusal.reason)
        return _desk(request, of, open_form=form)
    messages.success(request, "Open. Hand out its address, or go from door to door.")
    return redirect("listening:desk", of.pk)


@require_POST
@login_required
def close(request: HttpRequest, pk: str) -> HttpResponse:
    of = _tended(request, pk, rules.may_close)
    acts.close(someone(request), of)
    messages.success(request, "Closed. Devices without a network have two more weeks.")
    return redirect("listening:desk", of.pk)


@require_POST
@login_required
def ask_to_listen(request: HttpRequest, pk: str) -> HttpResponse:
    of, form = _tended(request, pk), forms.ListenerForm(request.POST)
    if not form.is_valid():
        return _desk(request, of, listener_form=form)
    acts.ask_to_listen(someone(request), of, form.cleaned_data["email"])
    messages.success(request, f"{form.cleaned_data['email']} reads the answers now.")
    return redirect("listening:desk", of.pk)


@require_POST
@login_required
def dismiss(request: HttpRequest, pk: str, number: int) -> HttpResponse:
    one = get_object_or_404(Listener.objects.select_related("survey"), survey=pk, pk=number)
    acts.dismiss(someone(request), one)
    return redirect("listening:index" if one.person == request.user else "listening:desk",
                    *([] if one.person == request.user else [pk]))  # fmt: skip


def results(request: HttpRequest, pk: str) -> HttpResponse:
    """How many chose what, in tens and for eight or more: for everyone, once it is closed."""
    of, actor = found(pk), someone(request)
    readable = of.stage() == "closed" or (actor and rules.may_read(actor, of) is None)
    told = queries.counted(of) if readable else []
    return render(
        request, "listening/results.html", {"survey": of, "told": told, "readable": readable}
    )
