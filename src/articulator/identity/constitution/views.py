from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from articulator.identity.constitution import acts
from articulator.identity.constitution.forms import DecisionForm, DraftForm
from articulator.identity.constitution.models import Version
from articulator.identity.constitution.queries import errors, in_force, preset, read, told
from articulator.identity.constitution.rules import may_adopt
from articulator.kernel.models import Unit
from articulator.kernel.request import someone
from articulator.methods import constitution
from articulator.methods.constitution import ConstitutionError, Problem


def index(request: HttpRequest) -> HttpResponse:
    context = {
        "in_force": in_force(),
        "versions": Version.objects.select_related("proposed_by"),
        "form": DraftForm(),
    }
    return render(request, "constitution/index.html", context)


@require_POST
@login_required
def draft(request: HttpRequest) -> HttpResponse:
    form = DraftForm(request.POST, request.FILES)
    problems: tuple[Problem, ...] = ()
    if form.is_valid():
        chosen, file = form.cleaned_data["preset"], form.cleaned_data["file"]
        try:
            text = preset(chosen) if chosen else file.read().decode("utf-8-sig")
            made = acts.draft(someone(request), Unit.objects.get(parent=None), text)
        except UnicodeDecodeError:
            form.add_error("file", "The file is not text in UTF-8. Save it as plain text.")
        except ConstitutionError as error:
            problems = error.problems
        else:
            return redirect(made)
    context = {
        "in_force": in_force(), "versions": Version.objects.all(), "form": form,
        "problems": problems,
    }  # fmt: skip
    return render(request, "constitution/index.html", context, status=422)


def version(request: HttpRequest, pk: str) -> HttpResponse:
    shown = get_object_or_404(Version, pk=pk)
    wrong = errors(shown)
    context = {
        "version": shown,
        "parts": told(shown),
        "errors": wrong,
        "form": DecisionForm(errors=len(wrong)),
        "refusal": may_adopt(someone(request), shown),
        "in_force": in_force(),
    }
    return render(request, "constitution/version.html", context)


@require_POST
@login_required
def adopt(request: HttpRequest, pk: str) -> HttpResponse:
    shown = get_object_or_404(Version, pk=pk)
    form = DecisionForm(request.POST, errors=len(errors(shown)))
    if not form.is_valid():
        context = {"version": shown, "form": form}
        return render(request, "constitution/adopt.html", context, status=422)
    acts.adopt(someone(request), shown, form.decision())
    messages.success(request, f"{shown} is in force. Its bodies and seats are set up.")
    return redirect(shown)


def clause(request: HttpRequest, ref: str) -> HttpResponse:
    """A clause is cited by its number; the version in force answers."""
    now = in_force()
    if now is None:
        return redirect("constitution:index")
    return redirect(f"{now.get_absolute_url()}#{ref}")


def compare(request: HttpRequest, old_pk: str, new_pk: str) -> HttpResponse:
    old, new = (get_object_or_404(Version, pk=pk) for pk in (old_pk, new_pk))
    changes = constitution.diff(read(old), read(new))
    context = {"old": old, "new": new, "changes": changes}
    return render(request, "constitution/compare.html", context)


def source(request: HttpRequest, pk: str) -> HttpResponse:
    shown = get_object_or_404(Version, pk=pk)
    return HttpResponse(
        shown.text,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{shown.fingerprint[:12]}.yaml"'},
    )


def current(request: HttpRequest) -> HttpResponse:
    now = in_force()
    if now is None:
        raise Http404("No constitution is in force yet.")
    return redirect(reverse("constitution:source", args=[now.pk]))
