from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.intelligence.ecology.forms import DrawForm
from articulator.intelligence.ecology.queries import plan_of
from articulator.intelligence.ecology.rules import may_draw
from articulator.kernel.limits import Rate, slow_down
from articulator.kernel.request import someone, stop
from articulator.operations.campaigns import acts, forms, queries, rules
from articulator.operations.campaigns.catalogue import appeals, criteria, gatekeepers
from articulator.operations.campaigns.models import Application, Campaign, Handover

ASKING, ONE_DAY = Rate(30, 3600), Rate(6, 86400)


def _page(request: HttpRequest, rows: Any, number: int = 50) -> Any:
    return Paginator(rows, number).get_page(request.GET.get("page"))


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _answer(request: HttpRequest, name: str, *tried: Form, **context: Any) -> HttpResponse:
    status = 422 if any(form.errors for form in tried) else 200
    return render(request, f"campaigns/{name}.html", context, status=status)


def index(request: HttpRequest) -> HttpResponse:
    context = {"page": _page(request, queries.campaigns()), "ended": queries.ended()[:8]}
    return render(request, "campaigns/index.html", context)


# The gate


def gate(request: HttpRequest) -> HttpResponse:
    context = {
        "criteria": criteria(),
        "body": gatekeepers(),
        "appeals": appeals(),
        "page": _page(request, queries.applications()),
    }
    return render(request, "campaigns/gate.html", context)


@login_required
def ask(request: HttpRequest) -> HttpResponse:
    origin = request.GET.get("from", "")
    page = queries.page_behind(origin)
    form = forms.AskForm(_sent(request), initial=forms.page_values(page))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = acts.ask(someone(request), said["unit"], said["name"], said["about"], origin)
        messages.success(request, "It is at the gate. Everyone can follow what becomes of it.")
        return redirect(made)
    return _answer(request, "ask", form, form=form, criteria=criteria(), page=page)


@login_required
def prepare(request: HttpRequest, pk: str) -> HttpResponse:
    """Whose strength a campaign at the gate draws on."""
    shown, actor = _application(pk), someone(request)
    stop(rules.may_prepare(actor, shown))
    if found := plan_of(shown):
        return redirect(found)
    form = DrawForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        slow_down(request, "partner letter", ASKING, str(actor and actor.pk))
        made = acts.prepare(actor, shown, form.draws)
        messages.success(request, "Written down. Whoever you named is asked now.")
        return redirect(made)
    return _answer(request, "strength", form, form=form, thing=shown)


def _application(pk: str) -> Application:
    return get_object_or_404(queries.applications(), pk=pk)


def application(request: HttpRequest, pk: str) -> HttpResponse:
    return _asked(request, _application(pk))


def _asked(request: HttpRequest, shown: Application, tried: Form | None = None) -> HttpResponse:
    actor = someone(request)
    context = {
        "application": shown,
        "answered": [(one, _finding(one, tried)) for one in queries.answered(shown)],
        "body": gatekeepers(),
        "appeals": appeals(),
        "judging": rules.may_judge(actor, shown),
        "may_appeal": rules.may_appeal(actor, shown) is None,
        "may_answer": rules.may_answer_appeal(actor, shown) is None,
        "guard": rules.passes(shown),
        "may_prepare": rules.may_prepare(actor, shown) is None,
        "plan": plan_of(shown) if actor else None,
        "coverage": queries.coverage(page) if (page := queries.page_of(shown)) else None,
        "vote": _this(tried, forms.VoteForm),
        "appealing": _this(tried, forms.AppealForm),
        "answering": _this(tried, forms.AnswerForm),
    }
    return _answer(request, "application", *([tried] if tried else []), **context)


def _finding(one: queries.Answered, tried: Form | None) -> Form:
    if isinstance(tried, forms.FindingForm) and tried.key == one.key:
        return tried
    return forms.FindingForm(answered=one)


def _this(tried: Form | None, kind: type[Form], **more: Any) -> Form:
    """The form that was sent, where it was of this kind; else an empty one."""
    return tried if isinstance(tried, kind) else kind(**more)


