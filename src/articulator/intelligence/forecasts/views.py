"""Questions about what is coming: asking, answering, saying what came; and one's own record."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.identity.membership.queries import membership_of
from articulator.intelligence.forecasts import acts, forms, queries, rules
from articulator.intelligence.forecasts.models import Answer, Question
from articulator.intelligence.forecasts.wording import CHANCES, chance, score
from articulator.kernel.acts import Refused
from articulator.kernel.models import Person, Unit
from articulator.kernel.request import sent, show, someone, stop


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """What can be answered now, and what came of the questions before."""
    actor = someone(request)
    held = membership_of(actor) if actor else None
    page = Paginator(queries.over(), 40).get_page(request.GET.get("page"))
    context = {
        "open": queries.open_questions()[:60], "page": page,
        "rows": [(one, *_told(one)) for one in page],
        "home": held.unit if held else Unit.objects.filter(parent=None).first(),
    }  # fmt: skip
    return render(request, "forecasts/index.html", context)


def _told(question: Question) -> tuple[str, str]:
    """What people thought, and how near that was."""
    thought = "" if question.pool is None else chance(question.pool)
    return thought, "" if question.pool_score is None else score(question.pool_score)


@login_required
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    unit, actor = get_object_or_404(Unit, slug=slug), someone(request)
    stop(rules.may_ask(actor, unit))
    form = forms.AskForm(sent(request), unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.ask(actor, unit, form.asked)
            messages.success(request, "Asked. Pass the address of this page on.")
            return redirect(made)
        except Refused as refused:
            form.add_error(None, refused.refusal.reason)
    return show(request, "forecasts/ask", form, unit=unit)


def _question(pk: str) -> Question:
    return get_object_or_404(queries.questions(), pk=pk)


@login_required
def question(request: HttpRequest, pk: str) -> HttpResponse:
    asked, actor = _question(pk), someone(request)
    said = queries.answer_of(asked, actor) if isinstance(actor, Person) else None
    form = forms.AnswerForm(initial={"chance": said.chance if said else None})
    return _asked(request, asked, said, form)


def _asked(request: HttpRequest, asked: Question, said: Answer | None, form: Form) -> HttpResponse:
    actor = someone(request)
    thought, near = _told(asked)
    return show(
        request, "forecasts/question", form, question=asked, stage=asked.stage(),
        thought=thought, near=near,
        middle="" if asked.middle is None else chance(asked.middle),
        base=chance(asked.base),
        base_near="" if asked.base_score is None else score(asked.base_score),
        said=dict(CHANCES).get(said.chance, chance(said.chance / 100)) if said else "",
        answers=rules.may_answer(actor, asked) is None, refusal=rules.may_answer(actor, asked),
        resolves=rules.may_annul(actor, asked) is None,
    )  # fmt: skip


@require_POST
@login_required
def answer(request: HttpRequest, pk: str) -> HttpResponse:
    asked, form = _question(pk), forms.AnswerForm(request.POST)
    stop(rules.may_answer(someone(request), asked))
    if not form.is_valid():
        return _asked(request, asked, None, form)
    acts.answer(someone(request), asked, form.cleaned_data["chance"])
    messages.success(request, "Kept, and read by nobody. You can change it until it closes.")
    return redirect(asked)


@login_required
def resolve(request: HttpRequest, pk: str) -> HttpResponse:
    """Say what came; or, on the same page, that it counts no more."""
    asked, actor = _question(pk), someone(request)
    stop(rules.may_annul(actor, asked))
    form = forms.ResolveForm(sent(request))
    if request.method == "POST" and form.is_valid():
        acts.resolve(actor, asked, form.cleaned_data["came"], form.cleaned_data["source"])
        messages.success(request, "Recorded. Everybody can read how near we were.")
        return redirect(asked)
    return _resolving(request, asked, form, forms.AnnulForm())


def _resolving(request: HttpRequest, asked: Question, form: Form, annulling: Form) -> HttpResponse:
    status = 422 if form.errors or annulling.errors else 200
    context = {
        "question": asked, "form": form, "annulling": annulling,
        "refusal": rules.may_resolve(someone(request), asked),
    }  # fmt: skip
    return render(request, "forecasts/resolve.html", context, status=status)


@require_POST
@login_required
def annul(request: HttpRequest, pk: str) -> HttpResponse:
    asked, form = _question(pk), forms.AnnulForm(request.POST)
    stop(rules.may_annul(someone(request), asked))
    if not form.is_valid():
        return _resolving(request, asked, forms.ResolveForm(), form)
    acts.annul(someone(request), asked, form.cleaned_data["why"])
    messages.success(request, "Annulled. It counts for nobody, and says why.")
    return redirect(asked)


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """What somebody said, and how near it was: for them alone."""
    actor = someone(request)
    assert isinstance(actor, Person), "whoever looks has signed in"
    return render(request, "forecasts/mine.html", {"own": queries.own(actor)})
