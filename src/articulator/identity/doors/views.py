from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articulator.identity.contacts.queries import fingerprint
from articulator.identity.doors import acts, queries
from articulator.identity.doors.forms import AllyForm, ComeForm, InviteForm, SignForm, first_values
from articulator.identity.doors.models import Door
from articulator.identity.doors.queries import Said
from articulator.identity.doors.rules import (
    may_change,
    may_come,
    may_invite,
    may_leave,
    may_look,
    may_tend,
)
from articulator.identity.membership.queries import rolls_kept_by
from articulator.kernel.acts import Actor, Refused, Rule
from articulator.kernel.limits import Rate, slow_down
from articulator.kernel.models import Person, Unit
from articulator.kernel.request import sent, someone

# As for signing in: a hall full of people shares one address, so that limit is wide.
HALL, ONE_ADDRESS, ONE_MEMBER = Rate(100, 600), Rate(5, 600), Rate(10, 600)


def _me(request: HttpRequest) -> Person:
    """The person behind the request as a row of its own, which an act can read again and lock."""
    me = someone(request)
    assert me, "the page asks for a signed-in person"
    return Person.objects.get(pk=me.pk)


def _door(pk: str) -> Door:
    return get_object_or_404(Door.objects.select_related("unit"), pk=pk)


def _answer(request: HttpRequest, page: str, form: Form, **context: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, f"doors/{page}.html", {"form": form, **context}, status=status)


# For everyone


def index(request: HttpRequest) -> HttpResponse:
    """The doors that stand open, all or those of one unit and inside it."""
    unit = Unit.objects.filter(slug=request.GET.get("unit", "")).first()
    actor = someone(request)
    context = {
        "unit": unit,
        "page": Paginator(queries.doors(unit), 60).get_page(request.GET.get("page")),
        "join": queries.join_door(),
        "standing": queries.standing(actor) if actor else None,
        "may_invite": _may_invite(actor),
        "tends": _kept(actor, unit),
    }
    return render(request, "doors/index.html", context)


def _kept(actor: Actor, unit: Unit | None) -> Unit | None:
    """The unit whose doors somebody keeps: the one that is shown, else the outermost."""
    if unit and may_tend(actor, unit) is None:
        return unit
    return next(iter(rolls_kept_by(actor)), None)


def _may_invite(actor: Actor) -> bool:
    first = queries.to_invite_to().first() if actor else None
    return first is not None and may_invite(actor, first) is None


def join(request: HttpRequest) -> HttpResponse:
    """The way to the door of membership, for whoever asks for it."""
    found = queries.join_door()
    return redirect(found) if found else render(request, "doors/no_join.html")


def door(request: HttpRequest, pk: str) -> HttpResponse:
    shown, actor = _door(pk), someone(request)
    refusal = may_come(actor, shown)
    form = ComeForm(sent(request), door=shown, actor=actor)
    if request.method == "POST":
        slow_down(request, "door", HALL)
        if refusal:
            raise Refused(refusal)
        if form.is_valid():
            return _come(request, shown, form.said)
    return _shown(request, shown, form)


def _come(request: HttpRequest, shown: Door, said: Said) -> HttpResponse:
    """Known and unknown addresses take the same way, letter and page."""
    actor, thanks = someone(request), reverse("doors:thanks", args=[shown.pk])
    if actor:
        acts.arrive(_me(request), shown, said)
    elif said.email:
        slow_down(request, "door letter", ONE_ADDRESS, fingerprint(said.email))
        acts.knock(None, shown, said)
    else:
        acts.answer_unnamed(None, shown, said)
        thanks += "?unnamed"
    return redirect(thanks)


def _shown(request: HttpRequest, shown: Door, form: Form, **context: Any) -> HttpResponse:
    actor = someone(request)
    return _answer(
        request, "join" if shown.kind == Door.Kind.JOIN else "door", form, door=shown,
        refusal=may_come(actor, shown), came=queries.came(shown),
        arrival=queries.arrival_at(shown, actor), tends=may_look(actor, shown) is None,
        rights=queries.rights() if shown.kind == Door.Kind.JOIN else (), **context,
    )  # fmt: skip


def thanks(request: HttpRequest, pk: str) -> HttpResponse:
    """What comes next. Of membership not a word: that is for later."""
    shown = _door(pk)
    context = {
        "door": shown,
        "arrival": queries.arrival_at(shown, someone(request)),
        "unnamed": "unnamed" in request.GET,
    }
    return render(request, "doors/thanks.html", context)


