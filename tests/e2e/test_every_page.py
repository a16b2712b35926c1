"""Every page, in both themes and at both widths: accessible, quiet, inside the screen.

A page is loaded once. It is light on the phone and dark at the desk, so that each width and each
theme is judged without asking for everything four times.
"""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

LOOKS = {
    "light on a phone": ({"width": 360, "height": 740}, "light"),
    "dark at a desk": ({"width": 1280, "height": 900}, "dark"),
}
PLACES = {
    None: ("/", "/demo", "/ui", "/log", "/identity/", "/identity/constitution/", "/account/login/",
           "/account/login/code/", "/identity/bodies/", "/identity/elections/", "/identity/draws/",
           "/identity/privacy/record", "/identity/privacy/record/elections",
           "/identity/membership/", "/account/signup/", "/account/password/reset/",
           "/operations/gatherings/", "/operations/gatherings/rhythm",
           "/operations/gatherings/outcomes", "/operations/gatherings/kit", "gathering",
           "poster", "evening", "/operations/steps/", "order that is on", "wall", "order on paper",
           "/operations/tables/", "what tables brought back",
           "/demo/letters", "/operations/", "/operations/training/",
           "/operations/training/how_the_party_works/",
           "/operations/training/how_the_party_works/1/seats-filled-by-vote",
           "/operations/training/how_the_party_works/print",
           "/intelligence/", "/intelligence/ecology/", "/intelligence/pulse/", "pulse", "cards",
           "/intelligence/signals/", "raise an alarm",
           "/intelligence/movement/",
           "/operations/sprints/", "ended sprint",
           "/operations/sprints/sheet", "/operations/fieldwork/",
           "/identity/programme/", "programme", "item of the programme", "version of the programme",
           "demand", "/intelligence/loop/", "what became of a theme", "what became of it here",
           "/intelligence/loop/waiting/act"),
    "member": ("/", "first election", "first draw", "first body", "constitution", "result",
               "/account/", "/account/authenticator/activate/", "/account/passkeys/",
               "/account/passkeys/add/", "/account/sessions/", "/account/password/set/",
               "/identity/privacy/", "/identity/privacy/delete",
               "/account/recovery-codes/generate/", "/account/again/",
               "/intelligence/themes/", "read a survey", "codebook", "read ten", "theme",
               "versions of a codebook", "/account/logout/"),
    "officer": ("/", "first election", "first draw", "call election", "call draw",
                "/account/second-factor/", "draft of the programme", "rewording"),
    "secretary": ("/identity/membership/", "roll", "/intelligence/ecology/", "group",
                  "/intelligence/signals/", "an alarm", "what a unit counts",
                  "plan with others", "unit and others", "/operations/sprints/start", "own sprint",
                  "/intelligence/movement/", "/intelligence/movement/groups", "group on the map",
                  "/intelligence/movement/brokerage", "/intelligence/movement/network",
                  "/intelligence/movement/introductions", "introduction", "ask both",
                  "/intelligence/movement/files", "map as a file",
                  "hosting", "desk", "people at the door", "desk of the evening",
                  "change of the order", "what hangs on a step", "turf", "carried list",
                  "walk sheet", "places", "line of a sheet", "send people out",
                  "steps of an evening", "/operations/nextsteps/buddy", "what a room is asked",
                  "call for help", "/intelligence/scanning/", "/intelligence/scanning/unsure",
                  "watch for something", "watch list", "source", "two wordings",
                  "/intelligence/listening/", "make a survey", "desk of a survey",
                  "what was answered", "themes of a survey", "demand from a theme",
                  "report back", "item of the programme", "record of a deed"),
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
    "raise an alarm": ("/intelligence/signals/", "main .head a[href$=raise]"),
    "an alarm": ("/intelligence/signals/", ".list a[href*=alarms]"),
    "what a unit counts": ("/intelligence/signals/", "main .head a.quiet"),
    "group": ("/intelligence/ecology/", ".list a[href*=partners]"),
    "plan with others": ("/intelligence/ecology/", ".list a[href*=plans]"),
    "unit and others": ("/intelligence/ecology/", "main .head a"),
    "group on the map": ("/intelligence/movement/groups", ".list h2 a"),
    "introduction": ("/intelligence/movement/introductions", ".list h2 a"),
    "ask both": ("/intelligence/movement/brokerage", ".list a.button"),
    "map as a file": ("/intelligence/movement/files", ".list h3 a"),
    "ended sprint": ("/operations/sprints/", "#library .list a"),
    "own sprint": ("/operations/sprints/", ".list a"),
    "gathering": ("/operations/gatherings/", ".list h2 a"),
    "poster": ("gathering", "a[href$=poster]"),
    "hosting": ("gathering", "a[href$=hosts]"),
    "desk": ("hosting", "a[href*='/desk/']"),
    "people at the door": ("hosting", "a[href$=list]"),
    "evening": ("gathering", "a[href$='/now']"),
    "order that is on": ("/operations/steps/", ".list h3 a"),
    "wall": ("order that is on", "a[href$='/screen']"),
    "order on paper": ("order that is on", "a[href$='/print']"),
    "what tables brought back": ("/operations/tables/", "a[href$='/brought']"),
    "desk of the evening": ("hosting", "a[href*='/steps/'][href$='/desk']"),
    "change of the order": ("hosting", "a[href$='/edit']"),
    "what hangs on a step": ("desk of the evening", "a[href$='/hang']"),
    "turf": ("/operations/fieldwork/", ".list a[href*=fieldwork]"),
    "carried list": ("turf", ".list a[href*=lists]"),
    "walk sheet": ("turf", "a[href$=sheet]"),
    "places": ("turf", "a[href$=places]"),
    "line of a sheet": ("places", ".list a"),
    "send people out": ("/operations/fieldwork/", "main .head a"),
    "what can be taken": ("/operations/nextsteps/", ".list h2 a"),
    "what a step asks of people": ("/operations/nextsteps/", "main .head a[href$=outcomes]"),
    "steps of an evening": ("hosting", "a[href*=nextsteps]"),
    "what a room thinks": ("/operations/statements/", ".list a"),
    "what a room is asked": ("what a room thinks", "main a[href$=desk]"),
    "round": ("/operations/incubator/", ".list a"),
    "gap map": ("round", "main a[href$=map]"),
    "campaign": ("/operations/campaigns/", ".list a"),
    "response": ("/operations/responses/", ".list a"),
    "call for help": ("/operations/responses/", "main .head a"),
    "review": ("/intelligence/reviews/", "#library .list a"),
    "story": ("/intelligence/scanning/", ".list a[href*=stories]"),
    "watch for something": ("/intelligence/scanning/watches", "main .head a"),
    "watch list": ("/intelligence/scanning/watches", ".list a"),
    "source": ("/intelligence/scanning/sources", ".list a"),
    "two wordings": ("/intelligence/scanning/wordings", ".list a"),
    "survey": ("/intelligence/listening/", ".list a"),
    "make a survey": ("/intelligence/listening/", "main .head a"),
    "desk of a survey": ("survey", "main .head a"),
    "what was answered": ("desk of a survey", "aside a[href$=results]"),
    "programme": ("/identity/programme/", "main .head a"),
    "item of the programme": ("programme", "main a[href*='/items/']"),
    "version of the programme": ("programme", "aside ul a[href*='/versions/']"),
    "draft of the programme": ("programme", "aside p a[href*='/versions/']"),
    "rewording": ("draft of the programme", "a[href*='/lines/']"),
    "record of a deed": ("item of the programme", "main .head a[href$=record]"),
    "demand": ("/identity/programme/", "#waiting .list a"),
    "what became of a theme": ("/intelligence/loop/", "main a[href*='/loop/themes/']"),
    "what became of it here": ("/intelligence/loop/", "aside .contents a"),
    "demand from a theme": ("what was heard", "a[href$=demand]"),
    "report back": ("what became of a theme", "main .head a[href$=report]"),
    "themes of a survey": ("desk of a survey", "main .head a"),
    "what was heard": ("/intelligence/themes/", ".list h2 a"),
    "read a survey": ("/intelligence/themes/", ".list h3 a"),
    "codebook": ("read a survey", ".list a"),
    "read ten": ("codebook", "main .head a"),
    "theme": ("codebook", ".list a"),
    "versions of a codebook": ("codebook", "a[href$=history]"),
    "roll": ("/identity/membership/", "main a[href*='/roll/']"),
}


