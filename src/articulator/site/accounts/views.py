"""The pages about one's own sign-in that allauth does not have, and those it has with more."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView
from allauth.mfa import app_settings as mfa
from allauth.mfa.base.views import IndexView
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from articulator.site.accounts.forms import AskForCode
from articulator.site.accounts.officers import unguarded


class SignIn(LoginView):  # type: ignore[misc]  # allauth is untyped
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "code_form": AskForCode()}


class Overview(IndexView):  # type: ignore[misc]  # allauth is untyped
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        more = {
            "unguarded": unguarded(self.request.user),
            "codes": mfa.RECOVERY_CODE_COUNT,
            "codes_left": _left(context["authenticators"].get("recovery_codes")),
            "sessions": UserSession.objects.filter(user=self.request.user).count(),
        }
        return {**context, **more}


def _left(codes: RecoveryCodes | None) -> int:
    """How many recovery codes are unused; they need not be unsealed for that."""
    if codes is None:
        return 0
    used: int = codes.instance.data["used_mask"].bit_count()
    return int(mfa.RECOVERY_CODE_COUNT) - used


@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why officers need a second factor, and the way there; or later."""
    context = {
        "strict": settings.OFFICERS_NEED_SECOND_FACTOR,
        "onward": get_next_redirect_url(request) or reverse("home"),
    }
    return render(request, "account/second_factor.html", context)


@login_required
def again(request: HttpRequest) -> HttpResponse:
    """Who signs in by mailed codes alone shows it is still them by signing in once more."""
    onward = get_next_redirect_url(request) or reverse("mfa_index")
    code = f"{reverse('account_request_login_code')}?{urlencode({'next': onward})}"
    return render(request, "account/again.html", {"code": code})
