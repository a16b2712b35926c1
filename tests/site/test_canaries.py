"""A name planted in each unit is read by those of that unit and by nobody beside it (R-13)."""

import re

import pytest
from django.urls import NoReverseMatch, reverse

from articulator.identity.bodies.models import Body
from articulator.identity.membership.models import Membership
from articulator.kernel import clock
from articulator.kernel.models import Person
from tests.identity.constitution.test_sight import HERE, adopt, office, places  # noqa: F401
from tests.people import NOON, person
from tests.site.test_permissions import PAGES

# Which canaries an officer reads who keeps the roll of a place: own unit, and below by the charter.
HEARD = {
    "full": {
        "party": {"party", "region", "branch", "sibling"},
        "region": {"region", "branch", "sibling"},
        "branch": {"branch"}, "sibling": {"sibling"}, None: set(),
    },
    "office_holders": {
        "party": {"party"}, "region": {"region"}, "branch": {"branch"}, "sibling": {"sibling"},
        None: set(),
    },
    "counts": {
        "party": {"party"}, "region": {"region"}, "branch": {"branch"}, "sibling": {"sibling"},
        None: set(),
    },
}  # fmt: skip


def officers(places):  # noqa: F811 - the fixture's name
    """One keeper of the roll for each place, and a member of the branch who keeps none."""
    named = {"party": "gita", "region": "hugo", "branch": "ines", "sibling": "jon"}
    for place, unit in places.items():
        office(unit, person(named[place]), "keep_roll")
        bird = Person.objects.create_user(f"canary-{place}@example.org", name=f"Aa Canary {place}")
        Membership.objects.create(
            person=bird, unit=unit, number=f"canary-{place}", joined_on="2024-01-01"
        )
    return {None: person("ewa"), **{place: person(name) for place, name in named.items()}}


def named(page, *arguments):
    try:
        return reverse(page, args=arguments)
    except NoReverseMatch:
        return None


def addresses(places):  # noqa: F811
    """Every page of the house that opens with nothing, or with the name of a unit."""
    ways = [(), *((unit.slug,) for unit in places.values())]
    ways += [(unit.slug, "identity") for unit in places.values()]
    found = {named(page, *way) for page in PAGES for way in ways} - {None}
    return [*sorted(found), "/api/openapi.json", "/account/"]


def bodies(client, who):
    """Every page that opens with a body; other things have other keys, so most pages have none."""
    client.force_login(who)
    keys = Body.objects.filter(in_force=True).values_list("pk", flat=True)[:4]
    found = {named(page, key) for page in PAGES for key in keys} - {None}
    return [address for address in sorted(found) if client.get(address).status_code != 404]


def read(client, address) -> bytes:
    answer = client.get(address)
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def heard(client, who, pages) -> set[str]:
    """The places whose canary somebody reads on any page, also when they look for it."""
    client.force_login(who)
    said = b""
    for address in pages:
        body = read(client, address)
        said += body + (read(client, address + "?q=canary") if b'name="q"' in body else b"")
    found = set(re.findall(rb"[Cc]anary[ -](party|region|branch|sibling)", said))
    return {place.decode() for place in found}


def test_there_are_pages_to_walk(places):  # noqa: F811
    assert len(set(addresses(places))) > 50


@pytest.mark.parametrize("upward", HEARD)
def test_a_canary_is_read_in_its_own_unit_and_above_as_the_charter_says(
    places,  # noqa: F811
    client,
    upward,
):
    adopt(upward)
    with clock.at(NOON):
        readers = officers(places)
        of_bodies = bodies(client, readers["party"])
        assert of_bodies, "no page opens with a body any more"
        pages = addresses(places) + of_bodies
        told = {place: heard(client, who, pages) for place, who in readers.items()}
    assert told == HEARD[upward]


def test_the_places_are_a_unit_its_parent_its_child_and_a_sibling(places):  # noqa: F811
    assert [places[name].slug for name in HERE] == ["federation", "north", "leith", "portobello"]
