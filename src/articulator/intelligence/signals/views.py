import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.identity.membership.queries import membership_of
from articulator.intelligence.signals import (
    acts,
    beside,
    forms,
    ladder,
    queries,
    rules,
    wording,
)
from articulator.intelligence.signals.models import Action, Alarm, Case, Series
from articulator.intelligence.signals.picture import picture
from articulator.kernel.limits import Rate, slow_down
from articulator.kernel.models import Unit
from articulator.kernel.request import sent, show, someone, stop

HALL = Rate(20, 3600)  # alarms an hour from one address: a room full of people shares one
LOOKING = Rate(60, 600)


def _ready(request: HttpRequest, form: Form) -> bool:
    return request.method == "POST" and form.is_valid()


# For everyone


def index(request: HttpRequest) -> HttpResponse:
    """The board of alarms for those who answer them; for everyone, how many wait."""
    actor = someone(request)
    held = membership_of(actor) if actor else None
    waiting = queries.open_alarms()
    context: dict[str, object] = {
        "home": held.unit if held else Unit.objects.filter(parent=None).first(),
        "waiting": waiting.filter(answered_at=None).count(),
        "under_way": waiting.exclude(answered_at=None).count(),
        "record": queries.record(Alarm.Found.values),
    }
    if actor:
        page = Paginator(queries.seen_by(actor), 50).get_page(request.GET.get("page"))
        rows = [(one, wording.told(one), wording.to_do(one)) for one in page]
        context |= {"page": page, "rows": rows}
    return render(request, "signals/index.html", context)


def raise_alarm(request: HttpRequest, slug: str) -> HttpResponse:
    """One tap, no account, no name. Opening the page does nothing."""
    shown = get_object_or_404(Unit, slug=slug)
    stop(rules.may_raise(None, shown))
    form = forms.RaiseForm(sent(request))
    if _ready(request, form):
        slow_down(request, "alarm", HALL)
        token = secrets.token_urlsafe(18)
        said = form.cleaned_data
        acts.raise_alarm(None, shown, said["matter"], said["words"], token, past=said["past"])
        # No message: it would need a session, and this browser shall carry nothing of the alarm.
        return redirect("signals:follow", token)
    levels = ladder.levels(shown)
    first = next((one for one in levels if one.sits), None)
    return show(
        request, "signals/raise", form, unit=shown, first=first, matters=Alarm.Matter.choices,
    )  # fmt: skip


def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """For the wall: where to raise an alarm, and whom to ring where there is no network."""
    shown = get_object_or_404(Unit, slug=slug)
    address = request.build_absolute_uri(f"/intelligence/signals/of/{shown.slug}/raise")
    return render(request, "signals/poster.html", {"unit": shown, "address": address})


def follow(request: HttpRequest, token: str) -> HttpResponse:
    """What came of an alarm, for whoever raised it."""
    slow_down(request, "follow an alarm", LOOKING)
    shown = queries.followed(token)
    if shown is None:
        return render(request, "signals/no_alarm.html", status=404)
    context = {
        "alarm": shown, "rungs": queries.rungs(shown), "case": _case(shown),
        "address": request.build_absolute_uri(),
    }  # fmt: skip
    return render(request, "signals/follow.html", context)


# What a unit counts


@login_required
def unit(request: HttpRequest, slug: str) -> HttpResponse:
    shown, actor = get_object_or_404(Unit, slug=slug), someone(request)
    kept = list(queries.series_of(shown))
    last = queries.last_week()
    rows = queries.numbers(kept, last, 4)
    context = {
        "unit": shown,
        "week": last,
        "counts": rules.may_count(actor, shown) is None,
        "rows": [(one, queries.told(one, rows[one.pk])) for one in kept],
    }
    return render(request, "signals/unit.html", context)


