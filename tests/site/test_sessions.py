"""How long a sign-in lasts, where it is listed, and what ends it."""

import time
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articulator.site.accounts import sessions
from articulator.site.tick import tick
from tests.people import person
from tests.site.ways_in import (
    PASSWORD,
    by_code,
    by_password,
    digits,
    with_authenticator,
    with_password,
)

pytestmark = pytest.mark.django_db
HOME = {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": "Mozilla (Windows) Firefox/140"}


def signed_in(client) -> bool:
    return client.get("/").context["user"].is_authenticated


def in_hand(client, **values):
    """Change what the session remembers."""
    session = client.session
    session.update(values)
    session.save()


@pytest.fixture
def ada(client):
    ada = with_password(person("ada"))
    by_password(client, ada, **HOME)
    return ada


def test_the_session_changes_its_name_at_sign_in_and_the_old_name_is_dead(client):
    ada = with_password(person("ada"))
    client.post(reverse("account_request_login_code"), {"email": ada.email})
    before = client.session.session_key
    client.post(reverse("account_logout"))
    by_code(client, ada)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_signing_out_ends_the_session(client, ada):
    key = client.session.session_key
    client.post(reverse("account_logout"))
    assert not Session.objects.filter(session_key=key).exists()
    assert not signed_in(client)


def test_signing_out_takes_a_post(client, ada):
    assert client.get(reverse("account_logout")).status_code == 200
    assert signed_in(client)


def test_a_member_stays_for_two_weeks_without_a_visit(client, ada):
    assert client.session.get_expiry_age() == 14 * 24 * 3600
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not signed_in(client)


def test_an_officer_is_asked_again_after_a_day(client, federation):
    by_password(client, with_password(person("ada")))  # who founded it
    assert client.session.get_expiry_age() == 24 * 3600
    assert client.session[sessions.ENDS] - time.time() == pytest.approx(7 * 24 * 3600, abs=60)


def test_a_sign_in_ends_however_much_it_is_used(client, ada):
    assert client.session[sessions.ENDS] - time.time() == pytest.approx(90 * 24 * 3600, abs=60)
    in_hand(client, **{sessions.ENDS: time.time() - 1})
    page = client.get("/")
    assert not page.context["user"].is_authenticated
    assert "You were signed out, as you had been in for long." in page.content.decode()


def test_a_visit_is_written_down_every_ten_minutes_and_prolongs_the_stay(client, ada):
    listed = UserSession.objects.get()
    signed_in(client)
    listed.refresh_from_db()
    first = listed.last_seen_at
    in_hand(client, **{sessions.SEEN: time.time() - 601})
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=1))
    assert signed_in(client)
    listed.refresh_from_db()
    assert listed.last_seen_at > first
    assert Session.objects.get().expire_date > timezone.now() + timedelta(days=13)


def test_the_list_names_the_device_and_its_network_but_not_its_address(client, ada):
    page = client.get(reverse("usersessions_list"), **HOME).content.decode()
    assert "Firefox on Windows" in page
    assert "from the network 203.0.113.0." in page
    assert list(UserSession.objects.values_list("ip", flat=True)) == ["203.0.113.0"]


@pytest.mark.parametrize(
    ("address", "network"), [("203.0.113.77", "203.0.113.0"), ("2001:db8:5:6::7", "2001:db8:5::")]
)
def test_addresses_are_shortened_before_they_are_kept(client, address, network):
    by_password(client, with_password(person("ada")), REMOTE_ADDR=address)
    assert UserSession.objects.get().ip == network


def test_others_can_be_signed_out_from_the_list(client, ada):
    phone = Client()
    by_code(phone, ada)
    assert client.get(reverse("usersessions_list")).context["session_count"] == 2
    client.post(reverse("usersessions_list"))
    assert (signed_in(client), signed_in(phone)) == (True, False)


def test_a_new_password_signs_out_everywhere_else(client, ada):
    phone = Client()
    by_code(phone, ada)
    new = {"password1": "another long password", "password2": "another long password"}
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, **new})
    assert (signed_in(client), signed_in(phone)) == (True, False)


@pytest.mark.django_db(transaction=True)
def test_a_new_second_key_signs_out_everywhere_else(client, ada):
    phone = Client()
    by_code(phone, ada)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": digits(secret)})
    assert (signed_in(client), signed_in(phone)) == (True, False)


def test_giving_up_a_second_key_signs_out_everywhere_else(client):
    ada = with_password(person("ada"))
    phone = Client()
    by_password(phone, ada)
    with_authenticator(ada)
    by_password(client, ada)
    client.post(reverse("mfa_authenticate"), {"code": digits()})
    client.post(reverse("mfa_deactivate_totp"))
    assert ada.guarded is False
    assert (signed_in(client), signed_in(phone)) == (True, False)


def test_whoever_is_closed_out_is_out_at_once(client, ada):
    ada.is_active = False
    ada.save()
    assert not signed_in(client)


def test_the_clock_forgets_sessions_that_are_over(client, ada):
    list(tick())
    assert (Session.objects.count(), UserSession.objects.count()) == (1, 1)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    list(tick())
    assert (Session.objects.count(), UserSession.objects.count()) == (0, 0)


# Is it still you?

KEYS = ("mfa_activate_totp", "mfa_add_webauthn")


@pytest.mark.parametrize("page", KEYS)
def test_who_has_just_signed_in_is_believed(client, ada, page):
    assert client.get(reverse(page)).status_code == 200


@pytest.mark.parametrize("page", KEYS)
def test_who_signed_in_long_ago_shows_that_it_is_still_them(client, ada, page):
    in_hand(client, **{sessions.BEGUN: time.time() - 601})
    asked = client.get(reverse(page))
    onward = urlencode({"next": reverse(page)})
    assert asked["Location"] == f"{reverse('account_reauthenticate')}?{onward}"
    assert client.get(asked["Location"]).status_code == 200
    assert client.post(asked["Location"], {"password": "wrong"}).status_code == 200
    back = client.post(asked["Location"], {"password": PASSWORD})
    assert back["Location"] == reverse(page)
    assert client.get(reverse(page)).status_code == 200


def test_who_has_no_password_shows_it_with_another_code(client):
    ben = person("ben")
    by_code(client, ben)
    in_hand(client, **{sessions.BEGUN: time.time() - 601})
    asked = client.get(reverse("mfa_add_webauthn"), follow=True)
    assert asked.redirect_chain[-1][0].startswith(reverse("account_again"))
    code_page = client.post(reverse("account_logout"), {"next": asked.context["code"]})
    assert code_page["Location"].startswith(reverse("account_request_login_code"))
    by_code(client, ben)
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200


def test_the_password_alone_does_not_change_keys_of_somebody_with_a_second_one(client):
    """A thief who knows the password cannot pass the question with it: the sign-in had the key."""
    ada = with_password(person("ada"))
    with_authenticator(ada)
    by_password(client, ada)
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 302
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert ada.guarded is True
