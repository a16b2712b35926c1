from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.kernel.acts import Refused
from articulator.kernel.request import someone
from articulator.operations.decisions import acts, queries
from articulator.operations.decisions.forms import AnswerForm, PileForm, PoseForm
from articulator.operations.decisions.models import Question
from articulator.operations.decisions.rules import may_answer, may_close, may_pose, may_type_in
from articulator.operations.statements.models import Conversation
from articulator.operations.statements.queries import voice_of
from articulator.operations.statements.tokens import mark, with_token
from articulator.operations.steps.queries import evening_of


def _room(pk: str) -> Conversation:
    return get_object_or_404(
        Conversation.objects.select_related("unit", "answered_by__unit"), pk=pk
    )


def _question(pk: str) -> Question:
    found = Question.objects.select_related("conversation__unit", "conversation__answered_by__unit")
    return get_object_or_404(found, pk=pk)


def index(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.questions(), 60).get_page(request.GET.get("page"))
    return render(request, "decisions/index.html", {"page": page})


def room(request: HttpRequest, pk: str) -> HttpResponse:
    of, actor = _room(pk), someone(request)
    context = {
        "conversation": of,
        "page": Paginator(queries.of(of), 60).get_page(request.GET.get("page")),
        "poses": actor is not None and may_pose(actor, of) is None,
    }
    return render(request, "decisions/room.html", context)


@login_required
def pose(request: HttpRequest, pk: str) -> HttpResponse:
    of, actor = _room(pk), someone(request)
    if refusal := may_pose(actor, of):
        raise Refused(refusal)
    sent = request.POST if request.method == "POST" else None
    form = PoseForm(sent, initial={"way": Question.Way.TEMPERATURE})
    if request.method == "POST" and form.is_valid():
        made = acts.pose(actor, of, **form.cleaned_data)
        messages.success(request, "The room is asked.")
        return redirect(made)
    context = {"form": form, "conversation": of}
    return render(request, "decisions/pose.html", context, status=422 if form.errors else 200)


def question(request: HttpRequest, pk: str) -> HttpResponse:
    """One question, one answer; until it closes nobody reads what others have said."""
    asked = _question(pk)
    if request.method == "POST":
        if refusal := may_answer(someone(request), asked):
            raise Refused(refusal)
        return with_token(request, lambda: _answered(request, asked))
    if not asked.is_open or asked.conversation.speakers == Conversation.Speakers.MEMBERS:
        return _shown(request, asked)
    return with_token(request, lambda: _shown(request, asked))


def _answered(request: HttpRequest, asked: Question) -> HttpResponse:
    form = AnswerForm(request.POST, question=asked)
    if not form.is_valid():
        return _shown(request, asked, form=form)
    acts.answer(someone(request), asked, mark(request, asked.conversation), form.choice)
    messages.success(request, "Your answer counts. Until it closes you can give another one.")
    return redirect(asked)


def _shown(request: HttpRequest, asked: Question, **forms: Any) -> HttpResponse:
    actor, of = someone(request), asked.conversation
    own = queries.own(asked, voice_of(of, mark(request, of)))
    tends = actor is not None and may_pose(actor, of) is None
    form = forms.get("form") or AnswerForm(question=asked, initial=_before(asked, own))
    context = {
        "question": asked,
        "conversation": of,
        "refusal": may_answer(actor, asked),
        "own": own,
        "form": form,
        "rows": _rows(asked, form, own) if asked.way == Question.Way.RANKED else (),
        "tends": tends,
        "may_close": tends and may_close(actor, asked) is None,
        "may_type_in": tends and may_type_in(actor, asked) is None,
        "answered": queries.answered(asked) if tends else None,
        "pile": PileForm(),
        "evening": evening_of(asked),
        **forms,
    }
    status = 422 if any(one.errors for one in forms.values()) else 200
    return render(request, "decisions/question.html", context, status=status)


def _before(asked: Question, own: Any) -> dict[str, Any]:
    """What this voice said before, as its form shows it."""
    if own is None:
        return {}
    numbers = [str(number) for number in own.chosen]
    several = asked.way == Question.Way.APPROVAL
    return {"chosen": numbers if several else numbers[0], "reason": own.reason}


def _rows(asked: Question, form: AnswerForm, own: Any) -> list[dict[str, Any]]:
    """The options to rank, with what was typed or what this voice said before."""
    places = {number: place for place, number in enumerate(own.chosen, 1)} if own else {}
    return [
        {
            "name": f"c{number}",
            "label": name,
            "value": form.data.get(f"c{number}", "") if form.is_bound else places.get(number, ""),
        }
        for number, name in enumerate(asked.choices, 1)
    ]


def paper(request: HttpRequest, pk: str) -> HttpResponse:
    """The sheet to print: the choices with their numbers and boxes."""
    asked = _question(pk)
    context = {"question": asked, "conversation": asked.conversation}
    return render(request, "decisions/paper.html", context)


@require_POST
@login_required
def type_in(request: HttpRequest, pk: str) -> HttpResponse:
    asked, form = _question(pk), PileForm(request.POST)
    if refusal := may_type_in(someone(request), asked):
        raise Refused(refusal)
    if not form.is_valid():
        return _shown(request, asked, pile=form)
    try:
        made = acts.type_in(someone(request), asked, form.cleaned_data["papers"])
    except Refused as refused:
        form.add_error("papers", refused.refusal.reason)
        return _shown(request, asked, pile=form)
    messages.success(request, f"Typed in: {made} paper{'' if made == 1 else 's'}.")
    return redirect(asked)


@require_POST
@login_required
def close(request: HttpRequest, pk: str) -> HttpResponse:
    asked = _question(pk)
    acts.close(someone(request), asked)
    messages.success(request, "Closed and counted.")
    return redirect(asked)