@require_POST
@login_required
def judge(request: HttpRequest, pk: str, key: str) -> HttpResponse:
    shown = _application(pk)
    asked = next((one for one in queries.answered(shown) if one.key == key), None)
    if asked is None:
        raise Http404("The gate did not ask this.")
    form = forms.FindingForm(request.POST, answered=asked)
    if not form.is_valid():
        return _asked(request, shown, form)
    acts.judge(someone(request), shown, key, *form.answer)
    return redirect(shown)


@require_POST
@login_required
def decide(request: HttpRequest, pk: str) -> HttpResponse:
    shown, form = _application(pk), forms.VoteForm(request.POST)
    if not form.is_valid():
        return _asked(request, shown, form)
    decision = form.decision(gatekeepers())
    made = acts.decide(someone(request), shown, decision, form.cleaned_data["reasons"])
    messages.success(request, f"The decision is recorded: {made.get_state_display()}.")
    return redirect(shown)


@require_POST
@login_required
def appeal(request: HttpRequest, pk: str) -> HttpResponse:
    shown, form = _application(pk), forms.AppealForm(request.POST)
    if not form.is_valid():
        return _asked(request, shown, form)
    acts.appeal(someone(request), shown, form.cleaned_data["words"])
    messages.success(request, "Others look at it now.")
    return redirect(shown)


@require_POST
@login_required
def answer_appeal(request: HttpRequest, pk: str) -> HttpResponse:
    shown, form = _application(pk), forms.AnswerForm(request.POST)
    if not form.is_valid():
        return _asked(request, shown, form)
    acts.answer_appeal(someone(request), shown, *form.answer)
    return redirect(shown)


# The campaign


def _campaign(slug: str) -> Campaign:
    found = Campaign.objects.select_related("unit__parent", "speaker")
    return get_object_or_404(found, unit__slug=slug)


def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    return _campaign_page(request, _campaign(slug))


def _campaign_page(
    request: HttpRequest, shown: Campaign, tried: Form | None = None
) -> HttpResponse:
    actor, (signed, _) = someone(request), queries.covenants(shown)
    context = {
        "campaign": shown,
        "covenant": signed,
        "speaks": rules.speaks(actor, shown) is None,
        "tenure": shown.tenures.filter(ended_at=None).first(),
        "offer": shown.handovers.filter(answered_at=None).select_related("to").first(),
        "actor": actor,
        "plans": [(one, may_draw(one)) for one in queries.plans_of(shown)[:12]] if actor else (),
        "serves": queries.served(shown),
        "serving": _this(tried, forms.ServeForm, campaign=shown),
        "handing": _this(tried, forms.HandOverForm),
        "ending": _this(tried, forms.LearnedForm),
    }
    return _answer(request, "campaign", *([tried] if tried else []), **context)


def covenant(request: HttpRequest, slug: str) -> HttpResponse:
    return _covenant(request, _campaign(slug))


def _covenant(request: HttpRequest, shown: Campaign, tried: Form | None = None) -> HttpResponse:
    actor, (signed, tabled) = someone(request), queries.covenants(shown)
    context = {
        "campaign": shown,
        "signed": signed,
        "tabled": tabled,
        "speaks": rules.speaks(actor, shown) is None,
        "may_sign": tabled is not None and rules.may_sign(actor, tabled) is None,
        "may_ask_back": signed is not None and rules.may_ask_back(actor, signed) is None,
        "writing": _this(tried, forms.CovenantForm),
        "signing": tried if type(tried) is forms.DecisionForm else forms.DecisionForm(),
        "back": _this(tried, forms.BackForm),
    }
    return _answer(request, "covenant", *([tried] if tried else []), **context)


@require_POST
@login_required
def write_covenant(request: HttpRequest, slug: str) -> HttpResponse:
    shown, form = _campaign(slug), forms.CovenantForm(request.POST)
    if not form.is_valid():
        return _covenant(request, shown, form)
    made = acts.write_covenant(someone(request), shown, **form.cleaned_data)
    messages.success(request, f"It is on the table. {made.unit} decides whether it signs.")
    return redirect(made)


