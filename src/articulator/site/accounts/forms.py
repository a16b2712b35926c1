"""allauth's forms in plain words: labels that say what is meant, help where it is needed."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as second
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from articulator.kernel.models import Person
from articulator.site.accounts import sessions
from articulator.site.accounts.adapters import SecondFactors
from articulator.site.accounts.passwords import LongAndVaried

MAIL = ("Mail address", "")
NEW = ("New password", LongAndVaried().get_help_text())
AGAIN = ("The new password again", "")
CODE_BY_MAIL = ("Code", "Eight letters, as they stand in the letter.")


class Plain(forms.Form):
    """Says each field's label and help; a label needs no placeholder that repeats it."""

    words: ClassVar[dict[str, tuple[str, str]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]


class SignIn(Plain, account.LoginForm):  # type: ignore[misc]  # allauth is untyped, here and below
    words: ClassVar = {"login": MAIL, "password": ("Password", "")}

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        response: HttpResponse = super().login(request, redirect_url)
        if isinstance(request.user, Person):  # allauth has just set a span of its own
            sessions.extend(request, request.user)
        return response


class AskForCode(Plain, account.RequestLoginCodeForm):  # type: ignore[misc]
    words: ClassVar = {"email": MAIL}


class EnterCode(Plain, account.ConfirmLoginCodeForm):  # type: ignore[misc]
    words: ClassVar = {"code": CODE_BY_MAIL}


class AskForReset(Plain, account.ResetPasswordForm):  # type: ignore[misc]
    words: ClassVar = {"email": MAIL}


class EnterResetCode(Plain, account.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    words: ClassVar = {"code": CODE_BY_MAIL}


class NewPassword(Plain, account.ResetPasswordKeyForm):  # type: ignore[misc]
    words: ClassVar = {"password1": NEW, "password2": AGAIN}


class SetPassword(Plain, account.SetPasswordForm):  # type: ignore[misc]
    words: ClassVar = {"password1": NEW, "password2": AGAIN}


class ChangePassword(Plain, account.ChangePasswordForm):  # type: ignore[misc]
    words: ClassVar = {
        "oldpassword": ("Your current password", ""), "password1": NEW, "password2": AGAIN,
    }  # fmt: skip


class ConfirmByPassword(Plain, account.ReauthenticateForm):  # type: ignore[misc]
    words: ClassVar = {"password": ("Password", "")}


class UsedOnce(Plain):
    """A code of the authenticator signs in once, for as long as it would be accepted."""

    words: ClassVar = {
        "code": ("Code", "Six digits from your authenticator app, or one of your recovery codes."),
    }  # fmt: skip
    authenticator: Authenticator

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP:
            used = f"used code {self.authenticator.pk} {''.join(filter(str.isdigit, code))}"
            if not cache.add(used, True, timeout=30 * (2 * settings.MFA_TOTP_TOLERANCE + 1)):
                raise SecondFactors().validation_error("incorrect_code")
        return code


class SecondStep(UsedOnce, second.AuthenticateForm):  # type: ignore[misc]
    pass


class ConfirmByCode(UsedOnce, second.ReauthenticateForm):  # type: ignore[misc]
    pass


class ActivateAuthenticator(Plain, ActivateTOTPForm):  # type: ignore[misc]
    words: ClassVar = {"code": ("Code", "Six digits, as the app shows them now.")}


class AddPasskey(Plain, AddWebAuthnForm):  # type: ignore[misc]
    """Every key we add is a passkey: it signs in by itself, after a finger, a face or a PIN."""

    words: ClassVar = {"name": ("Name", "So that you know it again if you ever lose the device.")}
    passwordless = forms.BooleanField(widget=forms.HiddenInput, initial=True, required=True)


class RenamePasskey(Plain, EditWebAuthnForm):  # type: ignore[misc]
    words: ClassVar = {"name": ("Name", "So that you know it again if you ever lose the device.")}
