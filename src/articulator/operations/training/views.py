from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from articulator.kernel.acts import Refusal, Refused
from articulator.kernel.request import someone
from articulator.methods.course import OPENING, Course, CourseError, Fault, Module, minutes_words
from articulator.operations.training import acts
from articulator.operations.training.catalogue import (
    Catalogue,
    Offer,
    catalogue,
    changes,
    read,
    version,
)
from articulator.operations.training.forms import (
    Answers,
    DecisionForm,
    ObservationForm,
    ProposalForm,
    RecordForm,
    SessionForm,
)
from articulator.operations.training.generations import lineage
from articulator.operations.training.models import Curriculum, Session
from articulator.operations.training.queries import (
    Progress,
    learner,
    near,
    paths,
    progress,
    sessions,
    signed_up,
    titled,
    trains_in,
)
from articulator.operations.training.rules import (
    may_call_off,
    may_decide,
    may_lead,
    may_learn,
    may_observe,
    may_propose,
    may_record,
    may_sign_up,
)

READABLE = (*Curriculum.IN_FORCE, Curriculum.State.SUPERSEDED)


def _offer(key: str) -> tuple[Catalogue, Offer]:
    known = catalogue()
    offer = known.offer(key)
    if offer is None:
        raise Http404("There is no such course.")
    return known, offer


def _text(offer: Offer) -> Course:
    if offer.text is None:
        raise Http404("This course is taught in person; it has no text yet.")
    return offer.text


# Learning


def index(request: HttpRequest) -> HttpResponse:
    """Your training: what is asked, what it opens, the next step."""
    actor, known = someone(request), catalogue()
    steps = learner(actor)
    ways = paths(known, steps)
    asked = {one.offer.key for way in ways for one in way.courses}
    mine = Session.objects.filter(trainer=actor).select_related("unit").order_by("-starts_at")
    context = {
        "ways": ways,
        "next": next((way.next for way in ways if not way.standing and way.next), None),
        "others": [progress(one, steps) for one in known.offers if one.key not in asked],
        "near": titled(known, near(actor)[:5]) if actor else (),
        "trains": trains_in(actor).exists(),
        "mine": titled(known, mine[:8]) if actor else (),
    }
    return render(request, "training/index.html", context)


def course(request: HttpRequest, key: str, number: int | None = None) -> HttpResponse:
    actor, (known, offer) = someone(request), _offer(key)
    shown = progress(offer, learner(actor), number)
    if number and not _is_readable(version(key, number)):
        raise Http404("There is no such version.")
    context = {
        "offer": offer,
        "before": known.offer(offer.prerequisite),
        "progress": shown,
        "steps": _steps(shown),
        "time_left": f"About {shown.time_left} left",
        "sessions": sessions().filter(course=key)[:5] if actor else (),
    }
    return render(request, "training/course.html", context)


def _is_readable(text: Curriculum | None) -> bool:
    return text is not None and text.state in READABLE


def _steps(shown: Progress, here: Module | None = None) -> list[dict[str, Any]]:
    """The modules as stages, each a link."""
    return [
        {
            "name": _link(shown, module),
            "time": minutes_words(module.minutes),
            "state": "now" if module == here else "done" if shown.has(module) else "next",
        }
        for module in (shown.text.modules if shown.text else ())
    ]


def _link(shown: Progress, module: Module) -> SafeString:
    url = reverse("training:module", args=[shown.offer.key, shown.number, module.slug])
    return format_html('<a href="{}">{}</a>', url, module.title)


def module(request: HttpRequest, key: str, number: int, slug: str) -> HttpResponse:
    """A text to read and its questions. What is chosen is judged, shown and forgotten.

    So a module that is finished answers with its page, replies beside the answers, instead of
    leading elsewhere: after that nobody knows any more what was chosen.
    """
    text, (_, offer) = version(key, number), _offer(key)
    found = read(text).module(slug) if text and _is_readable(text) else None
    if text is None or found is None:
        raise Http404("There is no such module in this version of the course.")
    if request.method == "POST":
        return _answered(request, offer, text, found)
    return _module(request, offer, text, found, Answers(found))


