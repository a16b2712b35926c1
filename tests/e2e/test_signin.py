"""Ways into the house, in a real browser: an authenticator, recovery codes, passkeys, devices."""

import re
import time
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

SECRETARY, MEMBER = "secretary@demo.example", "member@demo.example"
STICK = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def digits(secret: str, after: str = "") -> str:
    """What the app shows; waits for the next if it still shows what was used before."""
    while True:
        code = format_hotp_value(hotp_value(secret, int(time.time() // 30)))
        if code != after:
            return code
        time.sleep(1)


def accessible(page: Page) -> None:
    page.wait_for_load_state()
    report = Axe().run(page).response["violations"]
    assert [f"{page.url} {one['id']}" for one in report] == []


def main_button(page: Page, name: str):
    return page.get_by_role("main").get_by_role("button", name=name, exact=True)


def newest_code(page: Page) -> str:
    """The last code among the demo's letters, read in a tab of its own; empty if there is none."""
    tab = page.context.new_page()
    tab.goto("/demo/letters")
    code = re.search(r"^[A-Z]{4}-[A-Z]{4}$", tab.locator("main").inner_text(), re.MULTILINE)
    tab.close()
    return code[0] if code else ""


def ask_and_enter_code(page: Page, address: str) -> None:
    before = newest_code(page)
    page.goto("/account/login/")
    page.get_by_label("Mail address").first.fill(address)
    main_button(page, "Send me a code").click()
    end = time.monotonic() + 60
    while (code := newest_code(page)) == before:
        assert time.monotonic() < end, "no letter came"
        time.sleep(0.3)
    page.get_by_label("Code").fill(code)
    main_button(page, "Sign in").click()


def sign_out(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("banner").get_by_role("button", name="Sign out").click()


@pytest.fixture
def at_localhost(demo, contexts) -> Callable[..., Page]:
    """A page at a name instead of a number: browsers keep passkeys for names alone."""

    def open_page(**options) -> Page:
        page = contexts(base_url=demo.replace("127.0.0.1", "localhost"), **options).new_page()
        page.set_default_timeout(30_000)
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("console", lambda m: m.type == "error" and page.complaints.append(m.text))
        return page

    return open_page


def test_an_officer_is_led_to_an_authenticator_and_signs_in_with_it(enter):
    page = enter()
    ask_and_enter_code(page, SECRETARY)
    expect(page.get_by_role("heading", name="Your office needs a second key")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Set up an authenticator app").click()
    page.get_by_text("No camera? Type this key").click()
    secret = page.locator("details code").inner_text()
    used = digits(secret)
    page.get_by_label("Code").fill(used)
    main_button(page, "Start using it").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    accessible(page)
    codes = page.locator("pre").inner_text().split()
    assert len(codes) == 10
    page.goto("/")
    expect(page.get_by_text("Your office needs a second key.")).to_have_count(0)

    sign_out(page)
    ask_and_enter_code(page, SECRETARY)
    expect(page.get_by_role("heading", name="And now the second step")).to_be_visible()
    accessible(page)
    page.get_by_label("Code").fill("000000")
    main_button(page, "Sign in").click()
    expect(page.get_by_text("This is not the code.")).to_be_visible()
    page.get_by_label("Code").fill(digits(secret, used))
    main_button(page, "Sign in").click()
    expect(page.get_by_text("You are signed in.")).to_be_visible()

    sign_out(page)
    ask_and_enter_code(page, SECRETARY)
    page.get_by_label("Code").fill(codes[0])
    main_button(page, "Sign in").click()
    expect(page.get_by_text("You are signed in.")).to_be_visible()
    page.goto("/account/")
    expect(page.get_by_text("9 of 10 left.")).to_be_visible()
    accessible(page)
    with page.expect_download() as download:
        page.goto("/account/recovery-codes/")
        page.get_by_role("link", name="Download them").click()
    assert download.value.path().read_text().split() == codes[1:]
    page.goto("/account/")
    page.get_by_role("link", name="Stop using the app").click()
    accessible(page)
    main_button(page, "Stop using it").click()
    expect(page.get_by_text("The authenticator app is no longer used.")).to_be_visible()
    assert page.complaints == []


def test_a_member_adds_a_passkey_and_signs_in_with_it_alone(at_localhost):
    page = at_localhost(viewport={"width": 360, "height": 740})
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    stick = device.send("WebAuthn.addVirtualAuthenticator", {"options": STICK})["authenticatorId"]
    page.goto("/demo")
    with page.expect_navigation():
        page.locator('form[action$="/demo/member"] button').click()
    page.get_by_role("link", name=re.compile("Your sign-in")).click()
    page.get_by_role("main").get_by_role("link", name="Add a passkey").first.click()
    accessible(page)
    page.get_by_label("Name").fill("Maya’s phone")
    main_button(page, "Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.get_by_role("link", name="I have them").click()
    expect(page.get_by_text("Maya’s phone")).to_be_visible()
    (kept,) = device.send("WebAuthn.getCredentials", {"authenticatorId": stick})["credentials"]
    assert (kept["isResidentCredential"], kept["rpId"]) == (True, "localhost")

    sign_out(page)
    page.goto("/account/login/")
    device.send("WebAuthn.setUserVerified", {"authenticatorId": stick, "isUserVerified": False})
    main_button(page, "Use my passkey").click()
    expect(page.get_by_text("No passkey was used.")).to_be_visible()
    device.send("WebAuthn.setUserVerified", {"authenticatorId": stick, "isUserVerified": True})
    main_button(page, "Use my passkey").click()
    expect(page.get_by_text("You are signed in.")).to_be_visible()
    expect(page.get_by_role("banner")).to_contain_text("Maya Lindqvist")

    page.goto("/account/passkeys/")
    page.get_by_role("link", name="Rename Maya’s phone").click()
    page.get_by_label("Name").fill("The blue phone")
    main_button(page, "Save the name").click()
    accessible(page)
    page.get_by_role("link", name="Remove The blue phone").click()
    main_button(page, "Remove it").click()
    expect(page.get_by_text("You have no passkey yet")).to_be_visible()
    assert page.complaints == []


def test_a_passkey_is_the_second_step_after_a_code(at_localhost):
    page = at_localhost()
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": STICK})
    page.goto("/demo")
    with page.expect_navigation():
        page.locator('form[action$="/demo/member"] button').click()
    page.goto("/account/passkeys/add/")
    main_button(page, "Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    sign_out(page)
    ask_and_enter_code(page, MEMBER)
    expect(page.get_by_role("heading", name="And now the second step")).to_be_visible()
    accessible(page)
    main_button(page, "Use my passkey").click()
    expect(page.get_by_text("You are signed in.")).to_be_visible()
    page.goto("/account/passkeys/")
    page.get_by_role("link", name="Remove").click()
    main_button(page, "Remove it").click()
    expect(page.get_by_text("You have no passkey yet")).to_be_visible()
    assert page.complaints == []


def test_passkeys_are_explained_where_the_address_is_a_number(enter):
    page = enter("member")
    page.goto("/account/passkeys/add/")
    expect(page.get_by_text("Browsers keep passkeys only for addresses")).to_be_visible()
    page.get_by_role("link", name="Set up an authenticator app instead").click()
    expect(page.get_by_label("Code")).to_be_visible()
    assert page.complaints == []


def test_a_member_sees_two_devices_and_signs_the_other_out(enter):
    phone = enter("member", user_agent="Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari")
    desk = enter("member")
    desk.goto("/account/sessions/")
    expect(desk.get_by_role("heading", name="Chrome on Android")).not_to_have_count(0)
    expect(desk.get_by_text("this device")).to_have_count(1)
    accessible(desk)
    main_button(desk, "Sign out all others").click()
    expect(desk.get_by_text("All your other devices are signed out.")).to_be_visible()
    expect(desk.get_by_role("heading", name="Chrome on Android")).to_have_count(0)
    phone.goto("/account/sessions/")
    expect(phone.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    assert desk.complaints == []


def test_everything_but_passkeys_works_without_javascript(at_localhost):
    page = at_localhost(java_script_enabled=False)
    page.goto("/account/login/")
    expect(page.get_by_text("Passkeys need JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name="Use my passkey")).to_be_hidden()
    ask_and_enter_code(page, MEMBER)
    expect(page.get_by_text("You are signed in.")).to_be_visible()
    assert page.complaints == []
