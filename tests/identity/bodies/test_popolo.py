"""Bodies, seats and holders for other people's programs, in Popolo 1.0 (R-145)."""

from datetime import timedelta
from uuid import UUID

import pytest

from articulator.identity.bodies.acts import seat_person
from articulator.identity.bodies.models import Body, SeatGroup, Term
from articulator.kernel.models import Unit
from tests.people import NOON, member, person

# The properties of Popolo's classes that we use: their names and what it asks of their values.
SPEC = {
    "organizations": {"id": str, "name": str, "classification": str},
    "posts": {"id": str, "label": str, "role": str, "organization_id": str},
    "memberships": {
        "id": str, "role": str, "person_id": str, "organization_id": str, "post_id": str,
        "start_date": str, "end_date": str,
    },
    "persons": {"id": str, "name": str},
}  # fmt: skip
OPTIONAL = {"parent_id", "dissolution_date"}


@pytest.fixture
def held(federation) -> Term:
    """Ben sits on seat 1 of Leith's committee since noon, for two years."""
    leith = Unit.objects.get(name="Leith")
    body = Body.objects.create(unit=leith, key="c", name="Committee", kind="council", clause="4")
    group = SeatGroup.objects.create(body=body, key="all", method="stv", size=1, clause="4")
    ben = member("ben", leith)
    until = NOON + timedelta(days=730)
    return seat_person(None, group.seats.create(number=1), ben, Term.Route.ELECTED, NOON, until)


def told(client, what: str, **page):
    return client.get(f"/api/popolo/{what}", page).json()["items"]


@pytest.mark.parametrize("what", SPEC)
def test_every_row_has_the_properties_that_popolo_names(client, held, what):
    rows = told(client, what)
    assert rows
    for row in rows:
        assert {key: type(row[key]) for key in SPEC[what]} == SPEC[what]
        assert row.keys() - SPEC[what].keys() <= OPTIONAL
        assert UUID(row["id"])


def test_every_id_that_a_row_names_is_there(client, held):
    there = {what: {row["id"] for row in told(client, what, limit=500)} for what in SPEC}
    for term in told(client, "memberships"):
        assert term["person_id"] in there["persons"]
        assert term["post_id"] in there["posts"]
        assert term["organization_id"] in there["organizations"]
    above = {row["parent_id"] for row in told(client, "organizations", limit=500)}
    assert above - {None} <= there["organizations"]


def test_a_term_is_a_membership(client, held):
    (term,) = [row for row in told(client, "memberships") if row["id"] == str(held.pk)]
    assert (term["role"], term["start_date"], term["end_date"]) == (
        "elected", "2026-03-02", "2028-03-01",
    )  # fmt: skip
    (post,) = [row for row in told(client, "posts") if row["id"] == term["post_id"]]
    assert (post["label"], post["role"]) == ("Committee, seat 1", "stv")


def test_who_left_before_the_term_was_over_left_on_that_day(client, held):
    Term.objects.filter(pk=held.pk).update(ended=NOON + timedelta(days=9))
    (term,) = [row for row in told(client, "memberships") if row["id"] == str(held.pk)]
    assert term["end_date"] == "2026-03-11"


def test_only_those_are_named_who_hold_or_held_a_seat(client, held):
    member("cleo", Unit.objects.get(name="Leith"))
    names = [row["name"] for row in told(client, "persons")]
    assert "Ben Castell" in names
    assert "Cleo Marsh" not in names
    assert person("ben").email not in client.get("/api/popolo/persons").content.decode()


def test_a_closed_unit_says_when(client, held):
    Unit.objects.filter(name="Govan").update(closed_at=NOON)
    (govan,) = [r for r in told(client, "organizations", limit=500) if r["name"] == "Govan"]
    assert (govan["classification"], govan["dissolution_date"]) == ("branch", "2026-03-02")


@pytest.mark.parametrize("what", SPEC)
def test_pages_cost_the_same_however_many_rows(client, held, django_assert_num_queries, what):
    for limit in (1, 3):
        with django_assert_num_queries(2):
            rows = told(client, what, limit=limit)
        assert len(rows) <= limit
