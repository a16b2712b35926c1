"""The map for the room: what there is, where, and what is missing (R-149, R-161)."""

import pytest

from articulator.identity.doors.acts import Sign, open_door
from articulator.identity.doors.models import Door
from articulator.intelligence.movement.acts import Profile, add_group
from articulator.intelligence.movement.catalogue import FUNCTIONS, SPHERES
from articulator.kernel.acts import Refused
from articulator.kernel.links import ref
from articulator.kernel.models import Unit
from articulator.operations.dna.acts import begin, call_it, sit
from articulator.operations.incubator import acts
from articulator.operations.incubator.gaps import gap_map
from tests.operations.dna.scene import HEAD
from tests.operations.incubator.scene import announced, cast, declared, opened
from tests.people import person


@pytest.fixture
def shown(federation):
    return announced()


def campaign(unit="leith", title="Dry homes"):
    return open_door(
        person("ada"), Unit.objects.get(slug=unit), Door.Kind.CAMPAIGN, Sign(title, "Come.")
    )


def placed(found):
    return [
        (sphere, cell.function, [one.words for one in cell.things])
        for sphere, cells in found.rows
        for cell in cells
        if cell.things
    ]


def test_four_functions_in_seven_parts_of_life_and_empty_ones_are_said_plainly(shown):
    found = gap_map(shown)
    assert (found.cells, found.empty) == (28, 28)
    assert found.columns == tuple(words for words, _ in FUNCTIONS.values())
    assert [sphere for sphere, _ in found.rows] == list(SPHERES.values())
    assert found.gaps[0] == (
        "Technology and organisation",
        ("Smashing", "Taming", "Building", "Healing"),
    )


def test_a_campaign_that_the_house_knows_waits_until_somebody_says_where_it_stands(shown):
    door = campaign()
    assert [one.words for one in gap_map(shown).unplaced] == ["Dry homes"]
    acts.put_on_map(person("ada"), shown, ref(door), "building", "daily_life_and_reproduction")
    found = gap_map(shown)
    assert (found.unplaced, found.empty) == ((), 27)
    assert placed(found) == [("Daily life and care", "Building", ["Dry homes"])]


def test_what_is_written_tonight_is_shown_and_fills_no_gap_yet(shown):
    page = begin(person("ada"), shown.unit, ref(shown))
    sit(None, page, "a phone")
    call_it(None, page, "a phone", HEAD)
    found = gap_map(shown)
    assert placed(found) == [("Daily life and care", "Building", ["Dry homes"])]
    assert found.empty == 28


def test_what_a_room_has_chosen_is_on_the_map_of_the_next_one(federation):
    poll = opened()
    cast(poll, *[[1]] * 8)
    declared(poll)
    found = gap_map(announced(unit="govan"))
    assert (found.empty, len(placed(found))) == (27, 1)


def test_branches_without_any_campaign_are_named(shown):
    campaign("leith")
    assert [one.name for one in gap_map(shown).without] == ["Govan"]


def test_only_whoever_runs_the_evening_puts_things_on_the_map(shown):
    with pytest.raises(Refused):
        acts.put_on_map(person("ben"), shown, "doors.door:1", "building", "social_relations")


@pytest.mark.parametrize("number", [1, 3])
def test_the_map_asks_as_many_questions_for_many_campaigns(
    shown, number, django_assert_num_queries
):
    for n in range(number):
        campaign(title=f"Campaign {n}")
    with django_assert_num_queries(10):
        gap_map(shown)


def test_groups_of_the_movement_stand_on_the_map_and_are_named_to_those_signed_in(shown, client):
    group = add_group(
        person("ada"), shown.unit, "Quay Kitchen", "", "",
        Profile("group", "healing", "social_relations", shown.unit),
    )  # fmt: skip
    assert placed(gap_map(shown)) == [("Relations between people", "Healing", ["Quay Kitchen"])]
    url = f"{shown.get_absolute_url()}/map"
    assert "Quay Kitchen" not in client.get(url).content.decode()
    client.force_login(person("ben"))
    assert group.get_absolute_url() in client.get(url).content.decode()
