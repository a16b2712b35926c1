"""Hosts put up what is concrete, near and for so many hands (R-134, R-145)."""

import pytest
from django.db import IntegrityError, transaction

from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.links import outcomes
from articulator.operations.nextsteps import acts
from articulator.operations.nextsteps.catalogue import KITS
from articulator.operations.nextsteps.models import Offer
from articulator.operations.nextsteps.queries import ready, to_choose
from articulator.operations.training.models import Session
from tests.operations.gatherings.scene import EVENING, announced, leith
from tests.operations.nextsteps.scene import DAY, OVER, SATURDAY, hands, offered, takes, url
from tests.people import person


def test_a_host_ticks_what_is_ready_and_it_is_up(client, gathering):
    client.force_login(person("ada"))
    page = client.get(url("hosting", gathering.pk)).content.decode()
    assert "Hand out leaflets" in page
    keys = ["kit leaflets", "kit calls"]
    client.post(url("put_up_ready", gathering.pk), {"keys": keys})
    assert [one.title for one in to_choose(gathering)] == ["Call five neighbours",
                                                           "Hand out leaflets"]  # fmt: skip
    assert [knot.words for knot in outcomes(gathering)] == [
        "Hand out leaflets", "Call five neighbours"
    ]  # fmt: skip


def test_what_is_ready_is_near_and_leaves_a_night_to_sleep_over_it(gathering):
    found = [one.offer for one in ready(gathering)]
    assert len(found) >= len(KITS)
    assert all(OVER + DAY / 3 < one.starts_at <= OVER + 14 * DAY for one in found)


def test_trainings_and_evenings_nearby_are_ready_once(gathering):
    session = Session.objects.create(
        course="facilitation", unit=leith(), starts_at=OVER + 3 * DAY, place="Library",
        trainer=person("ada"), capacity=9,
    )  # fmt: skip
    later = announced(EVENING + 9 * DAY, title="The next one")
    announced(EVENING + 30 * DAY, title="Too far")
    keys = [one.key for one in ready(gathering) if not one.key.startswith("kit")]
    assert keys == [f"training {session.pk}", f"coming {later.pk}"]
    acts.put_up_ready(person("ada"), gathering, keys)
    assert [one for one in ready(gathering) if not one.key.startswith("kit")] == []
    assert [one.leads for one in to_choose(gathering)] == [session, later]


def test_a_step_is_within_two_weeks(client, gathering):
    with pytest.raises(Refused, match="within 14 days"):
        offered(gathering, starts_at=OVER + 15 * DAY)
    with pytest.raises(Refused, match="over"):
        offered(gathering, starts_at=clock.now())
    client.force_login(person("ada"))
    said = {
        "kind": "other", "title": "Paint", "starts_at": "2027-01-01T10:00", "minutes": 60,
        "place": "Yard", "wanted": 2,
    }  # fmt: skip
    answer = client.post(url("put_up", gathering.pk), said)
    assert answer.status_code == 422
    assert "within 14 days" in answer.content.decode()
    answer = client.post(url("put_up", gathering.pk), said | {"starts_at": "2026-03-14T10:00"})
    assert answer.status_code == 302
    assert [one.title for one in to_choose(gathering)] == ["Paint"]


def test_hosts_alone_put_up(gathering):
    for name in ("ben", "cleo"):
        with pytest.raises(Refused, match="hosts"):
            acts.put_up_ready(person(name), gathering, ["kit calls"])
    assert not Offer.objects.exists()


def test_hands_are_not_overtaken_unless_the_host_says_so(client, gathering):
    offer = offered(gathering, wanted=1)
    takes(offer, "nell")
    with pytest.raises(Refused, match="All hands"):
        takes(offer, "omar")
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(pk=offer.pk).update(taken=2)
    client.force_login(person("ada"))
    client.post(url("let_more", offer.pk))
    takes(offer, "omar")
    assert hands(offer) == 2


def test_a_step_cannot_want_fewer_hands_than_took_it(client, gathering, leaflets):
    for who in ("nell", "omar"):
        takes(leaflets, who)
    client.force_login(person("ada"))
    said = {"title": "Leaflets", "starts_at": "2026-03-14T11:00", "minutes": 60, "place": "Yard"}
    assert client.post(url("change", leaflets.pk), said | {"wanted": 1}).status_code == 422
    assert client.post(url("change", leaflets.pk), said | {"wanted": 2}).status_code == 302
    assert Offer.objects.get().place == "Yard"


def test_whoever_took_it_hears_of_another_time_and_that_it_does_not_happen(
    client, leaflets, mailoutbox
):
    takes(leaflets, "nell", email="nell@street.example")
    takes(leaflets, "omar")
    client.force_login(person("ada"))
    said = {"title": "Leaflets", "starts_at": "2026-03-14T11:00", "minutes": 60, "wanted": 4}
    client.post(url("change", leaflets.pk), said | {"place": "Market"})
    client.post(url("change", leaflets.pk), said | {"place": "Market", "minutes": 45})
    client.post(url("take_down", leaflets.pk))
    assert [(one.subject, one.to) for one in mailoutbox] == [
        ("Changed: Leaflets", ["nell@street.example"]),
        ("This does not happen: Leaflets", ["nell@street.example"]),
    ]
    with pytest.raises(Refused, match="no longer"):
        takes(leaflets, "petra")


def test_what_has_begun_stays_as_it_was_offered(leaflets):
    with clock.at(SATURDAY), pytest.raises(Refused, match="begun"):
        acts.take_down(person("ada"), leaflets)


def test_the_sheet_has_a_line_for_every_hand(client, gathering, leaflets):
    page = client.get(url("sheet", gathering.pk)).content.decode()
    assert page.count("<li>&nbsp;</li>") == leaflets.wanted
    takes(leaflets, "nell")
    assert client.get(url("sheet", gathering.pk)).content.decode().count("<li>&nbsp;</li>") == 3
