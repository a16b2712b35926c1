"""At the hosts' desk: laying tables, giving them out, telling the room, paper."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.kernel.acts import Actor, Refused
from articulator.kernel.mail import link
from articulator.kernel.request import someone
from articulator.operations.gatherings.models import Gathering
from articulator.operations.gatherings.pictures import qr
from articulator.operations.gatherings.rules import may_see_list
from articulator.operations.tables import acts, queries
from articulator.operations.tables.forms import LayForm, PaperForm, TableForm, WayForm
from articulator.operations.tables.models import Floor, Guest
from articulator.operations.tables.rules import may_lay
from articulator.operations.tables.views.common import rendered, run_by


@login_required
def lay(request: HttpRequest, pk: str) -> HttpResponse:
    gathering = get_object_or_404(Gathering.objects.select_related("unit"), pk=pk)
    actor = someone(request)
    if request.method == "GET" and (there := Floor.objects.filter(gathering=gathering).first()):
        return redirect("tables:desk", there.pk)
    if refusal := may_lay(actor, gathering):
        raise Refused(refusal)
    form = LayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = acts.lay(actor, gathering, form.laying)
        messages.success(request, "The tables are laid. Print their cards next.")
        return redirect("tables:desk", made.pk)
    return rendered(request, "lay", form, gathering=gathering, form=form)


@login_required
def desk(request: HttpRequest, pk: str) -> HttpResponse:
    return _desk(request, run_by(request, pk))


def _desk(request: HttpRequest, floor: Floor, **forms: BaseForm) -> HttpResponse:
    told = queries.harvests(floor)
    numbers = [one.table.number for one in told]
    turn = numbers.index(floor.shown) if floor.shown in numbers else -1
    context = {
        "floor": floor,
        "tables": queries.tables(floor),
        "seated": queries.seated(floor) if _sees_names(request, floor) else [],
        "waiting": queries.waiting(floor),
        "harvests": told,
        "following": numbers[turn + 1] if turn + 1 < len(numbers) else None,
        "way": WayForm(initial={"by": floor.by, "question": floor.question}),
        "table": TableForm(),
        "paper": PaperForm(floor=floor),
        **forms,
    }
    return rendered(request, "desk", *forms.values(), **context)


def _sees_names(request: HttpRequest, floor: Floor) -> bool:
    return may_see_list(someone(request), floor.gathering) is None


@require_POST
@login_required
def run(request: HttpRequest, pk: str, deed: str) -> HttpResponse:
    """One press: shuffle, seat those who came late, open, close."""
    floor = run_by(request, pk)
    try:
        _pressed(someone(request), floor, deed)
    except Refused as refused:
        messages.warning(request, f"{refused.refusal.reason} {refused.refusal.appeal}".strip())
    return redirect("tables:desk", pk)


def _pressed(actor: Actor, floor: Floor, deed: str) -> None:
    match deed:
        case "shuffle":
            acts.shuffle(actor, floor)
        case "late":
            acts.seat_late(actor, floor)
        case "open":
            acts.open_now(actor, floor)
        case "close":
            acts.close_now(actor, floor)
        case _:
            raise Http404("There is no such press.")


@require_POST
@login_required
def show(request: HttpRequest, pk: str) -> HttpResponse:
    """Whose points stand on the wall; none, to take them off."""
    floor, said = run_by(request, pk), request.POST.get("number", "")
    acts.show(someone(request), floor, int(said) if said.isdigit() else None)
    return redirect("tables:desk", pk)


@require_POST
@login_required
def pin(request: HttpRequest, pk: str, guest: int) -> HttpResponse:
    """Somebody sits at this table whatever is shuffled; without a table, they move again."""
    floor = run_by(request, pk)
    if refusal := may_see_list(someone(request), floor.gathering):
        raise Refused(refusal)
    who = get_object_or_404(Guest.objects.by_rule("hosts seat people"), floor=floor, pk=guest)
    said = request.POST.get("table", "")
    table = get_object_or_404(floor.tables, number=said) if said.isdigit() else None
    acts.pin(someone(request), floor, who, table)
    return redirect("tables:desk", pk)


@require_POST
@login_required
def set_way(request: HttpRequest, pk: str) -> HttpResponse:
    floor, form = run_by(request, pk), WayForm(request.POST)
    if not form.is_valid():
        return _desk(request, floor, way=form)
    acts.set_way(someone(request), floor, **form.cleaned_data)
    messages.success(request, "Changed. It counts from the next shuffle on.")
    return redirect("tables:desk", pk)


@require_POST
@login_required
def add(request: HttpRequest, pk: str) -> HttpResponse:
    floor, form = run_by(request, pk), TableForm(request.POST)
    if not form.is_valid():
        return _desk(request, floor, table=form)
    made = acts.add_table(someone(request), floor, **form.cleaned_data)
    messages.success(request, f"{made} stands there now. Print its card.")
    return redirect("tables:desk", pk)


@require_POST
@login_required
def type_in(request: HttpRequest, pk: str) -> HttpResponse:
    floor = run_by(request, pk)
    form = PaperForm(request.POST, floor=floor)
    if not form.is_valid():
        return _desk(request, floor, paper=form)
    said = form.cleaned_data
    acts.type_in(someone(request), floor, said["table"], said["notes"], said["points"])
    messages.success(request, f"Typed in for {said['table']}.")
    return redirect("tables:desk", pk)


@login_required
def cards(request: HttpRequest, pk: str) -> HttpResponse:
    """A card for the middle of each table, and a sheet for its notes."""
    floor = run_by(request, pk)
    page = link(floor.get_absolute_url())
    context = {
        "floor": floor, "tables": queries.tables(floor), "page": page, "picture": qr(page),
        "lines": range(8), "points": range(5),
    }  # fmt: skip
    return render(request, "tables/cards.html", context)