def follow(page, link):
    """Go where the link leads: a click would leave open when the page is there."""
    page.goto(link.first.evaluate("link => link.href"))


def walk(page, place):
    """Go to an address, or to the first link of a kind on the way there."""
    if place.startswith("/"):
        page.goto(place)
    elif place in WAYS:
        start, link = WAYS[place]
        walk(page, start)
        follow(page, page.locator(link))
    else:
        page.goto("/identity/bodies/")
        follow(page, page.get_by_role("link", name="National Political Committee", exact=True))
        kind = "Call an election" if place == "call election" else "Announce a draw"
        follow(page, page.get_by_role("link", name=kind))


def faults(page) -> list[str]:
    """What is seriously wrong with the page as it now looks."""
    report = Axe().run(page).response["violations"]
    found = [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in report
             if v["impact"] in {"serious", "critical"}]  # fmt: skip
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("wider than the screen")
    return found


@pytest.mark.parametrize("persona", PLACES)
def test_pages_are_accessible_and_fit(enter, persona):
    page = enter(persona, reduced_motion="reduce")
    found = {}
    for place in PLACES[persona]:
        walk(page, place)
        assert re.search(r"\S", page.title())
        for look, (size, theme) in LOOKS.items():
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=theme)
            if wrong := faults(page):
                found[place, look] = wrong
    assert found == {}
    assert page.complaints == []
