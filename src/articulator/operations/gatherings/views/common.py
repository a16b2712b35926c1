"""What the pages of this feature share."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from articulator.kernel.acts import Refused, Rule
from articulator.kernel.limits import Rate
from articulator.kernel.request import someone
from articulator.operations.gatherings.models import Gathering

# A hall full of people shares one address: a hundred of them in a minute, five letters to each.
HALL, ONE_ADDRESS = Rate(100, 60), Rate(5, 600)
TICKET, FELT = "ticket", "felt"  # cookies that only the pages of one gathering are sent


def the_gathering(pk: str) -> Gathering:
    return get_object_or_404(
        Gathering.objects.select_related("unit__parent", "order__unit", "order__on"), pk=pk
    )


def allowed(request: HttpRequest, pk: str, rule: Rule[Gathering]) -> Gathering:
    shown = the_gathering(pk)
    if refusal := rule(someone(request), shown):
        raise Refused(refusal)
    return shown
