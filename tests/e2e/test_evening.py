"""A whole evening in real browsers: phones, a wall, a desk, cuts in the network (issue 4, check 1).

Six phones by default; `make evening` fills the hall with sixty. Nothing that a phone was told is
lost, and nothing that was sent twice is there twice.
"""

import logging
import os
import time
from collections import Counter
from pathlib import Path
from statistics import quantiles

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import copied, serving
from tests.e2e.evening_room import (
    PHONE,
    SOON,
    WALL,
    Desk,
    Phone,
    moment,
    opened,
    points,
    shows,
)
from tests.e2e.evening_scene import TITLES, told

pytestmark = pytest.mark.skipif(
    "EVENING_PHONES" not in os.environ, reason="an evening takes minutes: make evening"
)
PHONES = int(os.environ.get("EVENING_PHONES", "6"))
FULL = PHONES >= 60
TABLES, PAGES = (12, 6) if FULL else (2, 2)
STATEMENTS = 40 if FULL else 4
SEATS = min(5, PHONES // PAGES)
LOG = logging.getLogger("evening")  # shown by --log-cli-level=INFO
FIELDS = (
    "hurt", "want", "giver", "deed", "first", "measure", "spread", "alone", "red_lines", "care",
)  # fmt: skip


@pytest.fixture
def folder(seeded, tmp_path_factory) -> Path:
    return copied(seeded, tmp_path_factory)


@pytest.fixture
def places(folder) -> dict[str, str]:
    """Where everything of the evening is: prepared before anybody comes."""
    return told(folder, "prepare", TABLES, PAGES)


@pytest.fixture
def house(folder, places):
    with serving("demo", folder) as address:
        yield address


class Hall:
    """All pages of the evening, and how long each took to follow a press."""

    def __init__(self, phones, wall, desk) -> None:
        self.phones, self.wall, self.desk = phones, wall, desk
        self.took: dict[str, list[int]] = {"desk": [], "wall": [], "phones": []}
        self.began = time.monotonic()

    def press(self, title: str, number: int) -> None:
        """The desk goes on, and everybody follows, wherever they were."""
        LOG.info("%4.0f s: %s", time.monotonic() - self.began, title)
        self.desk.presses()
        pages = [phone.page for phone in self.phones]
        for page in (self.desk.page, self.wall, *pages):
            shows(page, title)
        pressed = moment(self.desk.page, f"pressed {number - 1}")
        for name, some in (("desk", [self.desk.page]), ("wall", [self.wall]), ("phones", pages)):
            self.took[name] += [moment(page, f"shown {number}") - pressed for page in some]

    def step(self, title: str) -> None:
        for phone in self.phones:
            phone.back()
        self.press(title, TITLES.index(title) + 1)

    def tell(self) -> None:
        for name, took in self.took.items():
            cuts = quantiles(took, n=20, method="inclusive")
            LOG.info(
                "%s after a press: p50 %.2f s, p95 %.2f s, longest %.2f s, of %d",
                name, cuts[9] / 1000, cuts[18] / 1000, max(took) / 1000, len(took),
            )  # fmt: skip


@pytest.fixture
def hall(house, places, contexts) -> Hall:  # phones leave before the house closes
    desk = opened(contexts(base_url=house, **WALL))
    desk.goto("/demo")
    with desk.expect_navigation():
        desk.locator('form[action$="/demo/secretary"] button').click()
    wall = opened(contexts(base_url=house, **WALL))
    wall.goto(f"/operations/steps/{places['order']}/screen")
    phones = [Phone(opened(contexts(base_url=house, **PHONE)), n) for n in range(PHONES)]
    return Hall(phones, wall, Desk(desk, places["order"], places["round"], places["floor"]))


def name_of(page: int) -> str:
    return f"Campaign {page + 1} of the evening"


def assemble(hall: Hall, places: dict[str, str]) -> None:
    """From the poster to what the tables bring back."""
    hall.desk.page.goto(f"/operations/gatherings/{places['gathering']}/poster")
    poster = hall.desk.page.locator("aside code").inner_text()
    for phone in hall.phones:
        phone.arrives(poster[poster.index("/operations") :])
    hall.step("Come in")
    hall.step("Say it")
    for phone in hall.phones:
        phone.speaks(f"Thought number {phone.number}." if phone.number < STATEMENTS else "")
    for phone in hall.phones:
        if phone.is_unlucky:
            phone.back()
            phone.votes_again()
    hall.step("Talk")
    for phone in hall.phones:
        phone.finds_a_table()
    hall.desk.seats_all()
    for phone in hall.phones:
        phone.notes_down()
    for first in first_ones(hall.phones):
        first.brings_back()
    hall.step("They tell")
    expect(hall.wall.locator(".shown")).to_contain_text(points(1)[0], timeout=SOON)


def first_ones(phones: list[Phone]) -> list[Phone]:
    """One of each table."""
    return list({phone.table: phone for phone in reversed(phones)}.values())


def write(hall: Hall) -> None:
    """Tables write a campaign each, tell it, and hand it in."""
    cards = hall.desk.reads("cards")
    hall.step("Write")
    for at, card in enumerate(cards):
        seats = hall.phones[at * SEATS : (at + 1) * SEATS]
        for phone in seats:
            phone.sits_down(card)
        seats[0].names_it(name_of(at))
        for number, field in enumerate(FIELDS):
            writer = seats[number % SEATS]
            writer.writes(name_of(at), field, f"Answer {number + 1} of table {at + 1}.")
        seats[0].page.reload()
        seats[0].is_told()
        seats[0].hands_in(name_of(at))


def choose(hall: Hall) -> None:
    """The lot, presentations, slips, a declared result."""
    hall.desk.runs("Make slips", ("How many slips more?", str(PHONES)))
    slips = hall.desk.reads("slips")
    hall.desk.runs("Draw the order", ("Throw dice", "4 2 6"))
    hall.step("They show")
    for _ in range(PAGES):
        hall.desk.runs("Next one, please")
        shown = hall.desk.page.locator("li", has=hall.desk.page.locator(".tag.warning"))
        title = shown.locator("a").inner_text()
        expect(hall.wall.locator(".shown")).to_contain_text(title, timeout=SOON)
    hall.desk.runs("Open the vote", ("How many people are in the room?", str(PHONES)))
    hall.step("Choose")
    for phone, slip in zip(hall.phones, slips, strict=True):
        second = [name_of(1)] if phone.number % 3 == 0 else []
        phone.casts(f"/operations/incubator/in?code={slip}", [name_of(0), *second])
    hall.desk.runs("Close the vote")
    hall.desk.runs("Count and declare")
    expect(hall.wall.locator(".shown")).to_contain_text("The room has decided", timeout=SOON)


def begin(hall: Hall) -> None:
    """Promises, then money."""
    hall.step("Promise")
    for phone in hall.phones:
        phone.promises()
    hall.desk.pays(name_of(0))
    hall.step("Go home")
    hall.desk.presses()
    for phone in hall.phones:
        shows(phone.page, "It is over")
    shows(hall.wall, "Thank you")


def many(rows) -> Counter:
    """As often as each is there, in whatever order."""
    return Counter(tuple(map(str, row)) for row in rows)


def each(phones: list[Phone], name: str) -> list:
    return [one for phone in phones for one in getattr(phone, name)]


def test_a_whole_evening_loses_nothing_and_doubles_nothing(hall, places, folder):
    assemble(hall, places)
    write(hall)
    choose(hall)
    begin(hall)
    hall.tell()

    phones, whose = hall.phones, (places["talk"], places["floor"], places["round"])
    kept = told(folder, "count", *whose)
    assert sorted(kept["statements"]) == sorted(each(phones, "said"))
    assert many(kept["votes"]) == many(each(phones, "votes"))
    assert many(kept["notes"]) == many(each(phones, "notes"))
    assert many(kept["guests"]) == many([phone.table] for phone in phones)
    tables = {phone.table for phone in phones}
    assert many(kept["brought"]) == many((table, points(table)) for table in tables)

    assert kept["seats"] == SEATS * PAGES
    assert many(kept["passages"]) == many(each(phones, "answers"))
    assert kept["drafts"] == len(FIELDS) * PAGES

    number = {title: at for at, title in kept["entries"]}
    assert kept["marks"] == PHONES
    assert many(map(sorted, kept["ballots"])) == many(
        sorted(number[title] for title in phone.ballot) for phone in phones
    )
    assert [result["winner"] for result in kept["results"]] == [number[name_of(0)]]
    assert many(kept["pledges"]) == many(phone.pledge for phone in phones)
    assert kept["grants"] == [[30_000, "member@demo.example", True, True]]
