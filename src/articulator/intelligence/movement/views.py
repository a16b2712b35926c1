from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.identity.membership.queries import rolls_kept_by
from articulator.intelligence.ecology.models import Partner
from articulator.intelligence.ecology.queries import email_of
from articulator.intelligence.movement import acts, catalogue, forms, queries, rules
from articulator.intelligence.movement.models import Spot, Tie
from articulator.intelligence.movement.pictures import bubbles
from articulator.intelligence.movement.showing import ASKING, chosen, looked, ready, root
from articulator.kernel.limits import slow_down
from articulator.kernel.models import Unit
from articulator.kernel.request import sent, show, someone, stop

# The map, for everyone; what stands on it for those who are signed in


def index(request: HttpRequest) -> HttpResponse:
    """The gap to close in words, then the grid, then the picture."""
    actor = someone(request)
    context: dict[str, object] = {
        "number": queries.spots().count(),
        "clause": catalogue.clause(),
        "keeps": next(iter(rolls_kept_by(actor)), None),
        "brokers": queries.keeps_the_map(actor),
    }
    if actor:
        context |= _thin(chosen(request))
    return render(request, "movement/index.html", context)


def _thin(inside: Unit | None) -> dict[str, object]:
    shown = queries.grid(inside)
    return {
        "inside": inside,
        "grid": shown,
        "gaps": queries.gaps(shown, inside),
        "picture": bubbles(shown),
        "moments": queries.history(inside),
        "areas": queries.areas(),
    }


@login_required
def groups(request: HttpRequest) -> HttpResponse:
    """All groups on the map, or those of one place, one function, one part of life."""
    inside, found = chosen(request), queries.spots(chosen(request))
    names = {"function": catalogue.functions(), "sphere": catalogue.spheres()}
    said = {key: request.GET.get(key, "") for key in names}
    for key, known in names.items():
        if said[key] in known:
            found = found.filter(**{key: said[key]})
    page = Paginator(found, 60).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "inside": inside,
        "rows": [(one, names["function"].get(one.function), names["sphere"].get(one.sphere))
                 for one in page],
        "narrowed": [names[key][said[key]] for key in names if said[key] in names[key]],
        "query": _query(request),
        "waiting": queries.waiting_for_a_place(inside)[:12],
        "keeps": next(iter(rolls_kept_by(someone(request))), None),
    }  # fmt: skip
    return render(request, "movement/groups.html", context)


def _query(request: HttpRequest) -> str:
    """What the list is narrowed by, for the links to its other pages."""
    said = request.GET.copy()
    said.pop("page", None)
    return said.urlencode()


@login_required
def group(request: HttpRequest, pk: str) -> HttpResponse:
    """What the map says of a group; its ties for those who keep the map, and each look is kept."""
    partner, actor = _partner(pk), someone(request)
    spot = Spot.objects.filter(partner=partner).select_related("area").first()
    sees = rules.may_read_ties(actor, partner) is None
    if sees:
        looked(request, f"group {partner.pk.hex[:12]}")
    context = {
        "partner": partner,
        "spot": spot,
        "function": catalogue.functions().get(spot.function) if spot else None,
        "sphere": catalogue.spheres().get(spot.sphere) if spot else None,
        "sees_ties": sees,
        "ties": queries.ties_of(partner) if sees else [],
        "introductions": queries.of_partner(partner)[:12] if sees else [],
        "keeps": rules.may_place(actor, partner) is None,
        "has_address": bool(email_of(partner)),
    }
    return render(request, "movement/group.html", context)


def _partner(pk: str) -> Partner:
    return get_object_or_404(Partner.objects.select_related("unit", "address"), pk=pk)


# Those who keep it


@login_required
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """A group that we were not in touch with: it becomes a partner and stands on the map."""
    unit, actor = get_object_or_404(Unit, slug=slug), someone(request)
    stop(rules.may_map(actor, unit))
    form = forms.GroupForm(sent(request), area=unit)
    if ready(request, form):
        slow_down(request, "partner letter", ASKING, str(actor and actor.pk))
        said = {name: form.cleaned_data[name] for name in ("name", "about", "email")}
        made = acts.add_group(actor, unit, **said, profile=form.profile)
        messages.success(request, "The group is on the map. If it has an address, it is told so.")
        return redirect(made)
    return show(request, "movement/add", form, unit=unit)


@login_required
def place(request: HttpRequest, pk: str) -> HttpResponse:
    partner, actor = _partner(pk), someone(request)
    stop(rules.may_place(actor, partner))
    spot = Spot.objects.filter(partner=partner).select_related("area").first()
    form = forms.ProfileForm(sent(request), area=partner.unit, initial=forms.as_said(spot))
    if ready(request, form):
        slow_down(request, "partner letter", ASKING, str(actor and actor.pk))
        made = acts.place(actor, partner, form.profile)
        messages.success(request, "On the map. The group gets a letter and can put it right.")
        return redirect(made)
    return show(request, "movement/place", form, partner=partner)


@require_POST
@login_required
def end(request: HttpRequest, pk: str) -> HttpResponse:
    made = acts.end(someone(request), _partner(pk))
    messages.success(request, "It no longer counts. The figures of the past stay as they were.")
    return redirect(made)


@login_required
def tie(request: HttpRequest, pk: str) -> HttpResponse:
    partner, actor = _partner(pk), someone(request)
    stop(rules.may_tie(actor, partner))
    form = forms.TieForm(sent(request), partner=partner)
    if ready(request, form):
        acts.tie(actor, partner, form.cleaned_data["other"], form.bond)
        messages.success(request, "The tie stands on the map.")
        return redirect("movement:group", partner.pk)
    return show(request, "movement/tie", form, partner=partner)


@require_POST
@login_required
def untie(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Tie.objects.select_related("one__unit", "other__unit"), pk=pk)
    acts.untie(someone(request), found)
    messages.success(request, "The tie is gone.")
    return redirect("movement:group", found.one_id)


@login_required
def target(request: HttpRequest) -> HttpResponse:
    """How a body decided that the movement should be balanced."""
    actor = someone(request)
    stop(rules.may_aim(actor, root()))
    form = forms.TargetForm(sent(request))
    if ready(request, form):
        acts.aim(actor, root(), form.weights, form.cleaned_data["decision"])
        messages.success(request, "Recorded. Gaps are counted against it from now on.")
        return redirect("movement:index")
    return show(request, "movement/target", form, clause=catalogue.clause(), now=queries.target())
