"""The demo's news. Papers, stories and wordings are invented; no site is ever asked."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from articulator.intelligence.scanning import acts
from articulator.intelligence.scanning.models import Mention, Source, Story
from articulator.intelligence.scanning.queries import Look
from articulator.intelligence.scanning.reading import Item, item
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.site.demo.personas import home_of, known

type Say = Callable[[str], object]

PAPERS = (
    ("The Quayside Courier", "https://courier.example/feed"),
    ("Harbour Evening Post", "https://post.example/rss"),
)
# Days ago, title, text, and how many of the two papers print it.
NEWS = (
    (2, "Damp in every second flat of Harbour Street", ("Tenants in {place} counted mould in "
     "61 of 118 flats last week. “We were told to open a window,” said a mother of three. "
     "The landlord, Castle Lettings, did not want to comment. In Hope, inspectors found the "
     "same in spring."), 2),
    (4, "Castle Lettings raises rents by nine per cent", ("Letters went out on Monday to tenants "
     "in {place}. The firm speaks of higher costs. Its profit rose by a fifth."), 2),
    (9, "Bailiffs turned away by neighbours", ("An eviction in {place} did not take place on "
     "Thursday morning. Some sixty neighbours stood on the stairs until the bailiffs left."), 2),
    (12, "Council: benefit cheats cost city a million", ("A councillor blamed scroungers for the "
     "gap in the budget of {place}. Unpaid business rates are eleven times as much."), 1),
    (17, "Food co-op opens second shop", ("The Quayside Food Co-op now buys for thirty households "
     "in {place}, and cooks on Fridays for whoever comes."), 1),
    (24, "Bus drivers vote for strike", ("Nine in ten drivers of the depot in {place} voted to "
     "strike over split shifts, the union said."), 2),
    (33, "Library hours to be cut", ("From January the library of {place} will open on "
     "three days."), 1),
    (41, "Rent arrears at a record", ("Arrears in {place} were never as high, a charity says."), 1),
)  # fmt: skip
WATCHED = (
    ("Evictions", "topic", ["eviction", "bailiffs", "notice to quit"]),
    ("Castle Lettings", "organisation", ["Castle Lettings"]),
    ("Blame", "frame", ["scroungers", "benefit cheats"]),
)
TAGGED = (("Damp", "housing"), ("Castle", "housing"), ("Bailiffs", "housing"), ("Bus", "work"))


def tell(say: Say, today: datetime) -> None:
    say("Reading invented news, each story once …")
    secretary = known("secretary")
    home = home_of(secretary)
    with clock.at(today - timedelta(days=60)):
        for name, kind, words in WATCHED:
            acts.watch(secretary, home, name, kind, words)
    _read(secretary, home, today)
    _sort(secretary)
    _wordings(secretary, home, today)


def _read(secretary: Person, home: Unit, today: datetime) -> None:
    with clock.at(today - timedelta(days=60)):
        papers = [
            acts.add_source(secretary, home, name, "feed", address, "", 6)
            for name, address in PAPERS
        ]
        letters = acts.add_source(
            secretary, home, "Newsletters of the council", "mailbox", "", "", 24
        )
    for days, title, text, papers_of_it in reversed(NEWS):
        with clock.at(today - timedelta(days=days, hours=-2)):
            found = _item(title, text.format(place=home.name), today - timedelta(days=days))
            for paper in papers[:papers_of_it]:
                acts.take_in(None, paper, Look([found], "1 article stood there."))
    with clock.at(today - timedelta(days=3)):
        words = f"Planning meets on the 14th in {home.name}. Castle Lettings asks for 40 flats."
        acts.hand_in(secretary, letters, [_item("Planning committee", words, clock.now())])
    _stop(secretary, papers)


def _stop(secretary: Person, papers: list[Source]) -> None:
    """The invented papers stand in no net: the demo must not go and look for them."""
    for paper in papers:
        acts.stop(secretary, paper)


def _item(title: str, text: str, at: datetime) -> Item:
    found = item(f"demo {title}", title, "", text, at)
    assert found is not None, "an article has words"
    return found


def _sort(secretary: Person) -> None:
    for beginning, word in TAGGED:
        acts.tag(secretary, Story.objects.get(title__startswith=beginning), word)
    story = Story.objects.get(title__startswith="Castle")
    for mention in story.mentions.filter(answer=Mention.Answer.OPEN):
        acts.place(secretary, mention, speaks_of_it=True)


def _wordings(secretary: Person, home: Unit, today: datetime) -> None:
    with clock.at(today - timedelta(days=5)):
        trial = acts.try_out(
            secretary, home, "First line of the damp leaflet",
            "Half of the flats in our street are damp. Yours, too?",
            "You pay rent for a dry home. You have a right to one.",
        )  # fmt: skip
        drawn = Random(4)  # noqa: S311 - a story, no secret
        for number in range(70):
            token = f"demo {number}"
            acts.tap(None, trial, token, speaks=drawn.random() < (0.7 if number % 2 else 0.5))
