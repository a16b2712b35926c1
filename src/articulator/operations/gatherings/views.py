from secrets import token_urlsafe
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articulator.identity.contacts.queries import fingerprint
from articulator.kernel.acts import Refused, Rule
from articulator.kernel.limits import Rate, slow_down
from articulator.kernel.mail import link
from articulator.kernel.models import Unit
from articulator.kernel.request import someone
from articulator.operations.gatherings import (
    acts,
    cadence,
    calendar,
    forms,
    queries,
    rules,
    tickets,
)
from articulator.operations.gatherings import desk as desks
from articulator.operations.gatherings.models import Feeling, Gathering, Host, Need, Registration
from articulator.operations.gatherings.pictures import qr

# A hall full of people shares one address: a hundred of them in a minute, five letters to each.
HALL, ONE_ADDRESS = Rate(100, 60), Rate(5, 600)
TICKET, FELT = "ticket", "felt"  # cookies that only the pages of one gathering are sent


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _gathering(pk: str) -> Gathering:
    return get_object_or_404(Gathering.objects.select_related("unit__parent"), pk=pk)


def _allowed(request: HttpRequest, pk: str, rule: Rule[Gathering]) -> Gathering:
    shown = _gathering(pk)
    if refusal := rule(someone(request), shown):
        raise Refused(refusal)
    return shown


def _answer(request: HttpRequest, page: str, form: Form, **context: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, f"gatherings/{page}.html", {"form": form, **context}, status=status)


# For everyone


def index(request: HttpRequest) -> HttpResponse:
    """What is to come, everywhere or in one unit and inside it."""
    unit = Unit.objects.filter(slug=request.GET.get("unit", "")).first()
    page = Paginator(queries.coming(unit), 60).get_page(request.GET.get("page"))
    return render(request, "gatherings/index.html", {"unit": unit, "page": page})


def outcomes(request: HttpRequest) -> HttpResponse:
    return render(request, "gatherings/outcomes.html", {"outcomes": queries.outcomes()})


def rhythm(request: HttpRequest) -> HttpResponse:
    """Every unit of whom gatherings are asked, with what was last and what is next."""
    page = Paginator(cadence.with_cadence(), 60).get_page(request.GET.get("page"))
    keys = [unit.pk for unit in page.object_list]
    rows = cadence.rhythms(Unit.objects.filter(pk__in=keys).order_by("path"))
    return render(request, "gatherings/rhythm.html", {"page": page, "rows": rows})


def series(request: HttpRequest, slug: str) -> HttpResponse:
    """What a unit holds, how often it is asked to, and what helps if it could not."""
    unit = get_object_or_404(Unit.objects.select_related("parent"), slug=slug)
    shown = cadence.rhythm(unit)
    context = {
        "unit": unit,
        "rhythm": shown,
        "help": cadence.help_for(unit) if shown.state in {"missed", "none"} else None,
        "share": cadence.share(unit),
        "page": Paginator(queries.own_of(unit), 60).get_page(request.GET.get("page")),
        "plans": rules.may_plan(someone(request), unit) is None,
    }
    return render(request, "gatherings/series.html", context)


def feed(request: HttpRequest, slug: str) -> HttpResponse:
    unit = get_object_or_404(Unit, slug=slug)
    return calendar.answer(calendar.of_unit(unit, queries.of_calendar(unit)), slug)


def file(request: HttpRequest, pk: str) -> HttpResponse:
    return calendar.answer(calendar.one(_gathering(pk)), "gathering")


def gathering(request: HttpRequest, pk: str) -> HttpResponse:
    """When, where, what, and one button."""
    shown, actor = _gathering(pk), someone(request)
    form = forms.ComeForm(_sent(request), actor=actor)
    if request.method == "POST":
        slow_down(request, f"gathering {shown.pk}", HALL)
        if form.is_valid():
            return _come(request, shown, form)
    mine = queries.own(shown, actor) or queries.behind(shown, request.COOKIES.get(TICKET, ""))
    return _answer(
        request, "gathering", form, gathering=shown, refusal=rules.may_come(actor, shown),
        mine=mine, said=tickets.ticket_of(mine) if mine else "", left=queries.places_left(shown),
        expected=queries.expected(shown), hosts=rules.may_host(actor, shown) is None,
        worth=queries.worth(gathering=shown),
    )  # fmt: skip