@require_POST
@login_required
def sign(request: HttpRequest, slug: str) -> HttpResponse:
    shown, form = _campaign(slug), forms.DecisionForm(request.POST)
    _, tabled = queries.covenants(shown)
    if tabled is None:
        raise Http404("There is no covenant to sign.")
    if not form.is_valid():
        return _covenant(request, shown, form)
    acts.sign(someone(request), tabled, form.decision)
    return redirect(tabled)


@require_POST
@login_required
def ask_back(request: HttpRequest, slug: str) -> HttpResponse:
    shown, form = _campaign(slug), forms.BackForm(request.POST)
    signed, _ = queries.covenants(shown)
    if signed is None:
        raise Http404("No covenant is signed.")
    if not form.is_valid():
        return _covenant(request, shown, form)
    said = form.cleaned_data
    acts.ask_back(someone(request), signed, said["pounds"], said["why"], form.decision)
    return redirect(signed)


@require_POST
@login_required
def renew_start(request: HttpRequest, slug: str) -> HttpResponse:
    """Another link by which cells begin, should the old one be in wrong hands."""
    acts.renew_start(someone(request), _campaign(slug))
    messages.success(request, "There is a new link. The old one leads nowhere.")
    return redirect("cells:campaign", slug)


@login_required
def plan_peak(request: HttpRequest, slug: str) -> HttpResponse:
    """Before the next big thing of a campaign."""
    shown, actor, form = _campaign(slug), someone(request), forms.PeakForm(_sent(request))
    stop(rules.speaks(actor, shown))
    if request.method == "POST" and form.is_valid():
        slow_down(request, "partner letter", ASKING, str(actor and actor.pk))
        made = acts.plan_peak(actor, shown, form.cleaned_data["title"], form.draws)
        messages.success(request, "Written down. Whoever you named is asked now.")
        return redirect(made)
    return _answer(request, "strength", form, form=form, thing=shown)


@require_POST
@login_required
def serve(request: HttpRequest, slug: str) -> HttpResponse:
    """For which item of a programme the campaign works."""
    shown = _campaign(slug)
    form = forms.ServeForm(request.POST, campaign=shown)
    stop(rules.may_serve(someone(request), shown))
    if not form.is_valid():
        return _campaign_page(request, shown, form)
    acts.serve(someone(request), shown, form.cleaned_data["item"])
    messages.success(request, "Said. It stands on both pages.")
    return redirect(shown)


@require_POST
@login_required
def hand_over(request: HttpRequest, slug: str) -> HttpResponse:
    """Whether anybody has this address is not told: the answer is the same."""
    shown, form = _campaign(slug), forms.HandOverForm(request.POST)
    stop(rules.speaks(someone(request), shown))
    if not form.is_valid():
        return _campaign_page(request, shown, form)
    slow_down(request, "handover", ONE_DAY, str(shown.pk))
    if form.person:
        acts.hand_over(someone(request), shown, form.person)
    messages.success(request, "If somebody here has this address, they are asked now.")
    return redirect(shown)


@require_POST
@login_required
def answer_offer(request: HttpRequest, pk: str) -> HttpResponse:
    found = Handover.objects.select_related("campaign__unit", "campaign__speaker", "to")
    offer = get_object_or_404(found, pk=pk)
    acts.answer_offer(someone(request), offer, request.POST.get("answer") == "yes")
    messages.success(request, "Thank you. It stands on the campaign’s page.")
    return redirect(offer.campaign)


@require_POST
@login_required
def end(request: HttpRequest, slug: str) -> HttpResponse:
    shown, form = _campaign(slug), forms.LearnedForm(request.POST)
    if not form.is_valid():
        return _campaign_page(request, shown, form)
    acts.end(someone(request), shown, form.cleaned_data["learned"])
    return redirect(shown)
