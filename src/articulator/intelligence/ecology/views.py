from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from articulator.identity.membership.queries import rolls_kept_by
from articulator.intelligence.ecology import acts, forms, queries, rules
from articulator.intelligence.ecology.models import Alarm, Need, Partner, Plan
from articulator.kernel.limits import Rate, slow_down
from articulator.kernel.models import Unit
from articulator.kernel.request import sent, show, someone, stop
from articulator.methods.capacity import worst

HALL, RINGING, ASKING = Rate(100, 600), Rate(5, 3600), Rate(30, 3600)


def _ready(request: HttpRequest, form: Form) -> bool:
    return request.method == "POST" and form.is_valid()


# For everyone


def index(request: HttpRequest) -> HttpResponse:
    """What the guard is; for those who are signed in, the groups, the alarms, the plans."""
    actor = someone(request)
    waiting = queries.alarms().filter(replied_at=None)
    context = {
        "guard": queries.guard(),
        "ringing": waiting.count(),
        "number": queries.askable().count(),
        "keeps": next(iter(rolls_kept_by(actor)), None),
    }
    if actor:
        page = Paginator(queries.partners(), 60).get_page(request.GET.get("page"))
        context |= {"page": page, "alarms": waiting[:12], "plans": queries.plans()[:12]}
    return render(request, "ecology/index.html", context)


@login_required
def unit(request: HttpRequest, slug: str) -> HttpResponse:
    """The groups with which a unit is in touch, and what is planned with them."""
    shown, actor = get_object_or_404(Unit, slug=slug), someone(request)
    context = {
        "unit": shown,
        "tends": rules.may_tend(actor, shown) is None,
        "page": Paginator(queries.partners(shown), 60).get_page(request.GET.get("page")),
        "plans": queries.plans(shown)[:60],
    }
    return render(request, "ecology/unit.html", context)


# The groups


@login_required
def partner(request: HttpRequest, pk: str) -> HttpResponse:
    shown, actor = _partner(pk), someone(request)
    context = {
        "partner": shown,
        "capacities": queries.capacities(shown),
        "ahead": queries.load_ahead(shown),
        "needs": _asked(shown)[:60],
        "alarms": [
            (one, rules.may_reply(actor, one) is None) for one in queries.alarms(shown)[:60]
        ],
        "reply": forms.ReplyForm(),
        "guard": queries.guard(),
        "keeps": rules.may_keep(actor, shown) is None,
        "has_address": bool(queries.email_of(shown)),
    }
    return render(request, "ecology/partner.html", context)


def _partner(pk: str) -> Partner:
    return get_object_or_404(Partner.objects.select_related("unit", "address"), pk=pk)


def _asked(shown: Partner) -> QuerySet[Need]:
    asked = shown.needs.filter(dropped_at=None, plan__dropped_at=None).select_related("plan__unit")
    return asked.order_by("-asked_at")


@login_required
def add(request: HttpRequest, slug: str) -> HttpResponse:
    shown, actor = get_object_or_404(Unit, slug=slug), someone(request)
    stop(rules.may_tend(actor, shown))
    form = forms.PartnerForm(sent(request))
    if _ready(request, form):
        slow_down(request, "partner letter", ASKING, str(actor and actor.pk))
        made = acts.add_partner(actor, shown, **form.cleaned_data)
        messages.success(request, "The group is in. If it has an address, a letter is on its way.")
        return redirect(made)
    return show(request, "ecology/add", form, unit=shown)


@login_required
def change(request: HttpRequest, pk: str) -> HttpResponse:
    shown, actor = _partner(pk), someone(request)
    stop(rules.may_write(actor, shown))
    form = forms.PartnerForm(sent(request), initial=forms.as_values(shown))
    if _ready(request, form):
        slow_down(request, "partner letter", ASKING, str(actor and actor.pk))
        acts.change_partner(actor, shown, **form.cleaned_data)
        messages.success(request, "Changed. A new address gets a new link.")
        return redirect(shown)
    return show(request, "ecology/add", form, unit=shown.unit, partner=shown)


@require_POST
@login_required
def write_again(request: HttpRequest, pk: str) -> HttpResponse:
    shown, actor = _partner(pk), someone(request)
    stop(rules.may_write(actor, shown))
    slow_down(request, "partner letter", ASKING, str(actor and actor.pk))
    acts.write_again(actor, shown)
    messages.success(request, "A new link is on its way. The old one is no longer good.")
    return redirect(shown)


