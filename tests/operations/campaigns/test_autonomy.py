"""A campaign is supported, not directed: no power leads into it, but over money that was given."""

import pytest

from articulator.identity.bodies.models import Body, Power, SeatGroup, Term
from articulator.identity.bodies.queries import PLATFORM_POWERS, grants, holds
from articulator.identity.constitution.queries import sight
from articulator.identity.doors.rules import may_tend
from articulator.identity.membership.queries import branches
from articulator.identity.units import acts as units
from articulator.identity.units.queries import units as all_units
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.kernel.models import Unit
from articulator.operations.campaigns import acts
from articulator.operations.campaigns.queries import alive, covenants
from tests.operations.campaigns import scene
from tests.people import person

DECISION = {"body": "Branch meeting", "on": "2026-03-02"}


@pytest.fixture
def almighty(campaign):
    """Ada, who holds every power that there is, over the whole and over Leith."""
    ada = person("ada")
    for body in Body.objects.filter(unit__in=[campaign.unit.parent, campaign.unit.parent.parent]):
        for key in {*PLATFORM_POWERS, "launch_campaign", "fund_campaign"}:
            Power.objects.get_or_create(body=body, key=key, defaults={"clause": "a test"})
        group = SeatGroup.objects.filter(body=body).first()
        if group and not Term.objects.current().filter(seat__group=group, person=ada).exists():
            seat = group.seats.create(number=99)
            until = clock.now().replace(year=2030)
            Term.objects.create(
                seat=seat, person=ada, route="appointed", since=clock.now(), until=until
            )
    return ada


def test_nobody_of_the_party_holds_any_power_over_a_campaign(campaign, almighty):
    powers = {*PLATFORM_POWERS, *Power.objects.values_list("key", flat=True)}
    assert {p for p in powers if holds(almighty, p, campaign.unit)} == set()
    assert {p for p in powers if holds(almighty, p, campaign.unit.parent)} == powers


def test_not_even_for_an_office_in_the_branch_that_supports_it(campaign, almighty):
    assert all(
        not grant.body.unit.contains(campaign.unit) for grant in grants(almighty, "keep_roll")
    )
    assert sight(almighty).by(campaign.unit) is None
    assert may_tend(almighty, campaign.unit).clause == "powers.keep_roll"


def test_it_stays_its_own_when_it_is_saved_again(campaign, almighty):
    unit = Unit.objects.get(pk=campaign.unit.pk)
    unit.save()
    assert unit.path == "/dry-homes/"
    assert holds(almighty, "keep_roll", unit) is None


def test_no_unit_divides_or_merges_a_campaign(campaign, almighty):
    other = scene.let_through("Night buses")
    with pytest.raises(Refused, match="is autonomous"):
        units.merge(almighty, campaign.unit, other.unit, DECISION)
    with pytest.raises(Refused, match="is autonomous"):
        units.divide(almighty, campaign.unit, "Half", ["EH6"], DECISION)


def test_a_branch_that_supports_a_campaign_is_a_branch_as_before(campaign):
    leith = campaign.unit.parent
    assert leith in branches()
    assert campaign.unit not in [*branches(), *all_units()]


def test_when_its_branch_is_merged_the_new_one_supports_it(campaign):
    govan = Unit.objects.get(slug="govan")
    units.merge(person("ada"), campaign.unit.parent, govan, DECISION)
    unit = Unit.objects.get(pk=campaign.unit.pk)
    assert (unit.parent, unit.path, unit.closed_at) == (govan, "/dry-homes/", None)


def test_only_whoever_speaks_for_it_speaks_for_it(campaign, almighty):
    with pytest.raises(Refused, match="Only Ben Castell speaks for this campaign"):
        acts.end(almighty, campaign, "We want it gone.")
    with pytest.raises(Refused, match="Only Ben Castell"):
        acts.renew_start(almighty, campaign)


def test_a_covenant_binds_when_both_have_signed(campaign):
    signed = scene.promised(campaign)
    assert covenants(campaign) == (signed, None)
    assert (signed.in_force, signed.decision["body"]) == (True, "Branch meeting")
    with pytest.raises(Refused, match="is signed"):
        acts.sign(person("ada"), signed, DECISION)


def test_what_lies_unsigned_on_the_table_is_replaced(campaign):
    until = clock.now().date().replace(year=2027)
    for money in (100, 200):
        acts.write_covenant(person("ben"), campaign, "We", "A room", "Words", money, until)
    assert [one.money for one in campaign.covenants.all()] == [200]


def test_a_covenant_ends_on_a_day_to_come(campaign):
    with pytest.raises(Refused, match="a day to come"):
        acts.write_covenant(person("ben"), campaign, "We", "A", "B", 1, clock.now().date())


def test_the_party_signs_only_by_who_records_its_decisions(campaign):
    until = clock.now().date().replace(year=2027)
    tabled = acts.write_covenant(person("ben"), campaign, "We", "A", "B", 1, until)
    with pytest.raises(Refused, match="keep the roll"):
        acts.sign(person("gita"), tabled, DECISION)


def test_the_party_asks_back_what_it_gave_and_no_more(campaign):
    signed, ada = scene.promised(campaign, money=500), person("ada")
    acts.ask_back(ada, signed, 200, "Two rooms were not opened.", DECISION)
    with pytest.raises(Refused, match="Between 1 and 300 pounds"):
        acts.ask_back(ada, signed, 301, "All and more.", DECISION)
    acts.ask_back(ada, signed, 300, "Nor was the third.", DECISION)
    with pytest.raises(Refused, match="All of it was asked back"):
        acts.ask_back(ada, signed, 1, "Once more.", DECISION)


def test_who_gave_nothing_asks_nothing_back(campaign):
    with pytest.raises(Refused, match="No money was given"):
        acts.ask_back(person("ada"), scene.promised(campaign, money=0), 1, "Why not?", DECISION)


def test_nobody_else_asks_it_back(campaign):
    signed = scene.promised(campaign)
    for name in ("ben", "gita", "hugo"):
        with pytest.raises(Refused, match="keep the roll"):
            acts.ask_back(person(name), signed, 1, "Mine.", DECISION)


def test_it_ends_by_its_own_word_and_says_what_was_learned(campaign):
    acts.end(person("ben"), campaign, "Damp needs a landlord law.")
    campaign.refresh_from_db()
    assert campaign.learned == "Damp needs a landlord law."
    assert Unit.objects.get(pk=campaign.unit.pk).closed_at == clock.now()
    with pytest.raises(Refused, match="has ended"):
        acts.renew_start(person("ben"), campaign)


def test_it_is_on_the_page_of_the_branch_and_on_its_own(campaign):
    for unit in (campaign.unit, campaign.unit.parent):
        assert [knot.words for knot in alive(unit)] == ["Dry homes"]
    assert alive(Unit.objects.get(slug="govan")) == []
