"""Everything about signing in: allauth's pages that we use, by name, and our own beside them.

Addresses are kept by the roll and signing up is closed, so allauth's pages for these are absent.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second
from django.urls import include, path

from articulator.site.accounts import views

urlpatterns = [
    path("", views.Overview.as_view(), name="mfa_index"),
    path("login/", views.SignIn.as_view(), name="account_login"),
    path("login/code/", account.request_login_code, name="account_request_login_code"),
    path("login/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("login/second/", second.authenticate, name="mfa_authenticate"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),
    path("again/", views.again, name="account_again"),
    path("again/password/", account.reauthenticate, name="account_reauthenticate"),
    path("again/code/", second.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/", views.second_factor, name="account_second_factor"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path(
        "password/reset/confirm/",
        account.confirm_password_reset_code,
        name="account_confirm_password_reset_code",
    ),
    path(
        "password/reset/complete/",
        account.complete_password_reset,
        name="account_complete_password_reset",
    ),
    path(
        "password/reset/done/",
        account.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
    path("authenticator/", include("allauth.mfa.totp.urls")),
    path("passkeys/", include("allauth.mfa.webauthn.urls")),
    path("recovery-codes/", include("allauth.mfa.recovery_codes.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]
