from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articulator.identity.bodies.queries import holds
from articulator.identity.membership.forms import PeopleForm
from articulator.identity.membership.queries import (
    Sought,
    branches,
    lines,
    membership_of,
    memberships,
    people,
    rolls_kept_by,
)
from articulator.identity.membership.rules import may_keep_roll
from articulator.kernel.acts import Refused
from articulator.kernel.models import Unit
from articulator.kernel.pages import LongList
from articulator.kernel.request import someone


def index(request: HttpRequest) -> HttpResponse:
    root, actor = Unit.objects.filter(parent=None).first(), someone(request)
    if root is None:
        return render(request, "membership/index.html", {})
    page = Paginator(branches(), 50).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "total": memberships(root).count(),
        "mine": membership_of(actor) if actor else None,
        "kept": rolls_kept_by(actor),
        "may_open": holds(actor, "keep_roll") is not None,
    }
    return render(request, "membership/index.html", context)


def _kept(request: HttpRequest, slug: str) -> Unit:
    """The unit, for those who keep its roll; nobody else sees names."""
    unit = get_object_or_404(Unit, slug=slug)
    if refusal := may_keep_roll(someone(request), unit):
        raise Refused(refusal)
    return unit


@login_required
def roll(request: HttpRequest, slug: str) -> HttpResponse:
    unit, form = _kept(request, slug), PeopleForm(request.GET)
    sought = form.sought()
    found = LongList(people(someone(request), unit, sought), 50, lines)
    page = found.get_page(request.GET.get("page"))
    context = {
        "unit": unit,
        "page": page,
        "form": form,
        "query": urlencode({k: v for k, v in request.GET.items() if v and k != "page"}),
        "sought": sought != Sought(),
    }
    return render(request, "membership/roll.html", context)
