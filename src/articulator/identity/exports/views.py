from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.identity.constitution.queries import sight
from articulator.identity.exports import acts
from articulator.identity.exports.columns import chosen
from articulator.identity.exports.forms import AskForm, WhoForm
from articulator.identity.exports.models import Export
from articulator.identity.exports.queries import content, exports_of, kept_units
from articulator.identity.exports.rules import may_ask, may_delete, may_take
from articulator.kernel.acts import Refused
from articulator.kernel.models import Unit
from articulator.kernel.request import someone

AGAIN = 2  # seconds until a page that shows work under way looks again


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """Every list that was taken from the rolls one keeps: who, when, what for."""
    actor = someone(request)
    page = Paginator(exports_of(actor), 50).get_page(request.GET.get("page"))
    return render(request, "exports/index.html", {"kept": kept_units(actor), "page": page})


@login_required
def new(request: HttpRequest, slug: str) -> HttpResponse:
    unit, actor = get_object_or_404(Unit, slug=slug), someone(request)
    if refusal := may_ask(actor, unit):
        raise Refused(refusal)
    form, who = AskForm(request.POST or None), WhoForm(request.POST or request.GET or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        return redirect(acts.ask(actor, unit, said["reason"], said["columns"], who.sought()))
    context = {
        "form": form, "who": who, "unit": unit, "names": sight(actor).sees_names(unit),
    }  # fmt: skip
    return render(request, "exports/new.html", context, status=422 if form.errors else 200)


@login_required
def shown(request: HttpRequest, pk: str) -> HttpResponse:
    """One list wherever it stands: being prepared, ready, not made, deleted."""
    of, actor = _seen(request, pk), someone(request)
    refusal = may_take(actor, of)
    context = {
        "export": of,
        "columns": [column.words for column in chosen(of.columns)],
        "mine": actor == of.by,
        "refusal": refusal if of.state == Export.State.READY and actor == of.by else None,
        "may_take": refusal is None,
        "may_delete": may_delete(actor, of) is None,
        "again": AGAIN,
    }
    answer = render(request, "exports/export.html", context)
    if of.state == Export.State.WAITING:
        answer["Refresh"] = str(AGAIN)
    return answer


@require_POST
@login_required
def take(request: HttpRequest, pk: str) -> HttpResponseBase:
    """The file itself. A form sent twice is one act, so the rule is asked here as well."""
    of, actor = _seen(request, pk), someone(request)
    acts.take(actor, of)
    of.refresh_from_db()
    if refusal := may_take(actor, of):
        raise Refused(refusal)
    answer = StreamingHttpResponse(content(of), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{of.file_name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@login_required
def delete(request: HttpRequest, pk: str) -> HttpResponse:
    of = acts.put_away(someone(request), _seen(request, pk))
    messages.success(request, "Deleted. That it was asked for, and why, stays on record.")
    return redirect(of)


def _seen(request: HttpRequest, pk: str) -> Export:
    return get_object_or_404(exports_of(someone(request)).filter(pk=pk))
