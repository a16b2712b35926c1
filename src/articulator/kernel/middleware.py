"""A form sent twice is one act: its hidden key travels from the page to the log."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from articulator.kernel.acts import once


class OncePerForm:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = _key(request)
        if key is None:
            return self.get_response(request)
        with once(key):
            return self.get_response(request)


def _key(request: HttpRequest) -> UUID | None:
    if request.method != "POST":
        return None
    try:
        return UUID(request.headers.get("Idempotency-Key") or request.POST.get("_key", ""))
    except ValueError:
        return None
