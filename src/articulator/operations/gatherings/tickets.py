"""Tickets and keys: letters and digits that cannot be guessed. The database holds hashes alone.

A ticket follows from the row and the server's secret, so letters can carry it again, and a copy of
the database opens nothing.
"""

from base64 import b32encode
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from articulator.kernel import clock
from articulator.kernel.mail import link
from articulator.operations.gatherings.models import FORGOTTEN, Gathering, Registration

TICKET, DESK, ROOM, FELT = "ticket", "desk", "room", "felt"
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"  # none that look alike
PLAIN = str.maketrans("abcdefghijklmnopqrstuvwxyz234567", LETTERS)


def ticket_of(registration: Registration) -> str:
    return ticket(registration.pk)


def ticket(key: UUID) -> str:
    """Eighty bits in four groups, without letters that look alike: somebody can type it."""
    return _code(TICKET, key.hex)


def mark(said: str) -> str:
    """What is kept of a ticket, however it was typed or scanned."""
    address = said.strip().partition("#")[0].partition("?")[0]
    plain = address.rstrip("/").rsplit("/", 1)[-1].lower().replace("-", "").replace(" ", "")
    return sha256(plain.encode()).hexdigest()


def desk_key(gathering: Gathering) -> str:
    """Opens the desk of this one gathering until its hosts make a new one."""
    return _code(DESK, f"{gathering.pk.hex} {gathering.desk}")


def room_key(gathering: Gathering) -> str:
    """Hangs at the exit: whoever was in the room can say how it was."""
    return _code(ROOM, gathering.pk.hex)


def opens_desk(gathering: Gathering, said: str) -> bool:
    return constant_time_compare(desk_key(gathering), said)


def opens_room(gathering: Gathering, said: str) -> bool:
    return constant_time_compare(room_key(gathering), said)


def felt_mark(gathering: Gathering, said: str) -> str:
    """Under what an answer is kept: nobody gets from it to a ticket without the server's secret."""
    salt = f"articulator.gatherings.{FELT}"
    return salted_hmac(salt, f"{gathering.pk.hex} {said}", algorithm="sha256").hexdigest()


def ticket_link(registration: Registration) -> str:
    said = ticket_of(registration)
    return link(reverse("gatherings:ticket", args=[registration.gathering_id, said]))


def desk_link(gathering: Gathering) -> str:
    return link(reverse("gatherings:desk", args=[gathering.pk, desk_key(gathering)]))


def room_link(gathering: Gathering) -> str:
    return link(reverse("gatherings:worth", args=[gathering.pk, room_key(gathering)]))


def remember(response: HttpResponseBase, name: str, said: str, gathering: Gathering) -> None:
    """A cookie for the pages of this one gathering, until its names are forgotten."""
    lasts = gathering.ends_at + FORGOTTEN - clock.now()
    response.set_cookie(
        name, said, max_age=max(lasts, timedelta(hours=1)), path=gathering.get_absolute_url(),
        httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def _code(what: str, said: str) -> str:
    digest = salted_hmac(f"articulator.gatherings.{what}", said, algorithm="sha256").digest()
    letters = b32encode(digest[:10]).decode().lower().translate(PLAIN)
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))
