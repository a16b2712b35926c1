from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.identity.privacy import acts
from articulator.identity.privacy.erasure import plan
from articulator.identity.privacy.forms import Sure
from articulator.identity.privacy.models import Copy, Deletion
from articulator.identity.privacy.queries import copies, house, open_matters, waiting
from articulator.identity.privacy.record import RECIPIENTS, SAFEGUARDS
from articulator.identity.privacy.record import record as written
from articulator.identity.privacy.rules import may_ask_for_copy, may_download
from articulator.kernel.acts import Refused
from articulator.kernel.models import Person
from articulator.kernel.request import someone


def _me(request: HttpRequest) -> Person:
    me = someone(request)
    assert me, "the page asks for a signed-in person"
    return me


def record(request: HttpRequest) -> HttpResponse:
    """What is kept of people, why, how long and who sees it: open to everyone."""
    context = {
        "activities": written(),
        "safeguards": SAFEGUARDS,
        "recipients": RECIPIENTS,
        "house": house(),
    }
    return render(request, "privacy/record.html", context)


def activity(request: HttpRequest, key: str) -> HttpResponse:
    """What one feature keeps of people, field by field."""
    found = next((one for one in written() if one.key == key), None)
    if found is None:
        raise Http404
    return render(request, "privacy/activity.html", {"activity": found})


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """My data: everything that one can see, take and end, in one place."""
    me = _me(request)
    context = {
        "copy": copies(me).first(),
        "refusal": may_ask_for_copy(me, me),
        "waiting": waiting(me),
    }
    return render(request, "privacy/index.html", context)


@login_required
@require_POST
def ask_for_copy(request: HttpRequest) -> HttpResponse:
    acts.ask_for_copy(_me(request), _me(request))
    messages.success(request, "Your copy is being made. A letter tells you when it is ready.")
    return redirect("privacy:index")


@login_required
@reauthentication_required  # type: ignore[untyped-decorator] # allauth is untyped
def download(request: HttpRequest, pk: str) -> HttpResponse:
    copy = get_object_or_404(Copy.objects.seen_by(_me(request)), pk=pk)
    if refusal := may_download(_me(request), copy):
        raise Refused(refusal)
    answer = HttpResponse(bytes(copy.content), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@login_required
@reauthentication_required  # type: ignore[untyped-decorator] # allauth is untyped
def delete(request: HttpRequest) -> HttpResponse:
    """First what would go, what would stay and why; then the question."""
    me, form = _me(request), Sure(request.POST or None)
    if request.method == "POST" and form.is_valid():
        acts.ask_to_be_deleted(me, me)
        messages.success(request, "Noted. You have seven days to change your mind.")
        return redirect("privacy:delete")
    context = {"wish": waiting(me), "plan": plan(me), "open": open_matters(me), "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "privacy/delete.html", context, status=status)


@login_required
@require_POST
def stay(request: HttpRequest, pk: str) -> HttpResponse:
    me = _me(request)
    acts.change_mind(me, get_object_or_404(Deletion.objects.seen_by(me), pk=pk))
    messages.success(request, "Taken back. Nothing was deleted, and nothing will be.")
    return redirect("privacy:index")
