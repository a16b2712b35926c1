"""What each persona comes to do, done in a real browser, one after the other (R-21, R-41)."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

PHONE = {"viewport": {"width": 360, "height": 740}}


def open_election(page: Page, title: str) -> None:
    page.goto("/identity/elections/")
    page.get_by_role("link", name=re.compile(title)).first.click()


def test_a_visitor_reads_the_constitution_and_follows_a_count(enter):
    page = enter()
    page.goto("/identity/constitution/")
    page.get_by_role("link", name="Read the one in force").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("A New Kind of Party")
    page.goto("/identity/elections/")
    page.get_by_role("link", name="See the count").click()
    expect(page.get_by_role("heading", name="Elected", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="Stage 1 First choices")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="The ballots (BLT)").click()
    assert Path(download.value.path()).read_text().startswith("24 8\n")
    assert page.complaints == []


def test_a_visitor_cannot_vote_but_is_led_to_sign_in(enter):
    page = enter()
    open_election(page, "Council, second half")
    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    expect(page.get_by_role("button", name="Send me a code")).to_be_visible()


def test_a_member_votes_on_a_phone_with_buttons_and_keys(enter):
    page = enter("member", **PHONE)
    page.get_by_role("link", name="Vote in the open election").click()
    expect(page.locator("[data-rank=on]")).to_be_visible()
    names = page.locator("[data-rank-row] > div > label").all_inner_texts()
    page.get_by_role("button", name=f"Add as next choice: {names[2]}").click()
    page.get_by_role("button", name=f"Add as next choice: {names[0]}").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("spinbutton", name=names[2])).to_have_value("1")
    expect(page.get_by_role("spinbutton", name=names[0])).to_have_value("2")
    page.get_by_role("button", name=f"Move up: {names[0]}").click()
    expect(page.get_by_role("spinbutton", name=names[0])).to_have_value("1")
    page.get_by_role("button", name="Put it in the box").click()
    expect(page.get_by_role("heading", name="You have voted")).to_be_visible()
    open_election(page, "Council, second half")
    expect(page.get_by_text("Your ballot is in the box")).to_be_visible()
    expect(page.get_by_role("link", name="Vote", exact=True)).to_have_count(0)
    assert page.complaints == []


def test_somebody_votes_without_javascript_and_mends_a_mistake(enter):
    page = enter("council", java_script_enabled=False)
    open_election(page, "Council, second half")
    page.get_by_role("link", name="Vote", exact=True).click()
    expect(page.get_by_role("button", name="Put it in the box")).to_be_visible()
    names = page.locator("[data-rank-row] > div > label").all_inner_texts()
    page.get_by_role("spinbutton", name=names[0]).fill("1")
    page.get_by_role("spinbutton", name=names[1]).fill("3")
    page.get_by_role("button", name="Put it in the box").click()
    expect(page.get_by_text("without gaps")).to_be_visible()
    expect(page.get_by_role("spinbutton", name=names[1])).to_have_value("3")
    page.get_by_role("spinbutton", name=names[1]).fill("2")
    page.get_by_role("button", name="Put it in the box").click()
    expect(page.get_by_role("heading", name="You have voted")).to_be_visible()


def test_a_member_stands_for_election(enter):
    page = enter("member")
    open_election(page, "Disputes and appeals panel")
    page.get_by_role("link", name="Stand for election").click()
    page.get_by_label("Why should people vote for you?").fill("I listen before I judge.")
    page.get_by_label(re.compile("I accept the statement of principles")).check()
    page.get_by_role("button", name="Stand").click()
    expect(page.get_by_text("I listen before I judge.")).to_be_visible()
    assert page.complaints == []


def test_the_returning_officer_counts_a_closed_election(enter):
    page = enter("officer")
    open_election(page, "organising group")
    page.get_by_role("button", name="Count the votes and declare").click()
    expect(page.get_by_role("heading", name="Elected", exact=True)).to_be_visible()
    expect(page.locator(".people li")).to_have_count(6)
    assert page.complaints == []


def test_everyone_knows_their_chance_before_the_draw(enter):
    page = enter("member")
    page.get_by_role("link", name="Council: the other 4 seats by lot").click()
    expect(page.get_by_text("your chance to be drawn")).to_be_visible()
    expect(page.get_by_role("heading", name="The seed")).to_have_count(0)
    assert page.complaints == []


def test_the_returning_officer_draws_with_a_public_seed(enter):
    page = enter("officer")
    page.get_by_role("link", name="Council: the other 4 seats by lot").click()
    page.get_by_label(re.compile("The seed, exactly")).fill(
        "2 5 5 1 3 6 4 4 1 2 6 5 3 3 1 4 2 6 5 1"
    )
    page.get_by_label(re.compile("It was fixed in public")).check()
    page.get_by_role("button", name="Draw").click()
    expect(page.get_by_text("The lot has been drawn")).to_be_visible()
    expect(page.get_by_text("4 not answered yet")).to_be_visible()
    assert page.complaints == []


def test_somebody_whom_the_lot_has_chosen_takes_the_seat(enter):
    page = enter("drawn", **PHONE)
    page.get_by_role("link", name="Answer the invitation").click()
    page.get_by_role("button", name="Yes, I take the seat").click()
    expect(page.get_by_role("heading", name="The seat is yours")).to_be_visible()
    page.get_by_role("link", name="Meet the body").click()
    expect(page.get_by_role("heading", name=re.compile("Chosen by lot"))).to_be_visible()
    expect(page.get_by_role("button", name="Give up this seat")).to_be_visible()
    assert page.complaints == []


def test_a_newcomer_goes_on_with_the_training_on_a_phone_without_javascript(enter):
    page = enter("newcomer", java_script_enabled=False, **PHONE)
    page.get_by_role("link", name="Your training").click()
    page.get_by_role("link", name="Go on where you were").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("In the chair")
    page.get_by_role("button", name="Check my answers").click()
    expect(page.get_by_text("3 of 3 questions are not right yet")).to_be_visible()
    for answer in ("Give the tables six minutes", "Consent: does anybody", "Agreed by 14 to 5",
                   "Bea asks the school"):  # fmt: skip
        page.get_by_label(re.compile(answer)).check()
    page.get_by_role("button", name="Check my answers").click()
    expect(page.get_by_text("Right, and this module is done.")).to_be_visible()
    page.get_by_role("link", name="Next module").click()
    expect(page.get_by_text("Module 4 of 8")).to_be_visible()
    assert page.complaints == []


def test_a_trainer_plans_a_training_and_records_who_came(enter):
    page = enter("trainer")
    page.goto("/operations/training/")
    page.get_by_role("link", name="Plan a training").click()
    page.get_by_label("Which course?").select_option(label="How the organisation works")
    page.get_by_label("Where does it belong?").select_option(label="Federation of the Five Shores")
    page.get_by_label("When does it begin?").fill("2026-01-05T19:00")
    page.get_by_label("Where?", exact=True).fill("Trades hall")
    page.get_by_role("button", name="Announce it").click()
    page.get_by_label(re.compile("Others, by their mail address")).fill("secretary@demo.example")
    page.get_by_role("button", name="Record them").click()
    expect(page.get_by_role("heading", name="Recorded")).to_be_visible()
    expect(page.get_by_text("Rosa Delgado")).to_be_visible()
    assert page.complaints == []


def test_a_change_of_a_course_is_proposed_and_its_adoption_recorded(enter):
    page = enter("officer")
    page.goto("/operations/training/how_the_party_works/texts")
    page.get_by_role("link", name=re.compile("^Version 2")).click()
    expect(page.locator("ins")).to_have_text(re.compile("Write the name of your branch secretary"))
    page.get_by_label("When?").fill("2026-03-01")
    page.get_by_label("Votes for").fill("203")
    page.get_by_label("Votes against").fill("41")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("This text is taught from now on.")).to_be_visible()
    assert page.complaints == []
