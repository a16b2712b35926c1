"""For those who run an evening, in its order."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from articulator.kernel.acts import Refused
from articulator.kernel.mail import link
from articulator.kernel.models import Unit
from articulator.kernel.request import sent, someone
from articulator.operations.dna.models import Dna
from articulator.operations.incubator import acts, queries
from articulator.operations.incubator.charter import charter
from articulator.operations.incubator.codes import picture
from articulator.operations.incubator.forms import NumberForm, PlaceForm, RoundForm, WordsForm
from articulator.operations.incubator.models import Round
from articulator.operations.incubator.rules import may_announce, may_launch, may_open
from articulator.operations.incubator.views.common import run_by, shown_with, the_round, what_is_on


@login_required
def announce(request: HttpRequest, slug: str) -> HttpResponse:
    unit = get_object_or_404(Unit, slug=slug)
    if refusal := may_announce(someone(request), unit):
        raise Refused(refusal)
    form = RoundForm(sent(request))
    if request.method == "POST" and form.is_valid():
        made = acts.announce(someone(request), unit, form.plan)
        return redirect("incubator:desk", made.pk)
    return shown_with(request, "announce", form, unit=unit, law=charter())


@login_required
def desk(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything that whoever runs the evening needs, in its order."""
    shown = run_by(request, the_round(pk))
    now = what_is_on(request, shown)
    polls, entries = list(shown.polls.all()), now["entries"]
    last, chosen = (polls[-1] if polls else None), queries.chosen(shown)
    context = {
        **now,
        "tables": queries.desk(shown),
        "elsewhere": queries.may_be_entered(shown)[:20],
        "slips": shown.slips.count(),
        "last": last,
        "votes": queries.votes(last) if last else 0,
        "may_open": may_open(someone(request), shown) is None,
        "following": next((e for e in entries if (e.number or 0) > (shown.presenting or 0)), None),
        "chosen": [
            (e, queries.pledges(e), getattr(e, "grant", None), may_launch(someone(request), e))
            for e in chosen
        ],
        "number": NumberForm(initial={"number": 6}), "order": WordsForm(),
    }  # fmt: skip
    return render(request, "incubator/desk.html", context)


@login_required
@require_POST
def run(request: HttpRequest, pk: UUID, deed: str) -> HttpResponse:
    """One step of the evening, from a button on the desk."""
    shown, actor = run_by(request, the_round(pk)), someone(request)
    match deed:
        case "tables":
            acts.open_tables(actor, shown, _number(request))
        case "steps":
            return redirect("steps:edit", acts.draw_up(actor, shown).pk)
        case "slips":
            acts.make_slips(actor, shown, _number(request))
        case "enter":
            chosen = get_object_or_404(Dna, pk=request.POST.get("dna"))
            acts.enter(actor, shown, chosen)
        case "order":
            acts.draw_order(actor, shown, _words(request))
        case "present":
            acts.present(actor, shown, _number(request))
        case "open":
            acts.open_poll(actor, shown, _number(request))
        case "close" | "declare":
            _count(request, shown, deed)
        case "place":
            return _place(request, shown)
        case _:
            raise Http404
    return redirect("incubator:desk", shown.pk)


def _count(request: HttpRequest, shown: Round, deed: str) -> None:
    poll = shown.polls.order_by("-number").first()
    if poll is None:
        raise Http404("There is no vote yet.")
    (acts.close if deed == "close" else acts.declare)(someone(request), poll)


def _place(request: HttpRequest, shown: Round) -> HttpResponse:
    form = PlaceForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        acts.put_on_map(someone(request), shown, said["thing"], said["function"], said["sphere"])
    return redirect("incubator:map", shown.pk)


def _number(request: HttpRequest) -> int:
    form = NumberForm(request.POST)
    if not form.is_valid():
        raise Http404("A number is missing.")
    return int(form.cleaned_data["number"])


def _words(request: HttpRequest) -> str:
    form = WordsForm(request.POST)
    if not form.is_valid():
        raise Http404("The words of the lot are missing.")
    return str(form.cleaned_data["words"])


@login_required
def cards(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A card for each table, to print: its code, and the same as a picture for a phone."""
    shown = run_by(request, the_round(pk))
    join = link(reverse("dna:join"))
    found = [
        (number, one.code, picture(f"{join}?code={one.code}"))
        for number, one in enumerate(queries.tables(shown), 1)
        if one.is_open
    ]
    return render(request, "incubator/cards.html", {"round": shown, "cards": found, "join": join})


@login_required
def slips(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The slips for the door, to print and to cut. After the vote has begun they are not shown."""
    shown = run_by(request, the_round(pk))
    at = link(reverse("incubator:slip"))
    begun = shown.polls.exists()
    numbers = () if begun else shown.slips.values_list("number", flat=True)
    codes = [queries.code_of(shown, number) for number in numbers]
    found = [(code, picture(f"{at}?code={code}")) for code in codes]
    context = {"round": shown, "slips": found, "begun": begun, "at": at}
    return render(request, "incubator/slips.html", context)
