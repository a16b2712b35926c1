from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.identity.imports import acts
from articulator.identity.imports.forms import ColumnsForm, FileForm
from articulator.identity.imports.models import Import, Row
from articulator.identity.imports.queries import (
    facts_shown,
    figures,
    imports_of,
    imports_seen,
    preset,
    rows_of,
    sees_lines,
)
from articulator.identity.imports.rules import (
    may_carry_out,
    may_drop,
    may_import,
    may_name_columns,
    may_undo,
)
from articulator.identity.merges.queries import kept_units
from articulator.kernel.acts import Refused
from articulator.kernel.models import Unit
from articulator.kernel.request import someone
from articulator.methods.people import PRESETS, FileError

AGAIN = 2  # seconds until a page that shows work under way looks again
EFFECTS = (
    ("", "All lines"), ("new", "New people"), ("update", "Additions"), ("doubt", "Duplicates?"),
    ("same", "Known already"), ("unread", "Left out"),
)  # fmt: skip


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """The imports of the rolls that one keeps, and how to get a file out of each system."""
    kept = kept_units(someone(request))
    found = imports_of(someone(request))
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    context = {"kept": kept, "page": page, "presets": PRESETS}
    return render(request, "imports/index.html", context)


@login_required
def new(request: HttpRequest, slug: str) -> HttpResponse:
    unit, actor = get_object_or_404(Unit, slug=slug), someone(request)
    if refusal := may_import(actor, unit):
        raise Refused(refusal)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = acts.take_in(actor, unit, file.name, file)
        except FileError as error:
            form.add_error("file", str(error))
        else:
            return redirect("imports:columns", made.pk)
    context = {"form": form, "unit": unit, "presets": PRESETS}
    return render(request, "imports/new.html", context, status=422 if form.errors else 200)


@login_required
def columns(request: HttpRequest, pk: str) -> HttpResponse:
    """What each column means: guessed, or remembered from the last file like this one."""
    of, actor = _seen(request, pk), someone(request)
    if refusal := may_name_columns(actor, of):
        raise Refused(refusal)
    form = ColumnsForm(request.POST or None, of=of)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        acts.name_columns(actor, of, form.mapping, said["kind"], said["home"], said["wording"])
        return redirect(of)
    context = {"form": form, "import": of, "system": preset(of.source)}
    return render(request, "imports/columns.html", context, status=422 if form.errors else 200)


@login_required
def shown(request: HttpRequest, pk: str) -> HttpResponse:
    """One import wherever it stands: its columns, its progress, its preview, its result."""
    of = _seen(request, pk)
    if of.state == Import.State.COLUMNS and sees_lines(someone(request), of):
        return redirect("imports:columns", of.pk)
    if not of.working:
        return render(request, "imports/import.html", _context(request, of))
    answer = render(request, "imports/progress.html", {"import": of, "again": AGAIN})
    answer["Refresh"] = str(AGAIN)
    return answer


def _context(request: HttpRequest, of: Import) -> dict[str, Any]:
    actor, effect = someone(request), request.GET.get("effect", "")
    lines_seen = sees_lines(actor, of)
    rows = rows_of(of, effect) if lines_seen else Row.objects.none()
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    undecided = Row.objects.filter(of=of, effect=Row.Effect.DOUBT, decision="").count()
    return {
        "import": of,
        "effect": effect,
        "effects": EFFECTS,
        "caption": dict(EFFECTS).get(effect, "All lines"),
        "figures": figures(of, undecided),
        "lines_seen": lines_seen,
        "page": page,
        "rows": [(row, facts_shown(row)) for row in page],
        "undecided": undecided,
        "waiting": may_carry_out(actor, of) is None,
        "may_drop": may_drop(actor, of) is None,
        "undo": may_undo(actor, of) if of.state == Import.State.DONE else None,
        "may_undo": may_undo(actor, of) is None,
    }


@require_POST
@login_required
def decide(request: HttpRequest, pk: str) -> HttpResponse:
    """A button says `same` or `other` with a line, or with `all`."""
    of = _seen(request, pk)
    said = next((key for key in ("same", "other", "") if key in request.POST), None)
    if said is None:
        raise Http404
    line = request.POST[said]
    acts.decide(someone(request), of, said, int(line) if line.isdecimal() else None)
    return redirect(f"{of.get_absolute_url()}?effect=doubt")


@require_POST
@login_required
def carry_out(request: HttpRequest, pk: str) -> HttpResponse:
    return redirect(acts.carry_out(someone(request), _seen(request, pk)))


@require_POST
@login_required
def undo(request: HttpRequest, pk: str) -> HttpResponse:
    return redirect(acts.undo(someone(request), _seen(request, pk)))


@require_POST
@login_required
def drop(request: HttpRequest, pk: str) -> HttpResponse:
    acts.drop(someone(request), _seen(request, pk))
    messages.success(request, "Put away. The file and its preview are deleted.")
    return redirect("imports:index")


def _seen(request: HttpRequest, pk: str) -> Import:
    return get_object_or_404(imports_seen(someone(request), pk))
