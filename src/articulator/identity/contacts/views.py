from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.identity.contacts import acts
from articulator.identity.contacts.models import Channel, Consent
from articulator.identity.contacts.queries import channels, purposes
from articulator.kernel.models import Person
from articulator.kernel.request import someone


def _me(request: HttpRequest) -> Person:
    me = someone(request)
    assert me, "the page asks for a signed-in person"
    return me


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """What one agreed to, in the very words, and which ways lead to one."""
    me = _me(request)
    past = Consent.objects.seen_by(me).exclude(withdrawn_at=None)
    context = {"purposes": purposes(me), "channels": channels(me), "past": past}
    return render(request, "contacts/index.html", context)


@require_POST
@login_required
def agree(request: HttpRequest) -> HttpResponse:
    purpose = request.POST.get("purpose", "")
    if purpose not in Consent.Purpose:
        raise Http404
    chosen = Consent.Purpose(purpose)
    acts.agree(_me(request), _me(request), chosen, chosen.words, "the page of your consents")
    messages.success(request, "Noted. You can take it back here at any time.")
    return redirect("contacts:index")


@require_POST
@login_required
def withdraw(request: HttpRequest, pk: str) -> HttpResponse:
    me = _me(request)
    acts.withdraw(me, get_object_or_404(Consent.objects.seen_by(me), pk=pk))
    messages.success(request, "Taken back. What rested on it alone is deleted.")
    return redirect("contacts:index")


@require_POST
@login_required
def silence(request: HttpRequest) -> HttpResponse:
    channel = request.POST.get("channel", "")
    if channel not in Channel:
        raise Http404
    if request.POST.get("quiet") == "yes":
        acts.opt_out(_me(request), _me(request), Channel(channel), "the page of your consents")
        messages.success(request, "We keep silent there. This outlives every imported list.")
    else:
        acts.opt_in(_me(request), _me(request), Channel(channel))
        messages.success(request, "We may use it again, for what you have agreed to.")
    return redirect("contacts:index")
