"""A phone votes in a real browser, and loses its connection in the middle."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articulator.kernel import clock
from articulator.operations.statements.models import Vote
from tests.identity.elections import scene as elections
from tests.operations.statements.scene import asked

PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def room(on_disk, live_server):
    """A conversation that is open now, by the real clock."""
    elections.found()
    now = clock.now()
    return asked(
        opens_at=now, closes_at=now + timedelta(hours=3),
        answer_due=(now + timedelta(days=30)).date(),
    )  # fmt: skip


@pytest.fixture
def page(browser, live_server, room):
    context = browser.new_context(base_url=live_server.url, **PHONE)
    yield context.new_page()
    context.close()


def test_a_vote_that_found_no_connection_says_so_and_counts_once_when_it_is_tapped_again(
    page, room
):
    page.goto(room.get_absolute_url())
    page.context.set_offline(True)
    page.get_by_role("button", name="Agree", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("your tap has not arrived")
    page.context.set_offline(False)
    page.get_by_role("button", name="Agree", exact=True).click()
    expect(page.get_by_text("You have voted on 1")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    assert Vote.objects.by_rule("a test").count() == 1


def test_the_page_in_the_hand_has_no_serious_fault_and_does_not_scroll_sideways(page, room):
    page.goto(room.get_absolute_url())
    report = Axe().run(page).response["violations"]
    assert [one["id"] for one in report if one["impact"] in {"serious", "critical"}] == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
