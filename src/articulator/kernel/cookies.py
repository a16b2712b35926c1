"""Phones without an account: a random token in a cookie, of which the house keeps only a hash."""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie of one feature, for its own pages, for as long as it serves."""

    name: str
    path: str
    seconds: int

    def read(self, request: HttpRequest) -> str:
        """The token that a phone brings; empty if it brings none."""
        return request.COOKIES.get(self._key, "")

    def mark(self, request: HttpRequest) -> str:
        """The hash under which a phone is known; empty for one that is not."""
        token = self.read(request)
        return self.hashed(token) if token else ""

    def hashed(self, token: str) -> str:
        """What the house keeps of a token. Case and spaces do not matter: people type them."""
        plain = "".join(token.split()).replace("-", "").upper()
        return salted_hmac(f"articulator.{self.name}", plain, algorithm="sha256").hexdigest()

    def give(self, response: HttpResponse, token: str) -> None:
        response.set_cookie(
            self._key, token, max_age=self.seconds, path=self.path, secure=settings.HTTPS,
            httponly=True, samesite="Lax",
        )  # fmt: skip

    @property
    def _key(self) -> str:
        """Behind https the name says so; a cookie with a path of its own cannot be `__Host-`."""
        return f"{'__Secure-' if settings.HTTPS else ''}{self.name}"


def new_token() -> str:
    return secrets.token_hex(16)
