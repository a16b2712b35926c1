"""Signing in: by password, by mailed code, by a second step; and what letters say of it."""

import time
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from articulator.kernel.models import Cached, Person
from articulator.site.accounts.devices import named
from articulator.site.accounts.passwords import LongAndVaried
from tests.people import email, person
from tests.site.ways_in import (
    PASSWORD,
    SECRET,
    ask_for_code,
    by_code,
    by_password,
    code_of_letter,
    digits,
    with_authenticator,
    with_password,
)  # fmt: skip

pytestmark = pytest.mark.django_db


def user(answer):
    return answer.context["user"]


# One key


def test_ada_signs_in_with_her_password(client):
    ada = with_password(person("ada"))
    assert user(by_password(client, ada)) == ada


def test_ben_signs_in_with_a_code_sent_by_mail(client):
    ben = person("ben")
    assert user(by_code(client, ben)) == ben
    assert [letter.to for letter in mail.outbox] == [[ben.email]]


def test_a_wrong_code_signs_nobody_in(client):
    ask_for_code(client, person("ben").email)
    answer = client.post(reverse("account_confirm_login_code"), {"code": "WRONG1"}, follow=True)
    assert not user(answer).is_authenticated


def test_three_wrong_codes_spoil_the_right_one(client):
    ask_for_code(client, person("ben").email)
    right = code_of_letter()
    for code in ("WRNG-WRNG", "WRNG-WRNH", "WRNG-WRNJ", right):
        answer = client.post(reverse("account_confirm_login_code"), {"code": code}, follow=True)
    assert not user(answer).is_authenticated


def test_a_code_is_good_for_ten_minutes_and_once(client, monkeypatch):
    ben = person("ben")
    ask_for_code(client, ben.email)
    code, now = code_of_letter(), time.time()
    with monkeypatch.context() as later:
        later.setattr(time, "time", lambda: now + 601)
        answer = client.post(reverse("account_confirm_login_code"), {"code": code}, follow=True)
        assert not user(answer).is_authenticated
    assert user(by_code(client, ben)) == ben
    client.logout()
    answer = client.post(
        reverse("account_confirm_login_code"), {"code": code_of_letter()}, follow=True
    )
    assert not user(answer).is_authenticated


def test_nobody_signs_up_by_themselves(client):
    answer = client.post(
        reverse("account_signup"), {"email": email("Dev Patel"), "password1": PASSWORD}
    )
    assert Person.objects.count() == 0
    assert "Nobody signs up here" in answer.content.decode()


def test_a_sign_in_leads_to_where_one_was_going_but_never_out_of_the_house(client):
    ada = with_password(person("ada"))
    form = {"login": ada.email, "password": PASSWORD}
    there = client.post(reverse("account_login"), {**form, "next": "/log"})
    assert there["Location"] == "/log"
    client.logout()
    for trap in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1"):
        answer = client.post(reverse("account_login"), {**form, "next": trap})
        assert answer["Location"] == "/"
        client.logout()


# A new password, by code


def test_a_forgotten_password_is_replaced_with_a_code(client):
    ada = with_password(person("ada"))
    client.post(reverse("account_reset_password"), {"email": ada.email})
    form = {"code": code_of_letter()}
    client.post(reverse("account_confirm_password_reset_code"), form)
    new = {"password1": "another long password", "password2": "another long password"}
    client.post(reverse("account_complete_password_reset"), new)
    assert not user(by_password(client, ada)).is_authenticated
    assert user(by_password(client, ada, "another long password")) == ada
    assert mail.outbox[-1].subject == "Your password was changed"


def test_a_person_of_the_roll_has_one_address_and_it_stands_on_the_roll(client):
    """allauth keeps addresses of its own: an old one would open the door after it was corrected."""
    test_a_forgotten_password_is_replaced_with_a_code(client)
    client.logout()
    by_code(client, person("ada"))
    client.get(reverse("mfa_index"))
    assert EmailAddress.objects.count() == 0


@pytest.mark.parametrize(
    ("guarded", "password", "fits"),
    [(False, "abcdefghijklmn", False), (False, "abcdefghijklmno", True),
     (True, "abcdefghijk", False), (True, "abcdefghijkl", True)],
)  # fmt: skip
def test_a_password_is_longer_where_nothing_stands_behind_it(guarded, password, fits):
    ada = person("ada")
    if guarded:
        with_authenticator(ada)
    if fits:
        LongAndVaried().validate(password, ada)
    else:
        with pytest.raises(ValidationError, match=f"needs {12 if guarded else 15} characters"):
            LongAndVaried().validate(password, ada)