def _come(request: HttpRequest, shown: Gathering, form: forms.ComeForm) -> HttpResponse:
    said = form.said
    if said.email:
        slow_down(request, "gathering letter", ONE_ADDRESS, fingerprint(said.email))
    made = acts.register(someone(request), shown, said)
    response = redirect("gatherings:ticket", shown.pk, tickets.ticket_of(made))
    tickets.remember(response, TICKET, tickets.ticket_of(made), shown)
    return response


def poster(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _gathering(pk)
    page = link(shown.get_absolute_url())
    context = {"gathering": shown, "page": page, "code": qr(page)}
    return render(request, "gatherings/poster.html", context)


# With a ticket


def _behind(pk: str, said: str) -> Registration:
    found = queries.behind(_gathering(pk), said)
    if found is None:
        raise Http404("This ticket is no longer kept.")
    return found


def ticket(request: HttpRequest, pk: str, said: str) -> HttpResponse:
    """One's place, what became of one's needs, and the code for the door."""
    found = _behind(pk, said)
    needs = found.needs.by_rule("whoever holds the ticket is the person")
    context = {
        "registration": found, "gathering": found.gathering, "needs": needs,
        "said": tickets.ticket_of(found), "code": qr(tickets.ticket_link(found)),
        "may_step_back": rules.may_step_back(None, found.gathering) is None,
        "may_feel": rules.may_feel(None, found.gathering) is None,
    }  # fmt: skip
    return render(request, "gatherings/ticket.html", context)


@require_POST
def step_back(request: HttpRequest, pk: str, said: str) -> HttpResponse:
    found = _behind(pk, said)
    acts.step_back(None, found.gathering, found)
    messages.success(request, "You are off the list, and what you wrote is gone.")
    return redirect(found.gathering)


def worth(request: HttpRequest, pk: str, said: str) -> HttpResponse:
    """Two taps afterwards: whoever holds a ticket, or was in the room where the other code hung."""
    shown = _gathering(pk)
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


# For those who plan and host


@login_required
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    unit = get_object_or_404(Unit, slug=slug)
    if refusal := rules.may_plan(someone(request), unit):
        raise Refused(refusal)
    form = forms.NoticeForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        made = acts.announce(someone(request), unit, form.notice)
        messages.success(request, "It is announced. Print the poster next.")
        return redirect("gatherings:hosting", made.pk)
    return _answer(request, "notice", form, unit=unit)


@login_required
def change(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _allowed(request, pk, rules.may_change)
    form = forms.NoticeForm(_sent(request), initial=forms.first_values(shown))
    if request.method == "POST" and form.is_valid():
        acts.change(someone(request), shown, form.notice)
        messages.success(request, "Changed. Whoever comes hears of it if time or place moved.")
        return redirect("gatherings:hosting", shown.pk)
    return _answer(request, "notice", form, unit=shown.unit, gathering=shown)


@login_required
def call_off(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _allowed(request, pk, rules.may_change)
    form = forms.CallOffForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        acts.call_off(someone(request), shown, form.cleaned_data["reason"])
        messages.success(request, "Called off. Those who left an address are written to.")
        return redirect(shown)
    return _answer(request, "call_off", form, gathering=shown, numbers=queries.numbers(shown))


@login_required
def hosting(request: HttpRequest, pk: str) -> HttpResponse:
    """What hosts need to know: how full it is, what is asked for, who cares."""
    return _hosting(request, _allowed(request, pk, rules.may_host))


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
        **others,
    }  # fmt: skip
    wrong = any(form.errors for form in others.values())
    return render(request, "gatherings/hosting.html", context, status=422 if wrong else 200)


@login_required
@require_POST
def name_host(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _allowed(request, pk, rules.may_name_hosts)
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
    shown = _allowed(request, pk, rules.may_name_hosts)
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
    shown = _allowed(request, pk, rules.may_change)
    acts.renew_key(someone(request), shown)
    messages.success(request, "The old link opens nothing any more.")
    return redirect("gatherings:hosting", shown.pk)


# At the door


@login_required
def people(request: HttpRequest, pk: str) -> HttpResponse:
    """The list by name, on the screen and on paper."""
    return _people(request, _allowed(request, pk, rules.may_see_list), forms.PaperForm())


def _people(request: HttpRequest, shown: Gathering, form: forms.PaperForm) -> HttpResponse:
    actor = someone(request)
    return _answer(
        request, "people", form, gathering=shown, listed=queries.listed(actor, shown),
        numbers=queries.numbers(shown), refusal=rules.may_check_in(actor, shown), lines=range(20),
    )  # fmt: skip


@login_required
@require_POST
def type_in(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _allowed(request, pk, rules.may_see_list)
    form = forms.PaperForm(request.POST)
    if not form.is_valid():
        return _people(request, shown, form)
    said = form.cleaned_data
    acts.type_in(someone(request), shown, said["lines"], said["unnamed"] or 0)
    messages.success(request, "Written down.")
    return redirect("gatherings:people", shown.pk)


@login_required
@require_POST
def arrive(request: HttpRequest, pk: str, registration: str) -> HttpResponse:
    shown = _allowed(request, pk, rules.may_see_list)
    found = get_object_or_404(queries.listed(someone(request), shown), pk=registration)
    acts.arrive(someone(request), shown, found)
    return redirect("gatherings:people", shown.pk)


def _at_desk(pk: str, key: str) -> Gathering:
    shown = _gathering(pk)
    if not tickets.opens_desk(shown, key):
        raise Http404("This key opens no desk.")
    return shown


def desk(request: HttpRequest, pk: str, key: str) -> HttpResponse:
    """Checking in, with a network and without: `desk.js` keeps a queue, plain forms do without."""
    shown = _at_desk(pk, key)
    refusal, unknown = rules.may_check_in(None, shown), False
    if request.method == "POST":
        entry = desks.typed(shown, request.POST.get("said", "").strip())
        if entry:
            acts.take(None, shown, [entry])
            messages.success(request, "Welcome. Written down.")
            return redirect("gatherings:desk", pk, key)
        unknown = True
    context = {
        "gathering": shown, "key": key, "refusal": refusal, "unknown": unknown,
        "state": desks.state(shown),
    }  # fmt: skip
    response = render(request, "gatherings/desk.html", context, status=422 if unknown else 200)
    camera = settings.PERMISSIONS_POLICY.replace("camera=()", "camera=(self)")
    response.headers["Permissions-Policy"] = camera
    return response


@csrf_exempt  # the key in the address allows it, no cookie does; a desk may have been away for days
@require_POST
def sync(request: HttpRequest, pk: str, key: str) -> HttpResponse:
    """Take what a desk wrote down; answer what it needs to know. As often as it likes."""
    shown = _at_desk(pk, key)
    try:
        sent = desks.entries(request.body)
    except desks.DeskError as error:
        return JsonResponse({"error": str(error)}, status=400)
    if refusal := rules.may_check_in(None, shown):
        return JsonResponse({"error": refusal.reason}, status=403)
    good, unknown = desks.judged(shown, sent)
    if fresh := desks.new(shown, good):
        acts.take(None, shown, fresh)
    taken = [one.operation.id for one in good]
    return JsonResponse({"taken": taken, "unknown": unknown, **desks.state(shown)})


def worker(request: HttpRequest, pk: str, key: str) -> HttpResponse:
    """Opens the desk where there is no network; the tickets that are scanned there lead to it."""
    shown = _at_desk(pk, key)
    response = render(
        request, "gatherings/worker.js", {"gathering": shown, "key": key},
        content_type="text/javascript; charset=utf-8",
    )  # fmt: skip
    response.headers["Service-Worker-Allowed"] = f"{shown.get_absolute_url()}/"
    return response
