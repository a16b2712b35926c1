"""Briefings: reading and printing, editing a draft, answering for a body."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.intelligence.briefings import acts, forms, queries, rules
from articulator.intelligence.briefings.models import Briefing, Duty, Finding
from articulator.kernel.models import Unit
from articulator.kernel.request import sent, someone, stop


@login_required
def index(request: HttpRequest) -> HttpResponse:
    actor = someone(request)
    page = Paginator(queries.published(), 30).get_page(request.GET.get("page"))
    context = {"page": page, "drafts": queries.drafts_of(actor), "owed": queries.owed_by(actor)}
    return render(request, "briefings/index.html", context)


@login_required
def unit(request: HttpRequest, slug: str) -> HttpResponse:
    """Whether a unit wants briefings, and those that it has."""
    shown, actor = get_object_or_404(Unit, slug=slug), someone(request)
    edits = rules.may_edit(actor, shown) is None
    page = Paginator(queries.published(shown), 30).get_page(request.GET.get("page"))
    context = {
        "unit": shown, "page": page, "edits": edits, "wants": queries.wants(shown),
        "drafts": queries.drafts(shown)[:12] if edits else [],
        "prepares": rules.may_prepare(actor, shown) is None,
    }  # fmt: skip
    return render(request, "briefings/unit.html", context)


@require_POST
@login_required
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    acts.begin(someone(request), get_object_or_404(Unit, slug=slug))
    messages.success(request, "The first draft is being composed. It takes a minute at most.")
    return redirect("briefings:unit", slug)


@require_POST
@login_required
def end(request: HttpRequest, slug: str) -> HttpResponse:
    acts.end(someone(request), get_object_or_404(Unit, slug=slug))
    messages.success(request, "No more drafts. What was published stays.")
    return redirect("briefings:unit", slug)


@require_POST
@login_required
def prepare(request: HttpRequest, slug: str) -> HttpResponse:
    acts.prepare(someone(request), get_object_or_404(Unit, slug=slug))
    messages.success(request, "The draft for the conference is being composed.")
    return redirect("briefings:unit", slug)


def _briefing(pk: str) -> Briefing:
    return get_object_or_404(Briefing.objects.select_related("unit", "published_by"), pk=pk)


@login_required
def briefing(request: HttpRequest, pk: str) -> HttpResponse:
    """What was found, for reading and for printing; a draft leads to its desk."""
    shown, actor = _briefing(pk), someone(request)
    stop(rules.may_read(actor, shown))
    if not shown.published_at:
        return redirect("briefings:draft", pk)
    duties = [(one, rules.may_answer(actor, one) is None) for one in queries.duties(shown)]
    context = {
        "briefing": shown, "findings": queries.shown(shown), "duties": duties,
        "talk": queries.talk(shown), "days": queries.days(shown),
    }  # fmt: skip
    return render(request, "briefings/briefing.html", context)


# Editing


@login_required
def draft(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _briefing(pk)
    stop(rules.may_change(someone(request), shown))
    return _desk(request, shown)


def _desk(request: HttpRequest, shown: Briefing, form: Form | None = None) -> HttpResponse:
    findings = list(shown.findings.all())
    context = {
        "briefing": shown,
        "findings": [one for one in findings if not one.left_out],
        "left_out": [one for one in findings if one.left_out],
        "own": form if isinstance(form, forms.OwnForm) else forms.OwnForm(),
        "form": form if isinstance(form, forms.PublishForm) else forms.PublishForm(briefing=shown),
    }
    status = 422 if form and form.errors else 200
    return render(request, "briefings/draft.html", context, status=status)


def _finding(pk: str) -> Finding:
    return get_object_or_404(Finding.objects.select_related("briefing__unit"), pk=pk)


@require_POST
@login_required
def leave_out(request: HttpRequest, pk: str) -> HttpResponse:
    one = acts.leave_out(someone(request), _finding(pk))
    return redirect("briefings:draft", one.briefing_id)


@require_POST
@login_required
def take_in(request: HttpRequest, pk: str) -> HttpResponse:
    one = acts.take_in(someone(request), _finding(pk))
    return redirect("briefings:draft", one.briefing_id)


@require_POST
@login_required
def move_up(request: HttpRequest, pk: str) -> HttpResponse:
    one = acts.move_up(someone(request), _finding(pk))
    return redirect("briefings:draft", one.briefing_id)


@require_POST
@login_required
def write(request: HttpRequest, pk: str) -> HttpResponse:
    shown, form = _briefing(pk), forms.OwnForm(request.POST)
    stop(rules.may_change(someone(request), shown))
    if not form.is_valid():
        return _desk(request, shown, form)
    acts.write(someone(request), shown, form.own)
    messages.success(request, "Added at the end.")
    return redirect("briefings:draft", pk)


@require_POST
@login_required
def publish(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _briefing(pk)
    stop(rules.may_publish(someone(request), shown))
    form = forms.PublishForm(request.POST, briefing=shown)
    if not form.is_valid():
        return _desk(request, shown, form)
    acts.publish(someone(request), shown, list(form.cleaned_data["bodies"]))
    messages.success(request, "Published. Those whom you named owe an answer; members can talk.")
    return redirect(shown)


# Answering


@login_required
def answer(request: HttpRequest, pk: str) -> HttpResponse:
    found = Duty.objects.select_related("briefing__unit", "body__unit")
    duty, actor = get_object_or_404(found, pk=pk), someone(request)
    stop(rules.may_answer(actor, duty))
    form = forms.DecidedForm(sent(request))
    if request.method == "POST" and form.is_valid():
        acts.answer(actor, duty, form.decided)
        messages.success(request, "Recorded. Everyone who reads the briefing reads it.")
        return redirect(duty)
    findings = queries.shown(duty.briefing)
    context = {"duty": duty, "briefing": duty.briefing, "form": form, "findings": findings}
    return render(
        request, "briefings/answer.html", context, status=422 if form.errors else 200
    )  # fmt: skip
