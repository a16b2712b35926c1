"""What the pages of this feature share."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render

from articulator.kernel.acts import Refused, Rule
from articulator.kernel.request import someone
from articulator.operations.statements.models import Conversation
from articulator.operations.statements.rules import (
    may_tend,
)


def sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def the_room(pk: str) -> Conversation:
    return get_object_or_404(
        Conversation.objects.select_related("unit", "answered_by__unit"), pk=pk
    )


def rendered(request: HttpRequest, page: str, form: Form, **context: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, f"statements/{page}.html", {"form": form, **context}, status=status)


def tended(request: HttpRequest, pk: str, rule: Rule[Conversation] = may_tend) -> Conversation:
    of = the_room(pk)
    if refusal := rule(someone(request), of):
        raise Refused(refusal)
    return of
