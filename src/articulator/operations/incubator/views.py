from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from articulator.identity.contacts.queries import fingerprint
from articulator.identity.membership.queries import rolls_kept_by
from articulator.kernel.acts import Refused
from articulator.kernel.limits import Rate, slow_down
from articulator.kernel.mail import link
from articulator.kernel.models import Unit
from articulator.kernel.request import someone
from articulator.operations.dna.models import Dna
from articulator.operations.dna.queries import lines
from articulator.operations.incubator import acts, gaps, queries
from articulator.operations.incubator.charter import charter
from articulator.operations.incubator.codes import picture
from articulator.operations.incubator.forms import (
    BallotForm,
    GrantForm,
    NumberForm,
    PapersForm,
    PlaceForm,
    PledgeForm,
    RoundForm,
    ScoreForm,
    WordsForm,
)
from articulator.operations.incubator.models import Entry, Grant, Poll, Round
from articulator.operations.incubator.rules import (
    may_announce,
    may_open,
    may_pledge,
    may_propose,
    may_release,
    may_run,
    may_score,
    may_type_in,
    may_vote,
)
from articulator.operations.incubator.tokens import SLIP

HALL, ONE_ADDRESS = Rate(200, 600), Rate(5, 600)  # a hall shares one address


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _round(pk: UUID) -> Round:
    return get_object_or_404(Round.objects.select_related("unit__parent"), pk=pk)


def _entry(pk: UUID) -> Entry:
    return get_object_or_404(Entry.objects.select_related("dna", "round__unit"), pk=pk)


def _poll(pk: UUID) -> Poll:
    return get_object_or_404(Poll.objects.select_related("round__unit"), pk=pk)


def _run_by(request: HttpRequest, shown: Round) -> Round:
    if refusal := may_run(someone(request), shown):
        raise Refused(refusal)
    return shown


