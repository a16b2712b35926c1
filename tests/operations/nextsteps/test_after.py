"""Reminded once, asked once, blamed never; then numbers, and nobody's name (R-133, R-134)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articulator.identity.contacts.models import Channel, OptOut
from articulator.identity.contacts.queries import fingerprint
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.operations.gatherings.models import FORGOTTEN
from articulator.operations.nextsteps import acts
from articulator.operations.nextsteps.models import Felt, Offer
from articulator.operations.nextsteps.queries import numbers, outcomes, told
from articulator.operations.nextsteps.tasks import tick
from tests.operations.gatherings.scene import HOUR, attended, comes
from tests.operations.nextsteps.scene import (
    DAY,
    OVER,
    SATURDAY,
    again,
    is_kept,
    offered,
    own,
    takes,
    url,
)
from tests.people import person

ADDRESS = "nell@street.example"
DONE = SATURDAY + 2 * HOUR
FORGOT = OVER + FORGOTTEN + 2 * HOUR  # the clocks went forward in between


def ticks(*moments) -> list[str]:
    said = []
    for moment in moments:
        with clock.at(moment):
            said += tick()
    return said


def many(gathering, number: int, kind: str = "leaflets", did: int = 0) -> Offer:
    """So many take a step, so many of them do it and find it worth it."""
    offer = offered(gathering, kind, kind=kind, wanted=max(1, number))
    steps = [takes(offer, f"{kind} {n}") for n in range(number)]
    with clock.at(DONE):
        for step in steps[:did]:
            acts.answer(None, step, True)
            acts.feel(None, step, Felt.Worth.YES)
    return offer


# Letters


def test_one_letter_before_and_one_after(leaflets, mailoutbox):
    step = takes(leaflets, email=ADDRESS)
    takes(leaflets, "omar")
    ticks(SATURDAY - 3 * DAY, SATURDAY - 20 * HOUR, SATURDAY - 2 * HOUR, DONE, DONE + DAY)
    assert [(one.subject, one.to) for one in mailoutbox] == [
        ("Tomorrow or sooner: Hand out leaflets", [ADDRESS]),
        ("Did it happen? Hand out leaflets", [ADDRESS]),
    ]
    assert all(own(step) in one.body for one in mailoutbox)


def test_no_letter_to_whoever_asked_for_silence_or_has_answered(leaflets, mailoutbox):
    OptOut.objects.create(channel=Channel.MAIL, fingerprint=fingerprint(ADDRESS), source="a test")
    takes(leaflets, email=ADDRESS)
    other = takes(leaflets, "omar", email="omar@street.example")
    with clock.at(DONE):
        acts.answer(None, other, True)
    ticks(SATURDAY - 20 * HOUR, DONE)
    assert [one.to for one in mailoutbox] == [["omar@street.example"]]


def test_whoever_takes_a_step_that_is_near_is_not_reminded_at_once(leaflets, mailoutbox):
    with clock.at(SATURDAY - 5 * HOUR):
        step = acts.take(None, leaflets.gathering, leaflets, "nell")
        acts.tell(None, step, acts.Said(email=ADDRESS))
        tick_now = list(tick())
    assert tick_now == []
    assert mailoutbox == []


# Two taps


def test_two_taps_and_thanks(client, leaflets):
    step = takes(leaflets)
    with clock.at(DONE):
        assert "Did it happen?" in client.get(own(step)).content.decode()
        client.post(own(step) + "/happened", {"happened": "yes"})
        assert "Was it worth the time?" in client.get(own(step)).content.decode()
        answer = client.post(own(step) + "/worth", {"worth": "2"}, follow=True)
    assert "Thank you" in answer.content.decode()
    (said,) = Felt.objects.by_rule("a test")
    assert said.worth == Felt.Worth.YES
    assert said.mark not in {step.mark, str(step.pk)}


def test_before_its_time_nobody_says_how_it_was(client, leaflets):
    step = takes(leaflets)
    with clock.at(SATURDAY - HOUR):
        assert client.post(own(step) + "/happened", {"happened": "yes"}).status_code == 403
    assert again(step).happened is None


def test_a_no_is_no_blame_and_is_asked_once(client, gathering, leaflets):
    step = takes(leaflets, email=ADDRESS)
    later = offered(gathering, "Cook", kind="kitchen", starts_at=SATURDAY + 3 * DAY)
    with clock.at(DONE):
        client.post(own(step) + "/happened", {"happened": "no"})
        assert "That is fine" in client.get(own(step)).content.decode()
        client.post(own(step) + "/again", {"again": "yes"})
        page = client.get(own(step)).content.decode()
        assert "Cook" in page
        assert client.post(own(step) + "/again", {"again": "no"}).status_code == 403
        client.post(url("take", later.pk), {"key": own(step).rsplit("/", 1)[-1]})
    assert (again(step).offer, again(step).happened, again(step).again) == (later, None, None)
    assert Offer.objects.get(pk=leaflets.pk).taken == 1  # what is over stays counted


def test_no_thank_you_ends_it_and_the_address_is_gone(client, leaflets, mailoutbox):
    step = takes(leaflets, email=ADDRESS)
    with clock.at(DONE):
        client.post(own(step) + "/happened", {"happened": "no"})
        client.post(own(step) + "/again", {"again": "no"})
        assert "the door stays open" in client.get(own(step)).content.decode().lower()
    assert again(step).email == ""
    ticks(DONE, DONE + DAY)
    assert mailoutbox == []


def test_a_host_who_was_there_writes_it_down(client, gathering, leaflets):
    step = takes(leaflets, name="Joe")
    client.force_login(person("ben"))
    with clock.at(DONE):
        assert client.post(url("see", step.pk), {"happened": "yes"}).status_code == 404
        client.force_login(person("ada"))
        assert "Joe" in client.get(url("hosting", gathering.pk)).content.decode()
        client.post(url("see", step.pk), {"happened": "yes"})
    assert again(step).happened is True


# Numbers


def test_hosts_see_of_those_who_came_how_many_left_with_a_step_and_did_it(gathering):
    attended(gathering, *(comes(gathering, f"P{n}") for n in range(12)))
    many(gathering, 9, did=4)
    with clock.at(DONE):
        seen = numbers(gathering)
    assert (seen.came, seen.took, seen.over, seen.did) == (12, 9, 9, 4)


def test_everyone_sees_numbers_in_eights_and_none_for_fewer(gathering):
    attended(gathering, *(comes(gathering, f"P{n}") for n in range(30)))
    many(gathering, 7, did=7)
    with clock.at(DONE):
        assert told(gathering) is None
    many(gathering, 13, "calls", did=2)
    with clock.at(DONE):
        shown = told(gathering)
    assert (shown.came, shown.took, shown.did) == (32, 24, 8)
    with clock.at(OVER - HOUR):
        assert told(gathering) is None


def test_hours_asked_against_felt_worth_by_kind(client, gathering):
    many(gathering, 17, did=16)
    many(gathering, 12, "kitchen", did=7)
    with clock.at(DONE):
        found = {one.kind.value: one for one in outcomes()}
        page = client.get(url("outcomes")).content.decode()
    leaflets, kitchen = found["leaflets"], found["kitchen"]
    assert (leaflets.minutes, leaflets.took, leaflets.did, leaflets.share) == (90, 16, 16, 100)
    assert dict(leaflets.rows) == {"No": None, "Partly": None, "Yes": 20}
    assert (kitchen.took, kitchen.did, kitchen.worth) == (16, None, None)
    assert "Worth" in page


def test_the_hosts_page_asks_no_more_for_three_people_than_for_one(client, gathering, leaflets):
    client.force_login(person("ada"))

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked, clock.at(DONE):
            assert client.get(url("hosting", gathering.pk)).status_code == 200
        return len(asked)

    takes(leaflets, "nell")
    queries()
    one = queries()
    for who in ("omar", "petra"):
        takes(leaflets, who)
    assert queries() == one


# Forgetting


def test_thirty_days_after_there_are_numbers_and_nobody(gathering):
    offer = many(gathering, 9, did=8)
    step = takes(offered(gathering, "Cook"), "zed", email=ADDRESS)
    assert not any("forgotten" in one for one in ticks(OVER + FORGOTTEN - DAY))
    ticks(FORGOT)
    assert not is_kept(step)
    with clock.at(FORGOT):
        seen = numbers(gathering)
        assert (seen.took, seen.did) == (10, 8)
        assert [one.did for one in outcomes()] == [8]
    assert Offer.objects.get(pk=offer.pk).happened == 8
    assert ticks(FORGOT + DAY) == []


def test_until_then_nothing_is_forgotten(gathering):
    with clock.at(OVER), pytest.raises(Refused, match="thirty days"):
        acts.forget(None, gathering)
