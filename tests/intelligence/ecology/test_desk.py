"""A group answers, says what it can carry and rings the bell by one link, without an account."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articulator.identity.contacts.models import Channel, OptOut
from articulator.identity.contacts.queries import fingerprint
from articulator.identity.privacy import tasks
from articulator.intelligence.ecology import acts
from articulator.intelligence.ecology.models import Address, Capacity, Partner
from articulator.intelligence.ecology.queries import link_token, to_remind
from articulator.intelligence.ecology.rules import may_draw
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event
from tests.identity.elections.scene import ada
from tests.intelligence import scene
from tests.intelligence.scene import SHIFTS, legal_team, letters_to, link_in, need, plan
from tests.people import NOON, person

TEAM = "green@team.example"


def page(client, url: str) -> str:
    return " ".join(client.get(url).content.decode().split())


@pytest.fixture
def team(federation) -> Partner:
    return legal_team(per_week=None)


@pytest.fixture
def desk(team) -> str:
    """The link that stands in their first letter."""
    return link_in(letters_to(TEAM)[0])


def test_the_first_letter_asks_what_they_can_carry_and_leads_to_their_page(client, desk):
    assert "What can you carry" in mail.outbox[0].subject
    assert "You have not said yet" in page(client, desk)


def test_they_say_what_they_can_carry(client, desk):
    said = {"what": "Shifts  of legal observers", "per_week": 20, "begins": "2026-03-02",
            "ends": "2026-09-01"}  # fmt: skip
    assert client.post(f"{desk}/capacity", said).status_code == 302
    client.post(f"{desk}/capacity", said | {"what": SHIFTS, "per_week": 12})
    assert list(Capacity.objects.order_by("said_at").values_list("what", "per_week")) == [
        ("Shifts of legal observers", 20), ("Shifts of legal observers", 12),
    ]  # fmt: skip
    assert "12 Shifts of legal observers a week" in page(client, desk)


def test_a_plan_that_needs_them_writes_them_and_they_answer_with_the_sum_before_them(client, team):
    acts.declare(None, team, acts.Carries(SHIFTS, 4, scene.FIRST, scene.LAST))
    march = plan("March on the harbour", (team, 6))
    letter = letters_to(TEAM)[-1]
    assert "6 shifts of legal observers a week, from 6 April 2026 to 26 April 2026" in letter
    desk = link_in(letter)
    shown = page(client, f"{desk}/answer/{need(march).pk}")
    assert "can carry 4, and four fifths of that is 3. A yes is a yes to that sum." in shown
    client.post(f"{desk}/answer/{need(march).pk}", {"answer": "yes", "words": "With two cars."})
    assert may_draw(march) is None
    assert (need(march).seen_load, need(march).seen_capacity) == (6, 4)
    assert "They say: With two cars." in letters_to("ada@example.org")[-1]


def test_yes_but_less_names_a_number(client, team):
    march = plan("March", (team, 6))
    url = f"{link_in(letters_to(TEAM)[-1])}/answer/{need(march).pk}"
    assert client.post(url, {"answer": "some"}).status_code == 422
    assert client.post(url, {"answer": "some", "up_to": 4}).status_code == 302
    assert need(march).promised == 4


def test_nobody_answers_for_another_group(client, team):
    other = legal_team(name="Field Kitchen")
    march = plan("March", (team, 6))
    url = reverse("ecology:desk_answer", args=[link_token(other), need(march).pk])
    assert client.post(url, {"answer": "yes"}).status_code == 404


def test_opening_the_link_does_nothing(client, team, desk):
    plan("March", (team, 6))
    before = Event.objects.count()
    client.get(desk)
    assert Event.objects.count() == before


def test_a_link_that_somebody_made_up_opens_nothing(client, desk):
    assert client.get(f"{desk}x").status_code == 404
    assert client.post(f"{desk}x/leave").status_code == 404


def test_a_new_link_ends_the_old_one(client, team, desk):
    acts.write_again(ada(), team)
    assert client.get(desk).status_code == 404
    assert client.get(link_in(letters_to(TEAM)[-1])).status_code == 200


def test_another_address_gets_another_link(client, team, desk):
    acts.change_partner(ada(), team, team.name, "", "new@team.example")
    assert client.get(desk).status_code == 404
    assert client.get(link_in(letters_to("new@team.example")[0])).status_code == 200


def test_never_again_is_one_click_and_counts_what_is_open_as_no(client, team, desk):
    march = plan("March", (team, 6))
    client.post(f"{desk}/leave")
    assert need(march).answer == "no"
    assert Address.objects.count() == 0
    assert "no" in letters_to("ada@example.org")[-1]
    with pytest.raises(Refused, match="does not want to be asked"):
        plan("Again", (team, 1))
    with pytest.raises(Refused, match="does not want to be asked"):
        acts.ask_again(ada(), need(march))
    client.post(f"{desk}/return")
    plan("Once more", (team, 1))


def test_what_they_promised_before_they_left_they_can_still_take_back(client, team, desk):
    march = plan("March", (team, 6))
    scene.says(march, "yes")
    client.post(f"{desk}/leave")
    assert "Change your answer" in page(client, desk)
    client.post(f"{desk}/answer/{need(march).pk}", {"answer": "no"})
    assert need(march).answer == "no"


def test_two_groups_of_a_unit_have_two_names(team):
    other = legal_team(name="Field Kitchen")
    for name in (team.name, team.name.upper()):
        with pytest.raises(Refused, match="in touch with"):
            acts.change_partner(ada(), other, name, "", "")


def test_an_address_that_asked_for_silence_gets_no_letter(federation):
    OptOut.objects.create(channel=Channel.MAIL, fingerprint=fingerprint(TEAM), source="a test")
    team = legal_team()
    plan("March", (team, 6))
    assert letters_to(TEAM) == []
    with pytest.raises(Refused, match="No letter can go to"):
        acts.write_again(ada(), team)


def test_one_reminder_and_no_more(team):
    march = plan("March", (team, 6))
    assert list(to_remind()) == []
    with clock.at(NOON + timedelta(days=5, hours=1)):
        assert list(to_remind()) == [need(march)]
        acts.remind(None, need(march))
        assert list(to_remind()) == []
        assert "This is the only reminder." in letters_to(TEAM)[-1]


def test_the_address_goes_two_years_after_they_last_answered(team):
    with clock.at(NOON + timedelta(days=700)):
        acts.declare(None, team, acts.Carries(SHIFTS, 4, scene.FIRST, scene.LAST))
    with clock.at(NOON + timedelta(days=1400)):
        list(tasks.tick())
        assert Address.objects.count() == 1
    with clock.at(NOON + timedelta(days=1431)):
        list(tasks.tick())
        assert Address.objects.count() == 0
        assert Partner.objects.count() == 1


# Alarms


def test_an_alarm_goes_to_those_whom_the_constitution_names_and_stands_in_the_open(client, desk):
    cleo = scene.seated("cleo")
    client.post(f"{desk}/alarm", {"words": "Sixty arrests, and nobody told us."})
    assert "Sixty arrests, and nobody told us." in letters_to("cleo@example.org")[0]
    assert "Care Panel answers it, by Thursday 5 March, 12:00." in letters_to("cleo@example.org")[0]
    client.force_login(person("ben"))
    shown = page(client, reverse("ecology:index"))
    assert "Sixty arrests, and nobody told us." in shown
    assert "Care Panel answers by <time" in shown
    alarm = Partner.objects.get().alarms.get()
    with pytest.raises(Refused, match="Care Panel answers this alarm"):
        acts.reply(ada(), alarm, "Sorry.")
    acts.reply(cleo, alarm, "The march is moved by a week.")
    assert "The march is moved by a week." in letters_to(TEAM)[-1]


def test_an_alarm_that_nobody_answered_in_time_is_called_late(client, desk):
    scene.seated("cleo")
    client.post(f"{desk}/alarm", {"words": "Sixty arrests."})
    client.force_login(person("ben"))
    with clock.at(NOON + timedelta(days=4)):
        assert "since <time" in page(client, reverse("ecology:index"))
        shown = page(client, Partner.objects.get().get_absolute_url())
        assert "The answer is late" in shown


def test_while_nobody_sits_in_that_body_those_who_keep_the_contact_answer(team, desk, client):
    client.post(f"{desk}/alarm", {"words": "Sixty arrests."})
    assert "Sixty arrests." in letters_to("ada@example.org")[-1]
    acts.reply(ada(), team.alarms.get(), "We stop.")


# Pages


def test_what_groups_can_carry_is_not_for_the_open_net(client, team):
    assert "Green and Black Cross" not in page(client, reverse("ecology:index"))
    assert client.get(team.get_absolute_url()).status_code == 302
    client.force_login(person("ben"))
    assert "Green and Black Cross" in page(client, reverse("ecology:index"))


def test_a_plan_is_made_asked_for_and_dropped_by_its_pages(client, team):
    client.force_login(ada())
    said = {"title": "March", "occasion": "rapid_response", "begins": "2026-04-06",
            "ends": "2026-04-26"}  # fmt: skip
    there = reverse("ecology:draw_up", args=["federation"])
    over = {"begins": "2026-01-01", "ends": "2026-02-01"}
    assert client.post(there, said | over).status_code == 422
    url = client.post(there, said)["Location"]
    assert "Nobody has been asked" in page(client, url)
    asked = {"partner": team.pk, "what": SHIFTS, "per_week": 6, "begins": "2026-04-06"}
    assert client.post(f"{url}/ask", asked | {"ends": "2026-05-26"}).status_code == 422
    client.post(f"{url}/ask", asked | {"ends": "2026-04-26"})
    assert "has been asked, and answers by 9 March" in page(client, url)
    client.post(f"{url}/drop")
    assert "What was promised for it is free again." in page(client, url)


def test_there_is_a_sheet_for_whoever_answers_on_paper(client, team):
    plan("March", (team, 6))
    client.force_login(ada())
    assert "☐ Yes" in page(client, reverse("ecology:sheet", args=[team.pk]))


@pytest.mark.parametrize("name", ["index", "unit", "partner", "plan", "desk"])
def test_pages_ask_as_often_for_one_as_for_three(client, federation, name):
    counts = []
    for number in (1, 3):
        teams = [legal_team(name=f"Team {number}{n}") for n in range(number)]
        march = plan(f"March {number}", *((one, 30) for one in teams))
        for one in range(number - 1):
            plan(f"More {one}", (teams[0], 1))
        acts.raise_alarm(None, teams[0], "Too much.")
        client.force_login(person("ben"))
        urls = {
            "index": reverse("ecology:index"), "unit": reverse("ecology:unit", args=["federation"]),
            "partner": teams[0].get_absolute_url(), "plan": march.get_absolute_url(),
            "desk": reverse("ecology:desk", args=[link_token(teams[0])]),
        }  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            assert client.get(urls[name]).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
