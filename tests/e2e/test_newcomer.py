"""A newcomer's way on a phone: the event, the letter, membership, the pool, an election (R-59).

Months pass in it, so it has a demo of its own.
"""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from articulator.methods.course import Course, read_course
from tests.e2e.conftest import copied, fits, serving

PHONE = {"viewport": {"width": 360, "height": 740}}
COURSES = Path("src/articulator/operations/training/courses")
POOL = ("leadership_competence", "political_education_baseline", "how_the_party_works")
ADDRESS = "nell.tarrant@street.example"
ASKS = re.compile(r"member|join|dues", re.IGNORECASE)


@pytest.fixture(scope="module")
def demo(seeded, tmp_path_factory):
    """One of its own, as it goes half a year ahead."""
    with serving("demo", copied(seeded, tmp_path_factory)) as address:
        yield address


def course(name: str) -> Course:
    return read_course({f.name: f.read_text("utf-8") for f in (COURSES / name).glob("*.md")})


def says(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)
    fits(page)


def letter(page: Page, words: str):
    """Read the demo's letters until there is the one to the newcomer that says this."""
    end = time.monotonic() + 60
    while True:
        page.goto("/demo/letters")
        found = page.locator("main section").filter(has_text=ADDRESS).filter(has_text=words)
        if found.count():
            return found.first
        assert time.monotonic() < end, "no letter came"
        time.sleep(0.3)


def weeks_pass(page: Page, words: str) -> None:
    page.goto("/demo")
    page.get_by_role("button", name=words).click()
    expect(page.get_by_text(re.compile("^It is .* now"))).to_be_visible()


def sign_in(page: Page) -> None:
    """By a code in a letter, as the page says."""
    page.get_by_label("Mail address").fill(ADDRESS)
    page.get_by_role("main").get_by_role("button", name="Send me a code").click()
    expect(page.get_by_label("Code")).to_be_visible()
    onward = page.url
    code = re.search(r"[A-Z]{4}-[A-Z]{4}", letter(page, "signs you in").inner_text())[0]
    page.goto(onward)
    page.get_by_label("Code").fill(code)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def answer(page: Page, module) -> None:
    """Answer the questions under a module as somebody does who has read it."""
    expect(page.get_by_role("heading", level=1)).to_have_text(module.title)
    fits(page)
    for number, asked in enumerate(module.questions, 1):
        for value, one in enumerate(asked.answers):
            if one.right:
                page.locator(f'input[name="q{number}"][value="{value}"]').check()
    page.get_by_role("button", name="Check my answers").click()


def test_a_newcomer_finds_the_way_from_an_evening_to_an_election(enter):
    page = enter(**PHONE)

    # An evening for tenants; of membership not a word
    page.get_by_role("link", name="Identity").first.click()
    page.get_by_role("link", name="Come in").click()
    page.get_by_role("link", name="Tenants of one street meet").click()
    says(page, "Tenants of one street meet")
    page.get_by_label("Your name").fill("Nell Tarrant")
    page.get_by_label("Your mail address").fill(ADDRESS)
    page.get_by_role("button", name="I want to come").click()
    says(page, "Now look into your mail")
    assert ASKS.findall(page.get_by_role("main").inner_text()) == []
    page.get_by_role("link", name="Read the demo’s letters").click()
    letter(page, "Was it you?").get_by_role("link").click()
    says(page, "Was it you?")
    page.get_by_role("button", name="Yes, it was me").click()
    says(page, "You are on the list")
    assert ASKS.findall(page.get_by_role("main").inner_text()) == []

    # A month later: signing in needs no password, and membership is there for who asks
    page.get_by_role("link", name="sign in with a code by mail").click()
    sign_in(page)
    weeks_pass(page, "One month later")
    page.goto("/identity/doors/")
    page.get_by_role("link", name="look at what membership means").click()
    says(page, "Become a member")
    page.get_by_label("Your postcode").fill("NS1 1AA")
    page.get_by_role("button", name="Become a member").click()
    says(page, "You are a member")
    expect(page.get_by_text("Three short courses, free and in your own time")).to_be_visible()

    # The courses that open the pool
    page.get_by_role("link", name="Begin the first course").click()
    for name in POOL:
        page.get_by_role("link", name="Begin the first module").click()
        modules = course(name).modules
        for module in modules:
            answer(page, module)
            onward = "See what is next" if module is modules[-1] else "Next module"
            page.get_by_role("link", name=onward).click()
    says(page, "Training")
    expect(page.get_by_text("You are in it").first).to_be_visible()

    # Half a year later: an election to stand in
    weeks_pass(page, "Six months later")
    page.goto("/")
    page.get_by_role("link", name=re.compile("4 seats, called early")).click()
    page.get_by_role("link", name="Stand for election").click()
    says(page, "Stand for election")
    page.get_by_label("Why should people vote for you?").fill("I came for the soup and stayed.")
    page.get_by_label(re.compile("I accept the statement of principles")).check()
    page.get_by_role("button", name="Stand").click()
    expect(page.get_by_text("I came for the soup and stayed.")).to_be_visible()
    expect(page.get_by_role("main").get_by_text("Nell Tarrant")).to_be_visible()
    fits(page)
    assert page.complaints == []
