from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articulator.identity.contacts.queries import fingerprint
from articulator.kernel.acts import Actor, Refused
from articulator.kernel.cookies import new_token
from articulator.kernel.limits import Rate, slow_down
from articulator.kernel.mail import link
from articulator.kernel.models import Person, Unit
from articulator.kernel.request import sent, someone
from articulator.operations.gatherings.calendar import answer as calendar
from articulator.operations.gatherings.models import Gathering
from articulator.operations.gatherings.pictures import qr
from articulator.operations.nextsteps import acts, forms, queries, rules, tokens
from articulator.operations.nextsteps.calendar import entry
from articulator.operations.nextsteps.models import Felt, NextStep, Offer, Pair

# A hall full of people shares one address.
HALL, ONE_ADDRESS = Rate(100, 60), Rate(5, 600)


def _gathering(pk: str) -> Gathering:
    return get_object_or_404(Gathering.objects.select_related("unit__parent"), pk=pk)


def _answer(request: HttpRequest, page: str, form: Form, **context: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, f"nextsteps/{page}.html", {"form": form, **context}, status=status)


# For everyone


def index(request: HttpRequest) -> HttpResponse:
    """Evenings after which something is to be done, and how to go along with somebody."""
    unit = Unit.objects.filter(slug=request.GET.get("unit", "")).first()
    page = Paginator(queries.with_steps(unit), 60).get_page(request.GET.get("page"))
    return render(request, "nextsteps/index.html", {"page": page, "unit": unit})


def outcomes(request: HttpRequest) -> HttpResponse:
    return render(request, "nextsteps/outcomes.html", {"outcomes": queries.outcomes()})


def choose(request: HttpRequest, pk: str) -> HttpResponse:
    """What can be done next, and one button beside each. A phone gets its token here."""
    shown = _gathering(pk)
    refusal, token = rules.may_choose(None, shown), tokens.PHONE.read(request) or new_token()
    mine = queries.step_of(shown, tokens.mark_of(token, shown))
    context = {
        "gathering": shown, "refusal": refusal, "offers": queries.to_choose(shown),
        "mine": mine, "key": tokens.key_of(mine) if mine else "", "told": queries.told(shown),
        "hosts": rules.may_host(someone(request), shown) is None,
    }  # fmt: skip
    response = render(request, "nextsteps/choose.html", context)
    if not refusal:
        tokens.PHONE.give(response, token)
        response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
def take(request: HttpRequest, pk: str) -> HttpResponse:
    """One tap. Whoever comes by a letter brings its key."""
    offer = get_object_or_404(Offer.objects.select_related("gathering__unit"), pk=pk)
    shown, token = offer.gathering, tokens.PHONE.read(request) or new_token()
    slow_down(request, f"next step {shown.pk}", HALL)
    had = queries.behind(request.POST.get("key", ""))
    by_letter = had is not None and had.gathering_id == shown.pk
    mark = had.mark if had and by_letter else tokens.mark_of(token, shown)
    try:
        taken = acts.take(None, shown, offer, mark)
    except Refused as refused:
        messages.warning(request, f"{refused.refusal.reason} {refused.refusal.appeal}")
        return redirect(offer)
    response = redirect("nextsteps:mine", tokens.key_of(taken))
    if not by_letter:
        tokens.PHONE.give(response, token)
    return response


def file(_request: HttpRequest, pk: str) -> HttpResponse:
    return calendar(entry(get_object_or_404(Offer, pk=pk)), "next-step")


def sheet(request: HttpRequest, pk: str) -> HttpResponse:
    """To hang on the wall: one box for each step, with as many lines as hands are wanted."""
    shown = _gathering(pk)
    page = link(request.path.removesuffix("/sheet"))
    found = [(one, range(min(one.left, 12))) for one in queries.to_choose(shown)]
    context = {"gathering": shown, "offers": found, "page": page, "code": qr(page)}
    return render(request, "nextsteps/sheet.html", context)


# One's own step


def _mine(key: str) -> NextStep:
    found = queries.behind(key)
    if found is None:
        raise Http404("This step is no longer kept.")
    return found


