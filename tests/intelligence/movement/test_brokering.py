"""Who could introduce whom, and why; both are asked, and what came of it is kept (R-91, R-92,
R-95)."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.core import mail
from django.urls import reverse

from articulator.intelligence.ecology import acts as ecology
from articulator.intelligence.movement import acts
from articulator.intelligence.movement.brokering import report, travelled
from articulator.intelligence.movement.models import Introduction, Tie
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from tests.identity.elections.scene import ada
from tests.intelligence.movement.scene import WORK, crowd, group, profile, tied
from tests.intelligence.scene import letters_to, seated
from tests.people import NOON, person

YES, NO = Introduction.Says.YES, Introduction.Says.NO


@pytest.fixture
def two(federation):
    """Tenants who need meals, a kitchen that has them, and a law centre that knows both."""
    tenants = group("Dock Tenants", needs=["hot meals"])
    kitchen = group("Soup Kitchen", "healing", WORK, gives=["Hot meals"])
    law = group("Law Centre", "taming", "institutions_and_law")
    tied(law, tenants)
    tied(law, kitchen)
    return tenants, kitchen, law


def introduced(two) -> Introduction:
    tenants, kitchen, law = two
    return acts.introduce(ada(), tenants, kitchen, law, "One cooks, the other is hungry.")


def test_the_first_proposal_says_why_and_who_knows_both(two):
    best = report().offers[0]
    assert {str(best.one), str(best.other), str(best.through)} == {
        "Dock Tenants", "Soup Kitchen", "Law Centre",
    }  # fmt: skip
    assert best.reasons == (
        "Soup Kitchen has hot meals, which Dock Tenants needs",
        "both are in Federation",
    )


def test_what_a_group_said_it_can_carry_counts_as_what_it_can_give(federation):
    from tests.intelligence.scene import SHIFTS, legal_team

    team = legal_team()
    acts.place(ada(), team, profile())
    group("No Evictions", needs=[SHIFTS])
    assert report().offers[0].reasons[0].startswith("Green and Black Cross has shifts of legal")


def test_nothing_happens_before_both_said_yes_and_then_each_gets_the_address(two):
    made = introduced(two)
    tenants, kitchen, _ = two
    acts.answer(None, made, tenants, YES)
    assert not any("can be reached at" in one.body for one in mail.outbox)
    acts.answer(None, made, kitchen, YES)
    assert "soup@group.example" in letters_to("dock@group.example")[-1]
    assert "dock@group.example" in letters_to("soup@group.example")[-1]


def test_neither_hears_that_the_other_said_no_and_nobody_is_asked_again(two):
    made = introduced(two)
    tenants, kitchen, _ = two
    before = len(letters_to("soup@group.example"))
    acts.answer(None, made, tenants, NO)
    assert len(letters_to("soup@group.example")) == before
    with pytest.raises(Refused, match="would rather not"):
        acts.introduce(ada(), kitchen, tenants, None, "Please.")
    assert all(
        {one.one.partner, one.other.partner} != {tenants, kitchen} for one in report().offers
    )


def test_whoever_asked_does_not_type_in_the_answer(two):
    made, (tenants, *_) = introduced(two), two
    with pytest.raises(Refused, match="does not write down"):
        acts.write_down(ada(), made, tenants, YES)
    carer = seated("cleo")
    assert acts.write_down(carer, made, tenants, YES).says(tenants) == YES


def test_those_who_do_something_together_are_tied_and_more_alike_than_before(client, two):
    made = introduced(two)
    tenants, kitchen, _ = two
    for side in (tenants, kitchen):
        acts.answer(None, made, side, YES)
    acts.say(None, tenants, profile(themes=["warm rooms"]))
    acts.say(None, kitchen, profile("healing", WORK, themes=["warm rooms"]))
    acts.tell_outcome(ada(), made, "together", "Soup on Fridays.", "Find a second pot.")
    assert Tie.objects.filter(source="made", kind="action").count() == 1
    client.force_login(ada())
    text = " ".join(client.get(made.get_absolute_url()).content.decode().split())
    assert "Soup on Fridays." in text
    assert "Words in common" in text


def test_an_outcome_waits_until_both_have_spoken(two):
    made = introduced(two)
    with pytest.raises(Refused, match="Both have to say yes first"):
        acts.tell_outcome(ada(), made, "met", "", "")


def test_who_does_not_want_to_be_asked_is_neither_proposed_nor_introduced(two):
    tenants, kitchen, _ = two
    ecology.leave(None, kitchen)
    assert all(kitchen not in (one.one.partner, one.other.partner) for one in report().offers)
    with pytest.raises(Refused, match="does not want to be asked"):
        acts.introduce(ada(), tenants, kitchen, None, "Please.")


def test_those_who_are_in_touch_are_not_introduced(two):
    tenants, _, law = two
    with pytest.raises(Refused, match="in touch already"):
        acts.introduce(ada(), tenants, law, None, "Please.")


def test_a_member_introduces_nobody(two):
    tenants, kitchen, law = two
    with pytest.raises(Refused, match="keep the map"):
        acts.introduce(person("ben"), tenants, kitchen, law, "Please.")


def test_the_page_asks_both_in_two_clicks(client, two):
    client.force_login(ada())
    text = client.get(reverse("movement:brokerage")).content.decode()
    link = text.split('">Ask both')[0].rsplit('href="', 1)[1].replace("&amp;", "&")
    assert "hot meals" in client.get(link).content.decode()
    assert client.post(link, {"why": "They fit."}).status_code == 302
    made = Introduction.objects.get()
    assert (made.why, str(made.through)) == ("They fit.", "Law Centre")
    assert len(letters_to("dock@group.example")) == 2


def test_a_theme_that_goes_from_group_to_group_travels(federation):
    chain = [group(f"Group{at:02}") for at in range(40)]
    for one, other in pairwise(chain):
        tied(one, other)
    for day, one in enumerate(chain[:12]):
        with clock.at(NOON + timedelta(days=day)):
            acts.say(None, one, profile(themes=["warm rooms"]))
    told = travelled()[0]
    assert (told.theme, told.adopted, told.along, told.travels) == ("warm rooms", 12, 11, True)


def test_five_hundred_groups_are_read_in_a_bearable_time(
    client, federation, django_assert_max_num_queries
):
    crowd(500)
    client.force_login(ada())
    with django_assert_max_num_queries(60):
        assert client.get(reverse("movement:brokerage")).status_code == 200
