"""From a slip at a door to a motion in the council and back, click by click (R-70, R-88, R-89).

A tenant on a phone, without an account: the key of their slip is all they have.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from articulator.site.demo.listening import SLIP, TENANT
from tests.e2e.conftest import fits

PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}


@pytest.fixture
def phone(enter) -> Page:
    return enter(None, **PHONE)


def tap(page: Page, words: str, within: str = "main") -> None:
    page.locator(within).get_by_role("link", name=re.compile(words)).first.tap()


def says(page: Page, words: str) -> None:
    """Whose turn it is to be read; and whoever cannot see the page can use it."""
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(words))
    fits(page)


def test_from_a_slip_at_a_door_to_the_motion_and_back(phone):
    phone.goto("/intelligence/listening/slips")
    phone.get_by_label("The key on your slip").fill(SLIP.upper())
    phone.get_by_role("button", name="Show it").tap()
    says(phone, "This is what you said")
    expect(phone.get_by_text("People read it as Damp homes")).to_be_visible()
    for words in ("18 days later", "8 days later", "30 days later", "6 days later"):
        expect(phone.locator(".way").get_by_text(words, exact=True)).to_be_visible()
    expect(phone.locator(".way .waiting")).to_have_count(0)

    tap(phone, "Repairs that last", ".way")
    says(phone, "Repairs that last")
    expect(phone.get_by_text("A repair is done when the tenant signs that it is")).to_be_visible()

    tap(phone, "Warm rooms")
    says(phone, "Warm rooms")
    tap(phone, "Repairs that last")
    says(phone, "Repairs that last")

    tap(phone, "Motion: A repair is done")
    says(phone, "Motion: A repair is done")
    expect(phone.get_by_text("Carried by 31 to 14")).to_be_visible()
    tap(phone, "Repairs that last")
    says(phone, "Repairs that last")

    tap(phone, "version 2")
    says(phone, "version 2")
    expect(phone.get_by_text("212 for, 31 against")).to_be_visible()
    tap(phone, "A repair counts when the tenant signs for it")
    says(phone, "A repair counts when the tenant signs for it")

    tap(phone, "Damp homes", ".thread")
    expect(phone).to_have_url(re.compile("/intelligence/themes/"))
    fits(phone)
    tap(phone, "What became of it.*Damp homes")
    says(phone, "Damp homes")
    expect(phone.get_by_text("We report back")).to_be_visible()
    assert phone.complaints == []


def test_the_letter_leads_to_the_same_page_and_ends_letters_with_one_tap(phone):
    phone.goto("/demo/letters")
    letter = phone.locator("main").inner_text()
    assert TENANT in letter
    told, stop = re.search(
        r"with the days between:\s+\S+?(/intelligence\S+).*?"
        r"with one tap:\s+\S+?(/intelligence\S+)",
        letter,
        re.DOTALL,
    ).groups()
    phone.goto(told)
    says(phone, "Damp homes")
    phone.goto(stop)
    says(phone, "No more letters")
    phone.get_by_role("button", name="No more letters").tap()
    says(phone, "No letters come any more")


def test_the_front_page_tells_how_old_each_arrow_is_and_leads_to_what_waits(phone):
    phone.goto("/")
    expect(phone.locator(".loop .arrow")).to_have_count(5)
    fits(phone)
    tap(phone, "the oldest for .* demands without an answer, since they were heard", ".loop")
    says(phone, "What waits here")
    expect(phone.get_by_text("No rent takes more than a third")).to_be_visible()
    phone.goto("/")
    tap(phone, "You said, we did", ".loop")
    says(phone, "You said, we did")
    assert phone.complaints == []
