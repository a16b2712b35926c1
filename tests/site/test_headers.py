"""What every answer carries, whatever happens: pages, errors, redirects, files (G14)."""

import json
import os
import re
import subprocess
import sys
from uuid import UUID

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse

from tests.people import person
from tests.site.ways_in import by_code

pytestmark = pytest.mark.django_db
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": django_settings.PERMISSIONS_POLICY,
}


def get(url):
    return lambda client: client.get(url)


ANSWERS = {
    "200 page": (200, get("/")),
    "200 sign-in": (200, get("/account/login/")),
    "200 data": (200, get("/api/openapi.json")),
    "200 file": (200, get("/static/ui/ui.css")),
    "302": (302, get("/account/")),
    "400 host": (400, lambda client: client.get("/", headers={"Host": "evil.example"})),
    "403 token": (403, lambda client: client.post("/account/login/")),
    "404": (404, get("/nothing-here")),
    "404 file": (404, get("/static/nothing.css")),
    "405": (405, get(f"/identity/imports/{UUID(int=1)}/carry-out")),
    "429": (429, lambda client: [client.get("/crowded") for _ in range(2)][-1]),
    "500": (500, get("/broken")),
}


@pytest.fixture
def guest(settings):
    settings.ROOT_URLCONF = "tests.site.broken_urls"
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_carries_the_headers(guest, name):
    status, ask = ANSWERS[name]
    answer = ask(guest)
    assert answer.status_code == status
    assert {key: answer.headers.get(key) for key in ALWAYS} == ALWAYS
    policy = answer.headers["Content-Security-Policy"]
    assert re.findall(r"unsafe|\*|http:", policy) == []
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("name", ["400 host", "403 token", "404", "429", "500"])
def test_no_error_tells_how_the_house_is_built(guest, name):
    body = ANSWERS[name][1](guest).content.decode()
    assert re.findall(r"Traceback|RuntimeError|a secret in it|\.py\b", body) == []


@pytest.mark.parametrize("name", ["403 token", "404", "429", "500"])
def test_every_error_has_one_heading_and_a_way_out(guest, name):
    body = ANSWERS[name][1](guest).content.decode()
    assert body.count("<h1>") == 1
    assert 'href="/"' in body


def test_the_page_for_too_many_says_when_and_who_can_help(guest):
    answer = ANSWERS["429"][1](guest)
    assert 290 <= int(answer.headers["Retry-After"]) <= 300
    body = answer.content.decode()
    assert re.search(r"Try again</strong>\s*at \d\d:\d\d", body)
    assert "ask an officer of your branch" in body


def test_too_many_sign_ins_get_the_same_calm_page(guest, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/10m/ip"}
    easy = Client()
    form = {"login": "ada@example.org", "password": "wrong"}
    easy.post(reverse("account_login"), form)
    answer = easy.post(reverse("account_login"), form)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "600")
    assert "That was a bit much" in answer.content.decode()


def test_nothing_of_somebody_who_is_signed_in_is_kept_on_the_way(client):
    client.force_login(person("ada"))
    for url in ("/", "/log", "/nothing-here", "/account/", "/api/openapi.json"):
        assert "no-store" in client.get(url).headers["Cache-Control"], url


def test_pages_for_everyone_and_files_may_be_kept(client):
    assert "Cache-Control" not in client.get("/").headers
    assert "public" in client.get("/static/ui/ui.css").headers["Cache-Control"]


def test_files_may_be_kept_even_by_those_who_are_signed_in(client):
    client.force_login(person("ada"))
    assert "no-store" not in client.get("/static/ui/ui.css").headers["Cache-Control"]


def test_cookies_are_out_of_reach_for_scripts_and_other_sites(client):
    by_code(client, person("ada"))
    assert sorted(client.cookies) == ["csrf", "session"]
    for cookie in client.cookies.values():
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


def over_tls(folder) -> dict[str, object]:
    """Some of the settings as they are with ARTICULATOR_HTTPS=1."""
    names = [
        "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
        "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_SSL_REDIRECT", "PROXIES",
    ]  # fmt: skip
    code = (
        "import json, articulator.site.settings as s\n"
        f"print(json.dumps({{name: getattr(s, name) for name in {names!r}}}))"
    )
    env = {**os.environ, "ARTICULATOR_HTTPS": "1", "ARTICULATOR_VAR": str(folder),
           "PYTHONPATH": os.pathsep.join(sys.path)}  # fmt: skip
    run = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True)
    said: dict[str, object] = json.loads(run.stdout)
    return said


def test_over_tls_cookies_belong_to_this_very_host(tmp_path):
    assert over_tls(tmp_path) == {
        "SESSION_COOKIE_NAME": "__Host-session", "CSRF_COOKIE_NAME": "__Host-csrf",
        "SESSION_COOKIE_SECURE": True, "CSRF_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 31_536_000, "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_SSL_REDIRECT": True, "PROXIES": ["127.0.0.1", "::1"],
    }  # fmt: skip
