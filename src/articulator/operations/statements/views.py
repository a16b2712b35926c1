from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.identity.membership.queries import rolls_kept_by
from articulator.kernel.acts import Refused, Rule
from articulator.kernel.limits import Rate, slow_down
from articulator.kernel.models import Unit
from articulator.kernel.request import someone
from articulator.operations.statements import acts, queries
from articulator.operations.statements.drawing import drawn
from articulator.operations.statements.forms import (
    AnswerForm,
    AppealForm,
    AskForm,
    FollowForm,
    PassOnForm,
    PileForm,
    RulingForm,
    SayForm,
    StewardForm,
    appeal_form,
    ruling_form,
)
from articulator.operations.statements.models import Conversation, Outcome, Ruling, Vote
from articulator.operations.statements.rules import (
    may_answer,
    may_appeal,
    may_ask,
    may_close,
    may_harvest,
    may_name,
    may_open,
    may_release,
    may_speak,
    may_tend,
    may_type_in,
)
from articulator.operations.statements.tokens import mark, with_token

SAID_OFTEN, ONE_ADDRESS, HALL = Rate(12, 600), Rate(5, 600), Rate(100, 600)


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _found(pk: str) -> Conversation:
    return get_object_or_404(
        Conversation.objects.select_related("unit", "answered_by__unit"), pk=pk
    )


def _answer(request: HttpRequest, page: str, form: Form, **context: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, f"statements/{page}.html", {"form": form, **context}, status=status)


# Speaking and voting


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
    of = _found(pk)
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
    return _answer(request, "conversation", form, **context)


@require_POST
def vote(request: HttpRequest, pk: str, number: int) -> HttpResponse:
    of = _found(pk)
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
    of, form = _found(pk), SayForm(request.POST)
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
    of, sent = _found(pk), sent or {}
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
    of = _found(pk)
    one = get_object_or_404(of.statements, number=number)
    form = appeal_form(one, request.POST)
    if not form.is_valid():
        return mine(request, pk, {number: form})
    acts.appeal(someone(request), one, mark(request, of), form.cleaned_data["why"])
    messages.success(request, "Somebody else at the desk looks at it again.")
    return redirect("statements:mine", of.pk)


def rulings(request: HttpRequest, pk: str) -> HttpResponse:
    of = _found(pk)
    page = Paginator(queries.ruled(of), 60).get_page(request.GET.get("page"))
    return render(request, "statements/rulings.html", {"conversation": of, "page": page})


# What the room said, and what became of it


def results(request: HttpRequest, pk: str) -> HttpResponse:
    of, actor = _found(pk), someone(request)
    voice, told = queries.voice_of(of, mark(request, of)), queries.last_told(of)
    tends = actor is not None and may_tend(actor, of) is None
    context = {
        "conversation": of,
        "told": told,
        "said": drawn(of, told) if told else None,
        "readable": tends or queries.may_see_told(of, voice),
        "own": {str(key): said for key, said in queries.voted_on(voice).items()},
        "tends": tends,
    }
    return render(request, "statements/results.html", context)


def answers(request: HttpRequest, pk: str) -> HttpResponse:
    """What we heard, what happens, by when; whoever holds a token finds their own in it."""
    return _answers(request, _found(pk), FollowForm())


def _answers(request: HttpRequest, of: Conversation, form: FollowForm) -> HttpResponse:
    voice, actor = queries.voice_of(of, mark(request, of)), someone(request)
    shown = list(queries.outcomes(of))
    return _answer(
        request, "answers", form, conversation=of, outcomes=shown,
        own={one.pk for one in queries.own_statements(voice)}, voted=queries.voted_on(voice),
        mine={one.pk for one in shown if may_answer(actor, one) is None} if actor else (),
        harvests=actor is not None and may_harvest(actor, of) is None,
    )  # fmt: skip


@require_POST
def follow(request: HttpRequest, pk: str) -> HttpResponse:
    of, form = _found(pk), FollowForm(request.POST)
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
    form = AnswerForm(_sent(request), initial={"text": one.answer})
    if request.method == "POST" and form.is_valid():
        acts.answer(actor, one, form.cleaned_data["text"])
        messages.success(request, "Answered. Whoever left an address gets a letter.")
        return redirect(one)
    return _answer(request, "answer", form, outcome=one, conversation=one.statement.conversation)


# At the desk


def _tended(request: HttpRequest, pk: str, rule: Rule[Conversation] = may_tend) -> Conversation:
    of = _found(pk)
    if refusal := rule(someone(request), of):
        raise Refused(refusal)
    return of


