"""The demo shows the letters it has written; outside of the demo that page does not exist."""

import os
import re

import pytest
from django.core.mail import EmailMessage, mailers
from django.test import Client
from django.urls import path

from articulator.site import urls, views
from articulator.site.demo.letters import newest

pytestmark = pytest.mark.django_db
handler403 = urls.handler403
urlpatterns = [*urls.urlpatterns, path("demo/letters", views.letters, name="letters")]


@pytest.fixture
def post(settings, tmp_path):
    """A mailer that writes files, as the demo's."""
    settings.VAR = tmp_path
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.filebased.EmailBackend",
                                    "OPTIONS": {"file_path": str(tmp_path / "mail")}}}  # fmt: skip

    def write(subject, body, at):
        mailers.default.send_messages([EmailMessage(subject, body, to=["ada@example.org"])])
        newest_file = max((tmp_path / "mail").iterdir(), key=lambda file: file.stat().st_mtime_ns)
        os.utime(newest_file.rename(newest_file.with_stem(str(at))), (at, at))

    return write


def test_outside_of_the_demo_there_is_no_such_page(client):
    assert client.get("/demo/letters").status_code == 404
    assert "letters" not in client.get("/account/login/").content.decode()


def test_letters_come_newest_first_and_whole(post, tmp_path):
    post("Your code", "Grüße:\n\nABCD-EFGH", at=1_000_000)
    post("Another", "-" * 79 + "\nIJKL-MNOP", at=2_000_000)
    read = list(newest(tmp_path / "mail"))
    assert [(one.subject, one.to) for one in read] == [
        ("Another", "ada@example.org"), ("Your code", "ada@example.org"),
    ]  # fmt: skip
    assert read[1].text == "Grüße:\n\nABCD-EFGH"
    assert read[0].text.endswith("IJKL-MNOP")


def test_letters_of_one_second_that_share_a_file_are_all_read(tmp_path):
    sent = [EmailMessage(subject, "-" * 79, to=["ada@example.org"]) for subject in ("One", "Two")]
    lines = b"\n" + b"-" * 79 + b"\n"
    both = b"".join(one.message().as_bytes() + lines for one in sent)
    (tmp_path / "x.log").write_bytes(both)
    assert [one.subject for one in newest(tmp_path)] == ["Two", "One"]


def test_the_page_shows_them_and_escapes_what_they_say(post, settings):
    settings.ROOT_URLCONF = __name__
    post("Your code", "<script>alert(1)</script>", at=1_000_000)
    page = Client().get("/demo/letters").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert re.findall(r"<script(?! src=| type=\"module\")", page.split("<main")[1]) == []


def test_no_letter_yet_is_said(settings, tmp_path):
    settings.ROOT_URLCONF = __name__
    settings.VAR = tmp_path
    assert "No letter yet" in Client().get("/demo/letters").content.decode()
