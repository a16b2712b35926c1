"""What we stand for: programmes and their versions, demands, and what was done for each item."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from articulator.identity.programme import acts, forms, queries, rules
from articulator.identity.programme.models import Deed, Demand, Item, Line, Version
from articulator.kernel.acts import Refused
from articulator.kernel.models import Unit
from articulator.kernel.request import sent, show, someone, stop


def _unit(slug: str) -> Unit:
    return get_object_or_404(Unit.objects.select_related("parent"), slug=slug)


# For everyone


def index(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.waiting(), 30).get_page(request.GET.get("page"))
    units, root = list(queries.programmes()), Unit.objects.filter(parent=None).first()
    return show(request, "programme/index", None, units=units, page=page, root=root)


def of(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme in force, what waits for an answer, and all versions."""
    unit, actor = _unit(slug), someone(request)
    now, decides = queries.in_force(unit), queries.authority(unit)
    context = {
        "unit": unit, "now": now, "lines": queries.lines(now) if now else [],
        "authority": decides, "nobody": None if decides else rules.nobody_decides(unit),
        "draft": queries.draft(unit), "versions": queries.versions(unit),
        "waiting": list(queries.waiting(unit)[:30]), "raised": queries.raised_by(unit),
        "may_raise": rules.may_raise(actor, unit) is None,
        "may_begin": rules.may_begin(actor, unit) is None,
    }  # fmt: skip
    return show(request, "programme/of", None, **context)


def version(request: HttpRequest, pk: str) -> HttpResponse:
    return _version(request, _found(pk), None)


def _found(pk: str) -> Version:
    return get_object_or_404(Version.objects.select_related("unit", "drafted_by"), pk=pk)


def _version(request: HttpRequest, shown: Version, tried: Form | None) -> HttpResponse:
    may = rules.may_change(someone(request), shown) is None
    adding = tried if isinstance(tried, forms.WordsForm) else None
    voting = tried if isinstance(tried, forms.DecisionForm) else None
    context = {
        "version": shown, "lines": queries.lines(shown), "before": queries.before(shown),
        "changes": queries.changes(shown), "authority": queries.authority(shown.unit), "may": may,
        "adding": (adding or forms.WordsForm(version=shown)) if may else None,
        "voting": (voting or forms.DecisionForm()) if may else None,
    }  # fmt: skip
    return show(request, "programme/version", tried, **context)


def item(request: HttpRequest, pk: str) -> HttpResponse:
    shown = get_object_or_404(Item.objects.select_related("unit"), pk=pk)
    history = queries.history(shown)
    context = {
        "item": shown, "line": history[0] if history else None, "history": history[1:],
        "deeds": queries.deeds(shown),
        "may_record": rules.may_record(someone(request), shown) is None,
    }  # fmt: skip
    return show(request, "programme/item", None, **context)


def demand(request: HttpRequest, pk: str) -> HttpResponse:
    return _demand(request, _demanded(pk), forms.ReasonForm())


def _demanded(pk: str) -> Demand:
    found = Demand.objects.select_related("unit", "asked_of", "raised_by")
    return get_object_or_404(found, pk=pk)


def _demand(request: HttpRequest, shown: Demand, form: Form) -> HttpResponse:
    actor = someone(request)
    return show(
        request, "programme/demand", form, demand=shown,
        authority=queries.authority(shown.asked_of),
        may_withdraw=rules.may_withdraw(actor, shown) is None,
        may_decline=rules.may_decline(actor, shown) is None,
    )  # fmt: skip


def deed(request: HttpRequest, pk: str) -> HttpResponse:
    return _deed(request, _done(pk), forms.OutcomeForm())


def _done(pk: str) -> Deed:
    return get_object_or_404(Deed.objects.select_related("item__unit", "by"), pk=pk)


def _deed(request: HttpRequest, shown: Deed, form: Form) -> HttpResponse:
    may = rules.may_tell_outcome(someone(request), shown) is None
    return show(request, "programme/deed", form, deed=shown, may=may)


# Demands


