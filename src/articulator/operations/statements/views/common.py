"""What the pages of this feature share."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from articulator.kernel.acts import Refused, Rule
from articulator.kernel.request import someone
from articulator.operations.statements.models import Conversation
from articulator.operations.statements.rules import (
    may_tend,
)


def the_room(pk: str) -> Conversation:
    return get_object_or_404(
        Conversation.objects.select_related("unit", "answered_by__unit"), pk=pk
    )


def tended(request: HttpRequest, pk: str, rule: Rule[Conversation] = may_tend) -> Conversation:
    of = the_room(pk)
    if refusal := rule(someone(request), of):
        raise Refused(refusal)
    return of
