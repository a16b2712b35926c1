"""Taking a counted conversation out of the house, for those at its desk."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from articulator.kernel.request import someone
from articulator.operations.statements import acts
from articulator.operations.statements.models import Conversation
from articulator.operations.statements.polis import archive


@require_POST
@login_required
def take_away(request: HttpRequest, pk: str) -> HttpResponse:
    """The three tables in a zip. That it was taken stands in the log."""
    of = get_object_or_404(Conversation.objects.select_related("unit"), pk=pk)
    acts.take_away(someone(request), of)
    held = archive(of, request.build_absolute_uri(of.get_absolute_url()))
    answer = HttpResponse(held, content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="conversation.zip"'
    answer["Cache-Control"] = "no-store"
    return answer
