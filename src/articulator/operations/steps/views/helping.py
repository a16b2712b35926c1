"""Who runs an order beside the officers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from articulator.kernel.models import Person
from articulator.kernel.request import someone
from articulator.operations.steps import acts
from articulator.operations.steps.forms import (
    LendForm,
    NameForm,
)
from articulator.operations.steps.models import LATEST, Desk, Order
from articulator.operations.steps.qr import picture
from articulator.operations.steps.queries import (
    desk_behind,
    facilitators,
    named,
)
from articulator.operations.steps.rules import may_change
from articulator.operations.steps.views.common import COOKIE, run_by


def helper(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a helper's desk: from here on a cookie remembers it, and no address shows it."""
    lent = desk_behind(token)
    if lent is None:
        return render(request, "steps/closed.html", status=404)
    answer = redirect("steps:desk", lent.order_id)
    answer.set_cookie(
        COOKIE, token, max_age=LATEST, path=reverse("steps:index"), httponly=True, samesite="Lax",
        secure=request.is_secure(),
    )  # fmt: skip
    return answer


@login_required
def helpers(request: HttpRequest, pk: str) -> HttpResponse:
    return _helpers(request, run_by(request, pk), NameForm(), LendForm())


def _helpers(
    request: HttpRequest, shown: Order, name_form: NameForm, lend_form: LendForm, link: str = ""
) -> HttpResponse:
    context = {
        "order": shown,
        "people": facilitators(shown),
        "desks": shown.desks.filter(closed_at=None).select_related("lent_by"),
        "name_form": name_form,
        "lend_form": lend_form,
        "link": link,
        "code": picture(link) if link else "",
        "refusal": may_change(someone(request), shown),
    }
    wrong = name_form.errors or lend_form.errors
    return render(request, "steps/helpers.html", context, status=422 if wrong else 200)


@require_POST
@login_required
def name(request: HttpRequest, pk: str) -> HttpResponse:
    shown = run_by(request, pk)
    form = NameForm(request.POST, order=shown)
    if not form.is_valid():
        return _helpers(request, shown, form, LendForm())
    acts.name(someone(request), shown, form.cleaned_data["address"])
    messages.success(request, "They can run this order now, from their own page.")
    return redirect("steps:helpers", pk)


@require_POST
@login_required
def let_go(request: HttpRequest, pk: str, person: str) -> HttpResponse:
    shown = run_by(request, pk)
    who = get_object_or_404(Person, pk=person)
    if not named(who, shown):
        raise Http404("They were not named.")
    acts.let_go(someone(request), shown, who)
    return redirect("steps:helpers", pk)


@require_POST
@login_required
def lend(request: HttpRequest, pk: str) -> HttpResponse:
    """A new desk. Its link is on this very page, once; so it answers with the page itself."""
    shown = run_by(request, pk)
    form = LendForm(request.POST)
    if not form.is_valid():
        return _helpers(request, shown, NameForm(), form)
    made = acts.lend(someone(request), shown, form.cleaned_data["words"])
    if not made.token:  # the same form again: the link was shown already
        messages.info(request, "This desk was lent already. Lend another if its link is lost.")
        return redirect("steps:helpers", pk)
    link = reverse("steps:helper", args=[made.token])
    return _helpers(request, shown, NameForm(), LendForm(), link)


@require_POST
@login_required
def close(request: HttpRequest, pk: str, lent: str) -> HttpResponse:
    shown = run_by(request, pk)
    acts.close(someone(request), shown, get_object_or_404(Desk, order=shown, pk=lent))
    messages.success(request, "The desk is closed; its link does nothing any more.")
    return redirect("steps:helpers", pk)