@login_required
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    unit, actor = get_object_or_404(Unit, slug=slug), someone(request)
    if refusal := may_ask(actor, unit):
        raise Refused(refusal)
    form = AskForm(_sent(request), unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.ask(actor, unit, form.plan)
        except Refused as refused:
            form.add_error(None, refused.refusal.reason)
        else:
            messages.success(request, "Planned. Print the sheet, or hand out the address.")
            return redirect("statements:desk", made.pk)
    return _answer(request, "ask", form, unit=unit)


@login_required
def desk(request: HttpRequest, pk: str) -> HttpResponse:
    return _desk(request, _tended(request, pk))


def _desk(request: HttpRequest, of: Conversation, **forms: Form) -> HttpResponse:
    actor = someone(request)
    rules = {"open": may_open, "close": may_close, "release": may_release, "type_in": may_type_in}
    page = Paginator(queries.shown(of), 60).get_page(request.GET.get("page"))
    context = {
        "conversation": of,
        "address": request.build_absolute_uri(of.get_absolute_url()),
        "queue": [(one, ruling_form(one)) for one in queries.queue(of)[:30]],
        "page": page,
        "shown": [(one, ruling_form(one)) for one in page],
        "numbers": queries.numbers(of),
        "stewards": queries.stewards(of),
        "told": queries.last_told(of),
        "may": {name for name, rule in rules.items() if rule(actor, of) is None},
        "names": may_name(actor, of) is None,
        "pile": PileForm(),
        "steward": StewardForm(),
        **forms,
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "statements/desk.html", context, status=status)


@require_POST
@login_required
def open_now(request: HttpRequest, pk: str) -> HttpResponse:
    of = _tended(request, pk, may_open)
    acts.open_now(someone(request), of)
    messages.success(request, "Open. Whoever has the address can speak.")
    return redirect("statements:desk", of.pk)


@require_POST
@login_required
def close(request: HttpRequest, pk: str) -> HttpResponse:
    of = _tended(request, pk, may_close)
    acts.close(someone(request), of)
    messages.success(request, "Closed. The room is being counted.")
    return redirect("statements:results", of.pk)


@require_POST
@login_required
def release(request: HttpRequest, pk: str) -> HttpResponse:
    of = _tended(request, pk, may_release)
    acts.release(someone(request), of)
    messages.success(request, "Counting. In a few seconds the result can be read.")
    return redirect("statements:results", of.pk)


@require_POST
@login_required
def type_in(request: HttpRequest, pk: str) -> HttpResponse:
    of, form = _tended(request, pk, may_type_in), PileForm(request.POST)
    if not form.is_valid():
        return _desk(request, of, pile=form)
    try:
        made = acts.type_in(someone(request), of, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, refused.refusal.reason)
        return _desk(request, of, pile=form)
    messages.success(request, f"Typed in: {made or 'no'} paper{'' if made == 1 else 's'}.")
    return redirect("statements:desk", of.pk)


@require_POST
@login_required
def name_steward(request: HttpRequest, pk: str) -> HttpResponse:
    of, form = _tended(request, pk, may_name), StewardForm(request.POST)
    if not form.is_valid():
        return _desk(request, of, steward=form)
    acts.name_steward(someone(request), of, form.cleaned_data["email"])
    messages.success(request, f"{form.cleaned_data['email']} sits at the desk now.")
    return redirect("statements:desk", of.pk)


@require_POST
@login_required
def rule_on(request: HttpRequest, pk: str, number: int) -> HttpResponse:
    of, form = _tended(request, pk), RulingForm(request.POST)
    one = get_object_or_404(of.statements, number=number)
    if not form.is_valid():
        raise Http404("One decides for a reason of the list, in at most 200 letters.")
    said = form.cleaned_data
    acts.rule_on(someone(request), one, Ruling.Reason(said["reason"]), said["note"])
    messages.success(request, f"Statement {number}: {Ruling.Reason(said['reason']).label}.")
    return redirect("statements:desk", of.pk)


@login_required
def pass_on(request: HttpRequest, pk: str) -> HttpResponse:
    of = _tended(request, pk, may_harvest)
    form = PassOnForm(_sent(request), conversation=of)
    if request.method == "POST" and form.is_valid():
        acts.pass_on(someone(request), of, **form.cleaned_data)
        messages.success(request, "Passed on. Everyone sees who owes the answer, and by when.")
        return redirect("statements:answers", of.pk)
    return _answer(request, "pass_on", form, conversation=of)


def paper(request: HttpRequest, pk: str) -> HttpResponse:
    """The sheet to print: every statement with its number, three boxes, and lines for one's own."""
    of = _found(pk)
    context = {
        "conversation": of,
        "statements": queries.shown(of),
        "address": request.build_absolute_uri(of.get_absolute_url()),
    }
    return render(request, "statements/paper.html", context)
