"""For those who plan and host."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.kernel.acts import Refused
from articulator.kernel.models import Unit
from articulator.kernel.request import sent, show, someone
from articulator.operations.gatherings import (
    acts,
    forms,
    queries,
    rules,
    tickets,
)
from articulator.operations.gatherings.models import Gathering, Host, Need
from articulator.operations.gatherings.pictures import qr
from articulator.operations.gatherings.views.common import allowed
from articulator.operations.steps.catalogue import kits
from articulator.operations.steps.queries import told


@login_required
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    unit = get_object_or_404(Unit, slug=slug)
    if refusal := rules.may_plan(someone(request), unit):
        raise Refused(refusal)
    form = forms.NoticeForm(sent(request))
    if request.method == "POST" and form.is_valid():
        made = acts.announce(someone(request), unit, form.notice)
        messages.success(request, "It is announced. Print the poster next.")
        return redirect("gatherings:hosting", made.pk)
    return show(request, "gatherings/notice", form, unit=unit)


@login_required
def change(request: HttpRequest, pk: str) -> HttpResponse:
    shown = allowed(request, pk, rules.may_change)
    form = forms.NoticeForm(sent(request), initial=forms.first_values(shown))
    if request.method == "POST" and form.is_valid():
        acts.change(someone(request), shown, form.notice)
        messages.success(request, "Changed. Whoever comes hears of it if time or place moved.")
        return redirect("gatherings:hosting", shown.pk)
    return show(request, "gatherings/notice", form, unit=shown.unit, gathering=shown)


@login_required
@require_POST
def draw_up(request: HttpRequest, pk: str) -> HttpResponse:
    """The running order of the evening, from a kit."""
    shown = allowed(request, pk, rules.may_draw_up)
    form = forms.KitForm(request.POST)
    if not form.is_valid():
        return _hosting(request, shown, kit=form)
    made = acts.draw_up(someone(request), shown, kits()[form.cleaned_data["kit"]])
    messages.success(request, "Drawn up. Change what does not fit, and say what people do when.")
    return redirect("steps:edit", made.pk)


@login_required
def call_off(request: HttpRequest, pk: str) -> HttpResponse:
    shown = allowed(request, pk, rules.may_change)
    form = forms.CallOffForm(sent(request))
    if request.method == "POST" and form.is_valid():
        acts.call_off(someone(request), shown, form.cleaned_data["reason"])
        messages.success(request, "Called off. Those who left an address are written to.")
        return redirect(shown)
    return show(
        request, "gatherings/call_off", form, gathering=shown, numbers=queries.numbers(shown)
    )


@login_required
def hosting(request: HttpRequest, pk: str) -> HttpResponse:
    """What hosts need to know: how full it is, what is asked for, who cares."""
    return _hosting(request, allowed(request, pk, rules.may_host))


def _hosting(request: HttpRequest, shown: Gathering, **others: Form) -> HttpResponse:
    actor, hosts = someone(request), shown.hosts.select_related("person")
    room = tickets.room_link(shown)
    context = {
        "gathering": shown, "numbers": queries.numbers(shown), "caring": queries.caring(shown),
        "needs": forms.answers(queries.needs_of(actor, shown)), "hosts": hosts,
        "is_host": queries.hosts(actor, shown), "desk": tickets.desk_link(shown),
        "exit": room, "exit_code": qr(room), "may_change": rules.may_change(actor, shown) is None,
        "names_hosts": rules.may_name_hosts(actor, shown) is None,
        "host": forms.HostForm(unit=shown.unit), "care": forms.CareForm(hosts=hosts),
        "told": told(shown.order) if shown.order else None, "kit": forms.KitForm(),
        "may_draw_up": rules.may_draw_up(actor, shown) is None,
        **others,
    }  # fmt: skip
    wrong = any(form.errors for form in others.values())
    return render(request, "gatherings/hosting.html", context, status=422 if wrong else 200)


@login_required
@require_POST
def name_host(request: HttpRequest, pk: str) -> HttpResponse:
    shown = allowed(request, pk, rules.may_name_hosts)
    form = forms.HostForm(request.POST, unit=shown.unit)
    if not form.is_valid():
        return _hosting(request, shown, host=form)
    acts.name_host(someone(request), shown, form.cleaned_data["address"])
    return redirect("gatherings:hosting", shown.pk)


@login_required
@require_POST
def stop_hosting(request: HttpRequest, pk: str, host: int) -> HttpResponse:
    found = get_object_or_404(Host.objects.select_related("gathering__unit"), pk=host, gathering=pk)
    acts.stop_hosting(someone(request), found)
    return redirect(found.gathering)


@login_required
@require_POST
def entrust(request: HttpRequest, pk: str) -> HttpResponse:
    shown = allowed(request, pk, rules.may_name_hosts)
    form = forms.CareForm(request.POST, hosts=shown.hosts.select_related("person"))
    if not form.is_valid():
        return _hosting(request, shown, care=form)
    said = form.cleaned_data
    acts.entrust(someone(request), shown, Need.Kind(said["kind"]), said["host"])
    return redirect("gatherings:hosting", shown.pk)


@login_required
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Need.objects.seen_by(someone(request)), pk=pk)
    form = forms.AnswerForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        acts.answer(someone(request), found, Need.State(said["state"]), said["answer"])
        messages.success(request, "Written down, and told to the person.")
    return redirect("gatherings:hosting", found.registration.gathering_id)


@login_required
@require_POST
def renew_key(request: HttpRequest, pk: str) -> HttpResponse:
    shown = allowed(request, pk, rules.may_change)
    acts.renew_key(someone(request), shown)
    messages.success(request, "The old link opens nothing any more.")
    return redirect("gatherings:hosting", shown.pk)
