"""Speaking and voting."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.identity.membership.queries import rolls_kept_by
from articulator.kernel.acts import Refused
from articulator.kernel.limits import Rate, slow_down
from articulator.kernel.models import Unit
from articulator.kernel.request import show, someone
from articulator.operations.statements import acts, queries
from articulator.operations.statements.forms import (
    AppealForm,
    SayForm,
    appeal_form,
)
from articulator.operations.statements.models import Conversation, Vote
from articulator.operations.statements.rules import (
    may_appeal,
    may_speak,
    may_tend,
)
from articulator.operations.statements.tokens import mark, with_token
from articulator.operations.statements.views.common import the_room
from articulator.operations.steps.queries import evening_of

SAID_OFTEN = Rate(12, 600)


def index(request: HttpRequest) -> HttpResponse:
    unit = Unit.objects.filter(slug=request.GET.get("unit", "")).first()
    actor = someone(request)
    context = {
        "unit": unit,
        "page": Paginator(queries.conversations(unit), 60).get_page(request.GET.get("page")),
        "asks": next(iter(rolls_kept_by(actor)), None),
        "owed": queries.owed(actor)[:12] if actor else (),
    }
    return render(request, "statements/index.html", context)


def conversation(request: HttpRequest, pk: str) -> HttpResponse:
    """The phone in the hand: one statement, three answers, and a line for one's own."""
    of = the_room(pk)
    if of.speakers == Conversation.Speakers.MEMBERS or not of.is_open:
        return _room(request, of, SayForm())
    return with_token(request, lambda: _room(request, of, SayForm()))


def _room(request: HttpRequest, of: Conversation, form: SayForm) -> HttpResponse:
    own, actor = mark(request, of), someone(request)
    voice = queries.voice_of(of, own)
    context = {
        "conversation": of,
        "refusal": may_speak(actor, of),
        "turn": queries.turn(of, voice, own) if of.is_open else None,
        "told": queries.last_told(of),
        "tends": actor is not None and may_tend(actor, of) is None,
    }
    if request.headers.get("HX-Request") and not form.errors:
        return render(request, "statements/_turn.html", context)
    return show(request, "statements/conversation", form, evening=evening_of(of), **context)


@require_POST
def vote(request: HttpRequest, pk: str, number: int) -> HttpResponse:
    of = the_room(pk)
    if request.POST.get("said") not in {"1", "0", "-1"}:
        raise Http404("One can agree, disagree or pass.")
    return with_token(request, lambda: _voted(request, of, number))


def _voted(request: HttpRequest, of: Conversation, number: int) -> HttpResponse:
    one = get_object_or_404(of.statements, number=number)
    said = Vote.Said(int(request.POST["said"]))
    acts.vote(someone(request), of, mark(request, of), one, said)
    if request.headers.get("HX-Request"):
        return _room(request, of, SayForm())
    page = "mine" if "mine" in request.POST else "conversation"
    return redirect(f"statements:{page}", of.pk)


@require_POST
def say(request: HttpRequest, pk: str) -> HttpResponse:
    of, form = the_room(pk), SayForm(request.POST)
    if refusal := may_speak(someone(request), of):
        raise Refused(refusal)
    return with_token(request, lambda: _said(request, of, form))


def _said(request: HttpRequest, of: Conversation, form: SayForm) -> HttpResponse:
    if not form.is_valid():
        return _room(request, of, form)
    slow_down(request, "say", SAID_OFTEN, mark(request, of))
    try:
        acts.say(someone(request), of, mark(request, of), form.cleaned_data["text"])
    except Refused as refused:
        form.add_error("text", refused.refusal.reason)
        return _room(request, of, form)
    before = of.moderation == Conversation.Moderation.BEFORE
    words = "The desk looks at it, then it is shown." if before else "Others vote on it now."
    messages.success(request, f"Thank you. {words}")
    return redirect(of)


def mine(request: HttpRequest, pk: str, sent: dict[int, AppealForm] | None = None) -> HttpResponse:
    """What this voice has said and voted, to look at and to change."""
    of, sent = the_room(pk), sent or {}
    voice = queries.voice_of(of, mark(request, of))
    context = {
        "conversation": of,
        "votes": queries.own_votes(of, voice),
        "said": [
            (one, None if may_appeal(None, one) else sent.get(one.number, appeal_form(one)))
            for one in queries.own_statements(voice)
        ],
        "refusal": may_speak(someone(request), of),
    }
    return render(request, "statements/mine.html", context, status=422 if sent else 200)


@require_POST
def appeal(request: HttpRequest, pk: str, number: int) -> HttpResponse:
    of = the_room(pk)
    one = get_object_or_404(of.statements, number=number)
    form = appeal_form(one, request.POST)
    if not form.is_valid():
        return mine(request, pk, {number: form})
    acts.appeal(someone(request), one, mark(request, of), form.cleaned_data["why"])
    messages.success(request, "Somebody else at the desk looks at it again.")
    return redirect("statements:mine", of.pk)


def rulings(request: HttpRequest, pk: str) -> HttpResponse:
    of = the_room(pk)
    page = Paginator(queries.ruled(of), 60).get_page(request.GET.get("page"))
    return render(request, "statements/rulings.html", {"conversation": of, "page": page})
