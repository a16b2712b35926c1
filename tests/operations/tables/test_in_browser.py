"""One evening in real browsers: a desk presses, phone and wall follow, notes survive a cut."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articulator.kernel import clock
from articulator.operations.gatherings import acts as gatherings
from articulator.operations.steps import acts
from articulator.operations.steps.models import Order
from articulator.operations.tables.models import Harvest
from tests.operations.gatherings.scene import HOUR, announced
from tests.operations.tables.scene import noted, people, table
from tests.operations.tables.test_evening import KIT, hung
from tests.operations.training import scene
from tests.people import person

SOON = 20_000  # milliseconds: a busy machine is slower than a room


@pytest.fixture
def evening(on_disk, live_server, settings):
    """An evening that begins now, by the real clock, with all that hangs on its steps."""
    settings.COURSES = scene.COURSES
    scene.found()
    gathering = announced(clock.now() + HOUR / 2)
    order = gatherings.draw_up(person("ada"), gathering, KIT)
    things = hung(order)
    people(gathering, 5)
    return order, things


@pytest.fixture
def pages(browser, live_server):
    phones = browser.new_context(base_url=live_server.url, viewport={"width": 360, "height": 740})
    walls = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 720})
    yield phones.new_page(), walls.new_page()
    phones.close()
    walls.close()


def press(order: Order) -> None:
    fresh = Order.objects.get(pk=order.pk)
    if fresh.on is None:
        acts.start(person("ada"), fresh)
    else:
        acts.go_on(person("ada"), fresh, fresh.on.number)


def serious(page) -> list[str]:
    report = Axe().run(page).response["violations"]
    return [one["id"] for one in report if one["impact"] in {"serious", "critical"}]


def test_a_phone_speaks_finds_its_table_and_brings_something_back_to_the_wall(pages, evening):
    (order, things), (phone, wall) = evening, pages
    phone.goto(f"/operations/gatherings/{order.gathering.pk}/now")
    wall.goto(f"/operations/steps/{order.pk}/screen")
    press(order)
    press(order)
    expect(phone.locator("h1")).to_have_text("Say it", timeout=SOON)
    expect(wall.locator(".shown")).to_contain_text("What hurts here?", timeout=SOON)
    assert serious(wall) == []

    phone.get_by_role("link", name="Say it, and vote").click()
    phone.get_by_role("button", name="Agree", exact=True).click()
    expect(phone.get_by_text("You have voted on 1")).to_be_visible(timeout=SOON)

    press(order)
    expect(phone.locator(".strip")).to_contain_text("Now: Talk", timeout=SOON)
    phone.get_by_role("link", name="To the evening").click()
    phone.get_by_role("link", name="Your table").click()
    phone.get_by_role("button", name="Give me a table").click()
    expect(phone.get_by_text("Your table", exact=True)).to_be_visible(timeout=SOON)
    assert serious(phone) == []
    phone.get_by_role("link", name="The pad of your table").click()

    note = phone.get_by_label("A line for the pad")
    expect(note).to_be_visible(timeout=SOON)
    phone.wait_for_load_state()  # with its script: from now on the pad needs no connection
    phone.context.set_offline(True)
    note.fill("The stairs are dark.")
    phone.get_by_role("button", name="Onto the pad").click()
    expect(phone.locator("[data-says]")).to_contain_text("No connection", timeout=SOON)
    phone.context.set_offline(False)
    expect(phone.locator("[data-notes]")).to_contain_text("The stairs are dark.", timeout=SOON)
    number = int(phone.url.rpartition("/")[2])
    assert noted(table(things[3], number)) == ["The stairs are dark."]
    assert serious(phone) == []

    phone.get_by_label("2 to 5 points, one a line").fill("Light on the stairs.\nA bench.")
    phone.get_by_role("button", name="This is what we bring").click()
    expect(phone.get_by_text("Change it")).to_be_visible(timeout=SOON)
    assert list(Harvest.objects.get().points) == ["Light on the stairs.", "A bench."]

    press(order)
    expect(wall.locator(".shown")).to_contain_text("A rent strike?", timeout=SOON)
    press(order)
    expect(wall.locator(".shown")).to_contain_text("Light on the stairs.", timeout=SOON)
