"""Maps come from other programs, and leave under two pairs of eyes; looks are written down."""

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import networkx as nx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articulator.intelligence.movement import acts
from articulator.intelligence.movement.models import Look, Release, Spot, Tie
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event
from tests.identity.elections.scene import ada
from tests.intelligence.movement.scene import group, tied
from tests.intelligence.scene import seated, unit
from tests.people import NOON, person

DATA = Path(__file__).parents[2] / "data" / "brokerage"
BRING = "/intelligence/movement/of/federation/file"


def bring(client, name: str, data: bytes, ties: bytes = b""):
    client.force_login(ada())
    sent = {"file": SimpleUploadedFile(name, data)}
    if ties:
        sent["ties"] = SimpleUploadedFile("ties.csv", ties)
    return client.post(BRING, sent)


def read(name: str) -> bytes:
    return (DATA / name).read_bytes()


@pytest.mark.parametrize(
    "files",
    [["kumu.json"], ["movement.gexf"], ["movement.graphml"],
     ["kumu-elements.csv", "kumu-connections.csv"]],
)  # fmt: skip
def test_a_map_of_21_groups_comes_in_from_each_program(client, federation, files):
    found = bring(client, files[0], *map(read, files))
    assert "21" in found.content.decode()
    assert (Spot.objects.count(), Tie.objects.count()) == (21, 30)
    one = Spot.objects.get(partner__name="Exampleton Food Co-op")
    assert (one.function, one.sphere, one.reach) == ("building", "institutions_and_law", 127)
    assert all(Spot.objects.exclude(function="").values_list("sphere", flat=True))


def test_bringing_the_same_map_again_changes_nothing(client, federation):
    bring(client, "kumu.json", read("kumu.json"))
    before = list(Spot.objects.values())
    text = bring(client, "movement.gexf", read("movement.gexf")).content.decode()
    assert list(Spot.objects.values()) == before
    assert Tie.objects.count() == 30
    assert "stood here already" in text


def test_what_a_group_said_itself_is_not_overwritten_by_a_file(client, federation):
    group("Exampleton Clinic", "healing", themes=["care"])
    bring(client, "kumu.json", read("kumu.json"))
    assert Spot.objects.get(partner__name="Exampleton Clinic").themes == ["care"]


def test_people_do_not_come_in(client, federation):
    said = {"elements": [{"label": "Ann Bell", "type": "Person"}, {"label": "Food Co-op"}]}
    text = bring(client, "a.json", json.dumps(said).encode()).content.decode()
    assert "People were left out" in text
    assert [str(one) for one in Spot.objects.all()] == ["Food Co-op"]


@pytest.mark.parametrize(
    "data", [b"\x89PNG", b"{", b"<!DOCTYPE a [<!ENTITY b 'c'>]><gexf>&b;</gexf>"]
)
def test_a_hostile_file_ends_in_words_beside_the_form(client, federation, data):
    found = bring(client, "a.gexf", data)
    assert found.status_code == 422
    assert "This" in found.content.decode()
    assert Spot.objects.count() == 0


def asked(form: str = "gexf") -> Release:
    return acts.ask_for_map(ada(), unit(), form, "For the council.")


def test_nobody_takes_the_map_alone(client, federation):
    made = asked()
    client.force_login(ada())
    with pytest.raises(Refused, match="cannot agree to it"):
        acts.second(ada(), made, agree=True)
    assert client.post(reverse("movement:take", args=[made.pk])).status_code == 403


def test_a_second_agrees_and_the_first_takes_it_for_a_week(client, federation):
    tied(group("Quay"), group("Dock"))
    made = asked()
    acts.second(seated("cleo"), made, agree=True)
    client.force_login(ada())
    take = reverse("movement:take", args=[made.pk])
    found = client.post(take)
    graph = nx.read_gexf(io.BytesIO(found.content))
    assert (len(graph), graph.number_of_edges()) == (2, 1)
    assert b"group.example" not in found.content
    made.refresh_from_db()
    assert made.taken == 1
    client.force_login(person("cleo"))
    assert client.post(take).status_code == 403
    client.force_login(ada())
    with clock.at(NOON + timedelta(days=8)):
        assert client.post(take).status_code == 403


def test_what_a_second_does_not_agree_to_does_not_leave(federation):
    made = asked()
    acts.second(seated("cleo"), made, agree=False)
    with pytest.raises(Refused, match="second officer"):
        acts.take(ada(), made)
    with pytest.raises(Refused, match="settled"):
        acts.second(person("cleo"), made, agree=True)


def test_a_member_neither_asks_for_it_nor_agrees(federation):
    with pytest.raises(Refused):
        acts.ask_for_map(person("ben"), unit(), "csv", "For me.")
    with pytest.raises(Refused):
        acts.second(person("ben"), asked(), agree=True)


@pytest.mark.parametrize("form", ["kumu", "csv", "gexf", "graphml"])
def test_what_leaves_comes_back_the_same(client, federation, form):
    bring(client, "kumu.json", read("kumu.json"))
    made = asked(form)
    acts.second(seated("cleo"), made, agree=True)
    data = client.post(reverse("movement:take", args=[made.pk])).content
    before = sorted(Spot.objects.values_list("partner__name", "function", "sphere", "reach"))
    ties = Tie.objects.count()
    Tie.objects.all().delete()
    Spot.objects.all().delete()
    if form == "csv":
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            bring(client, "groups.csv", box.read("groups.csv"), box.read("ties.csv"))
    else:
        bring(client, f"a.{form}", data)
    after = sorted(Spot.objects.values_list("partner__name", "function", "sphere", "reach"))
    assert (after, Tie.objects.count()) == (before, ties)


def test_each_look_at_ties_is_written_down_once_a_day(client, federation):
    client.force_login(ada())
    for _ in range(2):
        client.get(reverse("movement:brokerage"))
    assert list(Look.objects.values_list("page", flat=True)) == ["brokerage"]
    with clock.at(NOON + timedelta(days=1)):
        client.get(reverse("movement:brokerage"))
    assert Look.objects.count() == 2
    assert Event.objects.filter(kind="movement.look").count() == 2


def test_whoever_reads_page_after_page_is_slowed_down(client, federation):
    client.force_login(ada())
    url = reverse("movement:introductions")
    codes = {client.get(url).status_code for _ in range(61)}
    assert codes == {200, 429}
