"""From the poster on the wall to a next step, on a phone alone, by a slow network (R-132, R-145).

A newcomer with an old phone reads the code: 400 ms away, 400 kbit/s, no account, nothing cached.
"""

import logging
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from articulator.operations.gatherings.pictures import qr
from tests.e2e.conftest import fits

PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
EVENING = "A winter that we can pay for"
LOG = logging.getLogger("poster")  # shown by --log-cli-level=INFO
THOUGHT = "A warm room in every street, open until nine."
PATIENCE = 60_000  # milliseconds: what the page says counts, not how fast this machine is
ENOUGH = 7  # taps from the poster's page to a step that is taken
HEAVIEST = 150_000  # bytes of a first page, with its typeface, its picture and its styles


@pytest.fixture
def phone(contexts, demo) -> Page:
    page = contexts(base_url=demo, **PHONE).new_page()
    page.set_default_timeout(PATIENCE)
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", SLOW)
    page.complaints, page.bytes, page.taps = [], 0, 0
    network.on("Network.loadingFinished", lambda done: _weigh(page, done["encodedDataLength"]))
    page.on("console", lambda m: m.type in {"error", "warning"} and page.complaints.append(m.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def _weigh(page: Page, more: float) -> None:
    page.bytes += int(more)


@pytest.fixture
def watch(phone):
    """Take the time and the weight of a part of the way."""

    @contextmanager
    def watched(words: str) -> Iterator[None]:
        began, before = time.monotonic(), phone.bytes
        yield
        took, weight = time.monotonic() - began, phone.bytes - before
        LOG.info("%s: %.1f s, %.0f kB", words, took, weight / 1000)
        assert weight < HEAVIEST, words

    return watched


def code_on_the_poster(page: Page) -> str:
    """What a camera reads there: the address that also stands under the code."""
    page.goto("/operations/gatherings/")
    page.get_by_role("link", name=EVENING).click()
    page.get_by_role("link", name="A poster to print").click()
    address = page.locator("aside code").inner_text()
    assert page.get_by_role("img", name=re.compile("A code")).get_attribute("src") == qr(address)
    return re.sub(r"https?://[^/]+", "", address)


def says(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words, timeout=PATIENCE)


def tap(page: Page, words: str | re.Pattern[str], role: str = "link") -> None:
    page.taps += 1
    page.get_by_role("main").get_by_role(role, name=words).first.tap()


def test_from_the_poster_to_a_next_step_on_a_slow_phone_without_an_account(
    contexts, demo, phone, watch
):
    at_home = contexts(base_url=demo).new_page()
    at_home.set_default_timeout(PATIENCE)
    address = code_on_the_poster(at_home)

    with watch("the evening"):
        phone.goto(address)
        says(phone, EVENING)
    fits(phone)

    with watch("what is asked here"):
        tap(phone, "Say what you think")
        says(phone, "What a room thinks")
    fits(phone)

    with watch("the question"):
        tap(phone, re.compile("What would make our street better"))
        says(phone, re.compile("What would make our street better"))
    fits(phone)

    with watch("a vote"):
        tap(phone, "Agree", "button")
        expect(phone.get_by_text(re.compile("You have voted on 1"))).to_be_visible()
    fits(phone)

    with watch("a thought of one’s own"):
        phone.get_by_label("Say it yourself").fill(THOUGHT)
        tap(phone, "Say it", "button")
        expect(phone.get_by_text(re.compile("Thank you"))).to_be_visible()
    fits(phone)

    with watch("where there is something to do"):
        tap(phone, "Take one next step")
        says(phone, "One thing, soon")
    fits(phone)

    with watch("what can be done"):
        tap(phone, re.compile(EVENING))
        says(phone, "Take one next step")
    fits(phone)

    with watch("one step"):
        tap(phone, re.compile("I take this"), "button")
        expect(phone.get_by_text("Your next step", exact=True)).to_be_visible()
    fits(phone)

    assert phone.taps <= ENOUGH
    kept = {cookie["name"] for cookie in phone.context.cookies()}
    assert kept <= {"voice", "nextstep", "csrf", "session"}  # the last one held a word of thanks
    expect(phone.get_by_role("button", name="Sign out")).to_have_count(0)
    assert phone.complaints == []
