"""A campaign says for which item of a programme it works; both pages tell (R-75, R-88)."""

import pytest
from django.urls import reverse

from articulator.identity.programme.models import Item
from articulator.kernel import clock, links
from articulator.kernel.acts import Refused
from articulator.kernel.models import Unit
from articulator.operations.campaigns import acts, queries
from tests.people import person


@pytest.fixture
def item(campaign):
    """What the whole stands for, as if it had been adopted."""
    return standing("federation", "Dry homes")


def standing(slug: str, heading: str) -> Item:
    unit = Unit.objects.get(slug=slug)
    return Item.objects.create(unit=unit, heading=heading, adopted_at=clock.now())


def test_a_campaign_says_for_what_it_works_and_says_it_once(campaign, item):
    assert list(queries.servable(campaign)) == [item]
    acts.serve(person("ben"), campaign, item)
    assert queries.served(campaign) == [item]
    assert [(one.kind, one.words) for one in links.outcomes(item)] == [("serves", str(campaign))]
    with pytest.raises(Refused, match="Choose an item"):
        acts.serve(person("ben"), campaign, item)


def test_nobody_says_it_for_the_campaign(campaign, item):
    for actor in (None, person("ada")):
        with pytest.raises(Refused, match="speaks for this campaign"):
            acts.serve(actor, campaign, item)


def test_it_works_for_what_stands_around_it_and_for_nothing_else(campaign):
    standing("leith", "Light")
    far = standing("govan", "Trams")
    assert [str(one) for one in queries.servable(campaign)] == ["Light"]
    with pytest.raises(Refused, match="Choose an item"):
        acts.serve(person("ben"), campaign, far)


def test_both_pages_show_it(client, campaign, item):
    client.force_login(person("ben"))
    client.post(reverse("campaigns:serve", args=[campaign.unit.slug]), {"item": item.pk})
    client.logout()
    assert item.get_absolute_url() in client.get(campaign.get_absolute_url()).content.decode()
    assert campaign.get_absolute_url() in client.get(item.get_absolute_url()).content.decode()