def mine(request: HttpRequest, key: str) -> HttpResponse:
    """What one has taken: when, where, with whom; afterwards two taps."""
    step = _mine(key)
    form = forms.SaidForm(sent(request), step=step)
    if request.method == "POST" and form.is_valid():
        if form.said.email:
            slow_down(request, "step letter", ONE_ADDRESS, fingerprint(form.said.email))
        acts.tell(None, step, form.said)
        messages.success(request, "Kept. You can change it here at any time.")
        return redirect("nextsteps:mine", key)
    context = {
        "step": step, "offer": step.offer, "gathering": step.gathering, "key": key,
        "pair": queries.pair_of(step), "worths": Felt.Worth, "felt": "thanks" in request.GET,
        "others": queries.chances(step)
        if step.offer.closed_at or step.happened is False else (),
    }  # fmt: skip
    return _answer(request, "mine", form, **context)


@require_POST
def let_go(request: HttpRequest, key: str) -> HttpResponse:
    step = _mine(key)
    acts.let_go(None, step.gathering, step)
    messages.success(request, "Let go, and what you wrote is gone. Somebody else can take it.")
    return redirect("nextsteps:choose", step.gathering_id)


def _said(request: HttpRequest, name: str) -> bool:
    """A yes or a no, by the button that was pressed."""
    if request.POST.get(name) not in {"yes", "no"}:
        raise Http404("One can say yes or no.")
    return request.POST[name] == "yes"


@require_POST
def answer(request: HttpRequest, key: str) -> HttpResponse:
    acts.answer(None, _mine(key), _said(request, "happened"))
    return redirect("nextsteps:mine", key)


@require_POST
def feel(request: HttpRequest, key: str) -> HttpResponse:
    chosen = next((one for one in Felt.Worth if request.POST.get("worth") == str(one)), None)
    if chosen is None:
        raise Http404("One can say no, partly or yes.")
    acts.feel(None, _mine(key), chosen)
    return redirect(f"{request.path.removesuffix('/worth')}?thanks")


@require_POST
def want_again(request: HttpRequest, key: str) -> HttpResponse:
    acts.want_again(None, _mine(key), _said(request, "again"))
    return redirect("nextsteps:mine", key)


@require_POST
def together(request: HttpRequest, key: str) -> HttpResponse:
    """The newcomer's yes or no."""
    pair = queries.pair_of(_mine(key))
    if pair is None:
        raise Http404("Nobody is proposed.")
    acts.agree_as_newcomer(None, pair, _said(request, "yes"))
    return redirect("nextsteps:mine", key)


# Buddies


def _me(request: HttpRequest) -> Person:
    actor = someone(request)
    assert actor, "only for those who are signed in"
    return actor


@login_required
def buddy(request: HttpRequest) -> HttpResponse:
    """Say that one would take somebody along, and answer who asks."""
    me = _me(request)
    known = queries.own_buddy(me)
    form = forms.BuddyForm(sent(request), person=me, known=known)
    if request.method == "POST" and form.is_valid():
        acts.be_buddy(me, me, form.way)
        messages.success(request, "Thank you. You are asked when somebody near would like it.")
        return redirect("nextsteps:buddy")
    context = {
        "buddy": known, "refusal": rules.may_be_buddy(me, me),
        "pairs": queries.own_pairs(me) if known else (),
    }  # fmt: skip
    return _answer(request, "buddy", form, **context)


@login_required
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    known = queries.own_buddy(_me(request))
    if known is None:
        raise Http404("You are not a buddy.")
    acts.stop_being(_me(request), known)
    messages.success(request, "Done. What you wrote is gone.")
    return redirect("nextsteps:buddy")


@login_required
@require_POST
def agree(request: HttpRequest, pk: str) -> HttpResponse:
    pair = get_object_or_404(Pair.objects.seen_by(someone(request)), pk=pk)
    acts.agree_as_buddy(someone(request), pair, _said(request, "yes"))
    return redirect("nextsteps:buddy")


# For hosts


def _hosted(actor: Actor, pk: str) -> Gathering:
    shown = _gathering(pk)
    if refusal := rules.may_host(actor, shown):
        raise Refused(refusal)
    return shown


def _changed(actor: Actor, pk: str) -> Offer:
    offer = get_object_or_404(Offer.objects.select_related("gathering__unit"), pk=pk)
    if refusal := rules.may_change(actor, offer):
        raise Refused(refusal)
    return offer


@login_required
def hosting(request: HttpRequest, pk: str) -> HttpResponse:
    """What is offered, who does what, who asks for a buddy, what hangs on the wall."""
    return _hosting(request, _hosted(someone(request), pk))


