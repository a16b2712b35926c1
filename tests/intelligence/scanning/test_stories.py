"""Stories are placed, sorted and watched; wordings are tried (R-71, R-90)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articulator.intelligence.scanning import acts, queries
from articulator.intelligence.scanning.models import Mention, Source, Story
from articulator.intelligence.scanning.queries import Look
from articulator.intelligence.signals import tasks as signals
from articulator.intelligence.signals.models import Count
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from tests.identity.elections.scene import ada
from tests.intelligence.scanning import scene
from tests.people import member


def other_words(number: int) -> str:
    """A text that shares no run of three words with any other."""
    return " ".join(f"word{number * 100 + place}" for place in range(20))


@pytest.fixture
def box(federation) -> Source:
    return scene.source("", "mailbox", "Newsletters")


def tell(box: Source, title: str, text: str, *, ago: float = 0) -> Story:
    with clock.at(clock.now() - timedelta(days=ago)):
        acts.hand_in(ada(), box, [scene.told(title, text)])
    return Story.objects.get(title=title)


def test_a_story_that_names_our_place_is_placed_and_a_doubtful_name_waits_for_a_person(box):
    story = tell(box, "Damp", "Tenants in Leith met. Reading it took an hour. Mr Hope left.")
    said = {one.place: one.answer for one in story.mentions.all()}
    assert said == {"Leith": "yes", "Reading": "open"}
    assert story.mentions.get(place="Leith").unit == scene.unit()


def test_a_person_says_whether_it_is_the_place_and_nobody_is_asked_again(box, client):
    story = tell(box, "Damp", "Reading the report took an hour.")
    client.force_login(member("Bea", scene.unit()))
    mention = story.mentions.get()
    assert "Reading" in client.get("/intelligence/scanning/unsure").content.decode()
    client.post(f"/intelligence/scanning/unsure/{mention.pk}", {"answer": "no"})
    mention.refresh_from_db()
    assert mention.answer == Mention.Answer.NO
    assert "All is placed" in client.get("/intelligence/scanning/unsure").content.decode()


def test_a_watch_hits_whole_words_of_new_stories_and_of_old_ones_by_their_first_lines(box):
    old = tell(box, "Eviction stopped", "Neighbours stood on the stairs.", ago=3)
    watch = acts.watch(ada(), scene.unit(), "Evictions", "topic", ["eviction", "bailiffs"])
    new = tell(box, "Morning", "The bailiffs came at six.")
    tell(box, "Other", "Convictions rose.")
    hits = set(watch.hits.values_list("story__title", flat=True))
    assert hits == {old.title, new.title}


def test_a_watch_that_has_ended_hits_no_more(box):
    watch = acts.watch(ada(), scene.unit(), "Evictions", "topic", ["eviction"])
    acts.end(ada(), watch)
    tell(box, "Eviction", "Again.")
    assert watch.hits.count() == 0


def test_no_person_is_watched(federation):
    member("Bea", scene.unit())
    with pytest.raises(Refused, match="the name of a person"):
        acts.watch(ada(), scene.unit(), "Somebody", "topic", ["bea"])


def test_a_frame_grows_only_if_chance_does_not_explain_it(box):
    watch = acts.watch(ada(), scene.unit(), "Blame", "frame", ["scroungers"])
    for number in range(12):
        tell(box, f"Before {number}", other_words(number), ago=40)
    tell(box, "One", "It was the scroungers.", ago=2)
    assert queries.trend(watch).words == "Whether it grows cannot be told."
    for number in range(11):
        tell(box, f"Now {number}", f"Scroungers: {other_words(50 + number)}", ago=2)
    assert queries.trend(watch).words == "It grows."


def test_tags_are_suggested_from_what_people_have_tagged(box):
    for number in range(4):
        acts.tag(ada(), tell(box, f"Damp {number}", f"Mould in flat {number * 31}."), "housing")
        acts.tag(ada(), tell(box, f"Strike {number}", f"Drivers of depot {number * 37}."), "work")
    story = tell(box, "Mould again", "More mould in the flat of a family.")
    assert queries.suggestions(story) == ["housing"]


def test_wordings_are_shown_by_lot_and_nothing_is_said_of_a_few(federation, client):
    trial = acts.try_out(ada(), scene.unit(), "Damp", "You have a right.", "Half are damp.")
    for number in range(40):
        acts.tap(None, trial, f"token {number}", speaks=True)
    told = queries.fared(trial)
    assert (told.one.of + told.other.of, told.can_be_told) == (40, False)
    client.force_login(member("Bea", scene.unit()))
    page = client.get(f"/intelligence/scanning/wordings/{trial.pk}").content.decode()
    assert "Nothing is said before 24 people" in page
    assert " of 40 " not in page


def test_a_wording_that_speaks_to_more_people_is_named_with_how_many_more(federation):
    trial = acts.try_out(ada(), scene.unit(), "Damp", "You have a right.", "Half are damp.")
    for number in range(200):
        token = f"token {number}"
        first = queries.shown_first(trial, token)
        acts.tap(None, trial, token, speaks=first or number % 5 == 0)
    assert queries.fared(trial).words.startswith("The first wording speaks to more people: ")


def test_a_browser_taps_once_sees_one_wording_and_may_change_its_mind(federation, client):
    trial = acts.try_out(ada(), scene.unit(), "Damp", "You have a right.", "Half are damp.")
    pages = [client.get(f"/intelligence/scanning/say/{trial.pk}").content for _ in range(3)]
    assert len({b"Half are damp." in page for page in pages}) == 1
    for answer in ("yes", "no"):
        client.post(f"/intelligence/scanning/say/{trial.pk}/tap", {"speaks": answer})
    assert list(trial.taps.values_list("speaks", flat=True)) == [False]


@pytest.mark.parametrize("address", ["", "watches", "sources", "unsure", "wordings"])
def test_a_page_asks_no_more_for_three_than_for_one(box, client, address):
    client.force_login(member("Bea", scene.unit()))
    counts = []
    for number in (1, 2, 3):
        tell(box, f"Story {number}", f"Reading number {number * 7919} in Leith took an hour.")
        acts.tag(ada(), Story.objects.get(title=f"Story {number}"), f"tag {number}")
        acts.try_out(ada(), scene.unit(), f"Trial {number}", "One.", "Other.")
        scene.source(f"https://{number}.example/feed", name=f"Paper {number}")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/intelligence/scanning/{address}").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[2]


def test_a_story_says_what_is_kept_and_leads_to_the_papers(box, client):
    acts.take_in(None, box, Look([scene.told("Damp in Leith", "Mould in Leith.")], "1 article"))
    client.force_login(member("Bea", scene.unit()))
    page = client.get(Story.objects.get().get_absolute_url()).content.decode()
    assert "Newsletters" in page
    assert "Not the text, and not who wrote it." in page


def test_stories_that_hit_are_counted_once_a_week_for_those_who_watch(box):
    acts.watch(ada(), scene.unit(), "Evictions", "topic", ["eviction"])
    with clock.at(clock.now() + timedelta(days=10)):  # in the week after the next
        for number in range(3):
            tell(box, f"Eviction {number}", other_words(number))
        tell(box, "Other", other_words(9))
    with clock.at(clock.now() + timedelta(days=17)):
        done = [list(signals.tally()) for _ in range(2)]
    assert done == [["Stories about what we watch for: week of 9 March, 1 units"], []]
    counted = Count.objects.get()
    assert (counted.number, counted.series.unit, counted.week) == (
        3, scene.unit(), date(2026, 3, 9)
    )  # fmt: skip
