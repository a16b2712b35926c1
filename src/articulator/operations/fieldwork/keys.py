"""What opens a list: links that serve once, a token in the device, a key of each packet's own.

Codes follow from the row and the server's secret, so they can be shown again; of tokens the
database holds hashes alone; private keys are sealed with the server's secret.
"""

import hashlib
import secrets
from base64 import b32encode, urlsafe_b64decode, urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from articulator.kernel import clock
from articulator.kernel.cookies import Cookie
from articulator.kernel.mail import link
from articulator.methods.envelope import (
    packed_private,
    private_key,
    public_point,
    unpacked_private,
)
from articulator.operations.fieldwork.models import LATE, Packet

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"  # none that look alike
PLAIN = str.maketrans("abcdefghijklmnopqrstuvwxyz234567", LETTERS)
COOKIE = "packet"


def address_mark(town: str, street: str, label: str) -> str:
    """Under what an address is known everywhere, however it was typed."""
    said = " | ".join("".join(c for c in part.casefold() if c.isalnum())
                      for part in (town, street, label))  # fmt: skip
    return salted_hmac("articulator.fieldwork.address", said, algorithm="sha256").hexdigest()


# One-time links


def claim_code(packet: Packet) -> str:
    said = f"{packet.pk.hex} {packet.link}"
    digest = salted_hmac("articulator.fieldwork.claim", said, algorithm="sha256").digest()
    letters = b32encode(digest[:10]).decode().lower().translate(PLAIN)
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))


def claims(packet: Packet, said: str) -> bool:
    return constant_time_compare(claim_code(packet), said)


def claim_link(packet: Packet) -> str:
    return link(reverse("fieldwork:claim", args=[packet.pk, claim_code(packet)]))


# The device


def hash_of(token: str) -> str:
    return Cookie(COOKIE, "", 0).hashed(token)


def walk_path(packet: Packet) -> str:
    return reverse("fieldwork:walk", args=[packet.pk])


def cookie(packet: Packet) -> Cookie:
    """For the pages of this one packet, until what it holds is no longer taken."""
    lasts = packet.expires_at + LATE - clock.now()
    return Cookie(COOKIE, walk_path(packet), max(0, int(lasts.total_seconds())))


def is_device(request: HttpRequest, packet: Packet) -> bool:
    """Whether the one device asks that carries this packet."""
    said = cookie(packet).mark(request)
    return bool(said and packet.device) and constant_time_compare(packet.device, said)


# Envelopes


def new_pair() -> tuple[str, str]:
    """The public half, for the device; and the private half, sealed."""
    made = private_key(secrets.token_bytes(48))
    sealed = _seal().encrypt(packed_private(made)).decode("ascii")
    return urlsafe_b64encode(public_point(made)).decode("ascii"), sealed


def private_of(packet: Packet) -> EllipticCurvePrivateKey | None:
    """None when the key is gone, or was sealed with a secret that this server no longer has."""
    try:
        return unpacked_private(_seal().decrypt(packet.private.encode()))
    except InvalidToken:
        return None


def point_of(packet: Packet) -> bytes:
    return urlsafe_b64decode(packet.public)


def about(packet: Packet, item: object) -> bytes:
    """What an envelope is bound to, so that it cannot be passed off as another one."""
    return f"{packet.pk} {item}".encode()


def _seal() -> Fernet:
    key = hashlib.sha256(b"articulator field packets" + settings.SECRET_KEY.encode()).digest()
    return Fernet(urlsafe_b64encode(key))
