"""What the room said, and what became of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.kernel.acts import Refused
from articulator.kernel.limits import Rate, slow_down
from articulator.kernel.request import sent, show, someone
from articulator.operations.statements import acts, queries
from articulator.operations.statements.drawing import drawn
from articulator.operations.statements.forms import (
    AnswerForm,
    FollowForm,
)
from articulator.operations.statements.models import Conversation, Outcome
from articulator.operations.statements.rules import (
    may_answer,
    may_harvest,
    may_tend,
)
from articulator.operations.statements.tokens import mark
from articulator.operations.statements.views.common import the_room
from articulator.operations.steps.queries import evening_of

ONE_ADDRESS, HALL = Rate(5, 600), Rate(100, 600)


def results(request: HttpRequest, pk: str) -> HttpResponse:
    of, actor = the_room(pk), someone(request)
    voice, told = queries.voice_of(of, mark(request, of)), queries.last_told(of)
    tends = actor is not None and may_tend(actor, of) is None
    context = {
        "conversation": of,
        "told": told,
        "said": drawn(of, told) if told else None,
        "readable": tends or queries.may_see_told(of, voice),
        "own": {str(key): said for key, said in queries.voted_on(voice).items()},
        "tends": tends,
        "evening": evening_of(of),
    }
    return render(request, "statements/results.html", context)


def answers(request: HttpRequest, pk: str) -> HttpResponse:
    """What we heard, what happens, by when; whoever holds a token finds their own in it."""
    return _answers(request, the_room(pk), FollowForm())


def _answers(request: HttpRequest, of: Conversation, form: FollowForm) -> HttpResponse:
    voice, actor = queries.voice_of(of, mark(request, of)), someone(request)
    shown = list(queries.outcomes(of))
    return show(
        request, "statements/answers", form, conversation=of, outcomes=shown,
        own={one.pk for one in queries.own_statements(voice)}, voted=queries.voted_on(voice),
        mine={one.pk for one in shown if may_answer(actor, one) is None} if actor else (),
        harvests=actor is not None and may_harvest(actor, of) is None,
    )  # fmt: skip


@require_POST
def follow(request: HttpRequest, pk: str) -> HttpResponse:
    of, form = the_room(pk), FollowForm(request.POST)
    if not form.is_valid():
        return _answers(request, of, form)
    slow_down(request, "follow", HALL)
    slow_down(request, "follow address", ONE_ADDRESS, form.cleaned_data["email"])
    acts.follow(None, of, form.cleaned_data["email"])
    messages.success(request, "Now look into your mail: a letter asks whether it was you.")
    return redirect("statements:answers", of.pk)


def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The letter leads here. Opening the page does nothing, programs do that too."""
    found = queries.follower_behind(token)
    if found is None:
        return render(request, "statements/too_old.html", status=404)
    if request.method == "POST":
        acts.confirm(None, found)
        return redirect("statements:confirm", token)
    return render(request, "statements/confirm.html", {"follower": found, "token": token})


@require_POST
def unfollow(request: HttpRequest, token: str) -> HttpResponse:
    found = queries.follower_behind(token)
    if found is None:
        return render(request, "statements/too_old.html", status=404)
    acts.unfollow(None, found)
    messages.success(request, "The address is forgotten. No more letters about this.")
    return redirect("statements:answers", found.conversation_id)


@login_required
def answer(request: HttpRequest, pk: str) -> HttpResponse:
    found = Outcome.objects.select_related("statement__conversation__unit", "body__unit")
    one = get_object_or_404(found, pk=pk)
    actor = someone(request)
    if refusal := may_answer(actor, one):
        raise Refused(refusal)
    form = AnswerForm(sent(request), initial={"text": one.answer})
    if request.method == "POST" and form.is_valid():
        acts.answer(actor, one, form.cleaned_data["text"])
        messages.success(request, "Answered. Whoever left an address gets a letter.")
        return redirect(one)
    return show(
        request, "statements/answer", form, outcome=one, conversation=one.statement.conversation
    )
