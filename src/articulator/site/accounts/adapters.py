"""What allauth asks the house: who gets in, when to ask again, what letters and passkeys say."""

import base64
import hashlib
from typing import Any, ClassVar
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from articulator.kernel.acts import Refusal, Refused
from articulator.kernel.models import Person
from articulator.site.accounts import devices, sessions
from articulator.site.accounts.officers import unguarded
from articulator.site.context import organisation

WAYS = {
    "reauthenticate": "Use your password",
    "mfa_reauthenticate": "Use a code from your authenticator app, or a recovery code",
    "mfa_reauthenticate:webauthn": "Use your passkey",
}


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The mail address and the password do not belong together.",
        "incorrect_code": "This is not the code. Look again: letters count, dashes do not.",
        "incorrect_password": "This is not your password.",
        "enter_current_password": "This is not your current password.",
        "too_many_login_attempts": "Too many tries. Wait ten minutes, or sign in in another way.",
    }

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Nobody becomes a person of the organisation by signing up: the roll decides (R-143)."""
        return False

    def post_login(self, request: HttpRequest, user: Person, **rest: Any) -> HttpResponse:
        """Officers hear of a new device, and are led to a second factor while they have none."""
        response: HttpResponse = super().post_login(request, user, **rest)
        devices.greet(request, response, user, self)
        if unguarded(user):
            onward = urlencode({"next": response["Location"]})
            response["Location"] = f"{reverse('account_second_factor')}?{onward}"
        return response

    def is_reauthentication_required(self, *, app: str, **rest: Any) -> bool:
        """Who has just signed in is believed; who signed in long ago shows it is still them."""
        request: HttpRequest = context.request
        if sessions.fresh(request):
            return False
        if not self.get_reauthentication_methods(request.user):  # nothing but mailed codes
            again = f"{reverse('account_again')}?{urlencode({'next': request.path})}"
            raise ImmediateHttpResponse(redirect(again))
        required: bool = super().is_reauthentication_required(app=app, **rest)
        return required

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        ways = super().get_reauthentication_methods(user)
        return [{**way, "description": WAYS[way["id"]]} for way in ways]

    def get_password_change_redirect_url(self, _request: HttpRequest) -> str:
        return reverse("mfa_index")

    def send_notification_mail(
        self, prefix: str, user: Person, context: Any = None, email: str | None = None
    ) -> None:
        device = devices.named(self.get_http_user_agent(self.request))
        super().send_notification_mail(prefix, user, {"device": device, **(context or {})}, email)


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This is not the code. It may have just changed: try the one shown now.",
    }

    def get_totp_issuer(self) -> str:
        return str(organisation())

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": str(organisation())}

    def generate_authenticator_name(self, _user: Person, _type: str) -> str:
        return devices.named(context.request.headers.get("User-Agent", ""))

    def encrypt(self, text: str) -> str:
        """Seeds are sealed with the server's secret: a stolen database does not open accounts."""
        return _seal().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _seal().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            raise Refused(
                Refusal(
                    "Your codes cannot be read any more: the secret of this server has changed "
                    "since you set them up.",
                    appeal="Ask whoever runs the server to bring its secret back from the backup.",
                )
            ) from error


def _seal() -> Fernet:
    key = hashlib.sha256(b"articulator second factors" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
