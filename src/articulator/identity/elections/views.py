from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from articulator.identity.bodies.models import SeatGroup
from articulator.identity.bodies.queries import holds
from articulator.identity.elections import acts
from articulator.identity.elections.forms import (
    BallotForm,
    CallForm,
    NominationForm,
    first_call,
)
from articulator.identity.elections.models import Candidacy, Election
from articulator.identity.elections.queries import (
    came_to_nothing,
    has_voted,
    life,
    on_ballot,
    papers,
    spell,
    story,
    turnout,
    voter,
)
from articulator.identity.elections.rules import (
    may_call,
    may_declare,
    may_freeze,
    may_nominate,
    may_vote,
    may_withdraw,
)
from articulator.identity.pools.queries import exposure_panel
from articulator.kernel.acts import Refused
from articulator.kernel.request import sent, someone
from articulator.methods.stv import write_blt

PLANNED = {"called", "nominations"}  # who can stand is still open


def _election(pk: str) -> Election:
    rows = Election.objects.select_related("group__body__unit")
    return get_object_or_404(rows, pk=pk)


@contextmanager
def _told_in(form: Form) -> Iterator[None]:
    """A refusal becomes an error of the form, so that nothing typed is lost."""
    try:
        yield
    except Refused as refused:
        form.add_error(None, refused.refusal.reason)


def index(request: HttpRequest) -> HttpResponse:
    elections = list(Election.objects.select_related("group__body__unit"))
    by_stage = {
        title: [e for e in elections if e.stage() in stages]
        for title, stages in (
            ("Vote now", {"voting"}),
            ("Stand for election", {"nominations"}),
            ("Coming", {"called", "waiting"}),
            ("Closed, not yet counted", {"closed"}),
            ("Results", {"declared"}),
        )
    }
    actor = someone(request)
    context = {"by_stage": by_stage, "any": elections, "officer": holds(actor, "run_elections")}
    return render(request, "elections/index.html", context)


def election(request: HttpRequest, pk: str) -> HttpResponse:
    shown, actor = _election(pk), someone(request)
    mine = shown.candidacies.filter(person=actor).first() if actor else None
    voted, listed = turnout(shown)
    candidates = list(on_ballot(shown))
    context = {
        "election": shown,
        "stage": shown.stage(),
        "life": life(shown),
        "candidates": candidates,
        "unopposed": 0 < len(candidates) <= shown.seats and shown.declared_at is None,
        "mine": mine,
        "may_withdraw": mine is not None and may_withdraw(actor, mine) is None,
        "voted": voted,
        "listed": listed,
        "you_voted": actor is not None and has_voted(shown, actor),
        "on_roll": actor is not None and voter(shown, actor) is not None,
        "vote_refusal": may_vote(actor, shown),
        "nominate_refusal": may_nominate(actor, shown),
        "officer": holds(actor, "run_elections", shown.group.body.unit),
        "may_freeze": may_freeze(actor, shown) is None,
        "may_declare": may_declare(actor, shown) is None,
        "came_to_nothing": came_to_nothing(shown),
        "exposed": exposure_panel(shown.group) if shown.stage() in PLANNED else None,
    }
    return render(request, "elections/election.html", context)


@login_required
def call(request: HttpRequest, group_pk: str) -> HttpResponse:
    group, actor = get_object_or_404(SeatGroup, pk=group_pk), someone(request)
    form = CallForm(sent(request), initial=first_call(group))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with _told_in(form):
            made = acts.call_election(actor, group, said["title"], said["seats"], said["dates"])
            messages.success(request, "The election is called. Tell your members.")
            return redirect(made)
    refusal, exposed = may_call(actor, group), exposure_panel(group)
    context = {"form": form, "group": group, "refusal": refusal, "exposed": exposed}
    return render(request, "elections/call.html", context, status=422 if form.is_bound else 200)


@login_required
def nominate(request: HttpRequest, pk: str) -> HttpResponse:
    shown, actor = _election(pk), someone(request)
    form = NominationForm(sent(request))
    if request.method == "POST" and form.is_valid():
        with _told_in(form):
            acts.nominate(actor, shown, form.cleaned_data["statement"])
            messages.success(request, "You stand for election. Good luck!")
            return redirect(shown)
    context = {"form": form, "election": shown, "refusal": may_nominate(actor, shown)}
    status = 422 if form.is_bound else 200
    return render(request, "elections/nominate.html", context, status=status)


@require_POST
@login_required
def withdraw(request: HttpRequest, pk: str) -> HttpResponse:
    mine = get_object_or_404(Candidacy, election=pk, person=request.user)
    acts.withdraw(someone(request), mine)
    messages.success(request, "You have withdrawn.")
    return redirect(mine.election)


@require_POST
@login_required
def freeze(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _election(pk)
    acts.freeze_roll(someone(request), shown)
    messages.success(request, "The roll is frozen and the ballot is set.")
    return redirect(shown)


@login_required
def vote(request: HttpRequest, pk: str) -> HttpResponse:
    shown, actor = _election(pk), someone(request)
    if request.method == "GET" and actor and has_voted(shown, actor):
        return redirect("elections:voted", pk=pk)
    form = BallotForm(shown, sent(request))
    if request.method == "POST" and form.is_valid():
        ranking = form.cleaned_data["ranking"]
        acts.cast_ballot(actor, shown, ranking)
        messages.success(request, f"You ranked {spell(len(ranking), 'candidate')}.")
        return redirect("elections:voted", pk=pk)
    context = {"form": form, "election": shown, "refusal": may_vote(actor, shown)}
    return render(request, "elections/vote.html", context, status=422 if form.is_bound else 200)


@login_required
def voted(request: HttpRequest, pk: str) -> HttpResponse:
    shown, actor = _election(pk), someone(request)
    if actor is None or not has_voted(shown, actor):
        return redirect("elections:vote", pk=pk)
    return render(request, "elections/voted.html", {"election": shown})


@require_POST
@login_required
def declare(request: HttpRequest, pk: str) -> HttpResponse:
    acts.declare(someone(request), _election(pk))
    messages.success(request, "The votes are counted and the result is declared.")
    return redirect(reverse("elections:result", args=[pk]))


def _declared(pk: str) -> Election:
    shown = _election(pk)
    if shown.declared_at is None:
        raise Http404("This election has not been counted yet.")
    return shown


def result(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _declared(pk)
    told = story(shown)
    context = {"election": shown, "story": told, "quota_label": f"the quota, {told.quota:,} votes"}
    return render(request, "elections/result.html", context)


def result_json(_request: HttpRequest, pk: str) -> HttpResponse:
    return JsonResponse(_declared(pk).result, json_dumps_params={"indent": 1})


def ballots(_request: HttpRequest, pk: str) -> HttpResponse:
    """The papers of a counted election, as the file that any counting program reads."""
    box = papers(_declared(pk))
    if box is None:
        raise Http404("Nobody stood, so there was no ballot.")
    return HttpResponse(
        write_blt(box),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="ballots-{pk}.blt"'},
    )
