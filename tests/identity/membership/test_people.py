"""The list of people: what an officer can look for, and how long it takes to ask."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articulator.identity.membership.models import Membership
from articulator.identity.membership.queries import Sought, lines, membership_of, people
from articulator.kernel.models import Person, Unit
from articulator.kernel.pages import LongList
from tests.people import NOON, crowd, member, person


@pytest.fixture
def leith(federation) -> Unit:
    unit = Unit.objects.get(name="Leith")
    for name in ("ben", "cleo", "dev"):
        member(name, unit, trained=name != "dev")
    Membership.objects.filter(person=person("cleo")).update(joined_on=NOON.date())
    Membership.objects.filter(person=person("dev")).update(kind="participant")
    return unit


def names(unit: Unit, **sought) -> list[str]:
    return [line.person.name.split()[0] for line in people(person("ada"), unit, Sought(**sought))]


@pytest.mark.parametrize(
    ("sought", "expected"),
    [
        ({}, ["Ben", "Cleo", "Dev"]),
        ({"name": "cAsTeLl"}, ["Ben"]),
        ({"name": "%"}, []),
        ({"kind": "participant"}, ["Dev"]),
        ({"pool": "in"}, ["Ben", "Cleo"]),
        ({"pool": "out"}, ["Dev"]),
        ({"joined_after": NOON.date() - timedelta(days=30)}, ["Cleo"]),
        ({"pool": "in", "joined_after": date(2026, 1, 1)}, ["Cleo"]),
    ],
)
def test_an_officer_finds_people_by(leith, sought, expected):
    assert names(leith, **sought) == expected


def test_what_cannot_be_looked_for_is_left_aside(client, leith):
    client.force_login(person("ada"))
    address = reverse("membership:roll", args=["leith"])
    page = client.get(address, {"kind": "king", "pool": "?", "since": "x", "page": "-3"})
    assert [line.person.name for line in page.context["page"]] == [
        "Ben Castell", "Cleo Marsh", "Dev Patel",
    ]  # fmt: skip


def test_the_name_on_the_roll_is_the_person_s_whoever_writes_it(leith):
    ben = person("ben")
    Person.objects.filter(pk=ben.pk).update(name="Zoë Castell")
    assert membership_of(ben).name == "Zoë Castell"
    Membership.objects.filter(person=ben).update(person=person("ewa"))
    assert membership_of(person("ewa")).name == "Ewa Nowak"
    assert names(leith) == ["Cleo", "Dev", "Ewa"]


PAGES = ("/identity/membership/", "/identity/membership/roll/federation", "/units/leith")


def asked(client) -> dict[str, int]:
    """How many questions each page puts to the database, once everything is warm."""
    counted = {}
    for address in PAGES:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counted[address] = len(queries)
    return counted


@pytest.mark.parametrize("number", [100, 100_000])
def test_pages_ask_the_same_of_the_database_for_one_member_and_for_many(client, federation, number):
    leith = Unit.objects.get(name="Leith")
    member("ben", leith)
    client.force_login(person("ada"))
    before = asked(client)
    crowd(leith, number)
    assert asked(client) == before


def test_finding_and_showing_a_page_of_a_long_roll_is_two_queries(
    leith, federation, django_assert_max_num_queries
):
    crowd(leith, 1500)
    pages = LongList(people(person("ada"), leith, Sought()), 50, lines)
    with django_assert_max_num_queries(2):
        page = pages.get_page(20)
        assert str(page[0]) == "Member 000948, Leith"
    assert pages.more
