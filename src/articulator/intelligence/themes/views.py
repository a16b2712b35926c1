"""Finding themes in what people said, ten texts at a time; and telling everyone."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.identity.programme.forms import DemandForm
from articulator.identity.programme.queries import asked_of
from articulator.identity.programme.rules import may_raise, nobody_decides
from articulator.intelligence.listening.models import Question, Survey
from articulator.intelligence.listening.rules import may_read
from articulator.intelligence.themes import acts, forms, queries, rules
from articulator.intelligence.themes.models import Codebook, Report, Theme
from articulator.kernel.acts import Refused
from articulator.kernel.models import Person
from articulator.kernel.request import sent, show, someone, stop


def _read(request: HttpRequest, pk: str) -> Codebook:
    """A codebook for somebody who may read what people said."""
    found = Codebook.objects.select_related("question__survey__unit")
    book = get_object_or_404(found, pk=pk)
    stop(rules.may_shape(someone(request), book))
    return book


def _theme(request: HttpRequest, pk: str) -> Theme:
    found = Theme.objects.select_related("codebook__question__survey__unit", "parent")
    one = get_object_or_404(found, pk=pk)
    stop(rules.may_change(someone(request), one))
    return one


# For everyone


def index(request: HttpRequest) -> HttpResponse:
    survey = _key(request.GET.get("survey", ""))
    page = Paginator(queries.heard(survey), 60).get_page(request.GET.get("page"))
    actor = someone(request)
    reading = list(queries.surveys_read_by(actor)[:12]) if actor else []
    return render(
        request, "themes/index.html", {"page": page, "reading": reading, "survey": survey}
    )


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def told(request: HttpRequest, pk: str) -> HttpResponse:
    book = get_object_or_404(Codebook.objects.select_related("question__survey__unit"), pk=pk)
    report, actor = queries.published(book), someone(request)
    context = {
        "book": book, "report": report, "survey": book.question.survey,
        "reads": actor is not None and rules.may_shape(actor, book) is None,
        "raises": report is not None and may_raise(actor, book.question.survey.unit) is None,
    }  # fmt: skip
    return render(request, "themes/told.html", context)


@login_required
def raise_demand(request: HttpRequest, pk: str) -> HttpResponse:
    """What was heard becomes a demand: its share and its words are filled in."""
    found = Theme.objects.select_related("codebook__question__survey__unit")
    one, actor = get_object_or_404(found, pk=pk), someone(request)
    stop(rules.may_demand(actor, one))
    unit, row = one.codebook.question.survey.unit, queries.published_row(one)
    near = asked_of(unit)
    if not near:
        raise Refused(nobody_decides(unit))
    why = f"About {row['percent']} of 100 people say: {one.name}." if row else ""
    form = DemandForm(sent(request), units=near, initial={"why": why})
    if request.method == "POST" and form.is_valid():
        made = acts.raise_demand(actor, one, **form.cleaned_data)
        messages.success(request, f"Raised. The programme of {made.asked_of} must answer it.")
        return redirect(made)
    return show(request, "themes/demand", form, theme=one, book=one.codebook)


# For those who read


@login_required
def survey(request: HttpRequest, pk: str) -> HttpResponse:
    of = get_object_or_404(Survey.objects.select_related("unit"), pk=pk)
    stop(may_read(someone(request), of))
    context = {"survey": of, "questions": queries.asked_in_words(of)}
    return render(request, "themes/survey.html", context)


@require_POST
@login_required
def begin(request: HttpRequest, pk: str) -> HttpResponse:
    question = get_object_or_404(Question.objects.select_related("survey__unit"), pk=pk)
    made = acts.begin(someone(request), question)
    messages.success(request, "Themes are being sought. It takes a minute at most.")
    return redirect("themes:book", made.pk)


@login_required
def book(request: HttpRequest, pk: str) -> HttpResponse:
    return _book(request, _read(request, pk), forms.ThemeForm())


def _book(request: HttpRequest, of: Codebook, form: Form) -> HttpResponse:
    context = {
        "book": of, "survey": of.question.survey, "themes": queries.themes(of),
        "progress": queries.progress(of), "report": queries.last_report(of),
        "doubts": queries.doubts(of, 5), "changes": list(of.changes.select_related("by")[:5]),
    }  # fmt: skip
    return show(request, "themes/book", form, **context)


@require_POST
@login_required
def propose_anew(request: HttpRequest, pk: str) -> HttpResponse:
    of = _read(request, pk)
    acts.propose_anew(someone(request), of)
    messages.success(request, "Themes are being sought anew.")
    return redirect("themes:book", of.pk)


@require_POST
@login_required
def add(request: HttpRequest, pk: str) -> HttpResponse:
    of, form = _read(request, pk), forms.ThemeForm(request.POST)
    if form.is_valid():
        try:
            acts.add(someone(request), of, **form.cleaned_data)
            return redirect("themes:book", of.pk)
        except Refused as refused:
            form.add_error("name", refused.refusal.reason)
    return _book(request, of, form)


@login_required
def ten(request: HttpRequest, pk: str) -> HttpResponse:
    """Ten texts by lot: a thumb, or the arrow keys, says what each is about."""
    of, actor = _read(request, pk), someone(request)
    assert isinstance(actor, Person), "whoever may read has signed in"
    themes = queries.themes(of)
    if request.method == "POST":
        form = forms.TenForm(request.POST, texts=forms.texts_sent(of, request.POST), themes=themes)
        if form.is_valid():
            acts.code(actor, of, form.taken)
            messages.success(request, f"{len(form.taken)} read. Here are the next.")
            return redirect("themes:ten", of.pk)
    else:
        form = forms.TenForm(texts=queries.next_ten(of, actor), themes=themes)
    progress = queries.progress(of)
    return show(request, "themes/ten", form, book=of, themes=themes, progress=progress)


@login_required
def doubts(request: HttpRequest, pk: str) -> HttpResponse:
    of = _read(request, pk)
    return render(request, "themes/doubts.html", {"book": of, "doubts": queries.doubts(of, 60)})


@login_required
def history(request: HttpRequest, pk: str) -> HttpResponse:
    of = _read(request, pk)
    page = Paginator(of.changes.select_related("by"), 60).get_page(request.GET.get("page"))
    return render(request, "themes/history.html", {"book": of, "page": page})


@login_required
def theme(request: HttpRequest, pk: str) -> HttpResponse:
    one = _theme(request, pk)
    return _themed(request, one, forms.DescribeForm(theme=one))


def _themed(request: HttpRequest, one: Theme, form: Form) -> HttpResponse:
    page = Paginator(queries.texts_in(one), 60).get_page(request.GET.get("page"))
    return show(
        request, "themes/theme", form, theme=one, book=one.codebook, texts=page,
        merge=forms.MergeForm(theme=one, auto_id="merge_%s"),
    )  # fmt: skip


@require_POST
@login_required
def describe(request: HttpRequest, pk: str) -> HttpResponse:
    one = _theme(request, pk)
    form = forms.DescribeForm(request.POST, theme=one)
    if form.is_valid():
        try:
            acts.describe(someone(request), one, **form.cleaned_data)
            return redirect("themes:book", one.codebook_id)
        except Refused as refused:
            form.add_error(None, refused.refusal.reason)
    return _themed(request, one, form)


@require_POST
@login_required
def merge(request: HttpRequest, pk: str) -> HttpResponse:
    one = _theme(request, pk)
    form = forms.MergeForm(request.POST, theme=one)
    if not form.is_valid():
        raise Http404("One merges into another theme of the codebook.")
    acts.merge(someone(request), one, form.cleaned_data["into"])
    messages.success(request, f"“{one.name}” is now “{form.cleaned_data['into']}”.")
    return redirect("themes:book", one.codebook_id)


@require_POST
@login_required
def split(request: HttpRequest, pk: str) -> HttpResponse:
    one = _theme(request, pk)
    acts.split(someone(request), one)
    messages.success(request, "Its parts are being sought. If there are none, it stays as it is.")
    return redirect("themes:book", one.codebook_id)


@require_POST
@login_required
def leave_out(request: HttpRequest, pk: str) -> HttpResponse:
    one = _theme(request, pk)
    acts.leave_out(someone(request), one)
    return redirect("themes:book", one.codebook_id)


@require_POST
@login_required
def read_on(request: HttpRequest, pk: str) -> HttpResponse:
    of = _read(request, pk)
    acts.read_on(someone(request), of)
    messages.success(request, "Counting. It takes a minute at most.")
    return redirect("themes:book", of.pk)


@login_required
def publish(request: HttpRequest, pk: str) -> HttpResponse:
    found = Report.objects.select_related("codebook__question__survey__unit")
    report, actor = get_object_or_404(found, pk=pk), someone(request)
    stop(rules.may_publish(actor, report))
    form = forms.PublishForm(sent(request), report=report)
    if request.method == "POST" and form.is_valid():
        acts.publish(actor, report, form.cleaned_data["quotes"])
        messages.success(request, "Published. Everyone can read what was heard.")
        return redirect(report.codebook)
    return show(request, "themes/publish", form, report=report, book=report.codebook)
