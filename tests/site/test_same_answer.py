"""Whether somebody belongs to the organisation is not told: known and unknown get one answer.

The work behind it is the same, too: as many passwords are scrambled, as many letters written, the
same questions put to the database.
"""

import re
from dataclasses import dataclass

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articulator.kernel.models import Cached
from tests.people import person
from tests.site.hashing import Counting
from tests.site.ways_in import PASSWORD, with_authenticator, with_password

pytestmark = pytest.mark.django_db
WAYS = {
    "password": ("account_login", lambda address: {"login": address, "password": "not the one"}),
    "code": ("account_request_login_code", lambda address: {"email": address}),
    "reset": ("account_reset_password", lambda address: {"email": address}),
}
STRANGER = "stranger@example.org"
BY_CHANCE = ("Content-Security-Policy", "Expires", "Content-Length")


@dataclass
class Answer:
    """All that somebody outside could notice, and what it cost inside."""

    status: tuple[int, int]
    headers: dict[str, str]
    body: str
    hashes: int
    letters: int
    questions: list[str]


@pytest.fixture(autouse=True)
def _counting(settings):
    settings.PASSWORD_HASHERS = ["tests.site.hashing.Counting"]
    settings.MAILERS = {
        "default": {"BACKEND": "articulator.kernel.mail.Outbox"},
        "post": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"},
    }


@pytest.fixture
def roll():
    """Four ways of being known, and one of not being known."""
    closed = with_password(person("dev"))
    closed.is_active = False
    closed.save()
    with_authenticator(with_password(person("cleo")))
    return {
        "has a password": with_password(person("ada")).email,
        "has none": person("ben").email,
        "has a second key": person("cleo").email,
        "account is closed": closed.email,
        "unknown": STRANGER,
    }


def ask(way: str, address: str) -> Answer:
    name, form = WAYS[way]
    client = Client()
    client.get(reverse(name))
    Counting.asked.clear()
    before = len(mail.outbox)
    with CaptureQueriesContext(connection) as queries:
        first = client.post(reverse(name), form(address))
    hashes, letters = len(Counting.asked), len(mail.outbox) - before
    page = client.get(first["Location"]) if first.status_code == 302 else first
    headers = {name: value for name, value in first.headers.items() if name not in BY_CHANCE}
    return Answer(
        (first.status_code, page.status_code), headers, plain(page.content.decode(), address),
        hashes, letters, [shape(one["sql"]) for one in queries.captured_queries],
    )  # fmt: skip


def plain(body: str, address: str) -> str:
    """A page without what is drawn by chance, and without what the visitor wrote."""
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", body)
    body = re.sub(r'"x-csrftoken": "[^"]+"', "", body)
    body = re.sub(r'nonce="[^"]+"', "", body)
    return body.replace(address, "somebody")


def shape(sql: str) -> str:
    """`SELECT kernel_person`: what is asked of which table."""
    verb = sql.split(maxsplit=1)[0]
    table = re.search(r'(?:FROM|INTO|UPDATE) "(\w+)"', sql)
    return f"{verb} {table[1]}" if table else verb


@pytest.mark.parametrize("way", WAYS)
def test_known_and_unknown_get_the_same_answer_for_the_same_work(roll, way):
    answers = {}
    for who, address in roll.items():
        answers[who] = ask(way, address)
        Cached.objects.all().delete()  # so that each is the first from this address
    unknown = answers.pop("unknown")
    assert (unknown.hashes, unknown.letters) == ((1, 0) if way == "password" else (0, 1))
    for who, answer in answers.items():
        assert answer == unknown, who


@pytest.mark.parametrize("way", ["code", "reset"])
def test_a_wrong_code_is_answered_alike(roll, way):
    name = {"code": "account_confirm_login_code", "reset": "account_confirm_password_reset_code"}
    said = set()
    for address in (roll["has a password"], roll["unknown"]):
        client = Client()
        client.post(reverse(WAYS[way][0]), WAYS[way][1](address))
        for _ in range(3):
            page = client.post(reverse(name[way]), {"code": "WRNG-WRNG"}, follow=True)
            said.add(
                (page.status_code, str(page.redirect_chain), plain(page.content.decode(), address))
            )
    assert len(said) == 2  # wrong, and wrong for the last time


def test_the_letter_to_a_stranger_says_that_nobody_is_known_by_it(roll):
    ask("code", STRANGER)
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([STRANGER], "Nobody with this address is on our roll")


def test_a_limit_meets_known_and_unknown_alike(roll):
    for address in (roll["has a password"], STRANGER):
        answers = [ask("password", address) for _ in range(6)]
        assert "do not belong together" in answers[4].body
        assert "Too many tries" in answers[5].body
        assert answers[5].hashes == 0


def test_a_right_password_costs_one_hash_as_well(roll):
    Counting.asked.clear()
    form = {"login": roll["has a password"], "password": PASSWORD}
    assert Client().post(reverse("account_login"), form).status_code == 302
    assert len(Counting.asked) == 1
