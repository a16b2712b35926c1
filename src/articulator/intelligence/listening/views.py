"""Answering a survey without an account; one's own slip; letters."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from articulator.identity.membership.queries import rolls_kept_by
from articulator.intelligence.listening import acts, onward, queries, rules
from articulator.intelligence.listening.forms import ContactForm, SheetForm, SlipForm
from articulator.intelligence.listening.models import Mode, Survey
from articulator.intelligence.listening.showing import found
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.limits import Rate, slow_down
from articulator.kernel.models import Unit
from articulator.kernel.request import sent, show, someone

HALL, ONE_ADDRESS, GUESSES = Rate(60, 600), Rate(5, 600), Rate(30, 600)


def index(request: HttpRequest) -> HttpResponse:
    unit = Unit.objects.filter(slug=request.GET.get("unit", "")).first()
    page = Paginator(queries.surveys(unit), 60).get_page(request.GET.get("page"))
    asks = next(iter(rolls_kept_by(someone(request))), None)
    return render(request, "listening/index.html", {"page": page, "unit": unit, "asks": asks})


def survey(request: HttpRequest, pk: str) -> HttpResponse:
    """The questions for a phone in the hand; sent, they become one set and a slip."""
    of, actor = found(pk), someone(request)
    refusal = rules.may_answer(actor, of)
    unit = _part(of, request.GET.get("unit", ""))
    form = SheetForm(sent(request), survey=of, unit=unit)
    if request.method == "POST" and refusal:
        raise Refused(refusal)
    if request.method == "POST" and form.is_valid():
        slow_down(request, "answer a survey", HALL)
        return _received(request, form)
    return show(
        request, "listening/survey", form, survey=of, refusal=refusal, unit=unit,
        reads=actor is not None and rules.may_read(actor, of) is None,
    )  # fmt: skip


def _part(of: Survey, slug: str) -> Unit | None:
    """The part of the survey's unit in which somebody answers: its own questions are asked, too."""
    inside = Unit.objects.filter(slug=slug, path__startswith=of.unit.path, closed_at=None)
    return inside.exclude(pk=of.unit_id).first()


def _received(request: HttpRequest, form: SheetForm) -> HttpResponse:
    sent = form.submission(Mode.WEB, clock.now())
    acts.answer(someone(request), form.survey, sent)
    return redirect("listening:thread", queries.typed(sent.thread))


# The slip


def slip(request: HttpRequest) -> HttpResponse:
    """Where somebody types in the key on their slip."""
    form = SlipForm(request.GET or None)
    if request.GET and form.is_valid():
        slow_down(request, "slip", GUESSES)
        return redirect("listening:thread", form.cleaned_data["key"])
    return show(request, "listening/slip", form)


def thread(request: HttpRequest, key: str) -> HttpResponse:
    return _thread(request, key, ContactForm())


def _thread(request: HttpRequest, key: str, form: ContactForm) -> HttpResponse:
    """What the holder of a key said, what became of it, and the ways on from here."""
    sets = queries.thread_behind(key)
    if not sets:
        slow_down(request, "slip", GUESSES)
        return render(request, "listening/no_slip.html", status=404)
    response = show(
        request, "listening/thread", form, key=key, spaced=queries.spaced(key),
        sets=queries.told(sets),
        survey=sets[0].survey, became=onward.became(sets),
        may_leave=rules.may_receive(None, sets[0].survey) is None,
    )  # fmt: skip
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@require_POST
def take_back(request: HttpRequest, key: str) -> HttpResponse:
    for one in queries.thread_behind(key)[:1]:
        acts.take_back(None, one.survey, key)
    messages.success(request, "It is deleted, and nothing of it is counted any more.")
    return redirect("listening:index")


@require_POST
def leave_contact(request: HttpRequest, key: str) -> HttpResponse:
    sets = queries.thread_behind(key)
    form = ContactForm(request.POST)
    if not sets or not form.is_valid():
        return _thread(request, key, form)
    slow_down(request, "survey address", ONE_ADDRESS, form.cleaned_data["email"])
    acts.leave_contact(None, sets[0].survey, form.left(sets[0].unit, sets[0].mode, key))
    messages.success(request, "Now look into your mail: a letter asks whether it was you.")
    return redirect("listening:thread", key)


# Letters


def letter(request: HttpRequest, token: str) -> HttpResponse:
    """The letter leads here. Opening the page does nothing, programs do that too."""
    contact = queries.contact_behind(token)
    if contact is None:
        return render(request, "listening/too_old.html", status=404)
    if request.method == "POST":
        acts.confirm(None, contact)
        return redirect("listening:letter", token)
    return render(request, "listening/letter.html", {"contact": contact, "token": token})


@require_POST
def forget(request: HttpRequest, token: str) -> HttpResponse:
    contact = queries.contact_behind(token)
    if contact is None:
        return render(request, "listening/too_old.html", status=404)
    acts.forget_contact(None, contact)
    messages.success(request, "The address is forgotten. No letters come any more.")
    return redirect("listening:index")
