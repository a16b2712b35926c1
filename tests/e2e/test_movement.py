"""Somebody looks at a map of 500 groups on a phone and can say which gap to close."""

import json

from playwright.sync_api import expect

PHONE = {"width": 360, "height": 740}
FUNCTIONS = ("Smashing", "Taming", "Building", "Healing")
SPHERES = (
    "Technology and organisation", "Relation to nature", "Relations between people",
    "How people see the world", "Work and production", "Institutions and law",
    "Daily life and care",
)  # fmt: skip
WAIT = 20_000


def five_hundred() -> bytes:
    """Groups in every place but one, as Kumu would write them."""
    places = [(f, s) for s in SPHERES for f in FUNCTIONS if (f, s) != ("Healing", SPHERES[4])]
    elements = [
        {"label": f"Neighbours {at:03}", "function": places[at % 27][0],
         "sphere": places[at % 27][1]}
        for at in range(500)
    ]  # fmt: skip
    lines = [{"from": f"Neighbours {at:03}", "to": f"Neighbours {(7 * at + 1) % 500:03}"}
             for at in range(500)]  # fmt: skip
    return json.dumps({"elements": elements, "connections": lines}).encode()


def test_a_map_comes_in_and_its_words_say_which_gap_to_close(enter):
    secretary = enter("secretary")
    secretary.goto("/intelligence/movement/")
    secretary.get_by_role("link", name="Bring a map").click()
    file = {"name": "old.json", "mimeType": "application/json", "buffer": five_hundred()}
    secretary.get_by_label("The map").set_input_files(file)
    secretary.get_by_role("button", name="Bring it").click()
    expect(secretary.get_by_role("heading", name="The map is in")).to_be_visible(timeout=WAIT)

    phone = enter("member", viewport=PHONE)
    phone.goto("/intelligence/movement/")
    gap = phone.locator("section", has=phone.get_by_role("heading", name="The gap to close first"))
    expect(gap.locator("strong").first).to_have_text("Nobody heals in Work and production.")
    expect(gap).to_contain_text("so few are hardly chance")
    expect(gap.get_by_role("listitem")).to_have_count(3)
    tops = [phone.locator(part).first.bounding_box()["y"]
            for part in ("section strong", "section table", "section svg[role=img]")]  # fmt: skip
    assert tops == sorted(tops)
    assert tops[0] < 740  # what is missing stands on the first screen
    gap.get_by_role("listitem").first.get_by_role("link").click()
    expect(phone.get_by_text("Healing", exact=True)).to_be_visible(timeout=WAIT)


def test_a_secretary_asks_two_groups_whether_they_want_to_meet(enter):
    secretary = enter("secretary")
    secretary.goto("/intelligence/movement/brokerage")
    secretary.locator(".list a.button").first.click()
    secretary.get_by_label("Why should they meet?").fill("One cooks, the other is hungry.")
    secretary.get_by_role("button", name="Ask both").click()
    expect(secretary.get_by_role("heading", name="What both say")).to_be_visible(timeout=WAIT)
    expect(secretary.get_by_text("has not answered")).to_have_count(2)
