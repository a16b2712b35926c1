"""What the views of the map have in common."""

from django.forms import Form
from django.http import HttpRequest

from articulator.intelligence.movement import acts, queries
from articulator.kernel.limits import Rate, slow_down
from articulator.kernel.models import Unit
from articulator.kernel.request import someone

READING = Rate(60, 3600)  # pages with ties, for one person in an hour
ASKING, HALL = Rate(30, 3600), Rate(100, 600)


def ready(request: HttpRequest, form: Form) -> bool:
    return request.method == "POST" and form.is_valid()


def root() -> Unit:
    return Unit.objects.get(parent=None)


def chosen(request: HttpRequest) -> Unit | None:
    """The unit that a page is narrowed to, by `?in=`; None is the whole."""
    slug = request.GET.get("in", "")
    found = Unit.objects.filter(slug=slug).first() if slug else None
    return found if found and found.parent_id else None


def looked(request: HttpRequest, page: str) -> None:
    """Write down that ties were looked at, and stop whoever reads more than anybody needs."""
    actor = someone(request)
    slow_down(request, "movement ties", READING, str(actor and actor.pk))
    if actor and not queries.has_looked(actor, page):
        acts.look(actor, root(), page)