@login_required
def raise_demand(request: HttpRequest, slug: str) -> HttpResponse:
    unit, actor = _unit(slug), someone(request)
    stop(rules.may_raise(actor, unit))
    near = queries.asked_of(unit)
    if not near:
        raise Refused(rules.nobody_decides(unit))
    form = forms.DemandForm(sent(request), units=near)
    if request.method == "POST" and form.is_valid():
        made = acts.raise_demand(actor, unit, **form.cleaned_data)
        messages.success(request, f"Raised. The programme of {made.asked_of} must answer it.")
        return redirect(made)
    return show(request, "programme/raise", form, unit=unit)


@require_POST
@login_required
def withdraw(request: HttpRequest, pk: str) -> HttpResponse:
    made = acts.withdraw(someone(request), _demanded(pk))
    messages.success(request, "Withdrawn. It stays readable.")
    return redirect(made)


@require_POST
@login_required
def decline(request: HttpRequest, pk: str) -> HttpResponse:
    shown, form = _demanded(pk), forms.ReasonForm(request.POST)
    stop(rules.may_decline(someone(request), shown))
    if not form.is_valid():
        return _demand(request, shown, form)
    acts.decline(someone(request), shown, form.cleaned_data["reason"])
    messages.success(request, "Declined, with your reason beside it.")
    return redirect(shown)


# Drafting and adopting


@require_POST
@login_required
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    made = acts.begin(someone(request), _unit(slug))
    messages.success(request, "A draft: change it as long as you like before it is decided.")
    return redirect(made)


@require_POST
@login_required
def add(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _found(pk)
    form = forms.WordsForm(request.POST, version=shown)
    stop(rules.may_change(someone(request), shown))
    if not form.is_valid():
        return _version(request, shown, form)
    acts.add(someone(request), shown, form.worded)
    return redirect(shown)


def _line(pk: str, number: int) -> Line:
    found = Line.objects.select_related("version__unit", "item")
    return get_object_or_404(found, version=pk, pk=number)


@login_required
def reword(request: HttpRequest, pk: str, number: int) -> HttpResponse:
    line, actor = _line(pk, number), someone(request)
    stop(rules.may_word(actor, line))
    form = forms.WordsForm(sent(request), version=line.version, line=line)
    if request.method == "POST" and form.is_valid():
        acts.reword(actor, line, form.worded)
        return redirect(line.version)
    return show(request, "programme/reword", form, line=line, version=line.version)


@require_POST
@login_required
def strike(request: HttpRequest, pk: str, number: int) -> HttpResponse:
    """Of a double click the second finds nothing to strike."""
    version = _found(pk)
    if line := version.lines.filter(pk=number).first():
        acts.strike(someone(request), line)
    return redirect(version)


@require_POST
@login_required
def adopt(request: HttpRequest, pk: str) -> HttpResponse:
    shown, form = _found(pk), forms.DecisionForm(request.POST)
    stop(rules.may_change(someone(request), shown))
    if not form.is_valid():
        return _version(request, shown, form)
    made = acts.adopt(someone(request), shown, form.decision())
    messages.success(request, f"{made} is in force.")
    return redirect(made)


# What was done


@login_required
def record(request: HttpRequest, pk: str) -> HttpResponse:
    shown = get_object_or_404(Item.objects.select_related("unit"), pk=pk)
    actor, form = someone(request), forms.DeedForm(sent(request))
    stop(rules.may_record(actor, shown))
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        if name:
            made = acts.record_for(actor, shown, form.done, name)
        else:
            made = acts.record(actor, shown, form.done)
        messages.success(request, "Recorded. Say here what came of it when you know.")
        return redirect(made)
    return show(request, "programme/record", form, item=shown)


@require_POST
@login_required
def outcome(request: HttpRequest, pk: str) -> HttpResponse:
    shown, form = _done(pk), forms.OutcomeForm(request.POST)
    stop(rules.may_tell_outcome(someone(request), shown))
    if not form.is_valid():
        return _deed(request, shown, form)
    said = form.cleaned_data
    acts.tell_outcome(someone(request), shown, Deed.Outcome(said["outcome"]), said["words"])
    return redirect(shown)
