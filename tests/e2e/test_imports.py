"""A branch secretary brings people over from NationBuilder on a phone, and takes it back (R-47)."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import fits

PHONE = {"viewport": {"width": 360, "height": 740}}
SAMPLE = Path("tests/data/imports/nationbuilder.csv")
PATIENCE = 60_000  # for a worker on a slow machine


def with_a_slip() -> bytes:
    """The sample, and under it Lewis Kerr, whom the branch knows, with a slip of the pen."""
    text = SAMPLE.read_text("utf-8")
    columns = text.splitlines()[0].split(",")
    said = {"nationbuilder_id": "2000", "first_name": "Lewis", "last_name": "Karr",
            "email": "karr@post.example", "email_opt_in": "Y",
            "mobile_number": "+447700900009"}  # fmt: skip
    return f"{text.rstrip()}\n{','.join(said.get(one, '') for one in columns)}\n".encode()


def stands(page: Page, words: str) -> None:
    """The page has looked again by itself until the work was done."""
    expect(page.locator("main p > .tag")).to_have_text(words, timeout=PATIENCE)
    fits(page)


def on_the_roll(page: Page, branch: str, name: str):
    page.goto(f"/identity/membership/roll/{branch}?q={name}")
    return page.get_by_role("main").get_by_text(name)


def until_shown(page: Page, what: Locator) -> None:
    """Load the page again, as it says, until the worker has looked."""
    for _ in range(PATIENCE // 1000):
        if what.count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    expect(what).to_be_visible()


def test_a_secretary_brings_a_file_in_decides_and_takes_it_back(enter):
    page = enter("secretary", **PHONE)
    page.goto("/identity/imports/")
    fits(page)
    page.get_by_role("link", name="Bring in a file").click()
    expect(page.get_by_label("The file")).to_be_visible()
    fits(page)
    branch = page.url.rpartition("/")[2]
    page.get_by_label("The file").set_input_files(
        {"name": "nationbuilder.csv", "mimeType": "text/csv", "buffer": with_a_slip()}
    )
    page.get_by_role("button", name="Read its columns").click()

    # What the columns mean is guessed
    expect(page.get_by_role("heading", level=1)).to_have_text("What do the columns mean?")
    expect(page.get_by_text("It looks like:")).to_be_visible()
    expect(page.get_by_label("email", exact=True)).to_have_value("email")
    expect(page.get_by_label("mobile_number")).to_have_value("phone2")
    fits(page)
    page.get_by_text(re.compile("more columns, left out")).click()
    expect(page.get_by_label("support_level")).to_have_value("")
    page.get_by_role("button", name="Show what it would do").click()

    # Line by line, and nobody has come in yet
    stands(page, "waits for a yes")
    expect(page.get_by_text("comes onto the roll of").first).to_be_visible()
    here = page.url
    expect(on_the_roll(page, branch, "Callum Hale")).to_have_count(0)
    page.goto(here)
    page.get_by_role("link", name="Look at them").click()
    expect(page.get_by_text("same phone, and names that differ by one letter")).to_be_visible()
    fits(page)
    page.get_by_role("button", name="The same person").click()
    expect(page.get_by_text("The same person.", exact=True)).to_be_visible()

    # Carried out, and on the roll
    page.get_by_role("button", name="Yes, carry it out").click()
    stands(page, "carried out")
    expect(on_the_roll(page, branch, "Callum Hale").first).to_be_visible()
    expect(on_the_roll(page, branch, "Lewis Karr")).to_have_count(0)

    # One click takes it back
    page.goto(here)
    page.get_by_role("button", name="Undo this import").click()
    stands(page, "undone")
    expect(on_the_roll(page, branch, "Callum Hale")).to_have_count(0)
    assert page.complaints == []


def test_a_secretary_merges_two_entries_and_parts_them_again(enter):
    page = enter("secretary", **PHONE)
    page.goto("/identity/merges/")
    fits(page)
    page.get_by_role("link", name=re.compile("^Lewis Ker")).click()
    expect(page.get_by_role("button", name="One person: merge them")).to_be_visible()
    fits(page)
    page.get_by_label("Lewis Kerr", exact=True).check()
    page.get_by_role("button", name="One person: merge them").click()
    expect(page.get_by_text("They are one entry now.")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^Lewis Ker"))).to_have_count(0)
    merged = page.get_by_role("listitem").filter(has_text="Lewis Kerr")
    merged.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone. Both entries are what they were.")).to_be_visible()
    fits(page)
    page.get_by_role("button", name="Look through the roll").click()
    expect(page.get_by_text("We are looking.")).to_be_visible()
    until_shown(page, page.get_by_role("link", name=re.compile("^Lewis Ker")))
    assert page.complaints == []
