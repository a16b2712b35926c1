"""What only a browser can show: ranking by buttons and keys, and axe's judgement of every part."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from articulator.kernel.templatetags import ui
from tests.kernel.test_ui import STATIC

CAST = ("Ada Okafor", "Ben Castell", "Cleo Marsh", "Dev Patel")


@pytest.fixture
def page(browser):
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture
def ballot(page):
    rows = [{"name": name[:3].lower(), "label": name} for name in CAST]
    total = "<p data-rank-total></p>"
    page.set_content(f"<form>{ui.ranking(rows, 'Who?').split('<script')[0]}{total}</form>")
    page.add_script_tag(path=STATIC / "rank.js", type="module")
    page.wait_for_selector("[data-rank=on]")
    return page


def press(ballot, *names: str):
    for name in names:
        ballot.get_by_role("button", name=name).click()


def ranked(ballot) -> str:
    """The form's own truth: what would be sent, in the order in which rows stand."""
    return ballot.evaluate("new URLSearchParams(new FormData(document.forms[0])).toString()")


def says(ballot) -> str:
    return ballot.get_by_role("status").text_content()


def focused(ballot) -> str:
    return ballot.evaluate("document.activeElement.getAttribute('aria-label')")


def test_buttons_write_the_numbers_and_order_the_rows(ballot):
    press(ballot, "Add as next choice: Cleo Marsh", "Add as next choice: Ada Okafor")
    assert ranked(ballot) == "cle=1&ada=2&ben=&dev="
    assert says(ballot) == "Ada Okafor is now choice 2 of 2."
    assert ballot.text_content("[data-rank-total]") == "You rank 2 of 4."
    press(ballot, "Move up: Ada Okafor")
    assert ranked(ballot) == "ada=1&cle=2&ben=&dev="
    press(ballot, "Remove: Ada Okafor")
    assert ranked(ballot) == "cle=1&ada=&ben=&dev="
    assert says(ballot) == "Ada Okafor is no longer ranked."


def test_arrow_keys_move_a_row_and_keep_the_focus_on_it(ballot):
    press(ballot, *(f"Add as next choice: {name}" for name in CAST[:3]))
    ballot.get_by_role("button", name="Move up: Cleo Marsh").focus()
    ballot.keyboard.press("ArrowUp")
    ballot.keyboard.press("ArrowUp")
    assert ranked(ballot) == "cle=1&ada=2&ben=3&dev="
    assert focused(ballot) == "Move up: Cleo Marsh"
    ballot.keyboard.press("ArrowUp")
    assert says(ballot) == "Cleo Marsh is already your first choice."
    ballot.keyboard.press("ArrowDown")
    assert ranked(ballot) == "ada=1&cle=2&ben=3&dev="


def test_the_keyboard_alone_is_enough(ballot):
    ballot.get_by_role("button", name="Add as next choice: Dev Patel").focus()
    ballot.keyboard.press("Enter")
    assert ranked(ballot) == "dev=1&ada=&ben=&cle="
    assert focused(ballot) == "Move up: Dev Patel"


def test_typed_numbers_are_kept_as_typed(ballot):
    ballot.get_by_label("Dev Patel", exact=True).fill("3")
    ballot.get_by_label("Ben Castell", exact=True).fill("1")
    ballot.get_by_label("Ben Castell", exact=True).blur()
    assert ranked(ballot) == "ada=&ben=1&cle=&dev=3"


def test_a_number_typed_twice_is_said_at_once(ballot):
    for name in CAST[:2]:
        ballot.get_by_label(name, exact=True).fill("1")
    ballot.get_by_label(CAST[1], exact=True).blur()
    assert says(ballot) == "Two rows have the number 1. Give each a number of its own."


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_axe_finds_nothing_wrong_with_any_part(browser, live_server, width, scheme):
    size = {"width": width, "height": 900}
    page = browser.new_page(viewport=size, color_scheme=scheme, bypass_csp=True)
    page.goto(f"{live_server.url}/ui")
    found = Axe().run(page).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
    assert wide == width
