"""“Why can I see this?”: the rule of a page in words, and by what right whoever asks meets it."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from articulator.identity.bodies.models import Term
from articulator.identity.bodies.queries import grants
from articulator.identity.constitution.queries import data_charter
from articulator.kernel.acts import Actor
from articulator.kernel.request import someone
from articulator.site.policy import Rule, may_do, may_read

CHARTER = {
    "full": "everyone in the units below",
    "office_holders": "of the units below only those who hold an office",
    "counts": "of the units below numbers alone, no names",
}


@dataclass(frozen=True, slots=True)
class Right:
    """A power that somebody has: through which body, over what, until when."""

    words: str
    clause: str
    term: Term | None


def why(request: HttpRequest) -> HttpResponse:
    """Explain one page of the house; its address comes in the query."""
    path, actor = request.GET.get("page", "/"), someone(request)
    try:
        match = resolve(path)
    except Resolver404 as error:
        raise Http404("There is no such page.") from error
    read, do = may_read(match.view_name, path), may_do(match.view_name, path)
    charter = data_charter() if read and read.charter else None
    context = {
        "path": path,
        "read": read,
        "do": do,
        "rights": [right for rule in {read, do} if rule for right in rights(actor, rule)],
        "charter": charter,
        "upward": CHARTER[charter.upward] if charter else "",
    }
    return render(request, "why.html", context)


def rights(actor: Actor, rule: Rule) -> list[Right]:
    """Every seat through which somebody has the power that a rule asks for."""
    if actor is None or not rule.power:
        return []
    held = grants(actor, rule.power)
    terms = Term.objects.current().filter(
        person=actor, seat__group__body__in=[grant.body_id for grant in held]
    )
    by_body = {term.seat.group.body_id: term for term in terms.select_related("seat__group")}
    return [
        Right(f"{one.body} of {one.body.unit}", one.clause, by_body.get(one.body_id))
        for one in held
    ]