@login_required
def _answered(request: HttpRequest, offer: Offer, text: Curriculum, found: Module) -> HttpResponse:
    answers = Answers(found, request.POST)
    if answers.solved:
        acts.finish_module(someone(request), text, found.slug, answers.given)
    return _module(request, offer, text, found, answers)


def _module(
    request: HttpRequest, offer: Offer, text: Curriculum, found: Module, answers: Answers
) -> HttpResponse:
    actor = someone(request)
    steps = learner(actor)
    shown = progress(offer, steps, text.number)
    modules = read(text).modules
    at = modules.index(found) + 1
    context = {
        "offer": offer,
        "progress": shown,
        "module": found,
        "lead": f"Module {at} of {len(modules)}, about {minutes_words(found.minutes)}.",
        "following": modules[at] if at < len(modules) else None,
        "steps": _steps(shown, found),
        "answers": answers,
        "sign_in": f"{reverse('account_login')}?{urlencode({'next': request.path})}",
        "is_done": found.slug in shown.done,
        "is_complete": answers.solved and shown.state == "done",
        "opened": [award for award in offer.awards if steps.holds(award)],
        "refusal": may_learn(actor, text) if actor else None,
    }
    return render(request, "training/module.html", context)


def whole(request: HttpRequest, key: str) -> HttpResponse:
    """The whole course on one page, to print: with an answer sheet, and the answers at the end."""
    _, offer = _offer(key)
    return render(request, "training/whole.html", {"offer": offer, "course": _text(offer)})


def download(request: HttpRequest, key: str) -> HttpResponse:
    """The whole course as one file that needs nothing else, to read where there is no network."""
    _, offer = _offer(key)
    made = render_to_string("training/file.html", {"offer": offer, "course": _text(offer)})
    page = made.replace('href="/', f'href="{request.build_absolute_uri("/")}')
    return HttpResponse(page, headers={"Content-Disposition": f'attachment; filename="{key}.html"'})


# What is taught


def texts(request: HttpRequest, key: str) -> HttpResponse:
    """The files of a course, and its versions."""
    _, offer = _offer(key)
    current = offer.curriculum
    context = {
        "offer": offer,
        "current": current,
        "files": _files(offer.text),
        "versions": Curriculum.objects.filter(course=key),
    }
    return render(request, "training/texts.html", context)


def _files(text: Course | None) -> list[tuple[str, str]]:
    """Each file by its name, with what stands in it."""
    modules = text.modules if text else ()
    return [(OPENING, "Introduction"), *((module.file, module.title) for module in modules)]


@login_required
def propose(request: HttpRequest, key: str) -> HttpResponse:
    actor, (_, offer) = someone(request), _offer(key)
    current = offer.curriculum
    if current is None:
        raise Http404("This course has no text yet.")
    name = request.GET.get("file", "")
    form = ProposalForm(
        request.POST or None, initial={"name": name, "text": current.files.get(name, "")}
    )
    refusal = may_propose(actor, current)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.propose(actor, current, **form.proposal())
        except CourseError as error:
            faults = error.faults
        except Refused as refused:
            refusal = refused.refusal
        else:
            messages.success(request, "Proposed. Everyone can read it now.")
            return redirect(made)
    context = {"offer": offer, "form": form, "refusal": refusal, "faults": faults}
    return render(request, "training/propose.html", context, status=422 if form.is_bound else 200)


def curriculum(request: HttpRequest, pk: str) -> HttpResponse:
    shown = get_object_or_404(Curriculum.objects.select_related("based_on"), pk=pk)
    return _curriculum(request, shown, None)


@require_POST
@login_required
def decide(request: HttpRequest, pk: str) -> HttpResponse:
    shown = get_object_or_404(Curriculum.objects.select_related("based_on"), pk=pk)
    offer = catalogue().past(shown.course)
    form = DecisionForm(request.POST, body=offer.adopted_by)
    if not form.is_valid():
        return _curriculum(request, shown, form)
    made = acts.decide(someone(request), shown, form.decision())
    adopted = made.state == Curriculum.State.ADOPTED
    words = "This text is taught from now on." if adopted else "It stays as it was."
    messages.success(request, f"The decision is recorded. {words}")
    return redirect(shown)


