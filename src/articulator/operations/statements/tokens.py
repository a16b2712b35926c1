"""Whose voice: a random token in the browser, or the member who is signed in."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from articulator.kernel.request import someone
from articulator.operations.statements import queries
from articulator.operations.statements.models import Conversation

# Of this part of the house alone, and no longer than answers are waited for.
COOKIE, FOLDER, KEPT = "voice", "/operations/", 180 * 24 * 3600


def mark(request: HttpRequest, of: Conversation) -> str:
    """The mark of whoever asks; empty as long as the browser has no token."""
    person = someone(request)
    if of.speakers == Conversation.Speakers.MEMBERS:
        return queries.mark_of_member(person, of) if person else ""
    token = request.COOKIES.get(COOKIE, "")
    return queries.mark_of(token, of) if token else ""


def with_token(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer whoever has a token; whoever has none gets one with the answer."""
    if request.COOKIES.get(COOKIE):
        return answer()
    token = queries.new_token()
    request.COOKIES[COOKIE] = token
    response = answer()
    response.set_cookie(
        COOKIE, token, max_age=KEPT, path=FOLDER, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    response.headers["Cache-Control"] = "private, no-store"
    return response
