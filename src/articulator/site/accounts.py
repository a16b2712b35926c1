"""How people sign in: whom the roll knows gets an account by using their address."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Nobody becomes a person of the organisation by signing up: the roll decides (R-143)."""
        return False
