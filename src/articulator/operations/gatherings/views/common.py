"""What the pages of this feature share."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render

from articulator.kernel.acts import Refused, Rule
from articulator.kernel.limits import Rate
from articulator.kernel.request import someone
from articulator.operations.gatherings.models import Gathering

# A hall full of people shares one address: a hundred of them in a minute, five letters to each.
HALL, ONE_ADDRESS = Rate(100, 60), Rate(5, 600)
TICKET, FELT = "ticket", "felt"  # cookies that only the pages of one gathering are sent


def sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def the_gathering(pk: str) -> Gathering:
    return get_object_or_404(
        Gathering.objects.select_related("unit__parent", "order__unit", "order__on"), pk=pk
    )


def allowed(request: HttpRequest, pk: str, rule: Rule[Gathering]) -> Gathering:
    shown = the_gathering(pk)
    if refusal := rule(someone(request), shown):
        raise Refused(refusal)
    return shown


def rendered(request: HttpRequest, page: str, form: Form, **context: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, f"gatherings/{page}.html", {"form": form, **context}, status=status)
