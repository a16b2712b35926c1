from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode

from articulator.intelligence.ecology.models import Plan
from articulator.intelligence.reviews import acts, queries
from articulator.intelligence.reviews.forms import ReviewForm
from articulator.intelligence.reviews.models import Review
from articulator.intelligence.reviews.rules import may_look_back
from articulator.kernel.acts import Refused
from articulator.kernel.request import someone


def index(request: HttpRequest) -> HttpResponse:
    """What others learned from something big; for those signed in, what waits to be looked at."""
    words = request.GET.get("q", "")[:200]
    context = {
        "page": Paginator(queries.library(words), 30).get_page(request.GET.get("page")),
        "words": words,
        "query": urlencode({"q": words}),
        "waiting": queries.to_look_back_on()[:12] if someone(request) else (),
    }
    return render(request, "reviews/index.html", context)


def review(request: HttpRequest, pk: str) -> HttpResponse:
    shown = get_object_or_404(Review.objects.select_related("plan__unit"), pk=pk)
    context = {"review": shown, "signed_in": someone(request) is not None}
    return render(request, "reviews/review.html", context)


@login_required
def write(request: HttpRequest, pk: str) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.select_related("unit"), pk=pk)
    if plan.reviewed_at and request.method != "POST":
        return redirect("reviews:review", plan.review.pk)
    if refusal := may_look_back(someone(request), plan):
        raise Refused(refusal)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = acts.look_back(someone(request), plan, form.said)
        messages.success(request, "Thank you. Everyone who plans something like it can read it.")
        return redirect(made)
    context = {"form": form, "plan": plan}
    return render(request, "reviews/write.html", context, status=422 if form.errors else 200)