@login_required
def week(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down all numbers of the last week at once: ten minutes on a Monday."""
    shown, actor = get_object_or_404(Unit, slug=slug), someone(request)
    stop(rules.may_count(actor, shown))
    last = queries.last_week()
    kept = [one for one in queries.series_of(shown) if one.kind.by is None]
    known = queries.numbers(kept, last, 1)
    initial = {f"n{at}": known[one.pk][0] for at, one in enumerate(kept)}
    form = forms.WeekForm(sent(request), kept=kept, initial=initial)
    if _ready(request, form):
        for one, number in form.numbers:
            acts.count(actor, one, last, number)
        messages.success(request, "Written down. If a number is out of the ordinary, it rings.")
        return redirect("signals:unit", slug)
    return show(request, "signals/week", form, unit=shown, week=last)


@login_required
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    shown, actor = get_object_or_404(Unit, slug=slug), someone(request)
    stop(rules.may_count(actor, shown))
    form = forms.BeginForm(sent(request), unit=shown)
    if _ready(request, form):
        made = acts.begin(actor, shown, form.cleaned_data["key"])
        messages.success(
            request,
            "The house counts it again from Monday on."
            if made.kind.by
            else "Now write down last week, and a few before it if you know them.",
        )
        return redirect(made)
    return show(request, "signals/begin", form, unit=shown)


def _series(pk: str) -> Series:
    return get_object_or_404(Series.objects.select_related("unit"), pk=pk)


@login_required
def series(request: HttpRequest, pk: str) -> HttpResponse:
    return _series_page(request, _series(pk), forms.CountForm())


def _series_page(request: HttpRequest, shown: Series, form: Form) -> HttpResponse:
    actor, weeks = someone(request), queries.weeks_of(shown)
    readable = queries.seen_by(actor).filter(series=shown)
    last = readable.first()
    return show(
        request, "signals/series", form, series=shown, weeks=weeks[::-1],
        drawing=picture(weeks, last),
        counts=rules.may_count_series(actor, shown) is None,
        ends=rules.may_end(actor, shown) is None,
        alarms=[(one, wording.told(one)) for one in readable[:12]],
        recorded=any(one.words != "not recorded" for one in weeks),
        beside=beside.pieces(shown),
    )  # fmt: skip


@require_POST
@login_required
def count(request: HttpRequest, pk: str) -> HttpResponse:
    shown, form = _series(pk), forms.CountForm(request.POST)
    stop(rules.may_count_series(someone(request), shown))
    if not form.is_valid():
        return _series_page(request, shown, form)
    acts.count(someone(request), shown, form.cleaned_data["week"], form.cleaned_data["number"])
    messages.success(request, "Written down. The same week again puts it right.")
    return redirect(shown)


@require_POST
@login_required
def end(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _series(pk)
    acts.end(someone(request), shown)
    messages.success(request, "No longer counted, so nobody will miss it.")
    return redirect("signals:unit", shown.unit.slug)


# One alarm


def _readable(request: HttpRequest, pk: str) -> Alarm:
    shown = get_object_or_404(queries.alarms(), pk=pk)
    stop(rules.may_read(someone(request), shown))
    return shown


def _case(alarm: Alarm) -> Case | None:
    found: Case | None = getattr(alarm, "case", None)
    return found


@login_required
def alarm(request: HttpRequest, pk: str) -> HttpResponse:
    return _alarm_page(request, _readable(request, pk))


def _alarm_page(request: HttpRequest, shown: Alarm, form: Form | None = None) -> HttpResponse:
    actor, case = someone(request), _case(shown)
    answers = rules.may_answer(actor, shown) is None
    works = case is not None and rules.may_work_on(actor, case) is None
    context = {
        "alarm": shown,
        "told": wording.told(shown),
        "to_do": wording.to_do(shown),
        "rungs": queries.rungs(shown),
        "ahead": [] if shown.answered_at else ladder.ahead(shown),
        "case": case,
        "actions": case.actions.select_related("who") if case else [],
        "answers": answers,
        "works": works,
        "refusal": rules.may_review(actor, case) if case and works else None,
        "strikes": rules.may_strike(actor, shown) is None,
        "form": form or _next_form(shown, case, answers=answers, works=works),
    }
    if shown.series and shown.week:
        weeks = queries.weeks_of(shown.series)
        evidence = shown.series.counts.filter(week=shown.week).first()
        context |= {"drawing": picture(weeks, shown), "weeks": weeks[::-1], "evidence": evidence}
    status = 422 if form and form.errors else 200
    return render(request, "signals/alarm.html", context, status=status)


def _next_form(
    alarm: Alarm, case: Case | None, *, answers: bool, works: bool
) -> Form | None:  # fmt: skip
    """What the page asks next: the answer, then what is taken on."""
    if answers:
        return forms.AnswerForm()
    return forms.ActionForm(case=case) if case and works else None


@require_POST
@login_required
def answer(request: HttpRequest, pk: str) -> HttpResponse:
    shown, form = _readable(request, pk), forms.AnswerForm(request.POST)
    stop(rules.may_answer(someone(request), shown))
    if not form.is_valid():
        return _alarm_page(request, shown, form)
    acts.answer(someone(request), shown, form.cleaned_data["words"])
    messages.success(request, "Answered, and the case is open. Now say who does what by when.")
    return redirect(shown)


def _open_case(request: HttpRequest, pk: str) -> Case:
    found = Case.objects.select_related("alarm__unit", "alarm__to__unit")
    case = get_object_or_404(found, pk=pk)
    stop(rules.may_work_on(someone(request), case))
    return case


@require_POST
@login_required
def action(request: HttpRequest, pk: str) -> HttpResponse:
    case = _open_case(request, pk)
    form = forms.ActionForm(request.POST, case=case)
    if not form.is_valid():
        return _alarm_page(request, _readable(request, pk), form)
    acts.add_action(someone(request), case, **form.cleaned_data)
    messages.success(request, "Taken on.")
    return redirect(case)


@require_POST
@login_required
def done(request: HttpRequest, pk: str) -> HttpResponse:
    found = Action.objects.select_related("case__alarm__unit", "case__alarm__to__unit")
    shown = get_object_or_404(found, pk=pk)
    acts.finish(someone(request), shown)
    messages.success(request, "Done.")
    return redirect(shown)


@login_required
def review(request: HttpRequest, pk: str) -> HttpResponse:
    """Look back: what was it, what helped, whether the alarm was right."""
    case = _open_case(request, pk)
    stop(rules.may_review(someone(request), case))
    form = forms.ReviewForm(sent(request))
    if _ready(request, form):
        acts.review(someone(request), case, **form.cleaned_data)
        messages.success(request, "Looked back on. The alarm stays on record with what you said.")
        return redirect(case)
    return show(request, "signals/review", form, alarm=case.alarm, case=case)


@login_required
def strike(request: HttpRequest, pk: str) -> HttpResponse:
    """Take out words that name a private person."""
    shown = _readable(request, pk)
    stop(rules.may_strike(someone(request), shown))
    form = forms.StrikeForm(sent(request))
    if _ready(request, form):
        acts.strike(someone(request), shown, form.cleaned_data["why"])
        messages.success(request, "The words are gone. That they were taken out stays.")
        return redirect(shown)
    return show(request, "signals/strike", form, alarm=shown)
