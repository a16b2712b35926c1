"""Two weeks to try something, and a library in which a stop is a contribution (R-150)."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articulator.identity.contacts.models import Channel, OptOut
from articulator.identity.contacts.queries import fingerprint
from articulator.kernel import clock, links
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event, Unit
from articulator.operations.sprints import acts, tasks
from articulator.operations.sprints.acts import Goal, Idea, Learned
from articulator.operations.sprints.models import Revision, Sprint
from articulator.operations.sprints.queries import library, places
from tests.people import NOON, member, person

IDEA = Idea("Sunday doors", "More people open on Sundays, because they are at home.", "40 doors.")
GOAL = Goal("doors that opened", "least", 20)
INDEX = "/operations/sprints/"
FORM = {
    "title": "Sunday doors", "hypothesis": "More open on Sundays.", "deed": "40 doors.",
    "measure": "doors that opened", "direction": "least", "threshold": "20",
}  # fmt: skip


@pytest.fixture
def leith(federation) -> Unit:
    leith = Unit.objects.get(slug="leith")
    member("ben", leith)
    return leith


def started(unit: Unit, idea: Idea = IDEA, goal: Goal = GOAL, **more) -> Sprint:
    return acts.start(person("ben"), unit, idea, goal, **more)


def ended(unit: Unit, ending: str, learned: str, title: str = "Sunday doors") -> Sprint:
    made = started(unit, Idea(title, IDEA.hypothesis, IDEA.deed))
    return acts.end(person("ben"), made, Learned(ending, learned, 12))


def page(client, url: str = INDEX) -> str:
    return " ".join(client.get(url).content.decode().split())


# Two weeks


def test_a_member_starts_one_and_it_lasts_two_weeks(leith):
    made = started(leith)
    assert (made.ends_at - made.began_at, made.goal) == (timedelta(days=14), "at least 20")


def test_members_of_a_unit_try_things_there_and_others_do_not(leith):
    govan = Unit.objects.get(slug="govan")
    with pytest.raises(Refused, match="Members of Govan try things there"):
        started(govan)
    assert [str(one) for one in places(person("ben"))] == ["Leith", "Federation"]


def test_what_is_counted_is_fixed_before_and_a_change_stays_in_sight(client, leith):
    made = started(leith)
    lower = Goal("doors that opened", "least", 7.5)
    acts.revise(person("ben"), made, lower, "It rained for a week.")
    with pytest.raises(Refused, match="Nothing would change"):
        acts.revise(person("ben"), made, lower, "Again.")
    assert [str(one) for one in Revision.objects.all()] == ["doors that opened: at least 20"]
    client.force_login(person("ben"))
    shown = page(client, made.get_absolute_url())
    assert "Before, it was: doors that opened, at least 20." in shown
    assert "It rained for a week." in shown
    assert "at least 7.5" in shown


def test_a_line_a_day(client, leith):
    made = started(leith)
    client.force_login(person("ben"))
    url = made.get_absolute_url()
    assert client.post(f"{url}/note", {"text": ""}).status_code == 422
    client.post(f"{url}/note", {"text": "The caretaker let us in."})
    assert "The caretaker let us in." in page(client, url)


def test_an_ending_says_what_was_learned_and_whether_the_figure_came_out(client, leith):
    made = started(leith)
    client.force_login(person("ben"))
    url = made.get_absolute_url()
    assert client.post(f"{url}/end", {"ending": "stop"}).status_code == 422
    client.post(f"{url}/end", {"ending": "stop", "measured": "12", "learned": "Mornings are no."})
    client.logout()
    shown = page(client, url)
    assert "Mornings are no." in shown
    assert "12, not as expected" in shown
    assert Event.objects.latest("number").facts == {"ending": "stop"}


def test_what_was_not_counted_is_said_to_be_not_recorded(client, leith):
    made = started(leith)
    acts.end(person("ben"), made, Learned("adapt", "We forgot to count."))
    assert "not recorded" in page(client, made.get_absolute_url())


@pytest.mark.parametrize(
    ("direction", "measured", "reached"),
    [("least", 20, True), ("least", 19, False), ("most", 20, True), ("most", 21, False)],
)
def test_the_figure_on_the_line_counts_as_reached(direction, measured, reached):
    made = Sprint(direction=direction, threshold=20, measured=measured)
    assert made.reached is reached


def test_what_has_ended_is_not_changed_any_more(leith):
    made = ended(leith, "keep", "It works.")
    with pytest.raises(Refused, match="This sprint has ended"):
        acts.note(person("ben"), made, "Late")
    with pytest.raises(Refused, match="This sprint has ended"):
        acts.end(person("ben"), made, Learned("stop", "No."))


def test_one_reminder_when_the_two_weeks_are_over(leith):
    made = started(leith)
    assert list(tasks.tick()) == []
    with clock.at(NOON + timedelta(days=14)):
        assert list(tasks.tick()) == ["reminded that “Sunday doors” is over"]
        assert list(tasks.tick()) == []
    assert mail.outbox[-1].to == ["ben@example.org"]
    assert made.get_absolute_url() in mail.outbox[-1].body


def test_whoever_asked_for_silence_gets_no_reminder(leith):
    OptOut.objects.create(
        channel=Channel.MAIL, fingerprint=fingerprint("ben@example.org"), source="a test"
    )
    started(leith)
    with clock.at(NOON + timedelta(days=14)):
        list(tasks.tick())
    assert mail.outbox == []


# The library


def test_a_stop_is_a_contribution(client, leith):
    made = ended(leith, "stop", "Nobody opens before eleven.")
    assert "Whoever stops what does not gives all others these two weeks" in page(client)
    assert "Thanks to Leith, nobody else needs two weeks to find this out." in page(
        client, made.get_absolute_url()
    )


def test_it_is_searched_by_what_was_learned_whatever_the_accents_and_capitals(leith):
    first = ended(leith, "stop", "Nobody opens before ÉLEVEN.")
    with clock.at(NOON + timedelta(hours=1)):
        second = ended(leith, "keep", "The café is where people talk.", "Café table")
    for words, found in (
        ("eleven", [first]), ("ELEVEN nobody", [first]), ("CAFE", [second]), ("100%", []),
        ("nothing like it", []), ("", [second, first]), ("people", [second, first]), ("_", []),
    ):  # fmt: skip
        assert list(library(words)) == found, words
    assert list(library("", "stop")) == [first]
    assert list(library("", "nonsense")) == [second, first]


def test_what_is_under_way_is_not_in_it_and_not_for_the_open_net(client, leith):
    made = started(leith)
    assert list(library()) == []
    assert "Sunday doors" not in page(client)
    assert client.get(made.get_absolute_url())["Location"].startswith("/account/login/")
    client.force_login(person("cleo"))
    assert "Sunday doors" in page(client)


def test_names_are_for_those_who_are_signed_in(client, leith):
    made = ended(leith, "keep", "It works.")
    assert "Ben Castell" not in page(client, made.get_absolute_url())
    client.force_login(person("ben"))
    assert "Ben Castell" in page(client, made.get_absolute_url())


def test_try_this_one_begins_with_it_and_keeps_the_ancestry(client, leith):
    parent = ended(leith, "adapt", "Sundays at noon work.")
    client.force_login(person("ben"))
    url = f"{reverse('sprints:start')}?from={parent.pk.hex}"
    assert "Sundays at noon work." in page(client, url)
    client.post(url, FORM | {"unit": leith.pk})
    child = Sprint.objects.get(parent=parent)
    assert [knot.words for knot in links.origins(child)] == ["Sunday doors"]
    assert [knot.kind for knot in links.outcomes(parent)] == ["follows"]
    assert "tried again 1 time" in page(client)


def test_what_is_under_way_is_not_taken_up(client, leith):
    made = started(leith)
    with pytest.raises(Refused, match="still under way"):
        started(leith, parent=made)
    client.force_login(person("ben"))
    for wrong in (made.pk, "nonsense"):
        assert client.get(f"{reverse('sprints:start')}?from={wrong}").status_code == 200


def test_a_sprint_can_serve_something_of_a_feature_above(federation, leith):
    made = started(leith, what=federation)
    assert [(knot.kind, knot.words) for knot in links.origins(made)] == [("serves", "Federation")]


def test_a_visitor_of_no_roll_reads_how_they_can_take_part(client, leith):
    client.force_login(person("cleo"))
    assert "Members try things in their branch." in page(client, reverse("sprints:start"))
    assert client.post(reverse("sprints:start"), FORM | {"unit": leith.pk}).status_code == 422


def test_there_is_a_sheet_to_print(client, leith):
    assert "☐ Keep it" in page(client, reverse("sprints:sheet"))


def test_pages_ask_as_often_for_one_as_for_three(client, leith):
    counts = []
    client.force_login(person("ben"))
    for number in (1, 2):
        for one in range(number):
            started(leith)
            parent = ended(leith, "keep", f"It works {one}.")
            started(leith, parent=parent)
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{INDEX}?q=works")
        counts.append(len(asked))
    assert counts[0] == counts[1]
