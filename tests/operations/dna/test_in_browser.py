"""Two phones at one table in a real browser, one of them without a connection for a while."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from articulator.kernel.models import Unit
from articulator.operations.dna import acts
from articulator.operations.dna.models import Dna, Draft
from tests.identity.elections import scene
from tests.operations.dna.scene import text_of

PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def table(on_disk, live_server) -> Dna:
    scene.found()
    return acts.begin(scene.ada(), Unit.objects.get(slug="leith"))


@pytest.fixture
def phone(browser, live_server, table):
    """Opens a phone of its own at the table, in one of its fields."""
    opened = []

    def sit(field: str) -> Page:
        context = browser.new_context(**PHONE)
        opened.append(context)
        page = context.new_page()
        page.goto(f"{live_server.url}{reverse('dna:join')}?code={table.code}")
        with page.expect_navigation():
            page.get_by_role("button", name="Sit down at this table").click()
        page.goto(f"{live_server.url}{reverse('dna:write', args=[table.pk, field])}")
        return page

    yield sit
    for context in opened:
        context.close()


def says(page: Page, words: str) -> None:
    expect(page.locator("[data-says]")).to_contain_text(words)


def test_a_text_written_without_a_connection_arrives_once_when_it_is_back(phone, table):
    page = phone("want")
    page.context.set_offline(True)
    page.get_by_label("Our answer").fill("Dry homes by winter.")
    says(page, "No connection")
    page.context.set_offline(False)
    says(page, "Saved.")
    page.get_by_label("Our answer").fill("Dry homes by winter, for all.")
    says(page, "Saved.")
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("Dry homes by winter, for all.")).to_be_visible()
    texts = list(Draft.objects.order_by("number").values_list("text", flat=True))
    assert texts == ["Dry homes by winter.", "Dry homes by winter, for all."]


def test_an_answer_that_got_lost_on_the_way_back_doubles_nothing(phone, table):
    page, lost = phone("want"), []

    def lose(route):
        """The house has it, and the phone does not learn so."""
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())
            return route.abort()
        return route.continue_()

    page.route("**/write/want", lose)
    page.get_by_label("Our answer").fill("Dry homes.")
    says(page, "Saved.")
    assert (len(lost), Draft.objects.count(), text_of(table, "want")) == (1, 1, "Dry homes.")


def test_a_phone_that_was_closed_without_a_connection_brings_its_text_back(phone, table):
    page = phone("want")
    page.context.set_offline(True)
    page.get_by_label("Our answer").fill("Warm homes.")
    says(page, "No connection")
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_label("Our answer")).to_have_value("Warm homes.")
    says(page, "Saved.")
    assert text_of(table, "want") == "Warm homes."


def test_two_phones_in_one_field_keep_both_texts_and_lead_to_the_choice(phone, table):
    first, second = phone("want"), phone("want")
    first.get_by_label("Our answer").fill("Dry homes.")
    says(first, "Saved.")
    second.get_by_label("Our answer").fill("Warm homes.")
    says(second, "Both texts are kept")
    second.get_by_role("link", name="See both").click()
    for words in ("Dry homes.", "Warm homes."):
        expect(second.get_by_role("main")).to_contain_text(words)
    report = Axe().run(second).response["violations"]
    assert [one["id"] for one in report if one["impact"] in {"serious", "critical"}] == []
    second.get_by_role("button", name="Take this one").click()
    expect(second.get_by_text("Warm homes.")).to_be_visible()
    assert text_of(table, "want") == "Warm homes."


def test_the_page_of_the_table_follows_by_itself(phone, table):
    writer, reader = phone("want"), phone("deed")
    reader.goto(reader.url.partition("/write/")[0])
    writer.get_by_label("Our answer").fill("Dry homes.")
    says(writer, "Saved.")
    expect(reader.get_by_text("Dry homes.")).to_be_visible(timeout=10_000)
    assert not reader.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_without_scripts_two_phones_choose_too(browser, live_server, table):
    context = browser.new_context(java_script_enabled=False, **PHONE)
    page = context.new_page()
    page.goto(f"{live_server.url}{reverse('dna:join')}?code={table.code}")
    page.get_by_role("button", name="Sit down at this table").click()
    page.get_by_role("button", name="Write here").nth(1).click()
    page.get_by_label("Our answer").fill("Dry homes.")
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("Dry homes.")).to_be_visible()
    context.close()