def _hosting(request: HttpRequest, shown: Gathering, **others: Form) -> HttpResponse:
    context = {
        "gathering": shown, "numbers": queries.numbers(shown), "offers": queries.offers(shown),
        "refusal": rules.may_put_up(someone(request), shown),
        "ready": forms.ReadyForm(None, found=queries.ready(shown)),
        "page": Paginator(queries.listed(someone(request), shown), 60).get_page(
            request.GET.get("page")
        ),
        "pairs": queries.pairs(shown), "paper": forms.PaperForm(gathering=shown), **others,
    }  # fmt: skip
    wrong = any(form.errors for form in others.values())
    return render(request, "nextsteps/hosting.html", context, status=422 if wrong else 200)


@login_required
@require_POST
def put_up_ready(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _hosted(someone(request), pk)
    form = forms.ReadyForm(request.POST, found=queries.ready(shown))
    if not form.is_valid():
        return _hosting(request, shown, ready=form)
    acts.put_up_ready(someone(request), shown, form.cleaned_data["keys"])
    messages.success(request, "They are up. Show the room where to find them.")
    return redirect("nextsteps:hosting", pk)


@login_required
def put_up(request: HttpRequest, pk: str) -> HttpResponse:
    """Something of one's own, where nothing ready suits."""
    shown = _hosted(someone(request), pk)
    form = forms.TermsForm(sent(request), initial={"place": shown.place, "kind": "other"})
    if request.method == "POST" and form.is_valid():
        try:
            acts.put_up(someone(request), shown, form.terms)
        except Refused as refused:
            form.add_error("starts_at", refused.refusal.reason)
        else:
            messages.success(request, "It is up.")
            return redirect("nextsteps:hosting", pk)
    return _answer(request, "offer", form, gathering=shown)


@login_required
def change(request: HttpRequest, pk: str) -> HttpResponse:
    offer = _changed(someone(request), pk)
    form = forms.ChangeForm(sent(request), offer=offer)
    if request.method == "POST" and form.is_valid():
        try:
            acts.change(someone(request), offer, form.terms)
        except Refused as refused:
            form.add_error(None, refused.refusal.reason)
        else:
            messages.success(request, "Changed. Whoever took it hears of a new time or place.")
            return redirect("nextsteps:hosting", offer.gathering_id)
    return _answer(request, "offer", form, gathering=offer.gathering, offer=offer)


@login_required
@require_POST
def let_more(request: HttpRequest, pk: str) -> HttpResponse:
    offer = _changed(someone(request), pk)
    acts.let_more(someone(request), offer)
    return redirect("nextsteps:hosting", offer.gathering_id)


@login_required
@require_POST
def take_down(request: HttpRequest, pk: str) -> HttpResponse:
    offer = _changed(someone(request), pk)
    acts.take_down(someone(request), offer)
    messages.success(request, "Taken down. Whoever took it and left an address is written to.")
    return redirect("nextsteps:hosting", offer.gathering_id)


@login_required
@require_POST
def type_in(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _hosted(someone(request), pk)
    form = forms.PaperForm(request.POST, gathering=shown)
    if not form.is_valid():
        return _hosting(request, shown, paper=form)
    said = form.cleaned_data
    try:
        acts.type_in(someone(request), shown, said["offer"], said["names"], said["unnamed"] or 0)
    except Refused as refused:
        form.add_error("offer", f"{refused.refusal.reason} Or let more take it.")
        return _hosting(request, shown, paper=form)
    messages.success(request, "Written down.")
    return redirect("nextsteps:hosting", pk)


@login_required
@require_POST
def see(request: HttpRequest, pk: str) -> HttpResponse:
    """A host was there: whether it happened."""
    rows = NextStep.objects.seen_by(someone(request)).select_related("gathering", "offer")
    step = get_object_or_404(rows, pk=pk)
    acts.see(someone(request), step, _said(request, "happened"))
    return redirect("nextsteps:hosting", step.gathering_id)


@login_required
@require_POST
def propose(request: HttpRequest, pk: str) -> HttpResponse:
    shown = _hosted(someone(request), pk)
    acts.propose(someone(request), shown)
    messages.success(request, "Whoever could go with somebody is asked. Both have to say yes.")
    return redirect("nextsteps:hosting", pk)


@login_required
@require_POST
def part(request: HttpRequest, pk: str) -> HttpResponse:
    """Ask somebody else."""
    pair = get_object_or_404(Pair.objects.by_rule("the rule asks for a host"), pk=pk)
    acts.part(someone(request), pair)
    return redirect("nextsteps:hosting", pair.step.gathering_id)
