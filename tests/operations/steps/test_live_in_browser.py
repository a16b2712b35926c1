"""Pages that live, in a real browser: they follow a press, say how old they are, and catch up."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articulator.kernel import clock
from articulator.operations.steps import acts
from articulator.operations.steps.models import Order
from tests.operations.steps.scene import evening
from tests.operations.training import scene
from tests.people import person

COUNTING = re.compile(r"\d+:\d\d")  # a busy machine may have let a minute pass


@pytest.fixture
def order(live_server, settings):
    """On since a moment ago, by the real clock."""
    settings.COURSES = scene.COURSES
    scene.found()
    made = evening(begins_at=clock.now())
    return acts.start(person("ada"), made)


@pytest.fixture
def context(browser, live_server):
    opened = browser.new_context(base_url=live_server.url, viewport={"width": 360, "height": 740})
    yield opened
    opened.close()


def go_on(order):
    now = Order.objects.get(pk=order.pk)
    acts.go_on(person("ada"), now, now.on.number)


def serious(page):
    report = Axe().run(page).response["violations"]
    return [one["id"] for one in report if one["impact"] in {"serious", "critical"}]


def test_phone_and_wall_follow_a_press_and_count_down(context, order):
    phone, wall = context.new_page(), context.new_page()
    phone.goto(f"/operations/steps/{order.pk}")
    wall.goto(f"/operations/steps/{order.pk}/screen")
    for page in (phone, wall):
        expect(page.locator("h1")).to_have_text("Come in")
        expect(page.locator(".countdown")).to_contain_text(COUNTING)
        assert serious(page) == []
    go_on(order)
    phone.bring_to_front()
    expect(phone.locator("h1")).to_have_text("Talk")
    expect(phone.locator("[data-live-says]")).to_contain_text("Now: Talk.")
    expect(wall.locator("h1")).to_have_text("Talk")
    expect(wall.locator(".countdown")).to_contain_text(re.compile(r"1\d:\d\d"))


def test_a_lost_connection_says_how_old_the_page_is_and_catches_up(context, order):
    page = context.new_page()
    page.goto(f"/operations/steps/{order.pk}")
    context.set_offline(True)
    go_on(order)
    expect(page.locator("[data-live-age]")).to_contain_text("seconds old")
    expect(page.locator("h1")).to_have_text("Come in")
    context.set_offline(False)
    expect(page.locator("h1")).to_have_text("Talk")
    expect(page.locator("[data-live-age]")).to_be_hidden()


def test_what_somebody_opened_stays_open_when_the_page_changes(context, order):
    page = context.new_page()
    page.goto(f"/operations/steps/{order.pk}")
    page.get_by_text("The whole order").click()
    go_on(order)
    expect(page.locator("h1")).to_have_text("Talk")
    expect(page.locator("#all h3").first).to_be_visible()


def test_a_helper_presses_at_the_desk_without_scripts(browser, live_server, order):
    desk = acts.lend(person("ada"), order, "The laptop")
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/operations/steps/by/{desk.token}")
    page.get_by_role("button", name="Next: Talk").click()
    expect(page.locator("h1")).to_have_text("Talk")
    expect(page.locator(".countdown")).to_have_text("20 min")
    context.close()
