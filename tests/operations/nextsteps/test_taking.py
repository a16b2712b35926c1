"""Somebody takes exactly one step, on a phone without an account or on paper (R-132, R-145)."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Event
from articulator.operations.gatherings import acts as gatherings
from articulator.operations.nextsteps import acts
from articulator.operations.nextsteps.models import NextStep, Offer
from articulator.operations.nextsteps.tokens import PHONE, mark_of
from tests.operations.gatherings.scene import EVENING, announced
from tests.operations.nextsteps.scene import (
    DAY,
    OVER,
    again,
    hands,
    is_kept,
    offered,
    own,
    takes,
    url,
)
from tests.operations.training import scene
from tests.people import person


def kept(gathering) -> list[NextStep]:
    return list(NextStep.objects.by_rule("a test").filter(gathering=gathering))


def test_one_tap_on_a_phone_and_the_step_is_theirs(client, gathering, leaflets):
    with clock.at(EVENING):
        page = client.get(url("choose", gathering.pk))
        answer = client.post(url("take", leaflets.pk))
        mine = client.get(answer["Location"]).content.decode()
    assert "I take this" in page.content.decode()
    assert "Hand out leaflets" in mine
    assert "Only if you like" in mine
    (step,) = kept(gathering)
    assert (step.name, step.email) == ("", "")
    assert hands(leaflets) == 1
    assert {event.actor for event in Event.objects.filter(kind="nextsteps.take")} == {None}


def test_the_phone_holds_a_token_of_which_the_house_keeps_a_hash(client, gathering, leaflets):
    with clock.at(EVENING):
        client.get(url("choose", gathering.pk))
        cookie = client.cookies["nextstep"]
        client.post(url("take", leaflets.pk))
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (
        True, "Lax", "/operations/nextsteps/"
    )  # fmt: skip
    (step,) = kept(gathering)
    assert step.mark == mark_of(cookie.value, gathering) != cookie.value
    assert PHONE.hashed(cookie.value) != step.mark


def test_taking_another_one_lets_go_of_the_first(client, gathering, leaflets):
    calls = offered(gathering, "Call five neighbours", kind="calls")
    with clock.at(EVENING):
        for offer in (leaflets, calls, calls):
            client.post(url("take", offer.pk))
        page = client.get(url("choose", gathering.pk)).content.decode()
    assert [step.offer for step in kept(gathering)] == [calls]
    assert (hands(leaflets), hands(calls)) == (0, 1)
    assert "Taking another one lets go of it" in page


def test_a_form_sent_twice_is_one_step(client, gathering, leaflets):
    key = str(uuid.uuid4())
    with clock.at(EVENING):
        answers = [Client().post(url("take", leaflets.pk), {"_key": key}) for _ in range(2)]
    assert len({one["Location"] for one in answers}) == 1
    assert hands(leaflets) == len(kept(gathering)) == 1


def test_the_database_itself_keeps_one_step_each(leaflets):
    step = takes(leaflets)
    with pytest.raises(IntegrityError), transaction.atomic():
        NextStep.objects.create(gathering=step.gathering, offer=leaflets, mark=step.mark)


def test_a_hall_that_taps_at_once_takes_no_more_hands_than_there_are(on_disk):
    def tap(number: int) -> str:
        try:
            with clock.at(EVENING):
                acts.take(None, offer.gathering, Offer.objects.get(pk=offer.pk), f"phone {number}")
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "taken"

    with clock.at(EVENING - 5 * DAY):
        scene.found()
        offer = offered(announced(), wanted=3)
    with ThreadPoolExecutor(6) as hall:
        said = list(hall.map(tap, range(9)))
    assert sorted(said) == ["refused"] * 6 + ["taken"] * 3
    assert hands(offer) == 3


def test_before_the_day_nothing_is_taken_and_after_two_weeks_nothing_either(leaflets):
    with pytest.raises(Refused, match="from the day before"):
        acts.take(None, leaflets.gathering, leaflets, "nell")
    with clock.at(OVER + 15 * DAY), pytest.raises(Refused, match="a while ago"):
        acts.take(None, leaflets.gathering, leaflets, "nell")


def test_what_is_called_off_offers_nothing(client, gathering, leaflets):
    gatherings.call_off(person("ada"), gathering, "Snow")
    with clock.at(EVENING):
        page = client.get(url("choose", gathering.pk)).content.decode()
        client.post(url("take", leaflets.pk))
    assert "called off" in page
    assert kept(gathering) == []


def test_letting_go_is_easy_and_leaves_nothing(client, leaflets):
    step = takes(leaflets, "nell", email="nell@street.example")
    with clock.at(OVER):
        client.post(own(step) + "/let-go")
    assert not is_kept(step)
    assert hands(leaflets) == 0


def test_nobody_opens_the_step_of_another_by_guessing(client, leaflets):
    step = takes(leaflets)
    for key in (str(step.pk), step.pk.hex, f"{step.pk.hex}:x"):
        assert client.get(url("mine", key)).status_code == 404
        assert client.post(url("let_go", key)).status_code == 404
    assert is_kept(step)


def test_everything_else_is_said_only_by_who_likes(client, leaflets):
    step = takes(leaflets)
    with clock.at(OVER):
        client.post(own(step), {"name": "Nell", "email": "nell@street.example"})
        assert (again(step).name, again(step).wants_buddy) == ("Nell", False)
        client.post(own(step), {})
    assert (again(step).name, again(step).email) == ("", "")


def test_whoever_wants_company_says_how_to_find_them(client, leaflets):
    step = takes(leaflets)
    with clock.at(OVER):
        assert client.post(own(step), {"wants_buddy": "on", "name": "Nell"}).status_code == 422
        client.post(own(step), {"wants_buddy": "on", "name": "Nell", "reach": "by the clock"})
        assert again(step).reach == "by the clock"
        client.post(own(step), {"name": "Nell", "reach": "by the clock"})
    assert (again(step).wants_buddy, again(step).reach) == (False, "")


def test_a_sheet_from_the_wall_is_typed_in(client, gathering, leaflets):
    client.force_login(person("ada"))
    with clock.at(OVER):
        said = {"offer": str(leaflets.pk), "names": "Joe\n\nMrs Ellery\n", "unnamed": "1"}
        client.post(url("type_in", gathering.pk), said)
        too_many = client.post(url("type_in", gathering.pk), said | {"unnamed": "0"})
        nobody = client.post(url("type_in", gathering.pk), {"offer": str(leaflets.pk)})
    assert sorted(step.name for step in kept(gathering)) == ["", "Joe", "Mrs Ellery"]
    assert (too_many.status_code, nobody.status_code) == (422, 422)
    assert hands(leaflets) == 3


def test_the_calendar_has_the_step(client, leaflets):
    entry = client.get(url("file", leaflets.pk)).content.decode()
    assert "SUMMARY:Hand out leaflets" in entry
    assert "DTSTART:20260312T180000Z" in entry


def test_a_letter_changes_the_step_on_any_phone_and_gives_it_no_token(gathering, leaflets):
    calls, other = offered(gathering, "Call"), Client()
    step = takes(leaflets)
    with clock.at(OVER):
        other.post(url("take", calls.pk), {"key": own(step).rsplit("/", 1)[-1]})
    assert [one.offer for one in kept(gathering)] == [calls]
    assert "nextstep" not in other.cookies


def test_the_letter_of_one_evening_takes_nothing_at_another(client, gathering, leaflets):
    later = announced(EVENING + DAY, title="Another")
    step, there = takes(leaflets), offered(later, "Cook")
    with clock.at(OVER):
        client.post(url("take", there.pk), {"key": own(step).rsplit("/", 1)[-1]})
    assert [one.mark for one in kept(later)] != [step.mark]


def test_a_page_asks_no_more_of_the_database_for_three_offers_than_for_one(
    client, gathering, leaflets, django_assert_num_queries
):
    with clock.at(EVENING):
        client.get(url("choose", gathering.pk))
        with CaptureQueriesContext(connection) as one:
            client.get(url("choose", gathering.pk))
        for title in ("Call", "Cook"):
            offered(gathering, title)
        with django_assert_num_queries(len(one)):
            client.get(url("choose", gathering.pk))


TAPS = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from([0, 1, None])), max_size=14)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(TAPS)
def test_hands_are_counted_right_whoever_takes_changes_and_lets_go(gathering, taps):
    with transaction.atomic(), clock.at(EVENING):
        offers = [offered(gathering, "One", wanted=2), offered(gathering, "Two", wanted=3)]
        for who, which in taps:
            had = next((one for one in kept(gathering) if one.mark == who), None)
            if which is None and had:
                acts.let_go(None, gathering, had)
            elif which is not None:
                try:
                    acts.take(None, gathering, offers[which], who)
                except Refused:
                    assert hands(offers[which]) == offers[which].wanted
        steps = kept(gathering)
        assert [hands(one) for one in offers] == [
            sum(step.offer_id == one.pk for step in steps) for one in offers
        ]
        assert len({step.mark for step in steps}) == len(steps)
        transaction.set_rollback(True)
