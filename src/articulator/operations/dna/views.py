from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from articulator.intelligence.movement.catalogue import FUNCTIONS, functions, spheres
from articulator.kernel.acts import Refusal, Refused
from articulator.kernel.cookies import Cookie, new_token
from articulator.kernel.limits import Rate, slow_down
from articulator.kernel.models import Unit
from articulator.kernel.request import sent, someone
from articulator.operations.dna import acts, queries
from articulator.operations.dna.catalogue import (
    Field,
    field,
    fields,
    heart,
    limits,
    shipped,
    starters,
)
from articulator.operations.dna.forms import (
    BeginForm,
    CodeForm,
    DescendForm,
    HeadForm,
    PaperForm,
    TeachBackForm,
    TextForm,
    first_head,
)
from articulator.operations.dna.models import Dna, Draft, Passage
from articulator.operations.dna.rules import (
    may_begin,
    may_descend,
    may_fill_in,
    may_hand_in,
    may_read,
    may_see_code,
    not_at_the_table,
)

# A week, because a table may go on at the next meeting; a hall shares one address.
PHONE = Cookie("table", "/operations/dna/", 7 * 24 * 3600)
HALL = Rate(100, 600)


def _dna(pk: UUID) -> Dna:
    found = queries.find(pk)
    if found is None:
        raise Http404("There is no such page.")
    return found


def _field(key: str) -> Field:
    found = field(key)
    if found is None:
        raise Http404("The page has no such field.")
    return found


def _table(request: HttpRequest, pk: UUID) -> tuple[Dna, str]:
    """A page for those who write it: its table, or who helps it."""
    shown, mark = _dna(pk), PHONE.mark(request)
    if refusal := not_at_the_table(someone(request), shown, mark):
        raise Refused(refusal)
    return shown, mark


