"""For those who send people out: turf, lists that are carried, sheets of paper."""

from dataclasses import replace
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.identity.membership.queries import rolls_kept_by
from articulator.intelligence.listening.queries import questions
from articulator.kernel.acts import Refused, Rule
from articulator.kernel.models import Unit
from articulator.kernel.request import sent, show, someone
from articulator.operations.fieldwork import acts, forms, keys, queries, rules, sync
from articulator.operations.fieldwork.models import Held, Packet, Place, Turf
from articulator.operations.gatherings.pictures import qr

PAGE = 60


def _turf(request: HttpRequest, pk: str, rule: Rule[Turf] = rules.may_tend) -> Turf:
    shown = get_object_or_404(
        queries.walked(Turf.objects.select_related("unit", "survey__unit")), pk=pk
    )
    if refusal := rule(someone(request), shown):
        raise Refused(refusal)
    return shown


def _packet(request: HttpRequest, pk: str) -> Packet:
    seen = Packet.objects.seen_by(someone(request)).select_related("turf__unit", "turf__survey")
    shown = get_object_or_404(seen, pk=pk)
    if refusal := rules.may_handle(someone(request), shown):
        raise Refused(refusal)
    return shown


# Turf


def index(request: HttpRequest) -> HttpResponse:
    """For everyone, why somebody stood at their door; for members, what is being walked."""
    actor = someone(request)
    mine = rolls_kept_by(actor)
    rows = queries.turfs() if actor else Turf.objects.none()
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")), "mine": mine,
        "quiet": queries.silent_devices(actor)[:5] if mine else [],
    }  # fmt: skip
    return render(request, "fieldwork/index.html", context)


@login_required
def open_turf(request: HttpRequest, slug: str) -> HttpResponse:
    unit = get_object_or_404(Unit, slug=slug)
    if refusal := rules.may_send(someone(request), unit):
        raise Refused(refusal)
    form = forms.TurfForm(sent(request), request.FILES or None, unit=unit)
    if request.method == "POST" and form.is_valid():
        made = acts.open_turf(someone(request), unit, form.sketch)
        left = len({(one.street, one.label) for one in form.stops}) - made.places.count()
        if form.stops and left:
            messages.info(request, f"{left} left out: nobody of ours calls there again.")
        return redirect(made)
    surveys = queries.surveys_for(unit).exists()
    return show(request, "fieldwork/open", form, unit=unit, surveys=surveys)


@login_required
def turf(request: HttpRequest, pk: str) -> HttpResponse:
    """How far it is walked, who carries a list of it."""
    return _shown(request, _turf(request, pk), forms.IssueForm(), forms.AddForm())


def _shown(request: HttpRequest, of: Turf, issue: Form, add: Form) -> HttpResponse:
    actor = someone(request)
    rows = Paginator(queries.packets(actor, of), PAGE).get_page(request.GET.get("page"))
    context = {
        "turf": of, "streets": queries.streets(of), "tally": queries.tally(of), "page": rows,
        "issue": issue, "add": add, "refusal": rules.may_issue(actor, of),
        "may_change": rules.may_change(actor, of) is None,
    }  # fmt: skip
    status = 422 if issue.errors or add.errors else 200
    return render(request, "fieldwork/turf.html", context, status=status)


@login_required
@require_POST
def add(request: HttpRequest, pk: str) -> HttpResponse:
    of = _turf(request, pk)
    form = forms.AddForm(request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, of, forms.IssueForm(), form)
    acts.add_places(someone(request), of, form.stops)
    return redirect(of)


@login_required
@require_POST
def close(request: HttpRequest, pk: str) -> HttpResponse:
    of = _turf(request, pk)
    acts.close_turf(someone(request), of)
    messages.success(request, "Closed. Nobody goes there any more; what phones hold is taken.")
    return redirect(of)


@login_required
@require_POST
def issue(request: HttpRequest, pk: str) -> HttpResponse:
    of = _turf(request, pk)
    form = forms.IssueForm(request.POST)
    if not form.is_valid():
        return _shown(request, of, form, forms.AddForm())
    said = form.cleaned_data
    return redirect(acts.issue(someone(request), of, said["carrier"], Packet.Way(said["way"])))


# Lists that are carried


@login_required
def packet(request: HttpRequest, pk: str) -> HttpResponse:
    """The link for the phone, what came from it, and calling it back."""
    return _carried(request, _packet(request, pk), forms.RescueForm())


def _carried(request: HttpRequest, shown: Packet, form: Form) -> HttpResponse:
    actor = someone(request)
    claim = None if rules.may_claim(None, shown) else keys.claim_link(shown)
    return show(
        request, "fieldwork/packet", form, packet=shown, turf=shown.turf, link=claim,
        code=qr(claim) if claim else "", held=queries.held(shown), taken=shown.receipts.count(),
        may_revoke=rules.may_revoke(actor, shown) is None,
        may_renew=rules.may_renew(actor, shown) is None,
    )  # fmt: skip


