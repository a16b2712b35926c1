"""The list in the hand, in a real browser: a week without a network, killed, seized (check 2)."""

import re

from playwright.sync_api import Page, expect

PHONE = {"width": 360, "height": 740}
CANARY = "Canarybird in the boiler room"
PATIENCE = 20_000
# Everything that the browser keeps for the page, as whoever has the phone would look at it.
DUMP = """async () => {
  const found = [];
  const text = (value) => JSON.stringify(value, (_, one) =>
    one instanceof ArrayBuffer || ArrayBuffer.isView(one) ? new TextDecoder().decode(one) : one);
  for (const { name } of await indexedDB.databases()) {
    const asked = indexedDB.open(name);
    const base = await new Promise((yes) => { asked.onsuccess = () => yes(asked.result); });
    for (const store of base.objectStoreNames) {
      const rows = base.transaction(store).objectStore(store);
      const all = (ask) => new Promise((yes) => { ask.onsuccess = () => yes(ask.result); });
      found.push(name, store, text(await all(rows.getAllKeys())), text(await all(rows.getAll())));
    }
    base.close();
  }
  for (const storage of [localStorage, sessionStorage]) found.push(text({ ...storage }));
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      found.push(request.url, await (await cache.match(request)).text());
    }
  }
  found.push(document.cookie, location.href, text(history.state));
  return found.join("\\n");
}"""


def link_for(host: Page, carrier: str) -> str:
    """The secretary gives a list out; the address of the one-time link."""
    host.goto("/operations/fieldwork/")
    host.get_by_role("link", name="Between the quay and the mill").click()
    host.get_by_label("Who carries it?").fill(carrier)
    host.get_by_role("button", name="Make a link for them").click()
    said = host.locator("code", has_text="/operations/fieldwork/").inner_text()
    return re.sub(r"https?://[^/]+", "", said)


def take(enter, host: Page, carrier: str) -> Page:
    """A phone takes the list, and is ready for a week without a network."""
    page = enter(viewport=PHONE)
    page.set_default_timeout(PATIENCE)
    page.goto(link_for(host, carrier))
    page.get_by_role("button", name="Take it with this phone").click()
    expect(page.get_by_role("heading", name="Between the quay and the mill")).to_be_visible()
    expect(page.locator("[data-walk]")).to_have_attribute("data-ready", "yes", timeout=PATIENCE)
    return page


def reopen(page: Page) -> Page:
    """The phone died: the page is gone, another one opens what is kept."""
    address, context = page.url, page.context
    page.close()
    again = context.new_page()
    again.set_default_timeout(PATIENCE)
    again.complaints = page.complaints
    again.goto(address)
    return again


def begin(page: Page) -> str:
    """Go to the next door, where they talk; its number."""
    page.get_by_role("button", name=re.compile("^Next: ")).click()
    number = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("button", name="They talk").click()
    return number


def answer(page: Page, words: str) -> None:
    page.get_by_label("What makes life hard here?").fill(words)
    page.get_by_role("button", name="Next").click()
    page.get_by_label("I rent from a company").check()
    page.get_by_label("In their own words").fill(f"{words} again")
    page.get_by_role("button", name="Next").click()
    page.get_by_label("Come to an evening").check()
    page.get_by_role("button", name="Next").click()


def finish(page: Page) -> None:
    page.get_by_role("button", name="No, thanks").click()
    expect(page.get_by_role("heading", name="Theirs to keep")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Next").click()


def state(page: Page):
    return page.locator("[data-walk-state]")


def test_a_seized_phone_shows_no_answer_and_a_killed_one_loses_none(enter):
    host = enter("secretary")
    page = take(enter, host, "Nadia, new phone")
    page.context.set_offline(True)
    page.reload()
    begin(page)
    answer(page, CANARY)
    page.get_by_label("Their mail address").fill("canarybird@example.org")
    assert "Canarybird" not in page.evaluate(DUMP), "while somebody still speaks"
    finish(page)
    number = begin(page)
    page.get_by_label("What makes life hard here?").fill(f"{CANARY}, too")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_label("I rent from a company")).to_be_visible(timeout=PATIENCE)
    page = reopen(page)  # without a network, in the middle of a talk
    expect(page.get_by_role("heading", name="Cut short")).to_be_visible(timeout=PATIENCE)
    dump = page.evaluate(DUMP)
    assert "Ropewalk" in dump, "the dump sees what is there"
    assert not re.search("canarybird|boiler", dump, re.IGNORECASE)
    page.get_by_role("button", name="Keep what was said").click()
    expect(state(page)).to_contain_text("4 not sent yet", timeout=PATIENCE)
    page.get_by_role("button", name=re.compile("^Next: ")).click()
    page.get_by_role("button", name="Nobody there").click()
    expect(state(page)).to_contain_text("5 not sent yet", timeout=PATIENCE)
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(state(page)).to_have_text("Everything is sent.", timeout=PATIENCE)
    host.get_by_role("link", name="Back to").click()
    host.get_by_role("link", name="Nadia, new phone").click()
    expect(host.locator(".figure .value").first).to_have_text("5")
    assert number
    assert not re.search("canarybird|boiler", page.evaluate(DUMP), re.IGNORECASE)
    assert [words for words in page.complaints if "ERR_" not in words] == []


def test_a_list_that_is_called_back_goes_from_the_phone(enter):
    host = enter("secretary")
    page = take(enter, host, "Tom, lost phone")
    host.get_by_role("link", name="Back to").click()
    host.get_by_role("link", name="Tom, lost phone").click()
    host.get_by_role("button", name="Call it back now").click()
    expect(host.get_by_text("Called back.")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_role("heading", name="No list here")).to_be_visible(timeout=PATIENCE)
    assert "Ropewalk" not in page.evaluate(DUMP)