@pytest.mark.parametrize(
    "password", ["123456789987654321", "passwordpassword", "ada okafor ada.", "x" * 64 + "y" * 64]
)
def test_a_password_is_not_common_nor_repeats_nor_ones_own_name_but_may_be_long(client, password):
    ada = person("ada")
    client.force_login(ada)
    client.post(reverse("account_set_password"), {"password1": password, "password2": password})
    ada.refresh_from_db()
    assert ada.has_usable_password() is (len(password) == 128)


# Two keys


def second_step(client, code):
    return client.post(reverse("mfa_authenticate"), {"code": code}, follow=True)


@pytest.mark.parametrize("first", [by_password, by_code])
def test_a_second_key_is_asked_for_after_either_first_one(client, first):
    ada = with_password(person("ada"))
    with_authenticator(ada)
    asked = first(client, ada)
    assert not user(asked).is_authenticated
    assert asked.redirect_chain[-1][0] == reverse("mfa_authenticate")
    assert user(second_step(client, digits())) == ada


def test_a_wrong_second_step_signs_nobody_in(client):
    ada = with_password(person("ada"))
    with_authenticator(ada)
    by_password(client, ada)
    assert not user(second_step(client, "000000")).is_authenticated


def test_the_second_step_needs_the_first(client):
    with_authenticator(person("ada"))
    assert second_step(client, digits()).redirect_chain[-1][0] == reverse("account_login")


def test_a_code_of_the_app_works_once_even_half_a_minute_later(client, monkeypatch):
    ada = with_password(person("ada"))
    with_authenticator(ada)
    by_password(client, ada)
    code = digits()
    assert user(second_step(client, code)) == ada
    client.logout()
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 31)  # the app's clock may be late by as much
    Cached.objects.filter(expires__lt=timezone.now() + timedelta(seconds=31)).delete()
    by_password(client, ada)
    assert not user(second_step(client, code)).is_authenticated


def test_a_recovery_code_lets_in_once(client):
    ada = with_password(person("ada"))
    codes = with_authenticator(ada)
    by_password(client, ada)
    assert user(second_step(client, codes[0])) == ada
    client.logout()
    by_password(client, ada)
    assert not user(second_step(client, codes[0])).is_authenticated
    assert user(second_step(client, codes[1])) == ada


def test_ada_sets_up_an_authenticator_and_gets_recovery_codes(client):
    ada = person("ada")
    client.force_login(ada)
    page = client.get(reverse("mfa_activate_totp"))
    assert "data:image/svg+xml;base64," in page.content.decode()
    code = digits(page.context["form"].secret)
    done = client.post(reverse("mfa_activate_totp"), {"code": code}, follow=True)
    assert done.redirect_chain[-1][0] == reverse("mfa_view_recovery_codes")
    assert len(done.context["unused_codes"]) == 10
    assert ada.guarded is True


def test_the_name_of_the_organisation_stands_in_the_app(client, federation):
    client.force_login(person("ada"))
    url = client.get(reverse("mfa_activate_totp")).context["totp_url"]
    assert "issuer=Federation" in url


# What the database gives away


def test_seeds_are_sealed(client):
    with_authenticator(person("ada"))
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in kept


def test_another_secret_of_the_server_is_said_in_words(client, settings):
    ada = with_password(person("ada"))
    with_authenticator(ada)
    settings.SECRET_KEY = "another"
    by_password(client, ada)
    answer = second_step(client, digits())
    assert answer.status_code == 403
    assert "the secret of this server has changed" in answer.content.decode()


# Letters


def test_whoever_changes_keys_gets_a_letter_that_names_the_device(client):
    ada = person("ada")
    client.force_login(ada)
    new = {"password1": PASSWORD, "password2": PASSWORD}
    firefox = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
    client.post(reverse("account_set_password"), new, headers={"User-Agent": firefox})
    (letter,) = mail.outbox
    assert letter.subject == "You have a password now"
    assert "With: Firefox on Windows" in letter.body


def test_letters_have_no_links_and_no_addresses_of_machines(client):
    ask_for_code(client, person("ben").email)
    ask_for_code(client, "stranger@example.org")
    assert [one for one in mail.outbox if "://" in one.body or "127.0.0.1" in one.body] == []


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 "
         "Mobile/15E148 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
         "Chrome on Android"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
         "Edge on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) Version/18.0 Safari/605.1",
         "Safari on a Mac"),
        ("curl/8.0", "An unknown browser on an unknown device"),
    ],
)  # fmt: skip
def test_devices_have_names(agent, name):
    assert named(agent) == name