@login_required
@require_POST
def renew(request: HttpRequest, pk: str) -> HttpResponse:
    return redirect(acts.renew(someone(request), _packet(request, pk)))


@login_required
@require_POST
def revoke(request: HttpRequest, pk: str) -> HttpResponse:
    shown = acts.revoke(someone(request), _packet(request, pk))
    messages.success(request, "Called back. The phone reads nothing any more.")
    return redirect(shown)


@login_required
@require_POST
def rescue(request: HttpRequest, pk: str) -> HttpResponse:
    """What a phone saved as a file, when it found no network for weeks."""
    shown = _packet(request, pk)
    form = forms.RescueForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            sent = sync.parcel(form.cleaned_data["file"])
        except sync.SyncError:
            form.add_error("file", "This is no file that a phone of ours has saved.")
        else:
            known = timedelta(seconds=shown.ahead)  # the file is older than its clock says
            acts.take(someone(request), shown, replace(sent, ahead=known, waiting=0))
            messages.success(request, "Taken in. What was known already changed nothing.")
            return redirect(shown)
    return _carried(request, shown, form)


def _held(request: HttpRequest, pk: str, item: int) -> Held:
    return get_object_or_404(
        queries.held(_packet(request, pk)).select_related("packet__turf__unit"), pk=item
    )


@login_required
@require_POST
def admit(request: HttpRequest, pk: str, item: int) -> HttpResponse:
    acts.admit(someone(request), _held(request, pk, item))
    messages.success(request, "Taken in.")
    return redirect("fieldwork:packet", pk)


@login_required
@require_POST
def discard(request: HttpRequest, pk: str, item: int) -> HttpResponse:
    acts.discard(someone(request), _held(request, pk, item))
    messages.success(request, "Discarded, unread.")
    return redirect("fieldwork:packet", pk)


# Paper


@login_required
def sheet(request: HttpRequest, pk: str) -> HttpResponse:
    """The list and the questions, to print and take along."""
    of = _turf(request, pk)
    places = of.places.filter(never_at=None)
    context = {"turf": of, "places": places, "questions": questions(of.survey, of.unit)}
    return render(request, "fieldwork/sheet.html", context)


@login_required
def places(request: HttpRequest, pk: str) -> HttpResponse:
    """Every place with how it stands: where sheets are typed in."""
    of = _turf(request, pk)
    rows = of.places.all()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "fieldwork/places.html", {"turf": of, "page": page})


@login_required
def type_in(request: HttpRequest, pk: str, place: str) -> HttpResponse:
    """One line of a sheet of paper."""
    of = _turf(request, pk)
    at = get_object_or_404(Place.objects.select_related("turf__survey", "turf__unit"),
                           pk=place, turf=of)  # fmt: skip
    form = forms.SheetForm(sent(request), place=at)
    if request.method == "POST" and form.is_valid():
        acts.type_in(someone(request), of, form.sheet)
        messages.success(request, f"{at}: written down.")
        return redirect("fieldwork:places", of.pk)
    return show(request, "fieldwork/type_in", form, turf=of, place=at)


@login_required
def bring_in(request: HttpRequest, pk: str) -> HttpResponse:
    """Answers that were collected with another tool."""
    of = _turf(request, pk)
    form = forms.HeardForm(sent(request), request.FILES or None, turf=of)
    if request.method == "POST" and form.is_valid():
        rows = form.cleaned_data["file"]
        acts.bring_in(someone(request), of, rows)
        messages.success(
            request, f"{len(rows)} rows are in, each once, however often you bring it."
        )
        return redirect(of)
    return show(request, "fieldwork/bring_in", form, turf=of)


@login_required
@require_POST
def in_vain(request: HttpRequest, pk: str) -> HttpResponse:
    """Several doors of a sheet at which nobody was there."""
    of = _turf(request, pk)
    wanted = of.places.filter(pk__in=[one for one in request.POST.getlist("place") if one])
    acts.knock_in_vain(someone(request), of, list(wanted))
    return redirect("fieldwork:places", of.pk)


@login_required
@require_POST
def silence(request: HttpRequest, pk: str, place: str) -> HttpResponse:
    of = _turf(request, pk)
    at = get_object_or_404(Place.objects.select_related("turf__unit"), pk=place, turf=of)
    acts.silence(someone(request), at)
    messages.success(request, f"Nobody of ours calls at {at} again, in no list.")
    return redirect("fieldwork:places", of.pk)