def _curriculum(request: HttpRequest, shown: Curriculum, form: DecisionForm | None) -> HttpResponse:
    offer = catalogue().past(shown.course)
    context = {
        "curriculum": shown,
        "offer": offer,
        "course": read(shown),
        "is_readable": _is_readable(shown),
        "time": minutes_words(read(shown).minutes),
        "changes": changes(shown),
        "form": form or DecisionForm(body=offer.adopted_by),
        "refusal": may_decide(someone(request), shown),
    }
    return render(request, "training/curriculum.html", context, status=422 if form else 200)


# In person


@login_required
def session_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(sessions(), 30).get_page(request.GET.get("page"))
    context = {"page": page, "found": titled(catalogue(), page.object_list)}
    return render(request, "training/sessions.html", context)


@login_required
def plan(request: HttpRequest) -> HttpResponse:
    actor = someone(request)
    if not trains_in(actor).exists():
        raise Refused(
            Refusal(
                "Only trainers plan trainings.",
                clause="powers.run_training",
                appeal="Come to the course for trainers, or ask the training guild.",
            )
        )
    form = SessionForm(request.POST or None, known=catalogue(), actor=actor)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        made = acts.plan_session(actor, said.pop("unit"), **said)
        messages.success(request, "The training is announced.")
        return redirect(made)
    status = 422 if form.is_bound else 200
    return render(request, "training/plan.html", {"form": form}, status=status)


def _session(pk: str) -> Session:
    return get_object_or_404(Session.objects.select_related("unit", "trainer"), pk=pk)


@login_required
def session(request: HttpRequest, pk: str) -> HttpResponse:
    return _shown(request, _session(pk), None)


def _shown(
    request: HttpRequest, shown: Session, form: RecordForm | None, seen: Form | None = None
) -> HttpResponse:
    actor, offer = someone(request), catalogue().past(shown.course)
    leads = may_lead(actor, shown) is None
    people = signed_up(shown) if leads else []
    recorded = shown.completions.by_rule("whoever leads a training sees whom it recorded")
    context = {
        "session": shown,
        "offer": offer,
        "leads": leads,
        "people": people,
        "recorded": recorded.select_related("person").order_by("person__name") if leads else (),
        "taken": shown.sign_ups.by_rule("how many places are taken").count(),
        "coming": shown.sign_ups.seen_by(actor).exists(),
        "refusal": may_sign_up(actor, shown),
        "may_call_off": may_call_off(actor, shown) is None,
        "may_record": may_record(actor, shown) is None,
        "form": form or RecordForm(session=shown, people=people),
        "may_observe": may_observe(actor, shown) is None,
        "seen": seen or ObservationForm(),
    }
    return render(request, "training/session.html", context, status=422 if form or seen else 200)


@require_POST
@login_required
def sign_up(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _session(pk)
    acts.sign_up(someone(request), shown)
    messages.success(request, "You are on the list. The trainer sees your name, nobody else.")
    return redirect(shown)


@require_POST
@login_required
def step_back(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _session(pk)
    acts.step_back(someone(request), shown)
    messages.success(request, "You are off the list again, and your name is gone from it.")
    return redirect(shown)


@require_POST
@login_required
def call_off(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _session(pk)
    acts.call_off(someone(request), shown)
    messages.success(request, "The training is called off.")
    return redirect(shown)


@require_POST
@login_required
def record(request: HttpRequest, pk: str) -> HttpResponse:
    shown, actor = _session(pk), someone(request)
    if refusal := may_record(actor, shown):
        raise Refused(refusal)
    form = RecordForm(request.POST, session=shown, people=signed_up(shown))
    if not form.is_valid():
        return _shown(request, shown, form)
    acts.record(actor, shown, form.people)
    messages.success(request, "Recorded. Whoever has all courses of a pool is in it now.")
    return redirect(shown)


@require_POST
@login_required
def observe(request: HttpRequest, pk: str) -> HttpResponse:
    shown, form = _session(pk), ObservationForm(request.POST)
    if not form.is_valid():
        return _shown(request, shown, None, form)
    acts.observe(someone(request), shown, **form.cleaned_data)
    messages.success(request, "Written down. Figures are shown from eight such trainings on.")
    return redirect(shown)


def trainers(request: HttpRequest) -> HttpResponse:
    return render(request, "training/trainers.html", {"lineage": lineage()})
