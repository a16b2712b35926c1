"""Every page about one's own sign-in: who gets there, and that it is one of ours."""

import re
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as django_settings
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from articulator.site.accounts import urls
from tests.people import member, person
from tests.site.ways_in import by_password, with_authenticator, with_password

pytestmark = pytest.mark.django_db
OURS = Path(django_settings.TEMPLATES[0]["DIRS"][0])

# What a GET is answered with: visitor, member, officer, and a member who has a second key.
IN, ON, NO = 200, 302, 404  # the page; led elsewhere (to sign in, or on); nothing there
PAGES = {
    "account_login": (IN, ON, ON, ON),
    "account_request_login_code": (IN, ON, ON, ON),
    "account_confirm_login_code": (ON, ON, ON, ON),
    "mfa_authenticate": (ON, ON, ON, ON),
    "mfa_login_webauthn": (ON, ON, ON, ON),
    "account_signup": (IN, ON, ON, ON),
    "account_inactive": (IN, IN, IN, IN),
    "account_logout": (ON, IN, IN, IN),
    "account_reset_password": (IN, IN, IN, IN),
    "account_confirm_password_reset_code": (ON, ON, ON, ON),
    "account_complete_password_reset": (ON, ON, ON, ON),
    "account_password_reset_completed": (IN, IN, IN, IN),
    "mfa_index": (ON, IN, IN, IN),
    "account_second_factor": (ON, IN, IN, IN),
    "account_again": (ON, IN, IN, IN),
    "account_change_password": (ON, ON, IN, IN),
    "account_set_password": (ON, IN, ON, ON),
    "account_reauthenticate": (ON, 403, IN, IN),
    "mfa_reauthenticate": (ON, 403, ON, IN),
    "mfa_reauthenticate_webauthn": (ON, 403, ON, ON),
    "mfa_activate_totp": (ON, IN, IN, ON),
    "mfa_deactivate_totp": (ON, NO, NO, IN),
    "mfa_list_webauthn": (ON, IN, IN, IN),
    "mfa_add_webauthn": (ON, IN, IN, IN),
    "mfa_edit_webauthn": (ON, NO, NO, IN),
    "mfa_remove_webauthn": (ON, NO, NO, IN),
    "mfa_view_recovery_codes": (ON, NO, NO, IN),
    "mfa_download_recovery_codes": (ON, NO, NO, IN),
    "mfa_generate_recovery_codes": (ON, IN, IN, IN),
    "usersessions_list": (ON, IN, IN, IN),
}  # fmt: skip


def names(patterns=urls.urlpatterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield pattern.name


@pytest.fixture
def people(federation):
    """A visitor, a member without a password, the founder, and Cleo with every kind of key."""
    ben = member("ben", federation.children.get(name="Leith"))
    ada, cleo = with_password(person("ada")), with_password(person("cleo"))
    with_authenticator(cleo)
    guests = [Client() for _ in range(4)]
    for guest, somebody in zip(guests[1:], (ben, ada, cleo), strict=True):
        guest.force_login(somebody)
    return guests


def passkey() -> Authenticator:
    """Cleo's; only its name matters here, no browser could use it."""
    data = {"name": "Phone", "credential": {}}
    return Authenticator.objects.get_or_create(
        user=person("cleo"), type="webauthn", defaults={"data": data}
    )[0]


def get(client, name):
    needs_one = name in {"mfa_edit_webauthn", "mfa_remove_webauthn"}
    return client.get(reverse(name, args=[passkey().pk] if needs_one else []))


def test_every_page_is_in_the_table():
    assert sorted(set(names())) == sorted(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_pages_open_for_those_whom_they_are_for(people, name):
    got = tuple(get(client, name).status_code for client in people)
    assert got == PAGES[name]


@pytest.mark.parametrize("name", [name for name, who in PAGES.items() if IN in who])
def test_the_page_is_one_of_ours(people, name):
    if name == "mfa_download_recovery_codes":
        return  # a file of plain text
    for client, status in zip(people, PAGES[name], strict=True):
        if status != IN:
            continue
        answer = get(client, name)
        body = answer.content.decode()
        assert OURS in Path(answer.templates[0].origin.name).parents
        assert body.count("<h1>") == 1
        assert body.count('class="button primary"') <= 1
        assert re.findall(r'style=|onclick=|<script(?![^>]* src=)(?![^>]*json")', body) == []


@pytest.mark.parametrize("name", [name for name, who in PAGES.items() if IN in who[1:]])
def test_the_page_is_kept_by_nobody_on_the_way(people, name):
    for client, status in list(zip(people, PAGES[name], strict=True))[1:]:
        if status == IN:
            assert "no-store" in get(client, name).headers["Cache-Control"]


@pytest.mark.parametrize("name", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_nobody_gets_at_the_passkey_of_another(people, name):
    _visitor, ben, officer, _cleo = people
    for client in (ben, officer):
        assert client.post(reverse(name, args=[passkey().pk]), {"name": "Mine"}).status_code == 404
    assert passkey().data["name"] == "Phone"
    assert Authenticator.objects.filter(type="webauthn").count() == 1


def test_the_pages_in_the_middle_of_a_sign_in_are_ours_too(client):
    cleo = with_password(person("cleo"))
    with_authenticator(cleo)
    pages = [
        client.post(reverse("account_request_login_code"), {"email": cleo.email}, follow=True),
        client.post(reverse("account_reset_password"), {"email": cleo.email}, follow=True),
    ]
    client.post(reverse("account_logout"))
    pages.append(by_password(client, cleo))
    for answer in pages:
        assert answer.status_code == 200
        assert OURS in Path(answer.templates[0].origin.name).parents
        assert answer.content.decode().count('class="button primary"') == 1


def test_no_page_of_allauth_for_addresses_or_signing_up_is_left(client):
    for url in ("/account/email/", "/account/confirm-email/", "/account/signup/passkey/"):
        assert client.get(url).status_code == 404