def _answer(request: HttpRequest, page: str, form: Form, **context: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    context = {"form": form, "refusal": None, **context}
    return render(request, f"incubator/{page}.html", context, status=status)


def _said_no(request: HttpRequest, page: str, form: Form, no: Refused, **rest: Any) -> HttpResponse:
    """Something was refused: what was written stays on the screen."""
    context = {"form": form, **rest, "refusal": no.refusal}
    return render(request, f"incubator/{page}.html", context, status=403)


# For everyone


def index(request: HttpRequest) -> HttpResponse:
    unit = Unit.objects.filter(slug=request.GET.get("unit", "")).first()
    kept = next(iter(rolls_kept_by(someone(request))), None)
    context = {
        "unit": unit,
        "page": Paginator(queries.rounds(unit), 60).get_page(request.GET.get("page")),
        "runs": unit if unit and may_announce(someone(request), unit) is None else kept,
    }
    return render(request, "incubator/index.html", context)


def round_(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The evening, for phones and for the wall: what happens now, and what was decided."""
    return render(request, "incubator/round.html", _now(request, _round(pk)))


def pulse(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The live part of the evening's page; nothing if the phone has it already."""
    context = _now(request, _round(pk))
    if request.GET.get("v") == context["pulse"]:
        return HttpResponse(status=204)
    return render(request, "incubator/_now.html", context)


def _now(request: HttpRequest, shown: Round) -> dict[str, Any]:
    polls, found = list(shown.polls.all()), queries.entries(shown)
    stage = queries.stage(shown, polls)
    chosen = queries.chosen(shown) if stage == "decided" else []
    return {
        "round": shown, "stage": stage, "steps": queries.steps(stage),
        "pulse": queries.pulse(shown, polls), "law": charter(), "entries": found,
        "speaking": next((e for e in found if shown.presenting and e.number == shown.presenting),
                         None),
        "poll": next((p for p in polls if p.is_open), None),
        "results": [told for poll in polls if (told := queries.told(poll))],
        "shares": queries.shares(polls[-1]) if polls and not shown.is_evening else [],
        "promised": [(one, queries.promised(one)) for one in chosen],
        "runs": may_run(someone(request), shown) is None,
        "has_slip": queries.slip_of(SLIP.mark(request), shown) is not None,
    }  # fmt: skip


def gap_map(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Which campaigns there are, where they stand, and where none does."""
    shown = _round(pk)
    runs = may_run(someone(request), shown) is None
    found = gaps.gap_map(shown)
    forms = [(one, PlaceForm(initial={"thing": one.reference})) for one in found.unplaced]
    context = {"round": shown, "map": found, "unplaced": forms, "runs": runs}
    return render(request, "incubator/map.html", context)


# Voting


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
    poll, mark = _poll(pk), SLIP.mark(request)
    known = queries.slip_of(mark, poll.round)
    form = BallotForm(_sent(request), poll=poll, asks_for_slip=known is None)
    context = {
        "poll": poll, "refusal": may_vote(None, poll), "voted": queries.has_voted(poll, mark),
        "entries": list(queries.options(poll).values()),
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return _answer(request, "vote", form, **context)
    slow_down(request, "vote", HALL)
    mark = mark if known else SLIP.hashed(form.cleaned_data["slip"])
    try:
        acts.vote(None, poll, mark, form.choices)
    except Refused as no:
        return _said_no(request, "vote", form, no, **context)
    answer = redirect("incubator:vote", poll.pk)
    if known is None:
        SLIP.give(answer, form.cleaned_data["slip"])
    return answer


@login_required
def papers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Type in a batch from the paper box."""
    poll = _poll(pk)
    if refusal := may_type_in(someone(request), poll):
        raise Refused(refusal)
    form = PapersForm(_sent(request))
    context = {"poll": poll, "entries": list(queries.options(poll).values())}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            acts.type_in(someone(request), poll, said["slips"], said["ballots"])
        except Refused as no:
            return _said_no(request, "papers", form, no, **context)
        messages.success(request, f"{len(said['ballots'])} ballots are in.")
        return redirect("incubator:desk", poll.round_id)
    return _answer(request, "papers", form, **context)


# Promises


def pledge(request: HttpRequest, pk: UUID) -> HttpResponse:
    entry = _entry(pk)
    refusal, form = may_pledge(someone(request), entry), PledgeForm(_sent(request))
    if request.method == "POST":
        slow_down(request, "pledge", HALL)
        if refusal:
            raise Refused(refusal)
        if form.is_valid():
            promise = form.promise
            if promise.email:
                slow_down(request, "pledge letter", ONE_ADDRESS, fingerprint(promise.email))
            acts.pledge(None, entry, promise)
            messages.success(request, "Thank you. Somebody of the campaign finds you.")
            return redirect(entry.round)
    return _answer(request, "pledge", form, entry=entry, refusal=refusal)


def promise(request: HttpRequest, token: str) -> HttpResponse:
    """The letter leads here: see the promise, or take it back."""
    found = queries.pledge_behind(token)
    if found is None:
        return render(request, "incubator/gone.html", status=404)
    if request.method == "POST":
        acts.take_back(None, found)
        return render(request, "incubator/gone.html", {"taken_back": True})
    return render(request, "incubator/promise.html", {"pledge": found, "entry": found.entry})


# For those who run it


@login_required
def announce(request: HttpRequest, slug: str) -> HttpResponse:
    unit = get_object_or_404(Unit, slug=slug)
    if refusal := may_announce(someone(request), unit):
        raise Refused(refusal)
    form = RoundForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        made = acts.announce(someone(request), unit, form.plan)
        return redirect("incubator:desk", made.pk)
    return _answer(request, "announce", form, unit=unit, law=charter())


@login_required
def desk(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything that whoever runs the evening needs, in its order."""
    shown = _run_by(request, _round(pk))
    now = _now(request, shown)
    polls, entries = list(shown.polls.all()), now["entries"]
    last, chosen = (polls[-1] if polls else None), queries.chosen(shown)
    context = {
        **now,
        "tables": queries.desk(shown),
        "elsewhere": queries.may_be_entered(shown)[:20],
        "slips": shown.slips.count(),
        "last": last,
        "votes": queries.votes(last) if last else 0,
        "may_open": may_open(someone(request), shown) is None,
        "following": next((e for e in entries if (e.number or 0) > (shown.presenting or 0)), None),
        "chosen": [(e, queries.pledges(e), getattr(e, "grant", None)) for e in chosen],
        "number": NumberForm(initial={"number": 6}), "order": WordsForm(),
    }  # fmt: skip
    return render(request, "incubator/desk.html", context)


@login_required
@require_POST
def run(request: HttpRequest, pk: UUID, deed: str) -> HttpResponse:
    """One step of the evening, from a button on the desk."""
    shown, actor = _run_by(request, _round(pk)), someone(request)
    match deed:
        case "tables":
            acts.open_tables(actor, shown, _number(request))
        case "steps":
            return redirect("steps:edit", acts.draw_up(actor, shown).pk)
        case "slips":
            acts.make_slips(actor, shown, _number(request))
        case "enter":
            chosen = get_object_or_404(Dna, pk=request.POST.get("dna"))
            acts.enter(actor, shown, chosen)
        case "order":
            acts.draw_order(actor, shown, _words(request))
        case "present":
            acts.present(actor, shown, _number(request))
        case "open":
            acts.open_poll(actor, shown, _number(request))
        case "close" | "declare":
            _count(request, shown, deed)
        case "place":
            return _place(request, shown)
        case _:
            raise Http404
    return redirect("incubator:desk", shown.pk)


def _count(request: HttpRequest, shown: Round, deed: str) -> None:
    poll = shown.polls.order_by("-number").first()
    if poll is None:
        raise Http404("There is no vote yet.")
    (acts.close if deed == "close" else acts.declare)(someone(request), poll)


def _place(request: HttpRequest, shown: Round) -> HttpResponse:
    form = PlaceForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        acts.put_on_map(someone(request), shown, said["thing"], said["function"], said["sphere"])
    return redirect("incubator:map", shown.pk)


def _number(request: HttpRequest) -> int:
    form = NumberForm(request.POST)
    if not form.is_valid():
        raise Http404("A number is missing.")
    return int(form.cleaned_data["number"])


def _words(request: HttpRequest) -> str:
    form = WordsForm(request.POST)
    if not form.is_valid():
        raise Http404("The words of the lot are missing.")
    return str(form.cleaned_data["words"])


@login_required
def cards(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A card for each table, to print: its code, and the same as a picture for a phone."""
    shown = _run_by(request, _round(pk))
    join = link(reverse("dna:join"))
    found = [
        (number, one.code, picture(f"{join}?code={one.code}"))
        for number, one in enumerate(queries.tables(shown), 1)
        if one.is_open
    ]
    return render(request, "incubator/cards.html", {"round": shown, "cards": found, "join": join})


@login_required
def slips(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The slips for the door, to print and to cut. After the vote has begun they are not shown."""
    shown = _run_by(request, _round(pk))
    at = link(reverse("incubator:slip"))
    begun = shown.polls.exists()
    numbers = () if begun else shown.slips.values_list("number", flat=True)
    codes = [queries.code_of(shown, number) for number in numbers]
    found = [(code, picture(f"{at}?code={code}")) for code in codes]
    context = {"round": shown, "slips": found, "begun": begun, "at": at}
    return render(request, "incubator/slips.html", context)


@login_required
def grant(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Propose money for what the room chose."""
    entry = _entry(pk)
    _run_by(request, entry.round)
    refusal, form = may_propose(someone(request), entry), GrantForm(_sent(request))
    context = {"entry": entry, "refusal": refusal, "law": charter()}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            acts.propose_grant(
                someone(request), entry, said["payee"], said["pence"], said["purpose"]
            )
        except Refused as no:
            return _said_no(request, "grant", form, no, **context)
        return redirect("incubator:desk", entry.round_id)
    return _answer(request, "grant", form, **context)


@login_required
@require_POST
def release(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Grant.objects.select_related("entry__round__unit", "payee"), pk=pk)
    if refusal := may_release(someone(request), found):
        raise Refused(refusal)
    acts.release(someone(request), found)
    messages.success(request, "Released. Whoever keeps the accounts pays it now.")
    return redirect("incubator:desk", found.entry.round_id)


@login_required
def score(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Read a page at home, and score it."""
    entry = _entry(pk)
    refusal, form = may_score(someone(request), entry), ScoreForm(_sent(request))
    context = {"entry": entry, "refusal": refusal, "lines": lines(entry.dna)}
    if request.method == "POST" and form.is_valid():
        try:
            acts.score(someone(request), entry, form.points, form.cleaned_data["comment"])
        except Refused as no:
            return _said_no(request, "score", form, no, **context)
        messages.success(request, "Thank you. Its table reads your words, without your name.")
        return redirect(entry.round)
    return _answer(request, "score", form, **context)
