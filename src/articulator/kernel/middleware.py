"""Around every request: whom to believe, what answers carry, too many tries, a form sent twice."""

from collections.abc import Callable
from ipaddress import ip_network
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from articulator.kernel.acts import once
from articulator.kernel.limits import TooManyError, too_many
from articulator.kernel.request import parsed

type Answer = Callable[[HttpRequest], HttpResponse]

FORWARDED = (
    "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT", "HTTP_X_REAL_IP", "HTTP_FORWARDED",
)  # fmt: skip


class Proxies:
    """Believe what is said about a request's origin only if one of our own proxies says it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.ours = [ip_network(one) for one in settings.PROXIES]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_ours(request.META.get("REMOTE_ADDR", "")):
            request.META["REMOTE_ADDR"] = self._origin(request)
        else:
            for name in FORWARDED:
                request.META.pop(name, None)
        return self.get_response(request)

    def _is_ours(self, text: str) -> bool:
        ip = parsed(text)
        return ip is not None and any(ip in network for network in self.ours)

    def _origin(self, request: HttpRequest) -> str:
        """The last address that none of our proxies has: what stands before it may be invented."""
        origin = request.META["REMOTE_ADDR"]
        for hop in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
            if not self._is_ours(origin) or parsed(hop) is None:
                break
            origin = str(parsed(hop))
        return str(origin)


class Headers:
    """What every answer carries, errors and static files included."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        cookie = settings.SESSION_COOKIE_NAME
        if cookie in request.COOKIES or cookie in response.cookies:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class Limits:
    """Whoever is over a limit gets a page that says until when."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return too_many(request, error.wait) if isinstance(error, TooManyError) else None


class OncePerForm:
    """A form sent twice is one act: its hidden key travels from the page to the log."""

    def __init__(self, get_response: Answer) -> None:
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
