"""Every page, in both themes and at both widths: accessible, quiet, inside the screen."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

SIZES = {"phone": (360, 740), "desk": (1280, 900)}
PLACES = {
    None: ("/", "/demo", "/ui", "/log", "/identity/", "/identity/constitution/", "/account/login/",
           "/account/login/code/", "/identity/bodies/", "/identity/elections/", "/identity/draws/",
           "/identity/privacy/record", "/identity/privacy/record/elections",
           "/identity/membership/", "/account/signup/", "/account/password/reset/",
           "/operations/gatherings/", "/operations/gatherings/rhythm",
           "/operations/gatherings/outcomes", "/operations/gatherings/kit", "gathering",
           "poster", "/demo/letters", "/operations/", "/operations/training/",
           "/operations/training/how_the_party_works/",
           "/operations/training/how_the_party_works/1/seats-filled-by-vote",
           "/operations/training/how_the_party_works/print",
           "/intelligence/", "/intelligence/ecology/", "/intelligence/pulse/", "pulse", "cards",
           "/operations/sprints/", "ended sprint",
           "/operations/sprints/sheet", "/operations/fieldwork/"),
    "member": ("/", "first election", "first draw", "first body", "constitution", "result",
               "/account/", "/account/authenticator/activate/", "/account/passkeys/",
               "/account/passkeys/add/", "/account/sessions/", "/account/password/set/",
               "/identity/privacy/", "/identity/privacy/delete",
               "/account/recovery-codes/generate/", "/account/again/", "/account/logout/"),
    "officer": ("/", "first election", "first draw", "call election", "call draw",
                "/account/second-factor/"),
    "secretary": ("/identity/membership/", "roll", "/intelligence/ecology/", "group",
                  "plan with others", "unit and others", "/operations/sprints/start", "own sprint",
                  "hosting", "desk", "people at the door", "turf", "carried list", "walk sheet",
                  "places", "line of a sheet", "send people out"),
    "newcomer": ("/operations/training/", "/operations/training/leadership_competence/",
                 "/operations/training/leadership_competence/1/in-the-chair",
                 "/operations/training/how_the_party_works/texts", "change of a course",
                 "/operations/training/how_the_party_works/propose?file=course.md",
                 "/operations/training/sessions", "training in a room"),
    "trainer": ("/operations/training/", "/operations/training/sessions/plan", "own training"),
}  # fmt: skip
WAYS = {
    "first election": ("/identity/elections/", ".list a"),
    "first draw": ("/identity/draws/", ".list a"),
    "first body": ("/identity/bodies/", ".list a[href*=bodies]"),
    "result": ("/identity/elections/", "a[href$=result]"),
    "constitution": ("/identity/constitution/", "main .actions a, main .head a"),
    "change of a course": ("/operations/training/how_the_party_works/texts", "a[href*='/texts/']"),
    "training in a room": ("/operations/training/sessions", ".list a"),
    "own training": ("/operations/training/", "aside .list a[href*=sessions]"),
    "pulse": ("/intelligence/pulse/", "main .head a"),
    "cards": ("/intelligence/pulse/of/federation", "aside a[href$=sheet]"),
    "group": ("/intelligence/ecology/", ".list a[href*=partners]"),
    "plan with others": ("/intelligence/ecology/", ".list a[href*=plans]"),
    "unit and others": ("/intelligence/ecology/", "main .head a"),
    "ended sprint": ("/operations/sprints/", "#library .list a"),
    "own sprint": ("/operations/sprints/", ".list a"),
    "gathering": ("/operations/gatherings/", ".list h2 a"),
    "poster": ("gathering", "a[href$=poster]"),
    "hosting": ("gathering", "a[href$=hosts]"),
    "desk": ("hosting", "a[href*='/desk/']"),
    "people at the door": ("hosting", "a[href$=list]"),
    "turf": ("/operations/fieldwork/", ".list a[href*=fieldwork]"),
    "carried list": ("turf", ".list a[href*=lists]"),
    "walk sheet": ("turf", "a[href$=sheet]"),
    "places": ("turf", "a[href$=places]"),
    "line of a sheet": ("places", ".list a"),
    "send people out": ("/operations/fieldwork/", "main .head a"),
    "roll": ("/identity/membership/", "main a[href*='/roll/']"),
}


def walk(page, place):
    """Go to an address, or to the first link of a kind on the way there."""
    if place.startswith("/"):
        page.goto(place)
    elif place in WAYS:
        start, link = WAYS[place]
        walk(page, start)
        page.locator(link).first.click()
    else:
        page.goto("/identity/bodies/?q=Garth")
        page.goto("/identity/bodies/")
        page.get_by_role("link", name="National Political Committee", exact=True).click()
        kind = "Call an election" if place == "call election" else "Announce a draw"
        page.get_by_role("link", name=kind).first.click()
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("persona", PLACES)
def test_pages_are_accessible_and_fit(enter, persona, size, theme):
    width, height = SIZES[size]
    page = enter(persona, viewport={"width": width, "height": height}, color_scheme=theme)
    found = {}
    for place in PLACES[persona]:
        walk(page, place)
        report = Axe().run(page).response["violations"]
        serious = [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in report
                   if v["impact"] in {"serious", "critical"}]  # fmt: skip
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            serious.append("wider than the screen")
        assert re.search(r"\S", page.title())
        if serious:
            found[place] = serious
    assert found == {}
    assert page.complaints == []
