from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from articulator.identity.bodies.models import Term
from articulator.identity.constitution.queries import in_force
from articulator.identity.draws.models import Draw, Invitation
from articulator.identity.elections.models import Election
from articulator.identity.elections.queries import has_voted
from articulator.identity.membership.queries import membership_of
from articulator.identity.pools.queries import waiting as course_invitations
from articulator.intelligence.loop.arrows import arrows
from articulator.kernel import clock, limits
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event, Person
from articulator.operations.training.catalogue import catalogue
from articulator.operations.training.queries import learner, paths
from articulator.site.accounts.officers import unguarded
from articulator.site.demo.later import LEAPS, leap
from articulator.site.demo.letters import newest
from articulator.site.demo.listening import SLIP
from articulator.site.demo.personas import PERSONAS, who_is
from articulator.site.features import SYSTEMS
from articulator.site.samples import samples
from articulator.site.tick import tick


def home(request: HttpRequest) -> HttpResponse:
    """What can be done now, by whoever looks."""
    elections = list(Election.objects.filter(declared_at=None).select_related("group__body__unit"))
    context = {
        "constitution": in_force(),
        "voting": [e for e in elections if e.stage() == "voting"],
        "nominating": [e for e in elections if e.stage() == "nominations"],
        "draws": Draw.objects.filter(drawn_at=None).select_related("group__body__unit"),
        "results": Election.objects.exclude(declared_at=None).order_by("-declared_at")[:3],
        "arrows": arrows(),
        "you": _you(request.user, elections) if isinstance(request.user, Person) else None,
    }
    return render(request, "home.html", context)


def _you(person: Person, elections: list[Election]) -> dict[str, object]:
    waiting = Invitation.objects.filter(answer=Invitation.Answer.OPEN, entry__person=person)
    return {
        "membership": membership_of(person),
        "terms": Term.objects.current()
        .filter(person=person)
        .select_related("seat__group__body__unit"),
        "invitations": waiting.select_related("entry__draw__group__body__unit"),
        "courses": course_invitations(person),
        "way": next((way for way in paths(catalogue(), learner(person)) if not way.standing), None),
        "voted": {e.pk for e in elections if has_voted(e, person)},
        "unguarded": unguarded(person),
    }


def system(request: HttpRequest, key: str) -> HttpResponse:
    found = next((s for s in SYSTEMS if s.key == key), None)
    if found is None:
        raise Http404
    return render(request, "system.html", {"system": found})


def components(request: HttpRequest) -> HttpResponse:
    return render(request, "ui.html", samples())


def log(request: HttpRequest) -> HttpResponse:
    events = Paginator(Event.objects.order_by("-number"), 50)
    return render(request, "log.html", {"page": events.get_page(request.GET.get("page"))})


def personas(request: HttpRequest) -> HttpResponse:
    people = [(persona, who_is(persona.key)) for persona in PERSONAS]
    context = {"personas": people, "today": clock.now(), "leaps": LEAPS, "slip": SLIP}
    return render(request, "personas.html", context)


@require_POST
def become(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as one of the demo's people. This address exists in the demo alone."""
    person = who_is(key)
    if person is None:
        raise Http404("Nobody is in this role at the moment.")
    login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("home")


@require_POST
def later(request: HttpRequest) -> HttpResponse:
    """Let time pass in the demo, and do what the clock then asks for."""
    wished = request.POST.get("days", "")
    if wished not in dict(LEAPS):
        raise Http404
    leap(int(wished))
    done = list(tick())
    what = f"{len(done)} things happened by the clock." if done else "Nothing was due."
    messages.success(request, f"It is {clock.now():%-d %B %Y} now. {what}")
    return redirect("personas")


def letters(request: HttpRequest) -> HttpResponse:
    """What the demo has written, so that a visitor can read a code. In the demo alone."""
    return render(request, "letters.html", {"letters": newest(settings.VAR / "mail")})


def too_many(request: HttpRequest) -> HttpResponse:
    return limits.too_many(request, wait=600)  # no limit of allauth's is counted over longer


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token does not fit: the page was open for too long, or is not ours."""
    return refused(request, PermissionDenied(reason))


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    refusal = exception.refusal if isinstance(exception, Refused) else None
    return render(request, "403.html", {"refusal": refusal}, status=403)
