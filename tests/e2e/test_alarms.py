"""Somebody taps on a phone without a name, and reads by their link what came of it (R-74)."""

import re

from playwright.sync_api import expect

PHONE = {"viewport": {"width": 360, "height": 740}}
PATIENCE = 20_000


def test_an_alarm_is_raised_in_one_tap_and_answered(enter):
    secretary = enter("secretary", **PHONE)
    secretary.goto("/intelligence/signals/")
    raising = secretary.get_by_role("link", name="Raise an alarm").get_attribute("href")

    nobody = enter(java_script_enabled=False, **PHONE)
    nobody.goto(raising)
    nobody.get_by_role("button", name="Attack or threat").click()
    expect(nobody.get_by_role("heading", name="Your alarm")).to_be_visible(timeout=PATIENCE)
    expect(nobody.get_by_text("Branch secretary").first).to_be_visible(timeout=PATIENCE)
    mine = nobody.url

    secretary.reload()
    secretary.get_by_role("link", name="Attack or threat", exact=True).click()
    secretary.get_by_role("textbox", name="What will you do?").fill("Three of us come now.")
    secretary.get_by_role("button", name="Answer it").click()
    expect(secretary.get_by_text("the case is open")).to_be_visible(timeout=PATIENCE)
    secretary.get_by_role("textbox", name=re.compile(r"^What\?")).fill("Stand at the door")
    secretary.get_by_label("By when?").fill("2099-01-01")
    secretary.get_by_role("button", name="Take it on").click()
    expect(secretary.get_by_role("heading", name="Stand at the door")).to_be_visible(
        timeout=PATIENCE
    )
    assert secretary.complaints == []

    nobody.goto(mine)
    expect(nobody.get_by_text("Three of us come now.")).to_be_visible(timeout=PATIENCE)
    assert nobody.complaints == []
