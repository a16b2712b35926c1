"""Devices by name, and a letter when an officer signs in on one that is new."""

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from articulator.identity.bodies.queries import officer
from articulator.kernel.models import Person

COOKIE = f"{settings.COOKIES}device"
YEAR = 365 * 24 * 3600

# The first that fits: browsers claim to be their elders, too.
BROWSERS = (
    ("Firefox", r"Firefox|FxiOS"), ("Edge", r"Edg"), ("Opera", r"OPR|Opera"),
    ("Samsung Internet", r"SamsungBrowser"), ("Chrome", r"Chrome|CriOS|Chromium"),
    ("Safari", r"Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", r"iPhone"), ("iPad", r"iPad"), ("Android", r"Android"), ("Windows", r"Windows"),
    ("a Mac", r"Macintosh|Mac OS"), ("a Chromebook", r"CrOS"), ("Linux", r"Linux"),
)  # fmt: skip


def named(user_agent: str) -> str:
    """`Firefox on Windows`; what cannot be told is said to be unknown."""
    browser, system = _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)
    return f"{browser or 'An unknown browser'} on {system or 'an unknown device'}"


def _first(known: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for name, sign in known if re.search(sign, text)), "")


def greet(request: HttpRequest, response: HttpResponse, person: Person, post: Any) -> None:
    """Write to an officer who signs in on a device that has not been theirs before."""
    mark = salted_hmac("articulator.device", str(person.pk), algorithm="sha256").hexdigest()
    if not officer(person) or constant_time_compare(request.COOKIES.get(COOKIE, ""), mark):
        return
    post.send_notification_mail("account/email/new_device", person)
    response.set_cookie(
        COOKIE, mark, max_age=YEAR, secure=settings.HTTPS, httponly=True, samesite="Lax"
    )
