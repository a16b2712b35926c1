"""A launch, and the money that follows from what the room chose."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from articulator.intelligence.ecology.forms import DrawForm
from articulator.intelligence.ecology.queries import plan_of
from articulator.kernel.acts import Refused
from articulator.kernel.limits import Rate, slow_down
from articulator.kernel.request import sent, someone
from articulator.operations.incubator import acts
from articulator.operations.incubator.charter import charter
from articulator.operations.incubator.forms import GrantForm
from articulator.operations.incubator.models import Grant
from articulator.operations.incubator.rules import may_prepare_launch, may_propose, may_release
from articulator.operations.incubator.views.common import run_by, said_no, shown_with, the_entry

ASKING = Rate(30, 3600)


@login_required
def prepare(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whose strength a launch draws on; once that is said, its plan."""
    entry, actor = the_entry(pk), someone(request)
    if refusal := may_prepare_launch(actor, entry):
        raise Refused(refusal)
    if found := plan_of(entry):
        return redirect(found)
    form = DrawForm(sent(request))
    if request.method == "POST" and form.is_valid():
        slow_down(request, "partner letter", ASKING, str(actor and actor.pk))
        made = acts.prepare(actor, entry, form.draws)
        messages.success(request, "Written down. Whoever you named is asked now.")
        return redirect(made)
    return shown_with(request, "prepare", form, entry=entry)


@login_required
@require_POST
def launch(request: HttpRequest, pk: UUID) -> HttpResponse:
    entry = the_entry(pk)
    acts.launch(someone(request), entry)
    messages.success(request, f"“{entry}” begins now. All who carry it have agreed.")
    return redirect("incubator:desk", entry.round_id)


@login_required
def grant(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Propose money for what the room chose."""
    entry = the_entry(pk)
    run_by(request, entry.round)
    refusal, form = may_propose(someone(request), entry), GrantForm(sent(request))
    context = {"entry": entry, "refusal": refusal, "law": charter()}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            acts.propose_grant(
                someone(request), entry, said["payee"], said["pence"], said["purpose"]
            )
        except Refused as no:
            return said_no(request, "grant", form, no, **context)
        return redirect("incubator:desk", entry.round_id)
    return shown_with(request, "grant", form, **context)


@login_required
@require_POST
def release(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Grant.objects.select_related("entry__round__unit", "payee"), pk=pk)
    if refusal := may_release(someone(request), found):
        raise Refused(refusal)
    acts.release(someone(request), found)
    messages.success(request, "Released. Whoever keeps the accounts pays it now.")
    return redirect("incubator:desk", found.entry.round_id)
