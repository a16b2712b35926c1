"""For the groups, by their link: what the map says of them, whom they work with, whom they meet."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.intelligence.ecology.models import Partner
from articulator.intelligence.ecology.queries import partner_behind
from articulator.intelligence.movement import acts, catalogue, forms, queries
from articulator.intelligence.movement.models import Introduction, Spot
from articulator.intelligence.movement.showing import HALL, ready
from articulator.kernel.limits import slow_down
from articulator.kernel.request import sent, show


def _behind(token: str) -> Partner:
    found = partner_behind(token)
    if found is None:
        raise Http404("This link is no longer good.")
    return found


def _spot(partner: Partner) -> Spot | None:
    return Spot.objects.filter(pk=partner.pk).select_related("area").first()


def desk(request: HttpRequest, token: str) -> HttpResponse:
    """All that the map says of them. Opening it does nothing: mail programs open links, too."""
    partner = partner_behind(token)
    if partner is None:
        return render(request, "ecology/no_desk.html", status=404)
    spot = _spot(partner)
    context = {
        "partner": partner,
        "token": token,
        "spot": spot if spot and spot.off_at is None else None,
        "off": bool(spot and spot.off_at),
        "function": catalogue.functions().get(spot.function) if spot else None,
        "sphere": catalogue.spheres().get(spot.sphere) if spot else None,
        "ties": [one for one in queries.ties_of(partner) if one.said_here],
        "asked": [(one, one.other if one.one_id == partner.pk else one.one, one.says(partner))
                  for one in queries.of_partner(partner) if one.outcome == "open"],
    }  # fmt: skip
    return render(request, "movement/desk.html", context)


def desk_place(request: HttpRequest, token: str) -> HttpResponse:
    partner = _behind(token)
    form = forms.ProfileForm(
        sent(request), area=partner.unit, initial=forms.as_said(_spot(partner))
    )
    if ready(request, form):
        slow_down(request, "partner", HALL)
        acts.say(None, partner, form.profile)
        messages.success(request, "Thank you. That is what the map says of you now.")
        return redirect("movement:desk", token)
    return show(request, "movement/place", form, partner=partner, token=token)


def desk_tie(request: HttpRequest, token: str) -> HttpResponse:
    partner = _behind(token)
    form = forms.TieForm(sent(request), partner=partner)
    if ready(request, form):
        slow_down(request, "partner", HALL)
        acts.name_tie(None, partner, form.cleaned_data["other"], form.bond)
        messages.success(request, "Thank you. Few people see this, and each look is written down.")
        return redirect("movement:desk", token)
    return show(request, "movement/tie", form, partner=partner, token=token)


@require_POST
def desk_confirm(request: HttpRequest, token: str) -> HttpResponse:
    acts.confirm(None, _behind(token))
    messages.success(request, "Thank you. We ask again in half a year.")
    return redirect("movement:desk", token)


@require_POST
def desk_untie(request: HttpRequest, token: str, pk: str) -> HttpResponse:
    acts.drop_tie(None, _behind(token), get_object_or_404(Partner, pk=pk))
    messages.success(request, "That tie is gone.")
    return redirect("movement:desk", token)


@require_POST
def desk_answer(request: HttpRequest, token: str, pk: str) -> HttpResponse:
    partner = _behind(token)
    shown = get_object_or_404(queries.of_partner(partner), pk=pk)
    form = forms.SayForm(request.POST)
    if form.is_valid():
        said = Introduction.Says(form.cleaned_data["answer"])
        acts.answer(None, shown, partner, said)
        messages.success(request, "Thank you. You can change your mind until you have met.")
    return redirect("movement:desk", token)


@require_POST
def desk_off(request: HttpRequest, token: str) -> HttpResponse:
    acts.leave_map(None, _behind(token))
    messages.success(request, "You are off the map. What it said of you is deleted.")
    return redirect("movement:desk", token)
