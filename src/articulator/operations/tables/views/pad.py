"""The pad of a table: lines that are added and stay, and what it brings back."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from articulator.kernel.acts import Refused
from articulator.operations.steps.queries import evening_of
from articulator.operations.tables import acts, queries
from articulator.operations.tables.forms import NoteForm, PointsForm
from articulator.operations.tables.models import Table
from articulator.operations.tables.rules import may_bring, may_note
from articulator.operations.tables.views.common import rendered, the_table


def pad(request: HttpRequest, pk: str, number: int) -> HttpResponse:
    table = the_table(request, pk, number)
    if request.headers.get("HX-Request"):
        return render(request, "tables/_notes.html", {"notes": queries.notes(table)})
    return _pad(request, table, NoteForm(initial={"key": uuid4()}))


def _pad(
    request: HttpRequest, table: Table, form: NoteForm, points: PointsForm | None = None
) -> HttpResponse:
    said = getattr(table, "harvest", None)
    first = {"points": "\n".join(said.points)} if said else {}
    points = points or PointsForm(initial=first)
    return rendered(
        request, "pad", form, points, table=table, floor=table.floor, form=form, points=points,
        notes=queries.notes(table), harvest=said, closed=may_note(None, table),
        may_bring=may_bring(None, table) is None, evening=evening_of(table.floor),
    )  # fmt: skip


@require_POST
def note(request: HttpRequest, pk: str, number: int) -> HttpResponse:
    """One line. The script of the page sends it again until it has arrived, with the same key."""
    table, form = the_table(request, pk, number), NoteForm(request.POST)
    by_script = "application/json" in request.headers.get("Accept", "")
    if not form.is_valid():
        if by_script:
            return JsonResponse({"refused": "One line of at most 500 letters."}, status=422)
        return _pad(request, table, form)
    try:
        acts.note(None, table, form.cleaned_data["key"], form.cleaned_data["text"])
    except Refused as refused:
        if not by_script:
            raise
        return JsonResponse({"refused": refused.refusal.reason}, status=403)
    return JsonResponse({"taken": True}) if by_script else redirect(table)


@require_POST
def bring(request: HttpRequest, pk: str, number: int) -> HttpResponse:
    table, form = the_table(request, pk, number), PointsForm(request.POST)
    if not form.is_valid():
        return _pad(request, table, NoteForm(initial={"key": uuid4()}), form)
    acts.bring(None, table, form.cleaned_data["points"])
    messages.success(request, "Written down. The whole room hears it when your table’s turn comes.")
    return redirect(table)