@login_required
def capacity(request: HttpRequest, pk: str) -> HttpResponse:
    """Type in what a group said on the telephone or on paper."""
    shown, actor = _partner(pk), someone(request)
    stop(rules.may_write(actor, shown))
    form = forms.CapacityForm(sent(request), partner=shown)
    if _ready(request, form):
        acts.write_down_capacity(actor, shown, form.said)
        messages.success(request, "Written down. They get a letter that says so.")
        return redirect(shown)
    return show(request, "ecology/capacity", form, partner=shown)


@login_required
def sheet(request: HttpRequest, pk: str) -> HttpResponse:
    """On paper, for a group that you meet or ring: what we ask, with room for the answers."""
    shown = _partner(pk)
    stop(rules.may_write(someone(request), shown))
    waiting = _asked(shown).filter(answer=Need.Answer.OPEN)[:60]
    return render(request, "ecology/sheet.html", {"partner": shown, "needs": waiting})


@require_POST
@login_required
def reply(request: HttpRequest, pk: str) -> HttpResponse:
    shown = get_object_or_404(Alarm.objects.select_related("partner__unit", "to"), pk=pk)
    stop(rules.may_reply(someone(request), shown))
    form = forms.ReplyForm(request.POST)
    if not form.is_valid():
        return show(request, "ecology/reply", form, alarm=shown)
    acts.reply(someone(request), shown, form.cleaned_data["words"])
    messages.success(request, "Answered. They get it as a letter.")
    return redirect(shown)


# Plans


@login_required
def draw_up(request: HttpRequest, slug: str) -> HttpResponse:
    shown, actor = get_object_or_404(Unit, slug=slug), someone(request)
    stop(rules.may_tend(actor, shown))
    form = forms.PlanForm(sent(request))
    if _ready(request, form):
        made = acts.draw_up(actor, shown, **form.cleaned_data)
        messages.success(request, "Written down. Now say whose strength it needs.")
        return redirect(made)
    return show(request, "ecology/draw_up", form, unit=shown)


