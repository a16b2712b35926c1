"""Who is asking: the person behind a request, as acts and rules take them."""

from django.http import HttpRequest

from articulator.kernel.acts import Actor
from articulator.kernel.models import Person


def someone(request: HttpRequest) -> Actor:
    return request.user if isinstance(request.user, Person) else None
