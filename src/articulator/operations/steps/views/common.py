"""What the pages of this feature share."""

from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articulator.kernel.acts import Refused
from articulator.kernel.request import someone
from articulator.operations.steps.models import Desk, Order, Step
from articulator.operations.steps.queries import (
    desk_behind,
)
from articulator.operations.steps.rules import may_run

COOKIE = "helper_desk"  # the link of a helper's desk, once it was opened
VIEWS = ("phone", "screen", "desk", "strip")


def the_order(pk: str) -> Order:
    found = Order.objects.filter(pk=pk).select_related("unit", "on").first()
    if found is None:
        raise Http404("There is no such running order.")
    return found


def run_by(request: HttpRequest, pk: str) -> Order:
    """The order, for those who may run it and nobody else."""
    order = the_order(pk)
    if refusal := may_run(someone(request), order):
        raise Refused(refusal)
    return order


def the_step(order: Order, pk: str) -> Step:
    return get_object_or_404(Step, order=order, pk=pk)


def lent_desk(request: HttpRequest, order: Order) -> Desk | None:
    """The helper's desk at which somebody stands, with an account or without."""
    desk = desk_behind(request.COOKIES.get(COOKIE, ""))
    return desk if desk and desk.order_id == order.pk else None


def rendered(request: HttpRequest, page: str, form: BaseForm, **context: Any) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, f"steps/{page}.html", {"form": form, **context}, status=status)