@login_required
def plan(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _plan(pk)
    return _plan_page(request, shown, forms.AskForm(plan=shown))


def _plan(pk: str) -> Plan:
    return get_object_or_404(Plan.objects.select_related("unit", "by"), pk=pk)


def _plan_page(request: HttpRequest, shown: Plan, form: forms.AskForm) -> HttpResponse:
    actor, said = someone(request), queries.guard(shown.unit)
    asked = list(queries.asked_of(shown))
    known = queries.carried([one.partner for one in asked])
    earlier = queries.carried_before(asked)
    rows = [
        (
            one,
            None
            if one.dropped_at
            else rules.may_need(one, queries.carried_for(one, known), said, earlier[one.pk]),
        )
        for one in asked
    ]
    standing = [one for one in asked if not one.dropped_at]
    return show(
        request, "ecology/plan", form, plan=shown, rows=rows, refusal=rules.may_draw(shown),
        guard=said, standing=standing, may_change=rules.may_change_plan(actor, shown) is None,
        has_partners=queries.askable().exists(), thoughts=forms.ThoughtsForm(plan=shown),
    )  # fmt: skip


@require_POST
@login_required
def ask(request: HttpRequest, pk: str) -> HttpResponse:
    shown, actor = _plan(pk), someone(request)
    stop(rules.may_change_plan(actor, shown))
    form = forms.AskForm(request.POST, plan=shown)
    if not form.is_valid():
        return _plan_page(request, shown, form)
    slow_down(request, "partner letter", ASKING, str(actor and actor.pk))
    acts.ask(actor, shown, form.said)
    messages.success(request, "Asked. Their answer appears here, and you get a letter.")
    return redirect(shown)


@require_POST
@login_required
def think(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _plan(pk)
    form = forms.ThoughtsForm(request.POST, plan=shown)
    if form.is_valid():
        acts.think(someone(request), shown, form.cleaned_data)
        messages.success(request, "Written down, for all who work with this plan.")
    return redirect(shown)


@require_POST
@login_required
def alone(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _plan(pk)
    acts.stand_alone(someone(request), shown)
    messages.success(request, "It stands here for everyone to read.")
    return redirect(shown)


@require_POST
@login_required
def drop(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _plan(pk)
    acts.drop_plan(someone(request), shown)
    messages.success(request, "Dropped. What was promised for it is free again.")
    return redirect("ecology:unit", shown.unit.slug)


def _need(pk: str) -> Need:
    return get_object_or_404(Need.objects.select_related("plan__unit", "partner__unit"), pk=pk)


@require_POST
@login_required
def less(request: HttpRequest, pk: str) -> HttpResponse:
    shown, form = _need(pk), forms.LessForm(request.POST)
    stop(rules.may_change_plan(someone(request), shown.plan))
    if form.is_valid():
        acts.ask_for_less(someone(request), shown, form.cleaned_data["per_week"])
        messages.success(request, "The plan counts on less of them now.")
    return redirect(shown)


@require_POST
@login_required
def again(request: HttpRequest, pk: str) -> HttpResponse:
    shown, actor = _need(pk), someone(request)
    stop(rules.may_change_plan(actor, shown.plan))
    slow_down(request, "partner letter", ASKING, str(actor and actor.pk))
    acts.ask_again(actor, shown)
    messages.success(request, "Asked once more.")
    return redirect(shown)


@require_POST
@login_required
def back(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _need(pk)
    acts.take_back(someone(request), shown)
    messages.success(request, "The plan goes on without them. That they were asked stays here.")
    return redirect(shown)


@login_required
def answer(request: HttpRequest, pk: str) -> HttpResponse:
    """Type in what a group said on the telephone or on paper."""
    shown, actor = _need(pk), someone(request)
    stop(rules.may_write_down(actor, shown))
    form = forms.AnswerForm(sent(request), need=shown)
    if _ready(request, form):
        acts.write_down_answer(actor, shown, form.said)
        messages.success(request, "Written down. They get a letter that says so.")
        return redirect(shown)
    return show(request, "ecology/answer", form, need=shown, words=_sum(shown))


def _sum(need: Need) -> str:
    """What this would make with all else, where it is more than the constitution's share."""
    said, known = queries.guard(), queries.carried_for(need)
    week = worst(known.weeks_with(need), said.share)
    return rules.sum_words(need, week, said) if week else ""


# For the groups, by their link


def _behind(token: str) -> Partner:
    found = queries.partner_behind(token)
    if found is None:
        raise Http404("This link is no longer good.")
    return found


def desk(request: HttpRequest, token: str) -> HttpResponse:
    """All that is theirs on one page. Opening it does nothing: mail programs open links, too."""
    shown = queries.partner_behind(token)
    if shown is None:
        return render(request, "ecology/no_desk.html", status=404)
    context = {
        "partner": shown,
        "token": token,
        "needs": [(one, rules.may_answer(None, one) is None) for one in _asked(shown)[:60]],
        "capacities": queries.capacities(shown),
        "ahead": queries.load_ahead(shown),
        "alarms": queries.alarms(shown)[:12],
        "guard": queries.guard(shown.unit),
    }
    return render(request, "ecology/desk.html", context)


def desk_capacity(request: HttpRequest, token: str) -> HttpResponse:
    shown = _behind(token)
    form = forms.CapacityForm(
        sent(request), partner=shown, initial={"what": request.GET.get("what", "")}
    )
    if _ready(request, form):
        slow_down(request, "partner", HALL)
        acts.declare(None, shown, form.said)
        messages.success(request, "Thank you. Nobody plans with more than that without asking.")
        return redirect("ecology:desk", token)
    return show(request, "ecology/capacity", form, partner=shown, token=token)


def desk_answer(request: HttpRequest, token: str, pk: str) -> HttpResponse:
    shown = _behind(token)
    need = get_object_or_404(_asked(shown).select_related("partner", "plan__unit"), pk=pk)
    stop(rules.may_answer(None, need))
    said = {"answer": need.answer, "up_to": need.up_to, "words": need.words}
    form = forms.AnswerForm(sent(request), need=need, initial=said if need.answered_at else None)
    if _ready(request, form):
        slow_down(request, "partner", HALL)
        acts.answer(None, need, form.said)
        messages.success(request, "Thank you. You can change your answer as long as it is planned.")
        return redirect("ecology:desk", token)
    return show(request, "ecology/answer", form, need=need, words=_sum(need), token=token)


def desk_alarm(request: HttpRequest, token: str) -> HttpResponse:
    shown, form = _behind(token), forms.AlarmForm(sent(request))
    if _ready(request, form):
        slow_down(request, "partner alarm", RINGING, str(shown.pk))
        made = acts.raise_alarm(None, shown, form.cleaned_data["words"])
        day = timezone.localtime(made.answer_by)
        messages.success(request, f"It is heard. You get an answer by {day:%-d %B, %H:%M}.")
        return redirect("ecology:desk", token)
    said = queries.guard()
    body = queries.body_for(said.alarm_to, shown.unit)
    return show(request, "ecology/alarm", form, partner=shown, token=token, guard=said, body=body)


@require_POST
def desk_leave(request: HttpRequest, token: str) -> HttpResponse:
    acts.leave(None, _behind(token))
    messages.success(request, "We do not ask you again. Your address is deleted.")
    return redirect("ecology:desk", token)


@require_POST
def desk_return(request: HttpRequest, token: str) -> HttpResponse:
    acts.come_back(None, _behind(token))
    messages.success(request, "Welcome back. Nobody plans with you without asking.")
    return redirect("ecology:desk", token)
