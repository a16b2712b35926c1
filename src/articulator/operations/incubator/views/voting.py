"""One slip, one vote; the paper box; sheets that are read at home."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from articulator.kernel.acts import Refused
from articulator.kernel.limits import Rate, slow_down
from articulator.kernel.request import sent, someone
from articulator.operations.dna.queries import lines
from articulator.operations.incubator import acts, queries
from articulator.operations.incubator.forms import BallotForm, PapersForm, ScoreForm
from articulator.operations.incubator.rules import may_score, may_type_in, may_vote
from articulator.operations.incubator.tokens import SLIP
from articulator.operations.incubator.views.common import said_no, shown_with, the_entry, the_poll

HALL = Rate(200, 600)  # a hall shares one address


def slip(request: HttpRequest) -> HttpResponse:
    """The slip from the door: its code opens the evening on this phone."""
    code = request.GET.get("code", "")
    slow_down(request, "slip", HALL)
    found = queries.slip_of(SLIP.hashed(code)) if code else None
    if found is None:
        return render(request, "incubator/slip.html", {"code": code})
    answer = redirect(found.round)
    SLIP.give(answer, code)
    return answer


def vote(request: HttpRequest, pk: UUID) -> HttpResponse:
    poll, mark = the_poll(pk), SLIP.mark(request)
    known = queries.slip_of(mark, poll.round)
    form = BallotForm(sent(request), poll=poll, asks_for_slip=known is None)
    context = {
        "poll": poll, "refusal": may_vote(None, poll), "voted": queries.has_voted(poll, mark),
        "entries": list(queries.options(poll).values()),
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return shown_with(request, "vote", form, **context)
    slow_down(request, "vote", HALL)
    mark = mark if known else SLIP.hashed(form.cleaned_data["slip"])
    try:
        acts.vote(None, poll, mark, form.choices)
    except Refused as no:
        return said_no(request, "vote", form, no, **context)
    answer = redirect("incubator:vote", poll.pk)
    if known is None:
        SLIP.give(answer, form.cleaned_data["slip"])
    return answer


@login_required
def papers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Type in a batch from the paper box."""
    poll = the_poll(pk)
    if refusal := may_type_in(someone(request), poll):
        raise Refused(refusal)
    form = PapersForm(sent(request))
    context = {"poll": poll, "entries": list(queries.options(poll).values())}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            acts.type_in(someone(request), poll, said["slips"], said["ballots"])
        except Refused as no:
            return said_no(request, "papers", form, no, **context)
        messages.success(request, f"{len(said['ballots'])} ballots are in.")
        return redirect("incubator:desk", poll.round_id)
    return shown_with(request, "papers", form, **context)


@login_required
def score(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Read a page at home, and score it."""
    entry = the_entry(pk)
    refusal, form = may_score(someone(request), entry), ScoreForm(sent(request), of=entry.round)
    context = {"entry": entry, "refusal": refusal, "lines": lines(entry.dna)}
    if request.method == "POST" and form.is_valid():
        try:
            acts.score(someone(request), entry, form.points, form.cleaned_data["comment"])
        except Refused as no:
            return said_no(request, "score", form, no, **context)
        messages.success(request, "Thank you. Its table reads your words, without your name.")
        return redirect(entry.round)
    return shown_with(request, "score", form, **context)
