"""The people of an evening: phones that sign in nowhere, a wall, and the desk that presses."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page, Route, expect

SOON = 30_000  # milliseconds: what the page says counts, not how fast this machine is
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
WALL = {"viewport": {"width": 1280, "height": 720}}
SAID = {"Agree": 1, "Disagree": -1, "Pass": 0}

# Each page writes down when it first showed a step, and the desk when it was pressed.
WATCH = """
(() => {
  const keep = (name) => { try { localStorage[name] ??= Date.now(); } catch {} };
  const look = () => {
    const part = document.querySelector("[data-live]:not([data-view=strip]) [data-step]");
    if (part) keep(`shown ${part.dataset.step}`);
  };
  addEventListener("DOMContentLoaded", () => {
    look();
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  });
  addEventListener("submit", ({ target }) => {
    const at = target.querySelector("[name=at]")?.value;
    if (target.action.endsWith("/press")) keep(`pressed ${at}`);
  }, true);
})();
"""


def opened(context: BrowserContext) -> Page:
    """A page of its own that watches itself."""
    context.add_init_script(WATCH)
    page = context.new_page()
    page.set_default_timeout(SOON)
    return page


def moment(page: Page, name: str) -> int:
    found = page.evaluate("(name) => Number(localStorage[name] ?? 0)", name)
    assert found, f"{page.url} never {name}"
    return int(found)


def shows(page: Page, words: str) -> None:
    expect(page.locator("h1").first).to_have_text(words, timeout=SOON)


@dataclass
class Phone:
    """Somebody in the room, and all that their phone told them has arrived."""

    page: Page
    number: int
    now: str = ""
    table: int = 0
    said: list[str] = field(default_factory=list)
    votes: list[tuple[str, int]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    answers: list[tuple[str, str, str]] = field(default_factory=list)
    ballot: list[str] = field(default_factory=list)
    pledge: tuple[str, int] | None = None

    # The network

    @property
    def is_unlucky(self) -> bool:
        """Every third phone: half of these cannot send, half do not hear that it has arrived."""
        return self.is_cut_off or self.loses_answers

    @property
    def is_cut_off(self) -> bool:
        return self.number % 6 == 1

    @property
    def loses_answers(self) -> bool:
        return self.number % 6 == 2

    @contextmanager
    def offline(self) -> Iterator[None]:
        self.page.context.set_offline(True)
        yield
        self.page.context.set_offline(False)

    @contextmanager
    def deaf(self) -> Iterator[None]:
        """The house hears what is sent, and the phone does not hear the answer."""

        def lose(route: Route) -> None:
            if route.request.method != "POST":
                return route.fallback()
            route.fetch(max_redirects=0)
            return route.abort()

        self.page.route("**/*", lose)
        yield
        self.page.unroute("**/*", lose)

    def unlucky(self) -> AbstractContextManager[None] | None:
        return self.offline() if self.is_cut_off else self.deaf() if self.loses_answers else None

    def send(self, words: str) -> None:
        """Press a button whose form leads to another page; where that fails, load it again."""
        cut = self.unlucky()
        if cut is None:
            return self.tap(words)
        button = self.page.get_by_role("main").get_by_role("button", name=words, exact=True).first
        expect(button).to_be_visible(timeout=SOON)
        with cut, self.page.expect_event("requestfailed"):
            button.tap(no_wait_after=True)
        self.page.wait_for_url("chrome-error://**")
        self.page.reload()
        return None

    def tap(self, words: str | re.Pattern[str], role: str = "button") -> None:
        self.page.get_by_role("main").get_by_role(role, name=words, exact=True).first.tap()

    def says(self, words: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("main")).to_contain_text(words, timeout=SOON)

    # The evening

    def arrives(self, poster: str) -> None:
        self.page.goto(poster)
        self.tap("What is on now", "link")
        self.page.wait_for_url("**/now")
        self.now = self.page.url

    def back(self) -> None:
        if self.page.url != self.now:
            self.page.goto(self.now)

    def speaks(self, own: str) -> None:
        self.tap("Say it, and vote", "link")
        for at in range(2):
            self.votes_on(("Agree", "Disagree", "Pass")[(self.number + at) % 3])
        if own:
            self.page.get_by_label("Say it yourself").fill(own)
            self.send("Say it")
            self.says("Thank you")
            self.said.append(own)
            self.votes.append((own, SAID["Agree"]))

    def votes_on(self, answer: str, *, cut: bool = False) -> None:
        """One tap. Where it fails, the same person taps again."""
        asked, everything = self.page.locator("#said"), self.page.get_by_text("voted on everything")
        expect(asked.or_(everything)).to_be_visible(timeout=SOON)
        if everything.is_visible():
            return
        words = asked.inner_text().strip("“”")
        unlucky = self.unlucky() if cut else None
        if unlucky:
            with unlucky, self.page.expect_event("requestfailed"):
                self.tap(answer)
        self.tap(answer)
        self.votes.append((words, SAID[answer]))
        self.says(re.compile(rf"You have voted on ({len(self.votes)},|everything)"))

    def votes_again(self) -> None:
        self.tap("Say it, and vote", "link")
        for at in range(2):
            self.votes_on(("Agree", "Disagree")[(self.number + at) % 2], cut=at == 0)

    def finds_a_table(self) -> None:
        self.tap("Your table", "link")
        self.tap(re.compile("I am here|Give me a table"))

    def notes_down(self) -> None:
        self.tap("The pad of your table", "link")
        self.page.wait_for_url(re.compile(r"/\d+$"))
        self.table = int(self.page.url.rpartition("/")[2])
        words = f"Line {self.number}."
        area = self.page.get_by_label("A line for the pad")
        area.fill(words)
        if cut := self.unlucky():
            with cut:
                self.tap("Onto the pad")
                self.says("No connection")
        else:
            self.tap("Onto the pad")
        expect(self.page.locator("[data-notes]")).to_contain_text(words, timeout=SOON)
        self.notes.append((self.table, words))

    def brings_back(self) -> None:
        self.page.get_by_label("2 to 5 points, one a line").fill("\n".join(points(self.table)))
        self.send("This is what we bring")
        self.says("Change it")

    # The incubator

    def sits_down(self, code: str) -> None:
        self.tap("Sit down at a table", "link")
        self.tap("Sit down at a table", "link")
        self.page.get_by_label("The code on your table’s card").fill(code)
        self.tap("Go there")
        self.tap("Sit down at this table")
        self.says("Your table")

    def writes(self, title: str, name: str, words: str) -> None:
        """One field of the page; a cut phone keeps the text, and sends it when it is back."""
        self.page.locator(f"#{name}").get_by_role("button").tap()
        area = self.page.get_by_label("Our answer")
        expect(area).to_be_editable(timeout=SOON)
        if cut := self.unlucky():
            with cut:
                area.fill(words)
                self.says("No connection")
            self.says("Saved.")
        else:
            area.fill(words)
        self.tap("Done")
        expect(self.page.locator(f"#{name}")).to_contain_text(words, timeout=SOON)
        self.answers.append((title, name, words))

    def names_it(self, title: str) -> None:
        self.tap("Give it a name", "link")
        self.page.get_by_label("What is it called?").fill(title)
        self.page.get_by_role("radio").first.check()
        self.page.get_by_label("In which part of life?").select_option(index=0)
        self.send("Keep it")
        shows(self.page, title)

    def is_told(self) -> None:
        self.tap("Try it", "link")
        self.page.get_by_label("Minutes").fill("4")
        self.send("Note it")
        self.says("passed on")

    def hands_in(self, title: str) -> None:
        self.send("Hand it in")
        self.says("Written by")
        shows(self.page, title)

    def casts(self, slip: str, choices: list[str]) -> None:
        self.page.goto(slip)
        self.says("Your slip is on this phone.")
        self.tap("Vote", "link")
        for one in choices:
            self.page.get_by_label(one, exact=True).check()
        self.send("Put it in the box")
        shows(self.page, "Your vote is in")
        self.ballot = choices

    def promises(self) -> None:
        name = f"Somebody {self.number}"
        self.tap("Promise something", "link")
        self.tap("Promise something", "link")
        self.page.get_by_label("time", exact=True).check()
        self.page.get_by_label("Time: hours in the first month").fill(str(self.number + 1))
        self.page.get_by_label("Your name").fill(name)
        self.send("Promise it")
        self.says("Thank you. Somebody of the campaign finds you.")
        self.pledge = (name, self.number + 1)


def points(table: int) -> list[str]:
    return [f"First of table {table}.", f"Second of table {table}."]


@dataclass
class Desk:
    """Rosa's laptop."""

    page: Page
    order: str
    round: str
    floor: str

    def presses(self) -> None:
        """On to the next step."""
        self.page.goto(f"/operations/steps/{self.order}/desk")
        self.page.locator("#press-start, #press-next, .presses #press-end").first.click()

    def runs(self, words: str, number: tuple[str, str] | None = None) -> None:
        """One step of the incubator."""
        self.page.goto(f"/operations/incubator/{self.round}/desk")
        if number:
            self.page.get_by_label(number[0]).fill(number[1])
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=words, exact=True).click()

    def seats_all(self) -> None:
        self.page.goto(f"/operations/tables/{self.floor}/desk")
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Give tables out").click()

    def reads(self, sheet: str) -> list[str]:
        """The codes on a printed sheet."""
        self.page.goto(f"/operations/incubator/{self.round}/{sheet}")
        words = self.page.locator("section.said h2").all_inner_texts()
        return [one.rpartition(": ")[2].strip() for one in words]

    def pays(self, title: str) -> None:
        """Never to oneself; then to somebody else, and released in a step of its own."""
        self.runs_link("Propose a grant")
        self._proposes("secretary@demo.example")
        expect(self.page.get_by_role("main")).to_contain_text("Nobody proposes money")
        self._proposes("member@demo.example")
        expect(self.page.get_by_role("heading", name=title)).to_be_visible(timeout=SOON)
        self.page.get_by_role("button", name="Release it").click()
        expect(self.page.get_by_role("main")).to_contain_text("released", timeout=SOON)

    def runs_link(self, words: str) -> None:
        self.page.goto(f"/operations/incubator/{self.round}/desk")
        self.page.get_by_role("link", name=words).click()

    def _proposes(self, email: str) -> None:
        self.page.get_by_label("Who receives it?").fill(email)
        self.page.get_by_label("How many pounds?").fill("300")
        self.page.get_by_label("What for?").fill("Printing and the hall")
        self.page.get_by_role("button", name="Propose it").click()
