"""The desk at the door in real browsers without a network: each person once (R-137, check 3)."""

import re

from playwright.sync_api import expect

PHONE = {"width": 360, "height": 740}


def ticket(enter, path: str) -> str:
    """A newcomer takes a place from the poster's page, without an account; the ticket's address."""
    page = enter(viewport=PHONE)
    page.goto(path)
    page.get_by_label("What shall we call you?").fill("Somebody")
    page.get_by_role("button", name="Count me in").click()
    expect(page.get_by_role("heading", name="You are on the list")).to_be_visible()
    return page.url


def desk(enter, address: str):
    page = enter(viewport=PHONE)
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()  # from now on the worker answers
    return page


def let_in(page, said: str) -> None:
    page.get_by_label("Ticket, or a name").fill(said)
    page.get_by_role("button", name="Let them in").click()
    expect(page.locator("[data-desk-says]")).to_contain_text("Welcome")


def count(page) -> int:
    return int(page.locator("[data-desk-there]").inner_text())


def test_two_desks_without_a_network_let_in_everyone_once(enter):
    host = enter("secretary")
    host.goto("/operations/gatherings/")
    host.get_by_role("link", name="A winter that we can pay for").click()
    expect(host.get_by_role("link", name="For hosts")).to_be_visible()
    path = host.url
    host.get_by_role("link", name="For hosts").click()
    address = host.get_by_role("link", name="Open the desk").get_attribute("href")
    address = re.sub(r"https?://[^/]+", "", address)
    tickets = [ticket(enter, path) for _ in range(2)]
    desks = [desk(enter, address) for _ in range(2)]
    before = count(desks[0])
    for number, page in enumerate(desks):
        page.context.set_offline(True)
        page.reload()
        let_in(page, tickets[0])
        let_in(page, f"Walk-in {number}")
        page.goto(tickets[1])  # as the phone's own camera opens it
        expect(page.locator("[data-desk-queue]")).to_contain_text("3 not sent yet")
        expect(page.locator("[data-desk-there]")).to_have_text(str(before + 3))
    for page in reversed(desks):
        page.context.set_offline(False)
        page.evaluate("dispatchEvent(new Event('online'))")
        expect(page.locator("[data-desk-queue]")).to_have_text("Everything is sent.")
    desks[1].evaluate("dispatchEvent(new Event('online'))")
    expect(desks[1].locator("[data-desk-there]")).to_have_text(str(before + 4))
    assert [words for page in desks for words in page.complaints if "ERR_" not in words] == []
