"""With a ticket: one's place, stepping back, how it felt."""

from secrets import token_urlsafe

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from articulator.kernel.limits import slow_down
from articulator.kernel.request import someone
from articulator.operations.gatherings import (
    acts,
    queries,
    rules,
    tickets,
)
from articulator.operations.gatherings.models import Feeling, Registration
from articulator.operations.gatherings.pictures import qr
from articulator.operations.gatherings.views.common import FELT, HALL, TICKET, the_gathering
from articulator.operations.steps.living import living
from articulator.operations.steps.queries import told


def _behind(pk: str, said: str) -> Registration:
    found = queries.behind(the_gathering(pk), said)
    if found is None:
        raise Http404("This ticket is no longer kept.")
    return found


def ticket(request: HttpRequest, pk: str, said: str) -> HttpResponse:
    """One's place, what became of one's needs, and the code for the door."""
    found = _behind(pk, said)
    needs = found.needs.by_rule("whoever holds the ticket is the person")
    said = tickets.ticket_of(found)
    context = {
        "registration": found, "gathering": found.gathering, "needs": needs,
        "said": said, "code": qr(tickets.ticket_link(found)),
        "may_step_back": rules.may_step_back(None, found.gathering) is None,
        "may_feel": rules.may_feel(None, found.gathering) is None,
    }  # fmt: skip
    response = render(request, "gatherings/ticket.html", context)
    tickets.remember(response, TICKET, said, found.gathering)
    return response


def now(request: HttpRequest, pk: str) -> HttpResponse:
    """The one page of the evening on a phone: what is on, and whatever hangs there."""
    shown, actor = the_gathering(pk), someone(request)
    mine = queries.own(shown, actor) or queries.behind(shown, request.COOKIES.get(TICKET, ""))
    context = {
        "gathering": shown,
        "said": tickets.ticket_of(mine) if mine else "",
        "hosts": rules.may_host(actor, shown) is None,
        "may_feel": rules.may_feel(actor, shown) is None,
        **(living(request, shown.order, "phone") if shown.order else {}),
    }
    return render(request, "gatherings/now.html", context)


def go(request: HttpRequest, pk: str) -> HttpResponse:
    """On to what hangs on the step that is on, with the ticket of this phone if it has one."""
    shown = the_gathering(pk)
    thing = told(shown.order).thing if shown.order else None
    if thing is None or not thing.get_absolute_url:
        return redirect("gatherings:now", shown.pk)
    mine = queries.behind(shown, request.COOKIES.get(TICKET, "")) or queries.own(
        shown, someone(request)
    )
    return redirect(thing.address(tickets.ticket_of(mine) if mine else ""))


@require_POST
def step_back(request: HttpRequest, pk: str, said: str) -> HttpResponse:
    found = _behind(pk, said)
    acts.step_back(None, found.gathering, found)
    messages.success(request, "You are off the list, and what you wrote is gone.")
    return redirect(found.gathering)


def worth(request: HttpRequest, pk: str, said: str) -> HttpResponse:
    """Two taps afterwards: whoever holds a ticket, or was in the room where the other code hung."""
    shown = the_gathering(pk)
    by_room = tickets.opens_room(shown, said)
    by_phone = request.COOKIES.get(FELT) or token_urlsafe(16)
    who = by_phone if by_room else _behind(pk, said).mark
    chosen = _chosen(request.POST.get("worth"), Feeling.Worth.values)
    length = _chosen(request.POST.get("length"), Feeling.Length.values)
    if request.method == "POST" and chosen is not None:
        slow_down(request, f"worth {shown.pk}", HALL)
        long = None if length is None else Feeling.Length(length)
        acts.feel(None, shown, tickets.felt_mark(shown, who), Feeling.Worth(chosen), long)
    context = {
        "gathering": shown, "refusal": rules.may_feel(None, shown), "worth": chosen,
        "length": length, "worths": Feeling.Worth, "lengths": Feeling.Length,
    }  # fmt: skip
    response = render(request, "gatherings/worth.html", context)
    if by_room:
        tickets.remember(response, FELT, who, shown)
    return response


def _chosen(said: str | None, among: list[int]) -> int | None:
    return next((value for value in among if said == str(value)), None)
