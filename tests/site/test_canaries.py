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


def addresses(places):  # noqa: F811
    """Every page of the house that opens with nothing, or with the name of a unit or a body."""
    bodies = Body.objects.filter(in_force=True).values_list("pk", flat=True)[:4]
    systems = [[unit.slug, "identity"] for unit in places.values()]
    named = [[unit.slug] for unit in places.values()]
    for page in PAGES:
        for arguments in ([], *named, *systems, *([pk] for pk in bodies)):
            try:
                yield reverse(page, args=arguments)
            except NoReverseMatch:
                continue
    yield from ("/api/openapi.json", "/account/")


def heard(client, who, places) -> set[str]:  # noqa: F811
    """The places whose canary somebody reads on any page, also when they look for it."""
    client.force_login(who)
    said = set()
    for address in addresses(places):
        for question in ("", "?q=canary"):
            answer = client.get(address + question)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            said |= set(re.findall(rb"[Cc]anary[ -](party|region|branch|sibling)", body))
    return {place.decode() for place in said}


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
        read = {place: heard(client, who, places) for place, who in officers(places).items()}
    assert read == HEARD[upward]


def test_the_places_are_a_unit_its_parent_its_child_and_a_sibling(places):  # noqa: F811
    assert [places[name].slug for name in HERE] == ["federation", "north", "leith", "portobello"]