def _answer(request: HttpRequest, page: str, form: Form, **context: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    context = {"form": form, "refusal": None, **context}
    return render(request, f"dna/{page}.html", context, status=status)


# For everyone


def index(request: HttpRequest) -> HttpResponse:
    """The shelf: examples from elsewhere, pages of the house, and the way to one's own table."""
    unit = Unit.objects.filter(slug=request.GET.get("unit", "")).first()
    context = {
        "unit": unit,
        "page": Paginator(queries.shelf(unit), 60).get_page(request.GET.get("page")),
        "starters": [(one, shipped(one)[0]) for one in starters()],
        "mine": queries.tables_of(PHONE.mark(request))[:3],
        "form": CodeForm(),
    }
    return render(request, "dna/index.html", context)


def dna(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A page to read; for its table the same page to write."""
    shown, actor, mark = _dna(pk), someone(request), PHONE.mark(request)
    if refusal := may_read(actor, shown, mark):
        return render(request, "dna/closed.html", {"refusal": refusal, "form": CodeForm()})
    if shown.is_open and not_at_the_table(actor, shown, mark) is None:
        return render(request, "dna/write_page.html", _desk(request, shown, mark))
    return render(request, "dna/page.html", _read(request, shown))


def _shown(dna: Dna, mark: str) -> dict[str, Any]:
    """What the page and its live part have in common."""
    seat = queries.seat_of(dna, mark)
    page = queries.lines(dna, seat)
    return {
        "dna": dna, "lines": page, "pulse": queries.pulse(dna, page), "whole": queries.whole(page),
        "limits": limits(),
    }  # fmt: skip


def _desk(request: HttpRequest, shown: Dna, mark: str) -> dict[str, Any]:
    ready, actor = queries.ready(shown), someone(request)
    test = queries.last_test(shown)
    return {
        **_shown(shown, mark), **_place(shown), "ready": ready,
        "seat": queries.seat_of(shown, mark),
        "code": shown.code if may_see_code(actor, shown, mark) else "",
        "refusal": may_hand_in(actor, shown), "test": test,
        "tested_before_change": test and queries.changed_since(shown, test),
        "on_paper": may_fill_in(actor, shown) is None,
    }  # fmt: skip


def _read(request: HttpRequest, shown: Dna) -> dict[str, Any]:
    story, sources = queries.story_of(shown)
    return {
        **_shown(shown, ""), **_place(shown), "story": story, "sources": sources,
        "family": queries.family(shown), "test": queries.last_test(shown),
        "may_descend": may_descend(someone(request), shown) is None,
    }  # fmt: skip


def _place(shown: Dna) -> dict[str, Any]:
    """Where on the map a page stands, in words."""
    does = FUNCTIONS.get(shown.function)
    return {
        "function": functions().get(shown.function, ""), "does": does[1] if does else "",
        "sphere": spheres().get(shown.sphere, ""),
    }  # fmt: skip


def pulse(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The live part of an open page; nothing if it is as the phone has it already."""
    shown, mark = _table(request, pk)
    context = _shown(shown, mark)
    if request.GET.get("v") == context["pulse"]:
        return HttpResponse(status=204)
    return render(request, "dna/_lines.html", context)


def blank(request: HttpRequest) -> HttpResponse:
    """The empty page for a table that writes on paper."""
    return render(request, "dna/blank.html", {"fields": fields(), "limits": limits()})


# The table


def join(request: HttpRequest) -> HttpResponse:
    """Sit down by the code on a card: no name, no account."""
    form = CodeForm(
        sent(request) or ({"code": code} if (code := request.GET.get("code")) else None)
    )
    found = queries.table_of(form.cleaned_data["code"]) if form.is_valid() else None
    if request.method == "POST":
        slow_down(request, "table", HALL)
        if found:
            return _sit(request, found)
    if form.is_bound and not form.errors and not found:
        form.add_error("code", "No open table has this code. Read it again, letter by letter.")
    return _answer(request, "join", form, table=found)


def _sit(request: HttpRequest, found: Dna) -> HttpResponse:
    token = PHONE.read(request) or new_token()
    acts.sit(None, found, PHONE.hashed(token))
    answer = redirect(found)
    PHONE.give(answer, token)
    return answer


@login_required
def begin(request: HttpRequest) -> HttpResponse:
    """A member opens a table of their own, and sits at it first."""
    form = BeginForm(sent(request))
    if request.method == "POST" and form.is_valid():
        return _sit(request, acts.begin(someone(request), form.cleaned_data["unit"]))
    root = Unit.objects.filter(parent=None).first()
    refusal = root and may_begin(someone(request), root)
    return _answer(request, "begin", form, refusal=refusal, limits=limits())


@require_POST
def leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    shown, mark = _table(request, pk)
    acts.stand_up(None, shown, mark)
    messages.success(request, "You left the table. What you wrote stays.")
    return redirect("dna:index")


def head(request: HttpRequest, pk: UUID) -> HttpResponse:
    shown, mark = _table(request, pk)
    form = HeadForm(sent(request), initial=first_head(shown))
    if request.method == "POST" and form.is_valid():
        try:
            acts.call_it(someone(request), shown, mark, form.head)
        except Refused as refused:
            return _kept(request, "head", form, refused.refusal, dna=shown)
        return redirect(shown)
    return _answer(request, "head", form, dna=shown)


def _kept(
    request: HttpRequest, page: str, form: Form, refusal: Refusal, **context: Any
) -> HttpResponse:
    """Something was refused: what was written stays on the screen."""
    context |= {"form": form, "refusal": refusal}
    return render(request, f"dna/{page}.html", context, status=403)


# Writing


@require_POST
def take(request: HttpRequest, pk: UUID, key: str) -> HttpResponse:
    shown, mark = _table(request, pk)
    acts.take(someone(request), shown, mark, _field(key).key)
    return redirect("dna:write", shown.pk, key)


def write(request: HttpRequest, pk: UUID, key: str) -> HttpResponse:
    """One field. Scripts send it while somebody writes; without them a button does."""
    (shown, mark), asked = _table(request, pk), _field(key)
    passage = get_object_or_404(Passage, dna=shown, field=key)
    form = TextForm(sent(request), initial={"text": passage.text, "base": passage.number})
    if request.method != "POST" or not form.is_valid():
        return _answer(request, "write", form, dna=shown, field=asked, passage=passage)
    try:
        made = acts.write(someone(request), shown, mark, form.said(key))
    except Refused as refused:
        if _by_script(request):
            return JsonResponse({"refused": refused.refusal.reason}, status=403)
        return _kept(request, "write", form, refused.refusal, dna=shown, field=asked)
    return _written(request, shown, key, made)


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _written(request: HttpRequest, shown: Dna, key: str, made: Draft | None) -> HttpResponse:
    """Where a text went: it stands, or it waits beside another one."""
    two = reverse("dna:two", args=[shown.pk, made.pk]) if made and made.aside else ""
    if _by_script(request):
        stands = Passage.objects.get(dna=shown, field=key)
        return JsonResponse({"base": stands.number, "text": stands.text, "two": two})
    return redirect(two or f"{shown.get_absolute_url()}#{key}")


def drafts(request: HttpRequest, pk: UUID, key: str) -> HttpResponse:
    """Everything that was ever written in a field."""
    shown, _ = _table(request, pk)
    passage = get_object_or_404(Passage, dna=shown, field=key)
    page = Paginator(queries.history(passage), 50).get_page(request.GET.get("page"))
    context = {"dna": shown, "field": _field(key), "passage": passage, "page": page}
    return render(request, "dna/drafts.html", context)


def two(request: HttpRequest, pk: UUID, draft: UUID) -> HttpResponse:
    """Two texts for one field, side by side: take one, or write one out of both."""
    shown, mark = _table(request, pk)
    aside = get_object_or_404(Draft.objects.select_related("passage"), pk=draft, passage__dna=shown)
    passage = aside.passage
    both = f"{passage.text}\n\n{aside.text}".strip()
    form = TextForm(sent(request), initial={"text": both, "base": passage.number})
    if request.method == "POST" and form.is_valid():
        said = form.said(passage.field)
        acts.settle(someone(request), shown, mark, aside, said)
        return redirect(f"{shown.get_absolute_url()}#{passage.field}")
    asked = _field(passage.field)
    return _answer(request, "two", form, dna=shown, field=asked, passage=passage, aside=aside)


@login_required
def paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Type in what a table wrote by hand."""
    shown = _dna(pk)
    if refusal := may_fill_in(someone(request), shown):
        raise Refused(refusal)
    form = PaperForm(sent(request), initial={**first_head(shown), **queries.texts(shown)})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        acts.type_in(someone(request), shown, form.head, form.texts, said["writers"])
        messages.success(request, "Typed in. Read it once more beside the paper.")
        return redirect(shown)
    return _answer(request, "paper", form, dna=shown)


# Telling it, handing it in, passing it on


def teach_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    shown, mark = _table(request, pk)
    form = TeachBackForm(sent(request), dna=shown)
    context = {"dna": shown, "heart": [one for one in fields() if one.key in heart()]}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            acts.teach_back(
                someone(request), shown, mark, said["told_by"], said["took"], said["missed"],
                said["change"],
            )  # fmt: skip
        except Refused as refused:
            return _kept(request, "teach_back", form, refused.refusal, **context)
        return redirect(f"{shown.get_absolute_url()}#teach-back")
    return _answer(request, "teach_back", form, **context)


@require_POST
def hand_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    shown, mark = _table(request, pk)
    acts.hand_in(someone(request), shown, mark)
    messages.success(request, "Handed in. Whoever wants to change it now begins from it.")
    return redirect(shown)


@login_required
def descend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A copy, a change or a split of this page, with a table of its own."""
    shown = _dna(pk)
    form = DescendForm(sent(request), initial={"how": Dna.How.COPY})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = acts.descend(someone(request), shown, said["unit"], Dna.How(said["how"]))
        return _sit(request, made)
    return _answer(
        request, "descend", form, dna=shown, refusal=may_descend(someone(request), shown)
    )
