"""What the pages of an evening share."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articulator.kernel.acts import Refused
from articulator.kernel.request import show, someone
from articulator.operations.incubator import queries
from articulator.operations.incubator.charter import charter
from articulator.operations.incubator.models import Entry, Poll, Round
from articulator.operations.incubator.rules import may_run
from articulator.operations.incubator.tokens import SLIP


def the_round(pk: UUID) -> Round:
    return get_object_or_404(Round.objects.select_related("unit__parent"), pk=pk)


def the_entry(pk: UUID) -> Entry:
    return get_object_or_404(Entry.objects.select_related("dna", "round__unit"), pk=pk)


def the_poll(pk: UUID) -> Poll:
    return get_object_or_404(Poll.objects.select_related("round__unit"), pk=pk)


def run_by(request: HttpRequest, shown: Round) -> Round:
    if refusal := may_run(someone(request), shown):
        raise Refused(refusal)
    return shown


def shown_with(request: HttpRequest, page: str, form: Form, **context: Any) -> HttpResponse:
    return show(request, f"incubator/{page}", form, **{"refusal": None, **context})


def said_no(request: HttpRequest, page: str, form: Form, no: Refused, **rest: Any) -> HttpResponse:
    """Something was refused: what was written stays on the screen."""
    context = {"form": form, **rest, "refusal": no.refusal}
    return render(request, f"incubator/{page}.html", context, status=403)


def what_is_on(request: HttpRequest, shown: Round) -> dict[str, Any]:
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
