"""Who stands on the map, what is missing in words, and who stands near enough to help (R-76, R-80
to R-82)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articulator.intelligence.ecology.models import Partner
from articulator.intelligence.movement import acts
from articulator.intelligence.movement.models import Spot, Tie, Uptake
from articulator.intelligence.movement.queries import gaps, grid, history, ties, to_refresh
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from tests.identity.elections.scene import ada
from tests.intelligence.movement.scene import HOME, WORK, crowd, group, profile, spot, tied
from tests.intelligence.scene import legal_team, letters_to, unit
from tests.people import NOON, person


def page(client, name: str, *args, query="") -> str:
    client.force_login(person("ada"))
    found = client.get(reverse(f"movement:{name}", args=args) + query)
    assert found.status_code == 200
    return " ".join(found.content.decode().split())


# Whoever is on it


def test_a_group_outside_is_one_thing_in_touch_and_on_the_map(federation):
    kitchen = group("Quay Kitchen", "healing", gives=["Hot  Meals", "hot meals"])
    assert (Partner.objects.get(), kitchen.spot.gives) == (kitchen, ["Hot Meals"])
    assert "Quay Kitchen" in letters_to("quay@group.example")[0]


def test_a_group_that_we_are_in_touch_with_is_placed_and_told_so(federation):
    team = legal_team()
    acts.place(ada(), team, profile("healing"))
    assert (team.spot.function, team.spot.source) == ("healing", "an officer of Federation")
    assert "/intelligence/movement/yours/" in letters_to("green@team.example")[-1]


def test_one_group_stands_on_the_map_once_whoever_is_in_touch_with_it(federation):
    group("Quay Kitchen")
    with pytest.raises(Refused, match="in touch with Quay Kitchen already"):
        acts.add_group(ada(), unit("govan"), "quay  kitchen", "", "", profile())


def test_whoever_does_not_look_after_a_group_does_not_place_it(federation):
    team = legal_team()
    with pytest.raises(Refused):
        acts.place(person("ben"), team, profile())


def test_a_group_that_is_no_more_counts_in_the_past_alone(federation):
    group("Quay Kitchen", "healing")
    with clock.at(NOON + timedelta(days=100)):
        acts.end(ada(), Partner.objects.get())
        assert grid().balance.total == 0
        assert [one.balance.total for one in history()] == [1]


# What is missing


def test_the_gap_is_said_in_words_with_those_who_stand_nearest(federation):
    crowd(108, missing=("healing", WORK))
    shown = grid()
    first = gaps(shown)[0]
    assert first.words == "Nobody heals in Work and production."
    assert first.cell.certain
    near = [one.spot for one in first.nearest]
    assert [(one.function == "healing", one.sphere == WORK) for one in near] == [
        (True, False), (True, False), (False, True),
    ]  # fmt: skip


def test_with_three_groups_the_map_says_that_it_cannot_say_yet(client, federation):
    for name, function in (("Ann’s", "taming"), ("Bee", "building"), ("Cee", "smashing")):
        group(name, function)
    assert "Too few groups to say what is missing" in page(client, "index")


def test_with_twenty_groups_an_empty_place_may_be_chance(federation):
    crowd(20)
    assert "may be chance" in gaps(grid())[0].sure


def test_what_a_body_decided_changes_what_is_missing(federation):
    crowd(56)
    assert gaps(grid()) == []
    acts.aim(ada(), unit(), {"healing": 4}, "Assembly of 1 March, 40 to 3")
    assert {one.cell.function for one in gaps(grid())} == {"healing"}


def test_a_place_is_counted_for_itself_and_in_what_is_around_it(federation):
    group("Quay Kitchen", where="govan")
    assert (grid(unit("govan")).balance.total, grid(unit()).balance.total) == (1, 1)
    assert grid(unit("leith")).balance.total == 0


def test_someone_reads_the_gap_before_the_table_and_the_table_before_the_picture(
    client, federation
):
    crowd(500, missing=("healing", WORK))
    text = page(client, "index")
    words, table, picture = (
        text.index(part)
        for part in ("Nobody heals in Work and production.", "<table", '<svg viewBox="0 0 288')
    )
    assert words < table < picture
    assert "The gap to close first" in text
    assert "The nearest who could" in text


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_the_database_as_often_for_one_group_as_for_three(client, federation, many):
    for number in range(many):
        group(f"Group{number}")
    client.force_login(person("ben"))
    url = reverse("movement:groups")
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        client.get(url)
    assert len(seen) == 11


@pytest.mark.parametrize("many", [1, 3])
def test_a_group_with_three_ties_costs_no_more_than_one_with_one(client, federation, many):
    hub = group("Hub")
    for number in range(many):
        tied(hub, group(f"Group{number}"))
    client.force_login(ada())
    url = reverse("movement:group", args=[hub.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        client.get(url)
    assert len(seen) == 32


def test_an_empty_map_teaches_and_a_visitor_reads_no_name(client, federation):
    assert "The map is empty" in page(client, "index")
    group("Quay Kitchen")
    client.logout()
    text = client.get(reverse("movement:index")).content.decode()
    assert "Quay Kitchen" not in text
    assert "1 group" in text
    assert client.get(reverse("movement:groups")).status_code == 302


# Ties


def test_a_tie_stands_once_whoever_names_it_and_both_may_say_so(federation):
    one, other = group("Quay"), group("Dock")
    acts.name_tie(None, one, other, acts.Bond(Tie.Kind.SPACE, 3))
    made = acts.name_tie(None, other, one, acts.Bond(Tie.Kind.SPACE, 4))
    assert (Tie.objects.get(), made.both_said, made.strength) == (made, True, 4)


def test_a_tie_nobody_has_heard_of_for_two_years_fades(federation):
    tied(group("Quay"), group("Dock"))
    with clock.at(NOON + timedelta(days=700)):
        assert ties().count() == 1
    with clock.at(NOON + timedelta(days=731)):
        assert ties().count() == 0


def test_a_member_sees_groups_but_not_who_they_are_tied_to(client, federation):
    tied(group("Quay Kitchen"), group("Dock Choir"))
    client.force_login(person("ben"))
    url = reverse("movement:group", args=[spot("Quay Kitchen").pk])
    assert "Dock Choir" not in client.get(url).content.decode()
    for name in ("brokerage", "network", "introductions", "releases"):
        assert client.get(reverse(f"movement:{name}")).status_code == 403


# Half a year later


def test_groups_with_an_address_are_asked_twice_a_year_whether_it_still_holds(federation):
    kitchen = group("Quay Kitchen")
    acts.confirm(None, kitchen)
    with clock.at(NOON + timedelta(days=181)):
        assert list(to_refresh()) == []
    with clock.at(NOON + timedelta(days=183)):
        acts.ask_to_refresh(None, to_refresh()[0])
        assert list(to_refresh()) == []
    assert "Does it still hold?" in letters_to("quay@group.example")[-1]


def test_what_a_group_takes_up_is_kept_with_its_day(federation):
    kitchen = group("Quay Kitchen", themes=["rents"])
    with clock.at(NOON + timedelta(days=9)):
        acts.say(None, kitchen, profile(themes=["Rents", "heat"]))
    rows = Uptake.objects.values_list("theme", "at")
    assert list(rows) == [("rents", NOON), ("heat", NOON + timedelta(days=9))]
    assert Spot.objects.get().sphere == HOME
