"""How often is too often: limits that all processes and machines share.

A form that anybody can send says in its view, before it does anything:
`limits.slow_down(request, "join", Rate(20, 600))`. Whoever is over it gets a calm page (429).
"""

import time
from datetime import timedelta
from typing import NamedTuple

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from articulator.kernel.models import Cached
from articulator.kernel.request import address


class Rate(NamedTuple):
    """So many times (at most a hundred or so) in so many seconds."""

    times: int
    seconds: int


class TooManyError(Exception):
    """Somebody is over a limit; the middleware answers with a page that says until when."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"Again in {wait} seconds.")
        self.wait = wait


def allowed(request: HttpRequest, name: str, rate: Rate, who: str = "") -> bool:
    """Count one request under `name` for the address it comes from, or for `who`."""
    return not _wait(name, who or address(request), rate)


def slow_down(request: HttpRequest, name: str, rate: Rate, who: str = "") -> None:
    """Like `allowed`, but stops whoever is over the limit."""
    if wait := _wait(name, who or address(request), rate):
        raise TooManyError(wait)


def _wait(name: str, who: str, rate: Rate) -> int:
    """Take one of `rate.times` places for `rate.seconds`; 0, or the seconds until one is free.

    A place is one row that can be added once, so parallel requests cannot share it.
    """
    places = [f"limit {name} {who} {place}" for place in range(rate.times)]
    taken, now = cache.get_many(places), time.time()
    for place in places:
        if place not in taken and cache.add(place, now + rate.seconds, rate.seconds):
            return 0
    return max(1, round(min(taken.values(), default=now + rate.seconds) - now))


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    """The calm page: when to try again, and who can help."""
    again = timezone.now() + timedelta(seconds=wait)
    response = render(request, "429.html", {"again": again}, status=429)
    response["Retry-After"] = str(wait)
    return response


def forget() -> None:
    """Delete what has run out of the shared cache."""
    Cached.objects.filter(expires__lt=timezone.now()).delete()


def opaque(key: str, key_prefix: str, version: int) -> str:
    """The name of a row in the shared cache: hashed, so that no address or code can be read."""
    whole = f"{key_prefix}:{version}:{key}"
    return salted_hmac("articulator.cache", whole, algorithm="sha256").hexdigest()
