"""One sitting: a reader names, adds, merges, reads what is left, counts and publishes (R-84)."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.conftest import fits

PHONE = {"viewport": {"width": 360, "height": 740}}
ABOUT = {"bus": "No bus at night", "mould": "Damp homes", "rent": "Rents"}  # else: Doctors


def test_themes_are_corrected_in_one_sitting_on_a_phone(enter):
    page = enter("secretary", **PHONE)
    page.goto("/intelligence/themes/")
    page.get_by_role("link", name="If you could change one thing").click()
    page.get_by_role("link", name="The codebook").click()
    book = page.url

    rename(page, "Buses", "No bus at night")
    page.goto(book)
    page.get_by_label("What is this theme called?").fill("Mould")
    page.get_by_role("button", name="Add a theme").click()
    page.get_by_role("link", name="Mould", exact=True).click()
    fits(page)
    page.get_by_label("It is the same as").select_option(label="Damp homes")
    page.get_by_role("button", name="Merge").click()
    expect(page.get_by_role("link", name="Mould", exact=True)).to_have_count(0)

    page.goto(book)
    read_what_is_left(page)
    page.goto(book)
    page.get_by_role("button", name="Count what was said").click()
    publish(page, book)
    expect(page.get_by_role("heading", name="No bus at night")).to_be_visible()
    expect(page.get_by_role("heading", name="Buses")).to_have_count(0)
    expect(page.get_by_text("People read 24 answers")).to_be_visible()
    fits(page)
    assert page.complaints == []


def rename(page: Page, old: str, new: str) -> None:
    page.get_by_role("link", name=old, exact=True).click()
    page.get_by_label("What is this theme called?").fill(new)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text(re.compile(f"“{old}” is “{new}”"))).to_be_visible()


def read_what_is_left(page: Page) -> None:
    page.get_by_role("link", name="Read ten").click()
    expect(page.get_by_role("heading", name="What is each about?")).to_be_visible()
    fits(page)
    for text in page.get_by_role("group").all():
        said = text.locator("legend").inner_text().lower()
        theme = next((name for word, name in ABOUT.items() if word in said), "Doctors")
        text.get_by_label(theme).check()
    page.get_by_role("button", name="Keep, and show the next ten").click()
    expect(page.get_by_text("You have read all that there is to read")).to_be_visible()


def publish(page: Page, book: str) -> None:
    """A worker counts meanwhile: whoever looks again a little later finds it."""
    for _ in range(40):
        page.goto(book)
        if page.get_by_text("from 24 read").is_visible():
            break
        page.wait_for_timeout(500)
    page.get_by_role("link", name="Look at it and publish").click()
    fits(page)
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Publish").click()
