"""Signing in: by password, by mailed code, and without telling anyone who is known."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from articulator.kernel.models import Person
from tests.people import email, person

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"


@pytest.fixture(autouse=True)
def _mail_in_memory(settings):
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}


def ask_for_code(client, address):
    return client.post(reverse("account_request_login_code"), {"email": address}, follow=True)


def test_ada_signs_in_with_her_password(client):
    ada = person("ada")
    ada.set_password(PASSWORD)
    ada.save()
    answer = client.post(
        reverse("account_login"), {"login": ada.email, "password": PASSWORD}, follow=True
    )
    assert answer.context["user"] == ada


def test_ben_signs_in_with_a_code_sent_by_mail(client):
    ben = person("ben")
    ask_for_code(client, ben.email)
    (letter,) = mail.outbox
    assert letter.to == [ben.email]
    code = re.search(r"^[A-Z0-9-]{6,}$", letter.body, re.MULTILINE)[0]
    answer = client.post(reverse("account_confirm_login_code"), {"code": code}, follow=True)
    assert answer.context["user"] == ben


def test_a_wrong_code_signs_nobody_in(client):
    ask_for_code(client, person("ben").email)
    answer = client.post(reverse("account_confirm_login_code"), {"code": "WRONG1"}, follow=True)
    assert not answer.context["user"].is_authenticated


def test_a_stranger_gets_the_same_page_as_a_member(client):
    known = ask_for_code(client, person("cleo").email)
    client.session.flush()
    unknown = ask_for_code(client, "stranger@example.org")
    assert (known.status_code, known.redirect_chain) == (
        unknown.status_code,
        unknown.redirect_chain,
    )
    assert known.templates[0].name == unknown.templates[0].name


def test_nobody_signs_up_by_themselves(client):
    answer = client.post(
        reverse("account_signup"), {"email": email("Dev Patel"), "password1": PASSWORD}
    )
    assert Person.objects.count() == 0
    assert "closed" in answer.content.decode().lower()
