from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from articulator.identity.membership.queries import rolls_kept_by
from articulator.intelligence.scanning import acts, forms, queries, rules
from articulator.intelligence.scanning.models import Mention, Source, Story, Trial, Watch
from articulator.kernel.acts import Actor
from articulator.kernel.limits import Rate, slow_down
from articulator.kernel.models import Unit
from articulator.kernel.request import sent, show, someone, stop

COOKIE, KEPT, TAPS = "wording", 90 * 24 * 3600, Rate(60, 600)


def _own(actor: Actor) -> Unit | None:
    """The unit for which somebody may put things up."""
    return next(iter(rolls_kept_by(actor)), None)


# Stories


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """What is new: stories, not papers."""
    tag, place = request.GET.get("tag", ""), request.GET.get("place", "")
    context = {
        "page": Paginator(queries.stories(tag=tag, place=place), 30).get_page(
            request.GET.get("page")
        ),
        "tag": tag,
        "place": place,
        "tags": queries.tags(),
        "waiting": queries.unsure().count(),
        "trends": [(one, queries.trend(one)) for one in queries.watches()[:6]],
        "is_on": bool(settings.SCANNING),
        "own": _own(someone(request)),
    }
    return render(request, "scanning/index.html", context)


@login_required
def story(request: HttpRequest, pk: str) -> HttpResponse:
    return _story(request, _found(pk), forms.TagForm())


def _found(pk: str) -> Story:
    return get_object_or_404(queries.stories(), pk=pk)


def _story(request: HttpRequest, shown: Story, form: Form) -> HttpResponse:
    suggested = queries.suggestions(shown)
    return show(request, "scanning/story", form, story=shown, suggested=suggested)


@require_POST
@login_required
def tag(request: HttpRequest, pk: str) -> HttpResponse:
    shown, form = _found(pk), forms.TagForm(request.POST)
    if not form.is_valid():
        return _story(request, shown, form)
    acts.tag(someone(request), shown, form.cleaned_data["word"])
    return redirect(shown)


