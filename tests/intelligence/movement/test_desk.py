"""A group sees by its link all that the map says of it, and has the last word."""

import pytest
from django.urls import reverse

from articulator.intelligence.ecology.queries import link_token
from articulator.intelligence.movement import acts
from articulator.intelligence.movement.models import Introduction, Spot, Tie, Uptake
from articulator.intelligence.movement.queries import spots
from articulator.kernel.acts import Refused
from articulator.methods.maps import Chart, Group
from tests.identity.elections.scene import ada
from tests.intelligence.movement.scene import HOME, group, profile, tied
from tests.intelligence.scene import unit


@pytest.fixture
def kitchen(federation):
    return group("Quay Kitchen", "healing", themes=["food"])


@pytest.fixture
def desk(kitchen):
    return reverse("movement:desk", args=[link_token(kitchen)])


def said() -> dict[str, object]:
    return {"kind": "coop", "function": "building", "sphere": HOME, "area": unit("govan").pk,
            "reach": "", "needs": "a van, A  Lawyer", "gives": "", "themes": ""}  # fmt: skip


def test_opening_the_link_shows_everything_and_changes_nothing(client, desk):
    text = client.get(desk).content.decode()
    assert "Healing" in text
    assert "food" in text
    assert Spot.objects.get().said_at is None


def test_they_change_what_it_says(client, desk, kitchen):
    assert client.post(f"{desk}/place", said()).status_code == 302
    kitchen.spot.refresh_from_db()
    assert (kitchen.spot.function, kitchen.spot.needs, kitchen.spot.source) == (
        "building", ["a van", "A Lawyer"], "the group itself",
    )  # fmt: skip
    assert kitchen.spot.said_at


def test_with_one_click_all_of_it_still_holds(client, desk, kitchen):
    client.post(f"{desk}/confirm")
    kitchen.spot.refresh_from_db()
    assert kitchen.spot.said_at


def test_they_name_by_its_name_whom_they_work_with_and_take_it_back(client, desk):
    group("Dock Choir")
    line = {"other": "dock  choir", "kind": "space", "strength": 3, "since": ""}
    assert client.post(f"{desk}/tie", line).status_code == 302
    assert "Dock Choir" in client.get(desk).content.decode()
    other = Spot.objects.get(partner__name="Dock Choir").pk
    client.post(f"{desk}/tie/{other}/end")
    assert Tie.objects.count() == 0


def test_the_link_shows_no_tie_that_others_named_and_no_other_group(client, desk, kitchen):
    tied(kitchen, group("Dock Choir"))
    for page in (desk, f"{desk}/tie", f"{desk}/place"):
        assert "Dock Choir" not in client.get(page).content.decode()
    line = {"other": "Nobody", "kind": "space", "strength": 3}
    refused = client.post(f"{desk}/tie", line)
    assert (refused.status_code, Tie.objects.count()) == (422, 1)


def test_they_say_yes_to_a_meeting_and_change_their_mind(client, desk, kitchen):
    made = acts.introduce(ada(), kitchen, group("Dock Choir"), None, "Sing while cooking.")
    assert "Sing while cooking." in client.get(desk).content.decode()
    for answer in ("yes", "no", "yes"):
        client.post(f"{desk}/answer/{made.pk}", {"answer": answer})
        made.refresh_from_db()
        assert made.says(kitchen) == answer


def test_they_do_not_answer_for_others(client, desk, federation):
    made = acts.introduce(ada(), group("Dock Choir"), group("Ann’s"), None, "Sing.")
    assert client.post(f"{desk}/answer/{made.pk}", {"answer": "yes"}).status_code == 404
    assert Introduction.objects.get().one_says == "open"


def test_with_one_click_they_are_off_the_map_and_no_file_brings_them_back(client, desk, kitchen):
    tied(kitchen, group("Dock Choir"))
    client.post(f"{desk}/off")
    kitchen.spot.refresh_from_db()
    assert (kitchen.spot.function, kitchen.spot.themes, Tie.objects.count()) == ("", [], 0)
    assert not Uptake.objects.filter(partner=kitchen).exists()
    done = acts.bring(ada(), unit(), Chart((Group("k", "quay kitchen"),), ()), "old.json")
    assert (done.new, done.unwilling, spots().count()) == (0, 1, 1)
    with pytest.raises(Refused, match="does not want to be on the map"):
        acts.place(ada(), kitchen, profile())


def test_they_can_come_back(client, desk, kitchen):
    client.post(f"{desk}/off")
    client.post(f"{desk}/place", said())
    assert spots().count() == 1


def test_a_link_that_was_replaced_opens_nothing(client, desk, kitchen):
    kitchen.link += 1
    kitchen.save()
    assert client.get(desk).status_code == 404
    assert client.post(f"{desk}/off").status_code == 404
