"""At the desk: asking, moderating, closing, paper."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.kernel.acts import Refused
from articulator.kernel.models import Unit
from articulator.kernel.request import sent, show, someone
from articulator.operations.statements import acts, queries
from articulator.operations.statements.forms import (
    AskForm,
    PassOnForm,
    PileForm,
    RulingForm,
    StewardForm,
    ruling_form,
)
from articulator.operations.statements.models import Conversation, Ruling
from articulator.operations.statements.rules import (
    may_ask,
    may_close,
    may_harvest,
    may_name,
    may_open,
    may_put,
    may_release,
    may_type_in,
)
from articulator.operations.statements.views.common import tended, the_room


@login_required
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    unit, actor = get_object_or_404(Unit, slug=slug), someone(request)
    if refusal := may_ask(actor, unit):
        raise Refused(refusal)
    form = AskForm(sent(request), unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.ask(actor, unit, form.plan)
        except Refused as refused:
            form.add_error(None, refused.refusal.reason)
        else:
            messages.success(request, "Planned. Print the sheet, or hand out the address.")
            return redirect("statements:desk", made.pk)
    return show(request, "statements/ask", form, unit=unit)


@login_required
def desk(request: HttpRequest, pk: str) -> HttpResponse:
    return _desk(request, tended(request, pk))


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
        "brought": queries.brought(of),
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
    of = tended(request, pk, may_open)
    acts.open_now(someone(request), of)
    messages.success(request, "Open. Whoever has the address can speak.")
    return redirect("statements:desk", of.pk)


@require_POST
@login_required
def close(request: HttpRequest, pk: str) -> HttpResponse:
    of = tended(request, pk, may_close)
    acts.close(someone(request), of)
    messages.success(request, "Closed. The room is being counted.")
    return redirect("statements:results", of.pk)


@require_POST
@login_required
def release(request: HttpRequest, pk: str) -> HttpResponse:
    of = tended(request, pk, may_release)
    acts.release(someone(request), of)
    messages.success(request, "Counting. In a few seconds the result can be read.")
    return redirect("statements:results", of.pk)


@require_POST
@login_required
def type_in(request: HttpRequest, pk: str) -> HttpResponse:
    of, form = tended(request, pk, may_type_in), PileForm(request.POST)
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
def put(request: HttpRequest, pk: str) -> HttpResponse:
    """A point that a table brought back goes to the whole room."""
    of, said = tended(request, pk, may_put), request.POST.get("point", "")
    point = next(
        (one for one in queries.brought(of) if f"{one.harvest.pk}.{one.number}" == said), None
    )
    if point is None:
        raise Http404("No table of this evening brought this back.")
    try:
        acts.put(someone(request), of, point.text, point.harvest)
    except Refused as refused:
        messages.warning(request, refused.refusal.reason)
    else:
        messages.success(request, "The whole room votes on it now.")
    return redirect("statements:desk", of.pk)


@require_POST
@login_required
def name_steward(request: HttpRequest, pk: str) -> HttpResponse:
    of, form = tended(request, pk, may_name), StewardForm(request.POST)
    if not form.is_valid():
        return _desk(request, of, steward=form)
    acts.name_steward(someone(request), of, form.cleaned_data["email"])
    messages.success(request, f"{form.cleaned_data['email']} sits at the desk now.")
    return redirect("statements:desk", of.pk)


@require_POST
@login_required
def rule_on(request: HttpRequest, pk: str, number: int) -> HttpResponse:
    of, form = tended(request, pk), RulingForm(request.POST)
    one = get_object_or_404(of.statements, number=number)
    if not form.is_valid():
        raise Http404("One decides for a reason of the list, in at most 200 letters.")
    said = form.cleaned_data
    acts.rule_on(someone(request), one, Ruling.Reason(said["reason"]), said["note"])
    messages.success(request, f"Statement {number}: {Ruling.Reason(said['reason']).label}.")
    return redirect("statements:desk", of.pk)


@login_required
def pass_on(request: HttpRequest, pk: str) -> HttpResponse:
    of = tended(request, pk, may_harvest)
    form = PassOnForm(sent(request), conversation=of)
    if request.method == "POST" and form.is_valid():
        acts.pass_on(someone(request), of, **form.cleaned_data)
        messages.success(request, "Passed on. Everyone sees who owes the answer, and by when.")
        return redirect("statements:answers", of.pk)
    return show(request, "statements/pass_on", form, conversation=of)


def paper(request: HttpRequest, pk: str) -> HttpResponse:
    """The sheet to print: every statement with its number, three boxes, and lines for one's own."""
    of = the_room(pk)
    context = {
        "conversation": of,
        "statements": queries.shown(of),
        "address": request.build_absolute_uri(of.get_absolute_url()),
    }
    return render(request, "statements/paper.html", context)
