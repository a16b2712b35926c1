"""From nothing to an organisation: found it, sign in by mail, adopt a preset, open a branch."""

import re
import subprocess
import time

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import articulator, environment, serving


@pytest.fixture
def founded(tmp_path):
    words = ("found", "Ada Okafor", "ada@example.org", "--organisation", "Leith Tenants")
    subprocess.run(articulator(*words), env=environment(tmp_path), check=True)
    with serving("serve", tmp_path) as address:
        yield address


def code_from_mail(folder) -> str:
    """The code in the letter, which leaves by a task a moment later."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        for file in folder.glob("mail/*"):
            if code := re.search(r"^[A-Z]{4}-[A-Z]{4}$", file.read_text(), re.MULTILINE):
                return code[0]
        time.sleep(0.2)
    raise TimeoutError("no letter came")


def test_the_founder_sets_the_organisation_up(founded, contexts, tmp_path):
    page = contexts(base_url=founded).new_page()
    page.goto("/")
    expect(page.get_by_text("No constitution is in force yet")).to_be_visible()
    page.goto("/account/login/code/")
    page.get_by_label("Mail address").fill("ada@example.org")
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code").fill(code_from_mail(tmp_path))
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Your office needs a second key")).to_be_visible()
    page.goto("/identity/constitution/")
    page.get_by_label("Start from a preset").select_option("new-kind-of-party.yaml")
    page.get_by_role("button", name="See what it says").click()
    expect(page.get_by_role("heading", name="Adopt it")).to_be_visible()
    page.get_by_label("Which body decided?").fill("Founding meeting")
    page.get_by_label("When?").fill("2026-03-01")
    page.get_by_label("Votes for").fill("31")
    page.get_by_label("Votes against").fill("2")
    page.get_by_role("button", name="Record the decision and put it in force").click()
    expect(page.get_by_text("is in force. Its bodies and seats are set up.")).to_be_visible()
    page.goto("/identity/bodies/")
    expect(
        page.get_by_role("link", name="National Political Committee", exact=True)
    ).to_be_visible()
    page.goto("/identity/membership/")
    page.get_by_role("link", name="Open a branch").click()
    page.get_by_label("Part of").select_option(label="Leith Tenants")
    page.get_by_label("Name").fill("North")
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_text("North is open.")).to_be_visible()