def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The letter leads here: was it you? Opening the page does nothing, programs do that too."""
    found = queries.arrival_behind(token)
    if found is None:
        return render(request, "doors/too_old.html", status=404)
    if request.method == "POST" and not found.confirmed_at:
        acts.confirm(None, found)
        return redirect("doors:confirm", token)
    mine = someone(request) == found.person
    return render(request, "doors/confirm.html", {"arrival": found, "door": found.door, "in": mine})


# Inviting


@login_required
def invite(request: HttpRequest) -> HttpResponse:
    me = _me(request)
    form = InviteForm(sent(request), initial={"door": request.GET.get("door")})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        slow_down(request, "invite", ONE_MEMBER, str(me.pk))
        acts.invite(me, said["door"], said["email"], said["line"])
        messages.success(request, "Thank you. Whatever can be written to them is on its way.")
        return redirect("doors:invite")
    first = queries.to_invite_to().first()
    return _answer(request, "invite", form, first=first, refusal=first and may_invite(me, first))


def invited(request: HttpRequest, token: str) -> HttpResponse:
    """The letter of an invitation leads here: the door, and the way never to hear again."""
    found = queries.invitation_behind(token)
    if found is None:
        return render(request, "doors/too_old.html", status=404)
    form = ComeForm(door=found.door, actor=someone(request), initial={"invited": token})
    return _shown(request, found.door, form, invited=found, token=token)


@csrf_exempt  # mail programs refuse with one click (RFC 8058); the token is what allows it
@require_POST
def refuse(request: HttpRequest, token: str) -> HttpResponse:
    found = queries.invitation_behind(token)
    if found is None:
        return render(request, "doors/too_old.html", status=404)
    acts.refuse(None, found)
    return render(request, "doors/refused.html", {"invited": found})


# One's own standing


@login_required
def you(request: HttpRequest) -> HttpResponse:
    me = _me(request)
    context = {
        "standing": queries.standing(me),
        "arrivals": queries.own_arrivals(me)[:60],
        "next": queries.doors().first(),
    }
    return render(request, "doors/you.html", context)


@login_required
def leave(request: HttpRequest) -> HttpResponse:
    me = _me(request)
    if request.method == "POST":
        acts.leave(me, me)
        messages.success(request, "You have left. The door stays open.")
        return redirect("doors:you")
    context = {"standing": queries.standing(me), "refusal": may_leave(me, me)}
    return render(request, "doors/leave.html", context)


@login_required
def support(request: HttpRequest) -> HttpResponse:
    me = _me(request)
    standing = queries.standing(me)
    home = standing.membership.unit if standing.membership else None
    form = AllyForm(sent(request), initial={"unit": home})
    if request.method == "POST" and form.is_valid():
        acts.support(me, me, form.cleaned_data["unit"])
        messages.success(request, "You are an ally now. Thank you for standing with us.")
        return redirect("doors:you")
    return _answer(request, "support", form, standing=standing)


# For officers


def _tended(request: HttpRequest, slug: str) -> Unit:
    unit = get_object_or_404(Unit, slug=slug)
    if refusal := may_tend(someone(request), unit):
        raise Refused(refusal)
    return unit


def _allowed(request: HttpRequest, pk: str, rule: Rule[Door]) -> Door:
    shown = _door(pk)
    if refusal := rule(someone(request), shown):
        raise Refused(refusal)
    return shown


@login_required
def tend(request: HttpRequest, slug: str) -> HttpResponse:
    unit = _tended(request, slug)
    context = {
        "unit": unit,
        "page": Paginator(queries.tended(unit), 60).get_page(request.GET.get("page")),
        "names": queries.sees_names(someone(request), unit),
    }
    return render(request, "doors/tend.html", context)


@login_required
def open_door(request: HttpRequest, slug: str) -> HttpResponse:
    """First the kind, then what a door of this kind says."""
    unit = _tended(request, slug)
    kind = request.POST.get("kind") or request.GET.get("kind", "")
    if kind not in Door.Kind:
        return render(request, "doors/open.html", {"unit": unit, "kinds": queries.kinds(unit)})
    form = SignForm(sent(request), kind=kind)
    if request.method == "POST" and form.is_valid():
        made = acts.open_door(someone(request), unit, Door.Kind(kind), form.sign)
        messages.success(request, "The door is open.")
        return redirect(made)
    return _answer(request, "sign", form, unit=unit, kind=Door.Kind(kind).label)


@login_required
def change(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _allowed(request, pk, may_change)
    form = SignForm(sent(request), kind=shown.kind, initial=first_values(shown))
    if request.method == "POST" and form.is_valid():
        acts.change(someone(request), shown, form.sign)
        messages.success(request, "Changed. Tell those who came already, if it matters to them.")
        return redirect(shown)
    return _answer(request, "sign", form, unit=shown.unit, door=shown)


@login_required
@require_POST
def close(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _allowed(request, pk, may_change)
    acts.close(someone(request), shown)
    messages.success(request, "The door is closed. Those who came stay where they are.")
    return redirect("doors:arrivals", shown.pk)


@login_required
def arrivals(request: HttpRequest, pk: str) -> HttpResponse:
    shown, actor = _allowed(request, pk, may_look), someone(request)
    found = queries.arrivals(actor, shown)
    context = {
        "door": shown,
        "page": Paginator(found, 60).get_page(request.GET.get("page")),
        "names": queries.sees_names(actor, shown.unit),
        "came": queries.came(shown),
        "may_change": may_change(actor, shown) is None,
    }
    return render(request, "doors/arrivals.html", context)