@require_POST
@login_required
def untag(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _found(pk)
    acts.untag(someone(request), shown, request.POST.get("word", ""))
    return redirect(shown)


@login_required
def unsure(request: HttpRequest) -> HttpResponse:
    """Places of which the method is not sure, one after another."""
    page = Paginator(queries.unsure(), 20).get_page(request.GET.get("page"))
    return render(request, "scanning/unsure.html", {"page": page})


@require_POST
@login_required
def place(request: HttpRequest, pk: int) -> HttpResponse:
    mention = get_object_or_404(Mention.objects.select_related("story"), pk=pk)
    acts.place(someone(request), mention, speaks_of_it=request.POST.get("answer") == "yes")
    return redirect("scanning:unsure")


# Watch lists


@login_required
def watches(request: HttpRequest) -> HttpResponse:
    shown = [(one, queries.trend(one)) for one in queries.watches()[:60]]
    return render(
        request, "scanning/watches.html", {"watches": shown, "own": _own(someone(request))}
    )


@login_required
def watch(request: HttpRequest, pk: str) -> HttpResponse:
    shown = get_object_or_404(Watch.objects.select_related("unit"), pk=pk)
    hits = queries.stories().filter(hits__watch=shown)
    context = {
        "watch": shown,
        "trend": queries.trend(shown),
        "weeks": queries.weeks(shown),
        "page": Paginator(hits, 30).get_page(request.GET.get("page")),
        "may_end": rules.may_end(someone(request), shown) is None,
    }
    return render(request, "scanning/watch.html", context)


@login_required
def add_watch(request: HttpRequest, slug: str) -> HttpResponse:
    unit, actor, form = _asked(request, slug, forms.WatchForm)
    if form.is_valid():
        made = acts.watch(actor, unit, **form.cleaned_data)
        messages.success(request, "From now on every new story is held against these words.")
        return redirect(made)
    return show(request, "scanning/add_watch", form, unit=unit)


@require_POST
@login_required
def end(request: HttpRequest, pk: str) -> HttpResponse:
    shown = get_object_or_404(Watch.objects.select_related("unit"), pk=pk)
    acts.end(someone(request), shown)
    messages.success(request, "Ended. What it has found stays.")
    return redirect("scanning:watches")


def _asked[F: Form](
    request: HttpRequest, slug: str, kind: Callable[[QueryDict | None], F]
) -> tuple[Unit, Actor, F]:
    """The unit for which somebody puts something up, and the form as far as it is filled in."""
    unit, actor = get_object_or_404(Unit, slug=slug), someone(request)
    stop(rules.may_scan(actor, unit))
    return unit, actor, kind(sent(request))


# Sources


@login_required
def sources(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.sources(), 60).get_page(request.GET.get("page"))
    context = {"page": page, "own": _own(someone(request)), "is_on": bool(settings.SCANNING)}
    return render(request, "scanning/sources.html", context)


@login_required
def source(request: HttpRequest, pk: str) -> HttpResponse:
    return _source(request, _source_of(pk), forms.MailForm())


def _source_of(pk: str) -> Source:
    return get_object_or_404(Source.objects.select_related("unit"), pk=pk)


def _source(request: HttpRequest, shown: Source, form: Form) -> HttpResponse:
    context = {
        "source": shown,
        "articles": shown.articles.select_related("story").order_by("-published_at")[:30],
        "tends": rules.may_tend(someone(request), shown) is None,
    }
    return show(request, "scanning/source", form, **context)


@login_required
def add_source(request: HttpRequest, slug: str) -> HttpResponse:
    unit, actor, form = _asked(request, slug, forms.SourceForm)
    if form.is_valid():
        made = acts.add_source(actor, unit, **form.cleaned_data)
        messages.success(request, "It is in. The next look is within a few minutes.")
        return redirect(made)
    return show(request, "scanning/add_source", form, unit=unit)


@require_POST
@login_required
def stop_source(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _source_of(pk)
    acts.stop(someone(request), shown)
    return redirect(shown)


@require_POST
@login_required
def go_on(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _source_of(pk)
    acts.go_on(someone(request), shown)
    return redirect(shown)


@require_POST
@login_required
def hand_in(request: HttpRequest, pk: str) -> HttpResponse:
    shown, form = _source_of(pk), forms.MailForm(request.POST, request.FILES)
    stop(rules.may_tend(someone(request), shown))
    if not form.is_valid():
        return _source(request, shown, form)
    acts.hand_in(someone(request), shown, form.cleaned_data["file"])
    messages.success(request, "Read. Who wrote the mails is not kept.")
    return redirect(shown)


# Wordings


@login_required
def trials(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.trials(), 30).get_page(request.GET.get("page"))
    return render(request, "scanning/trials.html", {"page": page, "own": _own(someone(request))})


@login_required
def trial(request: HttpRequest, pk: str) -> HttpResponse:
    shown = get_object_or_404(Trial.objects.select_related("unit"), pk=pk)
    context = {
        "trial": shown,
        "fared": queries.fared(shown),
        "address": settings.ADDRESS + reverse("scanning:say", args=[shown.pk]),
        "may_close": rules.may_close(someone(request), shown) is None,
    }
    return render(request, "scanning/trial.html", context)


@login_required
def try_out(request: HttpRequest, slug: str) -> HttpResponse:
    unit, actor, form = _asked(request, slug, forms.TrialForm)
    if form.is_valid():
        made = acts.try_out(actor, unit, **form.cleaned_data)
        messages.success(request, "It is open. Hand out the address.")
        return redirect(made)
    return show(request, "scanning/try_out", form, unit=unit)


@require_POST
@login_required
def close(request: HttpRequest, pk: str) -> HttpResponse:
    shown = get_object_or_404(Trial.objects.select_related("unit"), pk=pk)
    acts.close(someone(request), shown)
    return redirect(shown)


def say(request: HttpRequest, pk: str) -> HttpResponse:
    """Anybody: one of two wordings by lot, and two buttons."""
    shown = get_object_or_404(Trial, pk=pk)
    token = request.COOKIES.get(COOKIE) or queries.new_token()
    words = shown.one if queries.shown_first(shown, token) else shown.other
    context = {"trial": shown, "words": words, "done": "done" in request.GET}
    return _with(token, render(request, "scanning/say.html", context))


@require_POST
def tap(request: HttpRequest, pk: str) -> HttpResponse:
    shown = get_object_or_404(Trial, pk=pk)
    token = request.COOKIES.get(COOKIE, "")
    if not token:
        return redirect("scanning:say", shown.pk)
    slow_down(request, "wording", TAPS)
    acts.tap(someone(request), shown, token, speaks=request.POST.get("speaks") == "yes")
    return _with(token, redirect(f"{reverse('scanning:say', args=[shown.pk])}?done"))


def _with(token: str, answer: HttpResponse) -> HttpResponse:
    answer.set_cookie(
        COOKIE, token, max_age=KEPT, path=reverse("scanning:index"), httponly=True,
        samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
