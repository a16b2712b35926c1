"""How long somebody stays signed in, and what ends it.

Officers see other people's data, so they are asked again sooner. Every session is listed for its
person (allauth's `UserSession`), with the network it came from and never the full address.
"""

from collections.abc import Callable
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout, user_logged_in
from django.contrib.sessions.models import Session
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from articulator.identity.bodies.queries import officer
from articulator.kernel.models import Person
from articulator.kernel.request import parsed

type Spans = tuple[timedelta, timedelta]

# Signed out after so long without a visit, and after so long in any case.
MEMBER: Spans = timedelta(days=14), timedelta(days=90)
OFFICER: Spans = timedelta(days=1), timedelta(days=7)
FRESH = timedelta(minutes=10)  # for so long nobody is asked again who they are
TOUCH = timedelta(minutes=10)  # how often a visit is written down
BEGUN, SEEN, ENDS = "signed_in", "seen", "ends"


class SignedIn:
    """Ends a sign-in that has lasted too long, and writes down that it is still used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            if _now() > request.session.get(ENDS, 0):
                logout(request)
                messages.info(request, "You were signed out, as you had been in for long.")
            elif _now() - request.session.get(SEEN, 0) > TOUCH.total_seconds():
                extend(request, request.user)
                UserSession.objects.create_from_request(request)
        return self.get_response(request)


@receiver(user_logged_in)
def begin(request: HttpRequest, user: Person, **_rest: Any) -> None:
    """Note when this sign-in began and when it ends at the latest."""
    _idle, whole = OFFICER if officer(user) else MEMBER
    request.session[BEGUN] = _now()
    request.session[ENDS] = _now() + whole.total_seconds()
    extend(request, user)
    if "REMOTE_ADDR" in request.META:  # tests sign in without a device
        UserSession.objects.create_from_request(request)


def extend(request: HttpRequest, user: Person) -> None:
    """The session is used: it goes on for another span."""
    idle, _whole = OFFICER if officer(user) else MEMBER
    request.session[SEEN] = _now()
    request.session.set_expiry(int(idle.total_seconds()))


def fresh(request: HttpRequest) -> bool:
    """Whether the person has signed in just now."""
    begun: float = request.session.get(BEGUN, 0)
    return _now() - begun < FRESH.total_seconds()


@receiver([authenticator_added, authenticator_removed, authenticator_reset])
def end_others(request: HttpRequest, user: Person, **_rest: Any) -> None:
    """A new lock on the door: whoever came in by the old one leaves."""
    others = UserSession.objects.filter(user=user)
    for session in others.exclude(session_key=request.session.session_key or ""):
        session.end()


@receiver(pre_save, sender=UserSession)
def shorten(instance: UserSession, **_rest: Any) -> None:
    """Keep the network alone: enough to tell home from abroad, too little to find a flat."""
    if ip := parsed(str(instance.ip)):
        width = 24 if ip.version == 4 else 48
        instance.ip = str(ip_network(f"{ip}/{width}", strict=False).network_address)


def forget() -> None:
    """Delete the sessions that are over, and what was listed of them."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    living = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=living).delete()


def _now() -> float:
    """By the real clock, as Django's own expiry: a story told of the past signs nobody out."""
    return timezone.now().timestamp()
